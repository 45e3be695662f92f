import { kinds, leadsTo as titles, plural as plurals, relationshipTypes, verb as verbs } from "./kinds.generated.ts";

export { kinds, relationshipTypes };
export type Kind = (typeof kinds)[number];
export type RelationshipType = (typeof relationshipTypes)[number];

export const plural: Record<Kind, string> = plurals;
export const leadsTo: Record<RelationshipType, Partial<Record<Kind, string>>> = titles;
export const verb: Record<RelationshipType, string> = verbs;

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}

export function isRelationshipType(text: string): text is RelationshipType {
  return (relationshipTypes as readonly string[]).includes(text);
}

/** The types of relationships that nodes of a kind can have. */
export function typesOf(kind: Kind): RelationshipType[] {
  return relationshipTypes.filter((type) => leadsTo[type][kind] !== undefined);
}
