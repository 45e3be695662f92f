/** The kinds of nodes, by the names of their types in the schema, in the order of the legend. */
export const kinds = ["Film", "Person", "Character", "Genre", "Place", "Keyword"] as const;
export type Kind = (typeof kinds)[number];

export const relationshipTypes = [
  "ACTED_IN",
  "DIRECTED",
  "PLAYS",
  "APPEARS_IN",
  "IN_GENRE",
  "SET_IN",
  "HAS_KEYWORD",
] as const;
export type RelationshipType = (typeof relationshipTypes)[number];

/** How several nodes of a kind are called. */
export const plural: Record<Kind, string> = {
  Film: "Films",
  Person: "People",
  Character: "Characters",
  Genre: "Genres",
  Place: "Places",
  Keyword: "Keywords",
};

/** What a type leads to from a node of a kind; a kind that has no such relationships is missing. */
export const leadsTo: Record<RelationshipType, Partial<Record<Kind, string>>> = {
  ACTED_IN: { Person: "Films acted in", Film: "Actors" },
  DIRECTED: { Person: "Films directed", Film: "Directors" },
  PLAYS: { Person: "Characters played", Character: "Played by" },
  APPEARS_IN: { Character: "Films with the character", Film: "Characters" },
  IN_GENRE: { Film: "Genres", Genre: "Films of the genre" },
  SET_IN: { Film: "Places", Place: "Films set there" },
  HAS_KEYWORD: { Film: "Keywords", Keyword: "Films with the keyword" },
};

/** A relationship in words, read from its start to its end. */
export const verb: Record<RelationshipType, string> = {
  ACTED_IN: "acted in",
  DIRECTED: "directed",
  PLAYS: "plays",
  APPEARS_IN: "appears in",
  IN_GENRE: "is of the genre",
  SET_IN: "is set in",
  HAS_KEYWORD: "has the keyword",
};

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
