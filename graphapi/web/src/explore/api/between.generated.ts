// Made by `python -m graphapi.api.explorer`.

/** The variables with the keys of the nodes whose relationships are asked for, by their kinds. */
export const asked = {
  "Film": "ofFilm",
  "Character": "ofCharacter"
} as const;

/** The variables with the keys of the nodes to which these relationships lead. */
export const reached = {
  "Person": "toPerson",
  "Character": "toCharacter"
} as const;
