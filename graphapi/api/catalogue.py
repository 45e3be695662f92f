"""The catalogue as a whole: how much of everything it holds."""

from __future__ import annotations

from datetime import datetime

import strawberry

from graphapi.api.fields import graph_field
from graphapi.mapping import CatalogueProperty, LabelCount, TypeCount


@strawberry.type(description="How many nodes and relationships of each kind the graph holds.")
class Catalogue:
    """How many nodes and relationships of each kind the graph holds."""

    films: int = graph_field(LabelCount("Film"), "Nodes labelled Film.")
    people: int = graph_field(LabelCount("Person"), "Nodes labelled Person.")
    actors: int = graph_field(LabelCount("Actor"), "People with an acting credit.")
    directors: int = graph_field(LabelCount("Director"), "People with a directing credit.")
    characters: int = graph_field(LabelCount("Character"), "Nodes labelled Character.")
    genres: int = graph_field(LabelCount("Genre"), "Nodes labelled Genre.")
    places: int = graph_field(LabelCount("Place"), "Nodes labelled Place.")
    keywords: int = graph_field(LabelCount("Keyword"), "Nodes labelled Keyword.")
    acted_in: int = graph_field(TypeCount("ACTED_IN"), "ACTED_IN relationships: acting credits.")
    directed: int = graph_field(TypeCount("DIRECTED"), "DIRECTED relationships: directing credits.")
    plays: int = graph_field(TypeCount("PLAYS"), "PLAYS relationships, from an actor to a character.")
    appears_in: int = graph_field(TypeCount("APPEARS_IN"), "APPEARS_IN relationships, from a character to a film.")
    in_genre: int = graph_field(TypeCount("IN_GENRE"), "IN_GENRE relationships, from a film to a genre.")
    set_in: int = graph_field(TypeCount("SET_IN"), "SET_IN relationships, from a film to a place.")
    has_keyword: int = graph_field(TypeCount("HAS_KEYWORD"), "HAS_KEYWORD relationships, from a film to a keyword.")
    changed_at: datetime | None = graph_field(
        CatalogueProperty("changedAt"), "When the catalogue was last loaded into; null if never."
    )
