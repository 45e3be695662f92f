import { NumberField } from "./NumberField";

interface YearFieldsProps {
  from: number | null;
  to: number | null;
  onChange: (from: number | null, to: number | null) => void;
}

export function YearFields({ from, to, onChange }: YearFieldsProps) {
  return (
    <div className="pair">
      <NumberField label="From year" value={from} onChange={(value) => onChange(value, to)} />
      <NumberField label="To year" value={to} onChange={(value) => onChange(from, value)} />
    </div>
  );
}
