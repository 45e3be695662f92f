import { type StartingPoints, type KnownFilm, type KnownPerson, chooseStartingPoints } from "../model/starting";
import { ask } from "./client";
import * as operations from "./operations";
import type * as types from "./operations.generated";
import { readLabel } from "./reading";

const name = "graphapi:starting-points";

/**
 * The starting points of the graph. The answer is kept until the tab is closed or the catalogue changes, because a
 * store without an index for the order by popularity compares all films and people.
 */
export async function findStartingPoints(catalogue: types.StartQuery["catalogue"]): Promise<StartingPoints> {
  const version = JSON.stringify(catalogue);
  const kept = readKept(version);
  if (kept !== null) return readStartingPoints(kept);
  const answer = await ask(operations.startingPoints, {});
  try {
    sessionStorage.setItem(name, JSON.stringify({ version, answer }));
  } catch {
    // Without storage in the browser, the next page asks again.
  }
  return readStartingPoints(answer);
}

function readKept(version: string): types.StartingPointsQuery | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? "null") as { version: string; answer: types.StartingPointsQuery } | null;
    return kept?.version === version ? kept.answer : null;
  } catch {
    return null;
  }
}

function readStartingPoints({ films, people }: types.StartingPointsQuery): StartingPoints {
  return chooseStartingPoints(
    films.nodes.map(readFilm),
    people.nodes.map(readPerson),
    films.nodes.flatMap(({ directors }) =>
      directors.nodes.map((node) => ({ node: readLabel(node), directed: node.directed.totalCount, acted: node.actedIn.totalCount })),
    ),
  );
}

type Film = types.KnownFilmFragment & { readonly cast: { readonly nodes: readonly types.LabelFragment[] } };

function readFilm(film: Film): KnownFilm {
  return { node: readLabel(film), votes: film.votes ?? 0, cast: film.cast.nodes.map((node) => readLabel(node)) };
}

function readPerson(person: types.StartingPointsQuery["people"]["nodes"][number]): KnownPerson {
  const { directed, everyFilm, bestFilms } = person;
  return {
    node: readLabel(person),
    filmKeys: everyFilm.pageInfo.hasNextPage ? null : new Set(everyFilm.nodes.map(({ key }) => key)),
    bestFilms: bestFilms.nodes.map(readFilm),
    acted: everyFilm.nodes.length,
    directed: directed.totalCount,
  };
}
