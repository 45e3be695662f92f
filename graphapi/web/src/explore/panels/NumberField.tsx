import { TextField } from "./TextField";

interface NumberFieldProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A field for an optional whole number; other texts count as empty. */
export function NumberField({ label, value, onChange }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      value={value === null ? null : String(value)}
      inputMode="numeric"
      read={(text) => (/^\d{1,7}$/.test(text) ? String(Number(text)) : null)}
      onChange={(text) => onChange(text === null ? null : Number(text))}
    />
  );
}
