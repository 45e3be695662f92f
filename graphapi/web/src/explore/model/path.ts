import type { GraphNode, Id } from "./graph";

export interface Credit {
  readonly role: "ACTOR" | "DIRECTOR";
  readonly characters: readonly string[];
  readonly note: string | null;
}

/** From one person, by a film, to the next. */
export interface PathStep {
  readonly from: GraphNode;
  readonly fromCredit: Credit;
  readonly film: GraphNode;
  readonly to: GraphNode;
  readonly toCredit: Credit;
}

export interface Path {
  readonly degrees: number;
  readonly steps: readonly PathStep[];
}

/** Its nodes from the start to the end: person, film, person, film, … */
export function idsOfPath(path: Path): Id[] {
  const [first] = path.steps;
  if (first === undefined) return [];
  return [first.from.id, ...path.steps.flatMap((step) => [step.film.id, step.to.id])];
}

export function nodesOfPath(path: Path): GraphNode[] {
  return path.steps.flatMap((step) => [step.from, step.film, step.to]);
}

/** A sentence in pieces: words, and nodes for which their names stand. */
export type Piece = string | GraphNode;

/** "Gary Sinise played Ken Mattingly in Apollo 13 (1995), in which Kevin Bacon played Jack Swigert." */
export function sentence({ from, fromCredit, film, to, toCredit }: PathStep): Piece[] {
  const year = film.year === null ? "" : ` (${film.year})`;
  return [from, ` ${deed(fromCredit)} `, film, `${year}, `, ...answer(to, toCredit), "."];
}

export function inWords(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.label)).join("");
}

function deed(credit: Credit): string {
  if (credit.role === "DIRECTOR") return "directed";
  return credit.characters.length === 0 ? "acted in" : `played ${listed(credit.characters)} in`;
}

function answer(person: GraphNode, credit: Credit): Piece[] {
  if (credit.role === "DIRECTOR") return ["which ", person, " directed"];
  return ["in which ", person, credit.characters.length === 0 ? " acted too" : ` played ${listed(credit.characters)}`];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
