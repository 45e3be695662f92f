import type { GraphNode } from "./graph.ts";

/** A film with its votes, and the people at the top of its cast. */
export interface KnownFilm {
  readonly node: GraphNode;
  readonly votes: number;
  readonly cast: readonly GraphNode[];
}

/** A person with the keys of all their films, or null if there are too many, and with their best-known films. */
export interface KnownPerson {
  readonly node: GraphNode;
  readonly filmKeys: ReadonlySet<string> | null;
  readonly bestFilms: readonly KnownFilm[];
  /** How many films they acted in, as far as `filmKeys` was read, and how many they directed. */
  readonly acted: number;
  readonly directed: number;
}

/** A director of a well-known film, with the numbers of films that they directed and acted in. */
export interface KnownDirector {
  readonly node: GraphNode;
  readonly directed: number;
  readonly acted: number;
}

/** People of whom each acted with the next one in the film between them. */
export interface KnownConnection {
  readonly people: readonly GraphNode[];
  readonly films: readonly GraphNode[];
}

/** What the graph suggests to begin with. */
export interface StartingPoints {
  readonly films: readonly KnownFilm[];
  readonly people: readonly KnownPerson[];
  readonly connection: KnownConnection | null;
  readonly directors: readonly KnownDirector[];
}

/** The number of films and of people that are suggested. */
const suggested = 8;

/**
 * Chooses the starting points from films and people that are well known by themselves: films by their votes, people by
 * their number of films. People are ranked by the votes of their best-known films, because somebody with many films
 * may be in none that anybody knows. In a graph without votes, the number of films decides, and films are ranked by
 * how many of these people are in them.
 */
export function chooseStartingPoints(
  films: readonly KnownFilm[],
  people: readonly KnownPerson[],
  directors: readonly KnownDirector[],
): StartingPoints {
  const ranked = rankPeople(people);
  return {
    films: rankFilms(films, ranked).slice(0, suggested),
    people: ranked.slice(0, suggested),
    connection: surprisingConnection(ranked) ?? directConnection(ranked),
    directors: uniqueById(directors).toSorted((one, other) => other.directed - one.directed),
  };
}

function rankPeople(people: readonly KnownPerson[]): KnownPerson[] {
  const fame = ({ bestFilms }: KnownPerson): number => bestFilms.reduce((sum, film) => sum + film.votes, 0);
  const active = people.filter(({ acted, directed }) => acted + directed > 0);
  return uniqueById(active).toSorted(
    (one, other) => fame(other) - fame(one) || other.acted + other.directed - one.acted - one.directed,
  );
}

function rankFilms(films: readonly KnownFilm[], ranked: readonly KnownPerson[]): KnownFilm[] {
  const bestFilms = ranked.flatMap((person) => person.bestFilms);
  const stars = new Map<string, number>();
  for (const { node } of bestFilms) stars.set(node.id, (stars.get(node.id) ?? 0) + 1);
  const starsOf = ({ node }: KnownFilm): number => stars.get(node.id) ?? 0;
  return uniqueById([...bestFilms, ...films]).toSorted(
    (one, other) => other.votes - one.votes || starsOf(other) - starsOf(one) || other.cast.length - one.cast.length,
  );
}

/** Two people who are in no film together, and who both acted with a third one. */
interface Link extends KnownConnection {
  /** How many people link the two. */
  readonly linking: number;
  /** How many people are in both films; the films of a series share many. */
  readonly shared: number;
}

/** The connection of the two people whom the fewest others link, through films that share the fewest people. */
function surprisingConnection(ranked: readonly KnownPerson[]): KnownConnection | null {
  const links = ranked.flatMap((from, index) => ranked.slice(index + 1).flatMap((to) => linkOf(from, to) ?? []));
  // Sorting is stable, so among equals the best-known people come first.
  const [best] = links.toSorted((one, other) => one.linking - other.linking || one.shared - other.shared);
  return best === undefined ? null : { people: best.people, films: best.films };
}

function linkOf(from: KnownPerson, to: KnownPerson): Link | null {
  if (from.filmKeys === null || to.filmKeys === null || intersect(from.filmKeys, to.filmKeys)) return null;
  const ways = from.bestFilms.flatMap((first) =>
    to.bestFilms.flatMap((second) => inBoth(first, second).map((via): Way => ({ first, via, second }))),
  );
  const [best] = ways.toSorted(comparePaths);
  if (best === undefined) return null;
  return {
    people: [from.node, best.via, to.node],
    films: [best.first.node, best.second.node],
    linking: new Set(ways.map(({ via }) => via.id)).size,
    shared: inBoth(best.first, best.second).length,
  };
}

interface Way {
  readonly first: KnownFilm;
  readonly via: GraphNode;
  readonly second: KnownFilm;
}

/** The order of the API's paths: by the votes of the least-known film, of the other one, then by the keys on the way. */
function comparePaths(one: Way, other: Way): number {
  const votes = ({ first, second }: Way): [number, number] => [Math.min(first.votes, second.votes), Math.max(first.votes, second.votes)];
  const [[oneLeast, oneMost], [otherLeast, otherMost]] = [votes(one), votes(other)];
  if (oneLeast !== otherLeast || oneMost !== otherMost) return otherLeast - oneLeast || otherMost - oneMost;
  const keys = ({ first, via, second }: Way): string => [first.node.key, via.key, second.node.key].join("\n");
  return keys(one) < keys(other) ? -1 : 1;
}

function intersect(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((key) => others.has(key));
}

function inBoth(first: KnownFilm, second: KnownFilm): GraphNode[] {
  const ids = new Set(second.cast.map(({ id }) => id));
  return first.cast.filter(({ id }) => ids.has(id));
}

/** Two people of one film, for a graph in which no others are connected. */
function directConnection(ranked: readonly KnownPerson[]): KnownConnection | null {
  for (const { node, bestFilms } of ranked) {
    for (const film of bestFilms) {
      const other = film.cast.find(({ id }) => id !== node.id);
      if (other !== undefined) return { people: [node, other], films: [film.node] };
    }
  }
  return null;
}

function uniqueById<Item extends { readonly node: GraphNode }>(items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter(({ node }) => !seen.has(node.id) && seen.add(node.id));
}
