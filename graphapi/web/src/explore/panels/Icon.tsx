const drawings = {
  undo: "M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1",
  redo: "m15 7 5 5-5 5M20 12H10a6 6 0 0 0-6 6v1",
  connect: "M6 6.5a2.5 2.5 0 1 0 0 .01M18 17.5a2.5 2.5 0 1 0 0 .01M8 8l3 3m2 2 3 3",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  canvas: "M6 7a2 2 0 1 0 0-.01M18 6a2 2 0 1 0 0-.01M13 18a2 2 0 1 0 0-.01M7.7 8l4.2 8M16.8 7.7 13.8 16M8 6.8 16 6.2",
  filter: "M4 6h16M7 12h10M10 18h4",
  keep: "M12 4v10m0 0 4-4m-4 4-4-4M5 19h14",
  keys: "M9.5 9a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  close: "M6 6l12 12M18 6 6 18",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4 4",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1",
  swap: "M7 4v14m0 0-3-3m3 3 3-3M17 20V6m0 0-3 3m3-3 3 3",
  clear: "M5 7h14M10 7V5h4v2M7 7l1 13h8l1-13",
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}

interface IconButtonProps {
  name: IconName;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  pressed?: boolean;
  keys?: string;
}

/** A button with an icon; its label is the tooltip and the name for screen readers. */
export function IconButton({ name, label, onClick, disabled = false, pressed, keys }: IconButtonProps) {
  const hint = keys === undefined ? label : `${label} (${keys})`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={hint}
      aria-disabled={disabled}
      aria-pressed={pressed}
      onClick={disabled ? undefined : onClick}
    >
      <Icon name={name} />
    </button>
  );
}
