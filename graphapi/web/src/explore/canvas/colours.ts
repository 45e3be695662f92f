import { type Kind, kinds } from "../model/kinds";

/** The colours of the page as its style sheet has them now. */
export interface Colours {
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly surface: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly directing: string;
  readonly accent: string;
}

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    kinds: Object.fromEntries(kinds.map((kind) => [kind, read(kind.toLowerCase())])) as Record<Kind, string>,
    surface: read("canvas"),
    text: read("text"),
    quiet: read("quiet"),
    line: read("line"),
    directing: read("directing"),
    accent: read("accent"),
  };
}

/** A colour of the form #rrggbb, less or more transparent. */
export function faded(colour: string, opacity: number): string {
  return `${colour}${Math.round(opacity * 255).toString(16).padStart(2, "0")}`;
}
