"""The CSV files of a catalogue as plain Python objects: nodes, and the items of their lists.

This is a simple second implementation of what the loader writes into the graph. It shares no code with the loader.
"""

from __future__ import annotations

import base64
import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Scalar: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, str]

COLUMNS = {
    "films": "key title original_title year certificate runtime_minutes rating votes plot genres places keywords "
    "imdb_id tmdb_id wikidata_id",
    "people": "key name birth_year death_year biography imdb_id tmdb_id wikidata_id",
    "characters": "key name description",
    "cast": "film_key person_key billing character character_key note",
    "directors": "film_key person_key",
}
LABELS = ("Film", "Person", "Character", "Genre", "Place", "Keyword")
TAGS = {"Genre": "genres", "Place": "places", "Keyword": "keywords"}
INTEGERS = {"year", "runtimeMinutes", "votes", "birthYear", "deathYear", "billing"}
FLOATS = {"rating"}


@dataclass(eq=False)
class Node:
    """A node: its properties and its lists, both by their names in the API."""

    label: str
    properties: dict[str, Scalar]
    lists: dict[str, list[Item]] = field(repr=False)

    @property
    def key(self) -> str:
        """The key, which is unique within the label."""
        return str(self.properties["key"])

    @property
    def id(self) -> str:
        """The global id."""
        return base64.urlsafe_b64encode(f"{self.label}:{self.key}".encode()).decode().rstrip("=")


@dataclass(eq=False)
class Item:
    """An item of a list: a node and its edge.

    Attributes:
        properties: the properties of the edge.
        parts: the nodes that filters and sort keys of the edge can refer to.
        shown: the nodes that are fields of the edge.
        ties: the tie-breakers after the key of the node.
    """

    node: Node
    properties: dict[str, Scalar] = field(default_factory=dict)
    parts: dict[str, list[Node]] = field(default_factory=dict, repr=False)
    shown: dict[str, Node | list[Node]] = field(default_factory=dict, repr=False)
    ties: tuple[str, ...] = ()


@dataclass
class Credit:
    """The credit of an actor in a film, merged from all of its rows."""

    film: Node
    person: Node
    billing: int | None = None
    notes: list[str] = field(default_factory=list)
    characters: list[Node] = field(default_factory=list)

    @property
    def note(self) -> str | None:
        """The notes in one text."""
        return "; ".join(self.notes) or None


@dataclass
class Graph:
    """All nodes by label and key, and all credits."""

    nodes: dict[str, dict[str, Node]] = field(repr=False)
    credits: list[Credit] = field(repr=False)

    def find(self, label: str, name: str, value: str) -> Node | None:
        """The node of a label whose identifying property has this value."""
        found = [node for node in self.nodes[label].values() if node.properties[name] == value]
        return min(found, key=lambda node: node.key, default=None)


def read_catalogue(*folders: Path) -> Graph:
    """The graph of the catalogues in all of these folders."""
    graph = Graph({label: {} for label in LABELS}, [])
    for name in COLUMNS:
        for folder in folders:
            for row in _rows(folder, name):
                READERS[name](graph, row)
    for credit in graph.credits:
        _list_credit(credit)
    _list_characters(graph)
    return graph


def _rows(folder: Path, name: str) -> list[Row]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        stated = [{column: cell.strip() for column, cell in row.items()} for row in csv.DictReader(file)]
    return [dict.fromkeys(COLUMNS[name].split(), "") | row for row in stated]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _value(name: str, text: str) -> Scalar:
    if text == "":
        return None
    if name in INTEGERS:
        return int(text)
    return float(text) if name in FLOATS else text


def _properties(row: Row, *without: str) -> dict[str, Scalar]:
    return {_camel(name): _value(_camel(name), text) for name, text in row.items() if name not in without}


def _add(graph: Graph, label: str, properties: dict[str, Scalar], *lists: str) -> Node:
    node = Node(label, properties, {name: [] for name in lists})
    return graph.nodes[label].setdefault(node.key, node)


def _read_film(graph: Graph, row: Row) -> None:
    lists = ("directors", "cast", "characters", *TAGS.values())
    film = _add(graph, "Film", _properties(row, *TAGS.values()), *lists)
    for label, column in TAGS.items():
        for name in dict.fromkeys(filter(None, map(str.strip, row[column].split("|")))):
            tag = _add(graph, label, {"key": name, "name": name}, "films")
            tag.lists["films"].append(Item(film))
            film.lists[column].append(Item(tag))


def _read_person(graph: Graph, row: Row) -> None:
    _add(graph, "Person", _properties(row), "actedIn", "directed", "characters")


def _read_character(graph: Graph, row: Row) -> None:
    _add_character(graph, row["key"], row["name"], row["description"])


def _add_character(graph: Graph, key: str, name: str, description: str = "") -> Node:
    properties: dict[str, Scalar] = {"key": key, "name": name, "description": description or None}
    return _add(graph, "Character", properties, "films", "playedBy")


def _read_director(graph: Graph, row: Row) -> None:
    film, person = graph.nodes["Film"][row["film_key"]], graph.nodes["Person"][row["person_key"]]
    if film not in [item.node for item in person.lists["directed"]]:
        person.lists["directed"].append(Item(film))
        film.lists["directors"].append(Item(person))


def _read_cast(graph: Graph, row: Row) -> None:
    film, person = graph.nodes["Film"][row["film_key"]], graph.nodes["Person"][row["person_key"]]
    credit = next((credit for credit in graph.credits if (credit.film, credit.person) == (film, person)), None)
    if credit is None:
        credit = Credit(film, person)
        graph.credits.append(credit)
    # Several rows of one credit are merged: the lowest billing, and all different notes.
    if row["billing"] and (credit.billing is None or int(row["billing"]) < credit.billing):
        credit.billing = int(row["billing"])
    if row["note"] and row["note"] not in credit.notes:
        credit.notes.append(row["note"])
    if row["character"] or row["character_key"]:
        key = row["character_key"] or f"{film.key}/{row['character']}"
        character = _add_character(graph, key, row["character"])
        if character not in credit.characters:
            credit.characters.append(character)


def _list_credit(credit: Credit) -> None:
    """Add a credit to the lists of its film, its person and its characters."""
    said: dict[str, Scalar] = {"billing": credit.billing, "note": credit.note}
    film, person, characters = credit.film, credit.person, credit.characters
    shown: dict[str, Node | list[Node]] = {"characters": characters}
    film.lists["cast"].append(Item(person, said, {"person": [person], "character": characters}, shown))
    person.lists["actedIn"].append(Item(film, said, {"film": [film], "character": characters}, shown))
    for character in characters:
        parts = {"character": [character], "film": [film]}
        person.lists["characters"].append(Item(character, {}, parts, {"film": film}, (film.key,)))
        parts = {"person": [person], "film": [film]}
        character.lists["playedBy"].append(Item(person, {}, parts, {"film": film}, (film.key,)))


def _list_characters(graph: Graph) -> None:
    """Add every character to the lists of the films in which it is played, with its actors by billing."""
    by_billing = sorted(graph.credits, key=lambda one: (one.billing is None, one.billing or 0, one.person.key))
    for film in graph.nodes["Film"].values():
        for character in graph.nodes["Character"].values():
            players = [one.person for one in by_billing if one.film is film and character in one.characters]
            if players:
                film.lists["characters"].append(Item(character, shown={"playedBy": players}))
                character.lists["films"].append(Item(film))


READERS = {
    "films": _read_film,
    "people": _read_person,
    "characters": _read_character,
    "cast": _read_cast,
    "directors": _read_director,
}
