import type { Kind, RelationshipType } from "./kinds";

/** A global id of the API; opaque. */
export type Id = string;

export interface GraphNode {
  readonly id: Id;
  readonly kind: Kind;
  /** Identifies the node among its kind; filters of the API use it. */
  readonly key: string;
  readonly label: string;
  /** The release year of a film, or the birth year of a person. */
  readonly year: number | null;
  /** The number of relationships of each type in the graph; null until it is requested. */
  readonly totals: Readonly<Partial<Record<RelationshipType, number>>> | null;
}

export interface GraphRelationship {
  readonly id: string;
  readonly type: RelationshipType;
  readonly from: Id;
  readonly to: Id;
  /** The film of a PLAYS relationship. */
  readonly film: Id | null;
  /** The names of the characters of an acting credit; empty until they are loaded. */
  readonly characters: readonly string[];
}

/** Between two nodes there is at most one relationship of a type, or one PLAYS for each film. */
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

/** The name of a node where it is shown alone, such as "Snake Eyes (1998)". */
export function fullName(node: GraphNode): string {
  return node.kind === "Film" && node.year !== null ? `${node.label} (${node.year})` : node.label;
}
