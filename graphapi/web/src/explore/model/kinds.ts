import {
  kinds,
  leadsTo as titles,
  nameField as names,
  plural as plurals,
  relationshipTypes,
  roles,
  startsAt as starts,
  verb as verbs,
  yearField as years,
} from "./kinds.generated.ts";

export { kinds, relationshipTypes };
export type Kind = (typeof kinds)[number];
export type RelationshipType = (typeof relationshipTypes)[number];

export const plural: Record<Kind, string> = plurals;
export const nameField: Record<Kind, string> = names;
export const yearField: Partial<Record<Kind, string>> = years;
export const leadsTo: Record<RelationshipType, Partial<Record<Kind, string>>> = titles;
export const verb: Record<RelationshipType, string> = verbs;
export const startsAt: Record<RelationshipType, Kind> = starts;

export type Role = keyof typeof roles;
/** The relationship type of each credit role. */
export const relationshipOf: Record<Role, RelationshipType> = roles;
/** All credit roles; only the first one counts unless all are requested. */
export const allRoles = Object.keys(roles) as Role[];

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
