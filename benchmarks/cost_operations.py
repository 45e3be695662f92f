"""Operations of every kind and size, drawn by a seeded generator, for comparing estimates with what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.relay.global_id import encode_id

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from benchmarks.exploration_questions import CatalogueContent

SIZES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
FILM_VALUES: Final = ("title year", "title plot rating votes", "key title certificate runtimeMinutes")
FILM_FILTERS: Final = (
    "",
    "where: {{year: {{eq: {year}}}}}",
    "where: {{year: {{gte: {year}}}}}",
    'where: {{plot: {{contains: "{word}"}}}}',
    'where: {{title: {{startsWith: "{letter}"}}}}',
    "where: {{rating: {{gt: 7}}, votes: {{gt: 1000}}}}",
    'where: {{genres: {{some: {{name: {{startsWith: "{letter}"}}}}}}}}',
    'where: {{cast: {{some: {{person: {{name: {{startsWith: "{letter}"}}}}}}}}}}',
)
FILM_ORDERS: Final = ("", "orderBy: [{title: ASC}]", "orderBy: [{votes: DESC}]", "orderBy: [{year: ASC}]")
PEOPLE_ORDERS: Final = ("", "orderBy: [{name: ASC}]", "orderBy: [{birthYear: DESC}]")


class OperationGenerator:
    """Draws operations.

    Args:
        rng: the generator of random numbers.
        content: the names and keys that the operations use.
    """

    def __init__(self, rng: random.Random, content: CatalogueContent) -> None:
        self._rng = rng
        self._content = content
        self._kinds: Sequence[Callable[[], str]] = (
            self._film,
            self._person,
            self._films,
            self._films,
            self._people,
            self._nested,
            self._nested,
            self._similar,
            self._alternatives,
            self._aliases,
            self._search,
            self._statistics,
            self._paths,
            self._neighbourhood,
        )

    def draw(self) -> str:
        """A document with one operation."""
        return f"{{ {self._rng.choice(self._kinds)()} }}"

    def _film(self) -> str:
        key = self._rng.choice(self._content.films)
        cast = f"cast({self._page()}) {{ edges {{ node {{ name }} characters {{ name }} }} }}"
        fields = f"{self._values()} genres {{ name }} directors {{ nodes {{ name }} }} {cast}"
        return f'film(by: {{key: "{key}"}}) {{ {fields} }}'

    def _person(self) -> str:
        acted = f"actedIn({self._page()}) {{ nodes {{ title year }} }}"
        together = f"coStars({self._page(100)}) {{ edges {{ node {{ name }} }} }}"
        return f'person(by: {{key: "{self._person_key()}"}}) {{ name {acted} {self._rng.choice(("", together))} }}'

    def _films(self) -> str:
        return (
            f"films({self._page()} {self._filter()} {self._rng.choice(FILM_ORDERS)}) {{ nodes {{ {self._values()} }} }}"
        )

    def _people(self) -> str:
        letter = self._letter()
        where = self._rng.choice(("", f'where: {{name: {{startsWith: "{letter}"}}}}', "where: {birthYear: {gt: 1980}}"))
        return f"people({self._page()} {where} {self._rng.choice(PEOPLE_ORDERS)}) {{ nodes {{ name birthYear }} }}"

    def _nested(self) -> str:
        inner = f"cast({self._page(50)}) {{ nodes {{ name actedIn({self._page(20)}) {{ nodes {{ title }} }} }} }}"
        shallow = f"cast({self._page(100)}) {{ nodes {{ name }} }} keywords {{ name }}"
        return f"films({self._page(200)} {self._filter()}) {{ nodes {{ title {self._rng.choice((inner, shallow))} }} }}"

    def _similar(self) -> str:
        inner = self._rng.choice(("title", f"title similar({self._page(5)}) {{ nodes {{ title }} }}"))
        return f"films({self._page(20)}) {{ nodes {{ similar({self._page(20)}) {{ nodes {{ {inner} }} }} }} }}"

    def _alternatives(self) -> str:
        parts = ", ".join(
            f'{{plot: {{contains: "{self._word()}"}}}}' for _ in range(self._rng.choice((2, 5, 10, 20, 50)))
        )
        return f"films({self._page(50)} where: {{or: [{parts}]}}) {{ nodes {{ title }} }}"

    def _aliases(self) -> str:
        page = self._page(200)
        number = self._rng.choice((2, 5, 10, 30))
        return " ".join(f"a{position}: films({page}) {{ nodes {{ {self._values()} }} }}" for position in range(number))

    def _search(self) -> str:
        query = self._word()[: self._rng.choice((1, 2, 3, 20))]
        return f'search(query: "{query}" {self._page(50)}) {{ nodes {{ __typename id }} }}'

    def _statistics(self) -> str:
        by = self._rng.choice(("", "groupBy: GENRE", "groupBy: YEAR", "groupBy: DECADE"))
        arguments = " ".join(filter(None, (by, self._filter())))
        return f"filmStatistics{f'({arguments})' if arguments else ''} {{ films rating {{ mean }} }}"

    def _paths(self) -> str:
        ends = (encode_id("Person", self._person_key()) for _ in range(2))
        start, end = ends
        return f'paths(from: "{start}", to: "{end}" {self._page(10)}) {{ nodes {{ degrees }} }}'

    def _neighbourhood(self) -> str:
        node = encode_id("Person", self._person_key())
        depth = self._rng.choice((1, 2, 3))
        return f'neighbourhood(of: "{node}" depth: {depth} {self._page(50)}) {{ nodes {{ depth }} }}'

    def _page(self, most: int = 1000) -> str:
        return f"first: {self._rng.choice([size for size in SIZES if size <= most])}"

    def _values(self) -> str:
        return self._rng.choice(FILM_VALUES)

    def _filter(self) -> str:
        year = self._rng.randint(1930, 2020)
        return self._rng.choice(FILM_FILTERS).format(year=year, word=self._word(), letter=self._letter())

    def _letter(self) -> str:
        return self._rng.choice("ABCDEGKLMRST")

    def _word(self) -> str:
        return self._rng.choice(self._rng.choice(self._content.titles).split()).strip('"\\')

    def _person_key(self) -> str:
        return self._rng.choice(self._content.people)
