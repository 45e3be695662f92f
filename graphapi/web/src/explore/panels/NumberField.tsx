import { useEffect, useState } from "react";

interface NumberFieldProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A whole number that may be left open; it counts when one leaves the field or presses Enter. */
export function NumberField({ label, value, onChange }: NumberFieldProps) {
  const [text, setText] = useState(value === null ? "" : String(value));
  useEffect(() => setText(value === null ? "" : String(value)), [value]);
  const finish = (): void => {
    const typed = /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : null;
    setText(typed === null ? "" : String(typed));
    if (typed !== value) onChange(typed);
  };
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") finish();
        }}
      />
    </label>
  );
}
