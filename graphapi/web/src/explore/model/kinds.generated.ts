// Made by `python -m graphapi.api.explorer`.

/** The kinds of nodes, by the names of their types in the schema, in the order of the legend. */
export const kinds = [
  "Film",
  "Person",
  "Character",
  "Genre",
  "Place",
  "Keyword"
] as const;

export const relationshipTypes = [
  "ACTED_IN",
  "DIRECTED",
  "PLAYS",
  "APPEARS_IN",
  "IN_GENRE",
  "SET_IN",
  "HAS_KEYWORD"
] as const;

/** How several nodes of a kind are called. */
export const plural = {
  "Film": "Films",
  "Person": "People",
  "Character": "Characters",
  "Genre": "Genres",
  "Place": "Places",
  "Keyword": "Keywords"
} as const;

/** What a type leads to from a node of a kind; a kind without such relationships is missing. */
export const leadsTo = {
  "ACTED_IN": {
    "Person": "Films acted in",
    "Film": "Actors"
  },
  "DIRECTED": {
    "Person": "Films directed",
    "Film": "Directors"
  },
  "PLAYS": {
    "Person": "Characters played",
    "Character": "Played by"
  },
  "APPEARS_IN": {
    "Character": "Films with the character",
    "Film": "Characters"
  },
  "IN_GENRE": {
    "Film": "Genres",
    "Genre": "Films of the genre"
  },
  "SET_IN": {
    "Film": "Places",
    "Place": "Films set there"
  },
  "HAS_KEYWORD": {
    "Film": "Keywords",
    "Keyword": "Films with the keyword"
  }
} as const;

/** The field with the name of a node. */
export const nameField = {
  "Film": "title",
  "Person": "name",
  "Character": "name",
  "Genre": "name",
  "Place": "name",
  "Keyword": "name"
} as const;

/** The field with the year of a node: when a film came out, when somebody was born. */
export const yearField = {
  "Film": "year",
  "Person": "birthYear"
} as const;

/** A relationship in words, read from its start to its end. */
export const verb = {
  "ACTED_IN": "acted in",
  "DIRECTED": "directed",
  "PLAYS": "plays",
  "APPEARS_IN": "appears in",
  "IN_GENRE": "is of the genre",
  "SET_IN": "is set in",
  "HAS_KEYWORD": "has the keyword"
} as const;

/** The kind of node where a relationship starts. */
export const startsAt = {
  "ACTED_IN": "Person",
  "DIRECTED": "Person",
  "PLAYS": "Person",
  "APPEARS_IN": "Character",
  "IN_GENRE": "Film",
  "SET_IN": "Film",
  "HAS_KEYWORD": "Film"
} as const;

/** The ways of being part of a film, with the relationship that each stands for. */
export const roles = {
  "ACTOR": "ACTED_IN",
  "DIRECTOR": "DIRECTED"
} as const;
