"""The part of the graph that a search has read so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Node: TypeAlias = int
"""A person or a film, as an index into the lists of a ``Subgraph``."""


@dataclass(slots=True)
class Subgraph:
    """People, films, and the credits between them; each person and film is a number.

    ``types`` are the relationship types that count as credits. Avoided people and films are never added. If there are
    several types, ``credits`` maps a person and a film to the first type by which they are related.
    """

    types: Sequence[str]
    avoided_people: Collection[str] = ()
    avoided_films: Collection[str] = ()
    keys: list[str] = field(default_factory=list)
    votes: list[int] = field(default_factory=list)
    linked: list[set[Node]] = field(default_factory=list)
    expanded: set[Node] = field(default_factory=set)
    credits: dict[tuple[Node, Node], str] = field(default_factory=dict)
    _people: dict[str, Node] = field(default_factory=dict)
    _films: dict[str, Node] = field(default_factory=dict)

    def person(self, key: str) -> Node:
        """The person with this key, who is added if missing."""
        node = self._people.get(key)
        return self._add(self._people, key, 0) if node is None else node

    def is_person(self, node: Node) -> bool:
        """Whether a node is a person, not a film."""
        return self._people.get(self.keys[node]) == node

    def _film(self, key: str, votes: int) -> Node:
        node = self._films.get(key)
        return self._add(self._films, key, votes) if node is None else node

    def _add(self, nodes: dict[str, Node], key: str, votes: int) -> Node:
        node = nodes[key] = len(self.keys)
        self.keys.append(key)
        self.votes.append(votes)
        self.linked.append(set())
        return node

    def add_films(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add the films of people.

        Each row is a person's key, followed by a list of films for each type. Each film is a key and its votes or null.
        """
        for key, *lists in rows:
            person = self._people[key]
            self.expanded.add(person)
            for type_, films in zip(self.types, lists, strict=True):
                for film_key, votes in films:
                    if film_key not in self.avoided_films:
                        self._link(person, self._film(film_key, votes or 0), type_)

    def add_people(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add the people of films.

        Each row is a film's key, followed by a list of people's keys for each type.
        """
        for key, *lists in rows:
            film = self._films[key]
            self.expanded.add(film)
            for type_, people in zip(self.types, lists, strict=True):
                for (person_key,) in people:
                    if person_key not in self.avoided_people:
                        self._link(self.person(person_key), film, type_)

    def add_meetings(self, rows: Iterable[Sequence[Any]]) -> bool:
        """Add films that people in the subgraph have in common, and return whether there are any.

        Each row is a film's key and its votes or null, followed by a list of people's keys for each type. People who
        are not in the subgraph yet are not added, because no shortest path leads through them.
        """
        before = len(self.keys)
        for key, votes, *lists in rows:
            if key not in self.avoided_films:
                film = self._film(key, votes or 0)
                for type_, people in zip(self.types, lists, strict=True):
                    for (person_key,) in people:
                        if person_key in self._people:
                            self._link(self._people[person_key], film, type_)
        return len(self.keys) > before

    def _link(self, person: Node, film: Node, type_: str) -> None:
        self.linked[person].add(film)
        self.linked[film].add(person)
        if len(self.types) > 1:
            self.credits.setdefault((person, film), type_)

    def credit(self, person: Node, film: Node) -> str:
        """The type of a person's credit in a film; if there are several, the first of ``types``."""
        return self.credits[person, film] if len(self.types) > 1 else self.types[0]
