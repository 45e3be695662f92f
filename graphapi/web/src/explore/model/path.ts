import type { GraphNode, Id } from "./graph";
import { type Role, relationshipOf, verb } from "./kinds";

export interface Credit {
  readonly role: Role;
  readonly characters: readonly string[];
  readonly note: string | null;
}

/** A step from one person, through a film, to the next person. */
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

/** The nodes of a path from its start to its end: person, film, person, film, … */
export function idsOfPath(path: Path): Id[] {
  const [first] = path.steps;
  if (first === undefined) return [];
  return [first.from.id, ...path.steps.flatMap((step) => [step.film.id, step.to.id])];
}

export function nodesOfPath(path: Path): GraphNode[] {
  return path.steps.flatMap((step) => [step.from, step.film, step.to]);
}

/** A piece of a sentence: words, or a node that is shown by its name. */
export type Piece = string | GraphNode;

/** "Gary Sinise played Ken Mattingly in Apollo 13 (1995), in which Kevin Bacon played Jack Swigert." */
export function sentence({ from, fromCredit, film, to, toCredit }: PathStep): Piece[] {
  const year = film.year === null ? "" : ` (${film.year})`;
  return [from, ` ${deed(fromCredit)} `, film, `${year}, `, ...answer(to, toCredit, fromCredit), "."];
}

export function inWords(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.label)).join("");
}

function deed(credit: Credit): string {
  return credit.characters.length === 0 ? verb[relationshipOf[credit.role]] : `played ${listed(credit.characters)} in`;
}

/** What a person did in a film; "also" if the other person of the sentence has the same role. */
function answer(person: GraphNode, credit: Credit, other: Credit): Piece[] {
  if (credit.characters.length > 0) return ["in which ", person, ` played ${listed(credit.characters)}`];
  const [deed, preposition] = verb[relationshipOf[credit.role]].split(" ");
  const also = credit.role === other.role ? " also" : "";
  return [preposition === undefined ? "which " : `${preposition} which `, person, `${also} ${deed}`];
}

/** Names in a sentence: "Ken, Fred and Jack". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
