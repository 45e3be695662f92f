import { type GraphNode, fullName } from "../explore/model/graph.ts";
import type { StartingPoints } from "../explore/model/starting.ts";

/** The values of the placeholders in the examples, by their names; a value that the graph does not have is missing. */
export type Values = Readonly<Record<string, string | number>>;

/** The values of the sample, for examples that cannot be about the graph. */
export const sampleValues: Values = {
  film: "Red Hot (1993)",
  "film.key": "red-hot-1993",
  person: "Carla Gugino",
  "person.key": "carla-gugino",
  star: "Tom Hanks",
  "star.key": "tom-hanks",
  "decade.from": 1990,
  "decade.to": 1999,
  director: "Rob Reiner",
  "director.key": "rob-reiner",
  "acting director": "Tom Hanks",
  "first film": "Cloud Atlas (2012)",
  "first film.key": "cloud-atlas-2012",
  "second film": "The Matrix (1999)",
  "second film.key": "the-matrix-1999",
  from: "Carla Gugino",
  "from.id": "UGVyc29uOmNhcmxhLWd1Z2lubw",
  to: "Kevin Bacon",
  "to.id": "UGVyc29uOmtldmluLWJhY29u",
  genre: "Drama",
};

/** The values that the graph has: with each of them, the example that asks for it has an answer. */
export function valuesOf({ films, people, connection, directors }: StartingPoints, genre: string | null): Values {
  const [film] = films;
  const actors = people.filter(({ acted }) => acted > 0).map(({ node }) => node);
  const person = film?.cast[0] ?? actors[0];
  const star = actors.find(({ id }) => id !== person?.id) ?? person;
  const actingDirector = [...directors, ...people].find(({ acted, directed }) => acted > 0 && directed > 0);
  const [first, second] = connection?.films ?? [];
  return {
    ...named("film", film?.node),
    ...named("person", person),
    ...named("star", star),
    ...decadeOf(film?.node.year ?? null),
    ...named("director", directors.find(({ directed }) => directed > 0)?.node),
    ...named("acting director", actingDirector?.node),
    ...named("first film", first),
    ...named("second film", second),
    ...named("from", connection?.people[0]),
    ...named("to", connection?.people.at(-1)),
    ...(genre === null ? {} : { genre }),
  };
}

function named(name: string, node: GraphNode | undefined): Values {
  return node === undefined ? {} : { [name]: fullName(node), [`${name}.key`]: node.key, [`${name}.id`]: node.id };
}

function decadeOf(year: number | null): Values {
  if (year === null) return {};
  const from = Math.floor(year / 10) * 10;
  return { "decade.from": from, "decade.to": from + 9 };
}
