import { useEffect, useState } from "react";

interface TextFieldProps {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** Converts the trimmed text to the value; null if there is none. */
  read?: (text: string) => string | null;
  inputMode?: "numeric" | "text";
}

/** A field for an optional text, which takes effect when the user leaves the field or presses Enter. */
export function TextField({ label, value, onChange, read = (text) => text, inputMode = "text" }: TextFieldProps) {
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText(value ?? ""), [value]);
  const finish = (): void => {
    const typed = text.trim() === "" ? null : read(text.trim());
    setText(typed ?? "");
    if (typed !== value) onChange(typed);
  };
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="text"
        inputMode={inputMode}
        placeholder="any"
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
