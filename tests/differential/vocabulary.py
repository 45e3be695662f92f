"""The values in generated operations, which are values of the data or near misses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from graphapi.search_text import fold
from tests.differential.rows import LABELS, Graph, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hypothesis.strategies import DrawFn

    from tests.differential.rows import Scalar

T = TypeVar("T")

SEARCH_QUERY = ("", "query")
"""The place of the argument ``query`` of a search."""

COUNTS = (1, 0, 2, 3, 4)
EXTREME_INTEGERS = (0, 2147483647, -2147483648)
MALFORMED_IDS = ("", "x", "Film:red-hot-1993", "%%%", "RmlsbQ", "Tm9wZTp4", "RmlsbTp4=y")
MALFORMED_CURSORS = ("", "nonsense", "bm9uc2Vuc2U", "%")
TEXT_MISSES: tuple[Callable[[str], str], ...] = (
    lambda text: text + "x",
    lambda text: text[:-1],
    str.swapcase,
    str.upper,
    str.lower,
    lambda text: "",
)


SEARCH_JOINTS = (" ", " ", " ", "-", "  ")
# Changes that add index syntax, or make a text empty, meaningless or long.
SEARCH_ODDITIES: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.swapcase,
    lambda text: f"{text}*",
    lambda text: f'"{text}"',
    lambda text: f"+{text} -x",
    lambda text: f"title:{text}~2 AND ({text}",
    lambda text: f"/{text}/ OR [a TO z] \\",
    lambda text: "",
    lambda text: "?",
    lambda text: " ".join([text] * 20),
)


def chance(draw: DrawFn, percent: int) -> bool:
    """True with a probability in percent; shrinks to False."""
    return draw(st.integers(0, 99)) >= 100 - percent


def pick(draw: DrawFn, values: Sequence[T]) -> T:
    """One of the values; shrinks to the first one."""
    return values[draw(st.integers(0, len(values) - 1))]


@dataclass(frozen=True)
class Vocabulary:
    """The values of the data.

    ``values`` are grouped by input type and field, ``ids`` by label.
    """

    values: dict[tuple[str, str], list[Scalar]] = field(repr=False)
    ids: dict[str, list[str]] = field(repr=False)

    def text(self, draw: DrawFn, place: tuple[str, str], operator: str = "eq") -> str:
        """A text for an operator on a property."""
        text = str(pick(draw, self.values.get(place) or [""]))
        if operator in ("contains", "startsWith", "endsWith"):
            # Texts of one or two letters have the most matches and near matches.
            length = draw(st.integers(1, 2)) if chance(draw, 60) else draw(st.integers(0, len(text)))
            last = max(len(text) - length, 0)
            start = {"startsWith": 0, "endsWith": last}.get(operator, draw(st.integers(0, last)))
            text = text[start : start + length]
        return pick(draw, TEXT_MISSES)(text) if chance(draw, 25) else text

    def searched(self, draw: DrawFn, place: tuple[str, str]) -> str:
        """A search query: a few words of a text in the data, often shortened, folded or mistyped."""
        words = str(pick(draw, self.values.get(place) or [""])).split() or [""]
        start = draw(st.integers(0, len(words) - 1))
        words = words[start : start + draw(st.integers(1, 3))]
        if chance(draw, 30):
            words = [fold(word) for word in words]
        if chance(draw, 50):
            words[-1] = words[-1][: draw(st.integers(1, max(1, len(words[-1]))))]
        if chance(draw, 30):
            words[0] = _mistyped(draw, words[0])
        text = pick(draw, SEARCH_JOINTS).join(words)
        return pick(draw, SEARCH_ODDITIES)(text) if chance(draw, 15) else text

    def integer(self, draw: DrawFn, place: tuple[str, str]) -> int:
        """An integer to compare a property with; a count where the data has no values."""
        value = pick(draw, self.values.get(place) or COUNTS)
        if chance(draw, 5):
            return pick(draw, EXTREME_INTEGERS)
        near = draw(st.integers(-1, 1)) if chance(draw, 30) else 0
        return max(min(int(value or 0) + near, EXTREME_INTEGERS[1]), EXTREME_INTEGERS[2])

    def number(self, draw: DrawFn, place: tuple[str, str]) -> float:
        """A number to compare a property with."""
        value = float(pick(draw, self.values.get(place) or [0.0]) or 0)
        near = pick(draw, (0.1, -0.1, 1e-9)) if chance(draw, 30) else 0.0
        return value + near

    def global_id(self, draw: DrawFn, label: str | None = None) -> str:
        """A global id, mostly of an existing node; of a random label if ``label`` is None."""
        chosen = label or pick(draw, LABELS)
        if chance(draw, 10):
            return Node(chosen, {"key": pick(draw, ("nothing", "", "a/b c=", "é"))}, {}).id
        found = pick(draw, self.ids[chosen] or ["RmlsbTp4"])
        if chance(draw, 10):
            # The last character of base64 may have unused bits, so a changed one can decode to the same key.
            return pick(draw, (*MALFORMED_IDS, found + "=", f" {found}", found[:-1] + chr(ord(found[-1]) + 1)))
        return found


def _mistyped(draw: DrawFn, word: str) -> str:
    """A word with one typing error."""
    if len(word) < 2:
        return word
    place = draw(st.integers(1, len(word) - 1))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return before + pick(draw, (f"x{after}", after, f"{letter}{letter}{after}", f"{after[:1]}{letter}{after[1:]}"))


def read_vocabulary(graph: Graph) -> Vocabulary:
    """The distinct values of the graph."""
    values: dict[tuple[str, str], list[Scalar]] = {}
    for label, nodes in graph.nodes.items():
        for name in {name for node in nodes.values() for name in node.properties}:
            found = _known(node.properties[name] for node in nodes.values())
            values[f"{label}Where", name] = values[f"{label}By", name] = found
    for name in ("year", "votes", "certificate"):
        values["PathWhere", name] = values["FilmWhere", name]
    for item in ("CastWhere", "CreditWhere"):
        values[item, "billing"] = _known(credit.billing for credit in graph.credits)
        values[item, "note"] = _known(credit.note for credit in graph.credits)
    labels = ("Film", "Person", "Character", "Place", "Keyword")
    values[SEARCH_QUERY] = _known(text for label in labels for text in map(_name_of, graph.nodes[label].values()))
    return Vocabulary(values, {label: [node.id for node in nodes.values()] for label, nodes in graph.nodes.items()})


def _name_of(node: Node) -> Scalar:
    return node.properties["title" if node.label == "Film" else "name"]


def _known(values: Iterable[Scalar]) -> list[Scalar]:
    # Keep the order of the rows. A set's order differs from run to run, so that a seed would not reproduce a run.
    return list(dict.fromkeys(value for value in values if value is not None))
