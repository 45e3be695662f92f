import type { ReactNode } from "react";

import type { Details } from "../api/questions";
import { readLabel } from "../api/reading";
import { NodeLink } from "./NodeLink";

type DetailsOf<Name extends Details["__typename"]> = Extract<Details, { __typename: Name }>;

/** All facts of a node; the names in them are links. */
export function Facts({ details }: { details: Details }) {
  switch (details.__typename) {
    case "Film":
      return <FilmFacts film={details} />;
    case "Person":
      return <PersonFacts person={details} />;
    case "Character":
      return <CharacterFacts character={details} />;
    default:
      return (
        <NameList title={`Films (${details.films.totalCount})`}>
          {details.films.nodes.map((film) => (
            <li key={film.id}>
              <NodeLink node={readLabel(film)} /> <Year year={film.year} />
            </li>
          ))}
        </NameList>
      );
  }
}

function FilmFacts({ film }: { film: DetailsOf<"Film"> }) {
  return (
    <>
      {film.plot !== null && <p className="prose">{film.plot}</p>}
      <dl className="facts">
        <Fact name="Original title">{film.originalTitle}</Fact>
        <Fact name="Rating">{film.rating === null ? null : `${film.rating} out of 10${film.votes === null ? "" : `, ${counted(film.votes, "vote")}`}`}</Fact>
        <Fact name="Runtime">{film.runtimeMinutes === null ? null : counted(film.runtimeMinutes, "minute")}</Fact>
        <Fact name="Certificate">{film.certificate}</Fact>
        <Fact name="Other ids">{otherIds(film.imdbId, film.tmdbId, film.wikidataId)}</Fact>
      </dl>
      <NameList title="Directed by">
        {film.directors.nodes.map((person) => (
          <li key={person.id}>
            <NodeLink node={readLabel(person)} />
          </li>
        ))}
      </NameList>
      <NameList title={`Cast (${film.cast.totalCount})`}>
        {film.cast.edges.map(({ node, characters }) => (
          <li key={node.id}>
            <NodeLink node={readLabel(node)} /> <Roles characters={characters} />
          </li>
        ))}
      </NameList>
      <NameList title="Genres and places">
        {[...film.genres, ...film.places].map((node) => (
          <li key={node.id}>
            <NodeLink node={readLabel(node)} />
          </li>
        ))}
      </NameList>
      <NameList title="Similar films">
        {film.similar.edges.map(({ node, reasons }) => (
          <li key={node.id}>
            <NodeLink node={readLabel(node)} /> <Year year={node.year} />
            <span className="reasons">{reasons.slice(0, 3).map((reason) => readLabel(reason.node).label).join(", ")}</span>
          </li>
        ))}
      </NameList>
    </>
  );
}

function PersonFacts({ person }: { person: DetailsOf<"Person"> }) {
  return (
    <>
      {person.biography !== null && <p className="prose">{person.biography}</p>}
      <dl className="facts">
        <Fact name="Born">{person.birthYear}</Fact>
        <Fact name="Died">{person.deathYear}</Fact>
        <Fact name="Other ids">{otherIds(person.imdbId, person.tmdbId, person.wikidataId)}</Fact>
      </dl>
      <NameList title={`Acted in (${person.actedIn.totalCount})`}>
        {person.actedIn.edges.map(({ node, characters }) => (
          <li key={node.id}>
            <NodeLink node={readLabel(node)} /> <Year year={node.year} /> <Roles characters={characters} />
          </li>
        ))}
      </NameList>
      <NameList title={`Directed (${person.directed.totalCount})`}>
        {person.directed.nodes.map((film) => (
          <li key={film.id}>
            <NodeLink node={readLabel(film)} /> <Year year={film.year} />
          </li>
        ))}
      </NameList>
      <NameList title={`Acted with (${person.coStars.totalCount})`}>
        {person.coStars.edges.map(({ node, filmsTogether }) => (
          <li key={node.id}>
            <NodeLink node={readLabel(node)} /> <span className="hint">{counted(filmsTogether, "film")}</span>
          </li>
        ))}
      </NameList>
    </>
  );
}

function CharacterFacts({ character }: { character: DetailsOf<"Character"> }) {
  return (
    <>
      {character.description !== null && <p className="prose">{character.description}</p>}
      <NameList title="Played by">
        {character.playedBy.edges.map(({ node, film }) => (
          <li key={node.id + film.id}>
            <NodeLink node={readLabel(node)} /> in <NodeLink node={readLabel(film)} /> <Year year={film.year} />
          </li>
        ))}
      </NameList>
    </>
  );
}

function NameList({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="names">{children}</ul>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Year({ year }: { year: number | null }) {
  return year === null ? null : <span className="hint">{year}</span>;
}

function Roles({ characters }: { characters: readonly { name: string }[] }) {
  return characters.length === 0 ? null : <span className="hint">as {characters.map(({ name }) => name).join(", ")}</span>;
}

function counted(number: number, name: string): string {
  return number === 1 ? `1 ${name}` : `${number} ${name}s`;
}

function otherIds(imdb: string | null, tmdb: string | null, wikidata: string | null): string | null {
  const names = [imdb === null ? "" : `IMDb ${imdb}`, tmdb === null ? "" : `TMDB ${tmdb}`, wikidata === null ? "" : `Wikidata ${wikidata}`];
  const known = names.filter((name) => name !== "");
  return known.length === 0 ? null : known.join(", ");
}
