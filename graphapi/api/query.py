"""The root type ``Query``."""

from __future__ import annotations

import strawberry

from graphapi import mapping
from graphapi.api.catalogue import Catalogue
from graphapi.api.character import Character, CharacterEdge
from graphapi.api.connection import Connection
from graphapi.api.fields import argument, graph_field, look_up, root_connection
from graphapi.api.film import Film, FilmEdge
from graphapi.api.neighbourhood import Neighbourhood, neighbourhood_field
from graphapi.api.node import Node
from graphapi.api.path import PATH_ARGUMENTS, PathConnection
from graphapi.api.person import Person, PersonEdge
from graphapi.api.search import SearchEdge, search_field
from graphapi.api.statistics import FilmStatistics, statistics_field
from graphapi.api.tag import Genre, GenreEdge, Keyword, KeywordEdge, Place, PlaceEdge
from graphapi.model.nodes import CHARACTER, FILM, GENRE, KEYWORD, PERSON, PLACE


@strawberry.type(description="Where every query starts.")
class Query:
    """The root type of queries."""

    node: Node | None = graph_field(
        mapping.NodeById(),
        "The object with this global id; null if there is none.",
        arguments=[argument("id", strawberry.ID, "The global id.")],
    )
    nodes: list[Node | None] = graph_field(
        mapping.NodeById(many=True),
        "The objects with these global ids, in the same order; null where there is none.",
        arguments=[argument("ids", list[strawberry.ID], "The global ids.")],
    )
    film: Film | None = look_up(FILM.name, "One film; null if there is none.")
    person: Person | None = look_up(PERSON.name, "One person; null if there is none.")
    character: Character | None = look_up(CHARACTER.name, "One character; null if there is none.")
    genre: Genre | None = look_up(GENRE.name, "One genre; null if there is none.")
    films: Connection[FilmEdge, Film] = root_connection(
        FILM.name, "All films, ordered by `key` unless `orderBy` is given."
    )
    people: Connection[PersonEdge, Person] = root_connection(
        PERSON.name, "All people, ordered by `key` unless `orderBy` is given."
    )
    characters: Connection[CharacterEdge, Character] = root_connection(
        CHARACTER.name, "All characters, ordered by `key` unless `orderBy` is given."
    )
    genres: Connection[GenreEdge, Genre] = root_connection(
        GENRE.name, "All genres, ordered by `key` unless `orderBy` is given."
    )
    places: Connection[PlaceEdge, Place] = root_connection(
        PLACE.name, "All places, ordered by `key` unless `orderBy` is given."
    )
    keywords: Connection[KeywordEdge, Keyword] = root_connection(
        KEYWORD.name, "All keywords, ordered by `key` unless `orderBy` is given."
    )
    search: Connection[SearchEdge, Node] = search_field()
    film_statistics: list[FilmStatistics] = statistics_field()
    paths: PathConnection = graph_field(
        mapping.PathsConnection(),
        "How two people are connected. The shortest paths come first. Of paths of the same length, the one "
        "through the best-known films comes first: the votes of its least-voted film decide, then those of "
        "the next, then the keys. Another film between the same people is another path. No path has the same "
        "film or the same person twice.",
        arguments=PATH_ARGUMENTS,
    )
    neighbourhood: Neighbourhood = neighbourhood_field()
    catalogue: Catalogue = graph_field(mapping.CatalogueCounts(), "How much the graph holds.")
