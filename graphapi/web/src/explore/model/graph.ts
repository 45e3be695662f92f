import type { Kind, RelationshipType } from "./kinds";

/** A global id of the API; opaque. */
export type Id = string;

export interface GraphNode {
  readonly id: Id;
  readonly kind: Kind;
  /** Names it among its kind; filters of the API take it. */
  readonly key: string;
  readonly label: string;
  /** Of a film, when it came out; of a person, when they were born. */
  readonly year: number | null;
  /** How many relationships of each type the graph holds; null while nobody has asked. */
  readonly totals: Readonly<Partial<Record<RelationshipType, number>>> | null;
}

export interface GraphRelationship {
  readonly id: string;
  readonly type: RelationshipType;
  readonly from: Id;
  readonly to: Id;
  /** The film in which a PLAYS holds. */
  readonly film: Id | null;
  /** The names of the characters of an acting credit, once they are known. */
  readonly characters: readonly string[];
}

/** There is but one relationship of a type between two nodes, and one PLAYS for each film. */
export function relationshipId(type: RelationshipType, from: Id, to: Id, film: Id | null = null): string {
  return [type, from, to, film ?? ""].join(" ");
}

export function relationship(
  type: RelationshipType,
  from: Id,
  to: Id,
  more: { film?: Id | null; characters?: readonly string[] } = {},
): GraphRelationship {
  const film = more.film ?? null;
  return { id: relationshipId(type, from, to, film), type, from, to, film, characters: more.characters ?? [] };
}

/** "Snake Eyes (1998)": how a node is called where it stands alone. */
export function fullName(node: GraphNode): string {
  return node.kind === "Film" && node.year !== null ? `${node.label} (${node.year})` : node.label;
}
