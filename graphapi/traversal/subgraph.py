"""The part of the graph that a search has read so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Node: TypeAlias = int
"""A person or a film: its place among those that were read."""


@dataclass(slots=True)
class Subgraph:
    """People, films, and the credits between them, as numbers.

    ``types`` are the relationships that count as credits. Whom and what to avoid never gets in. ``credits`` holds for
    a person and a film the first of the types by which they are related.
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
        """The person with this key."""
        node = self._people.get(key)
        return self._add(self._people, key, 0) if node is None else node

    def is_person(self, node: Node) -> bool:
        """Whether it is a person, not a film."""
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
        """Take in films of people.

        Each row is a person's key, then for each of the types a list of films: key, and votes or null.
        """
        for key, *lists in rows:
            person = self._people[key]
            self.expanded.add(person)
            for type_, films in zip(self.types, lists, strict=True):
                for film_key, votes in films:
                    if film_key not in self.avoided_films:
                        self._link(person, self._film(film_key, votes or 0), type_)

    def add_people(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take in people of films; each row is a film's key, then for each of the types a list of people's keys."""
        for key, *lists in rows:
            film = self._films[key]
            self.expanded.add(film)
            for type_, people in zip(self.types, lists, strict=True):
                for (person_key,) in people:
                    if person_key not in self.avoided_people:
                        self._link(self.person(person_key), film, type_)

    def add_meetings(self, rows: Iterable[Sequence[Any]]) -> bool:
        """Take in films in which people meet who are known already; whether there are any.

        Each row is a film's key, votes or null, then for each of the types a list of people's keys. Whoever of them is
        not known is not between the two.
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
        """The type of the relationship that is the credit: of several, the first of the types."""
        return self.credits[person, film] if len(self.types) > 1 else self.types[0]
