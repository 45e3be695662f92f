import type * as types from "./operations.generated";
import { type GraphNode, type GraphRelationship, type Id, relationship } from "../model/graph";
import type { Kind, RelationshipType } from "../model/kinds";
import type { Findings } from "../model/library";

type Label = types.LabelFragment;
type Totals = Partial<Record<RelationshipType, number>>;

/** A node of an answer as the page knows it. */
export function readLabel(label: Label, totals: Totals | null = null): GraphNode {
  const { id, key } = label;
  const kind: Kind = label.__typename;
  switch (label.__typename) {
    case "Film":
      return { id, kind, key, label: label.title, year: label.year ?? null, totals };
    case "Person":
      return { id, kind, key, label: label.name, year: label.birthYear ?? null, totals };
    default:
      return { id, kind, key, label: label.name, year: null, totals };
  }
}

export function readNodes(answer: types.NodesQuery): GraphNode[] {
  return answer.nodes.flatMap((node) => (node === null ? [] : readNode(node)));
}

type Counted = NonNullable<types.NodesQuery["nodes"][number]>;

function readNode(node: Counted): GraphNode {
  return readLabel(node, readTotals(node));
}

function readTotals(node: Counted): Totals {
  switch (node.__typename) {
    case "Film":
      return {
        ACTED_IN: node.cast.totalCount,
        DIRECTED: node.directors.totalCount,
        APPEARS_IN: node.characters.totalCount,
        IN_GENRE: node.genres.length,
        SET_IN: node.places.length,
        HAS_KEYWORD: node.keywords.length,
      };
    case "Person":
      return { ACTED_IN: node.actedIn.totalCount, DIRECTED: node.directed.totalCount, PLAYS: node.plays.totalCount };
    case "Character":
      return { APPEARS_IN: node.films.totalCount, PLAYS: node.playedBy.totalCount };
    case "Genre":
      return { IN_GENRE: node.films.totalCount };
    case "Place":
      return { SET_IN: node.films.totalCount };
    case "Keyword":
      return { HAS_KEYWORD: node.films.totalCount };
  }
}

/** What expanding a node told. */
export interface Expansion extends Findings {
  /** Its neighbours by type, in the API's order: the best known first. */
  readonly brought: ReadonlyMap<RelationshipType, readonly Id[]>;
}

export function readExpansion(answer: types.ExpandQuery, of: Id): Expansion {
  const { nodes, relationships } = answer.neighbourhood;
  const found = nodes.map(({ node }) => readNode(node));
  const between = relationships.map(({ type, from, to, film }) => relationship(type, from, to, { film: film ?? null }));
  const brought = new Map<RelationshipType, Id[]>();
  for (const { id } of found) {
    for (const one of between) {
      const leadsHere = (one.from === of && one.to === id) || (one.to === of && one.from === id);
      if (!leadsHere || brought.get(one.type)?.includes(id) === true) continue;
      brought.set(one.type, [...(brought.get(one.type) ?? []), id]);
    }
  }
  return { nodes: found, relationships: between, brought };
}

export function readBetween(answer: types.BetweenQuery): GraphRelationship[] {
  const ofFilms = answer.films.nodes.flatMap((film) => [
    ...film.cast.edges.map(({ node, characters }) =>
      relationship("ACTED_IN", node.id, film.id, { characters: characters.map(({ name }) => name) }),
    ),
    ...film.directors.nodes.map(({ id }) => relationship("DIRECTED", id, film.id)),
    ...film.characters.nodes.map(({ id }) => relationship("APPEARS_IN", id, film.id)),
    ...film.genres.map(({ id }) => relationship("IN_GENRE", film.id, id)),
    ...film.places.map(({ id }) => relationship("SET_IN", film.id, id)),
    ...film.keywords.map(({ id }) => relationship("HAS_KEYWORD", film.id, id)),
  ]);
  const playing = answer.characters.nodes.flatMap((character) =>
    character.playedBy.edges.map(({ node, film }) => relationship("PLAYS", node.id, character.id, { film: film.id })),
  );
  return [...ofFilms, ...playing];
}
