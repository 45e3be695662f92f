import { type Kind, kinds } from "../model/kinds";

/** The number of kind colours in the style sheet. */
const colourCount = 8;

/** The current colours of the page, from its style sheet. */
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
    kinds: Object.fromEntries(kinds.map((kind) => [kind, read(colourOf(kind))])) as Record<Kind, string>,
    surface: read("canvas"),
    text: read("text"),
    quiet: read("quiet"),
    line: read("line"),
    directing: read("directing"),
    accent: read("accent"),
  };
}

/** The name of a kind's colour in the style sheet, which follows from its position in the legend. */
export function colourOf(kind: Kind): string {
  return `kind-${(kinds.indexOf(kind) % colourCount) + 1}`;
}

/** A colour of the form #rrggbb with an opacity. */
export function faded(colour: string, opacity: number): string {
  return `${colour}${Math.round(opacity * 255).toString(16).padStart(2, "0")}`;
}
