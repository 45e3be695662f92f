"""Inputs that are nearly right: documents of the documentation with a few changes, and values that few expect."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.docs.pages import PAGES, read_examples

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).parents[2]
TOKEN: Final = re.compile(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|#[^\n]*|[^\s\w]')
DOCUMENTS: Final[Sequence[str]] = [
    *(example.query.text for page in PAGES for example in read_examples(page)),
    *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "graphapi/web/src/examples").glob("*.graphql"))),
    *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "benchmarks/queries").rglob("*.graphql"))),
]
TEXTS: Final = (
    "",
    "'",
    '"',
    "\\",
    "`",
    "'}) DETACH DELETE n //",
    "$p0",
    "{{}}",
    "%00",
    "\x00",
    "\u202e\u0301\ufeff",
    "\ud800",
    "\U0001f3ac" * 50,
    "a" * 10_000,
    "/* graphapi */",
    "RmlsbTpyZWQtaG90LTE5OTM",
    "UGVyc29uOidcIn0p",
    "eyJ2IjoxfQ",
    '*~"^:()[]{}!&|/-+ AND OR NOT',
    "1e999",
    "null",
)
NUMBERS: Final = (0, -1, 1, 2**31 - 1, 2**31, -(2**31), 2**53, 10**30, 0.5, -0.0, 1e308)
TOKENS: Final = (
    *"{}()[]:=!@$|&",
    "...",
    "on",
    "fragment",
    "query",
    "mutation",
    "subscription",
    "null",
    "true",
    "__typename",
    "__schema",
    "@include(if: $x)",
    "@skip(if: true)",
    "films",
    "first: 5",
    "first: -1",
    'after: "x"',
    "where: {}",
    "999999999999999999999",
    '"\\ud800"',
    '"""block"""',
    "#\n",
    "\ufeff",
)


@dataclass(frozen=True)
class Change:
    """A change of a document at a token: ``remove``, ``repeat``, ``replace``, ``insert`` or ``swap``."""

    position: int
    kind: str
    text: str


@dataclass(frozen=True)
class Input:
    """A request: a document of the documentation with changes, variables, and further members of the JSON object."""

    document: str
    changes: tuple[Change, ...]
    variables: Mapping[str, Any]
    members: Mapping[str, Any]

    def json(self) -> dict[str, Any]:
        """The JSON of the request."""
        tokens = TOKEN.findall(self.document)
        for change in self.changes:
            _apply(tokens, change)
        return {"query": " ".join(tokens), "variables": dict(self.variables), **self.members}

    def simpler(self) -> Iterator[Input]:
        """Inputs with a change, a variable or a member less."""
        for change in self.changes:
            yield replace(self, changes=tuple(one for one in self.changes if one is not change))
        for name in self.variables:
            yield replace(self, variables={key: value for key, value in self.variables.items() if key != name})
        for name in self.members:
            yield replace(self, members={key: value for key, value in self.members.items() if key != name})


def draw_input(rng: random.Random) -> Input:
    """A random input."""
    document = rng.choice(DOCUMENTS)
    changes = tuple(_draw_change(rng) for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3, 5))))
    names = dict.fromkeys(re.findall(r"\$(\w+)", document))
    members = {}
    if rng.random() < 0.1:
        members["operationName"] = draw_value(rng)
    if rng.random() < 0.05:
        members[rng.choice(("query", "variables", "extensions", "x"))] = draw_value(rng)
    return Input(document, changes, {name: draw_value(rng) for name in names}, members)


def draw_value(rng: random.Random, depth: int = 0) -> object:
    """A random JSON value."""
    kind = rng.randrange(8 if depth < 3 else 6)
    if kind == 6:
        return [draw_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind == 7:
        keys = ("key", "eq", "in", "or", "and", "not", "first", "year", "x")
        return {rng.choice(keys): draw_value(rng, depth + 1) for _ in range(rng.randrange(4))}
    return rng.choice((None, True, rng.choice(NUMBERS), rng.choice(TEXTS), _draw_text(rng), rng.randint(-100, 3000)))


def _draw_change(rng: random.Random) -> Change:
    text = rng.choice((rng.choice(TOKENS), _quoted(rng.choice(TEXTS)), str(rng.choice(NUMBERS)), _draw_text(rng)))
    kind = rng.choice(("remove", "repeat", "replace", "insert", "swap"))
    return Change(rng.randrange(400), kind, text)


def _draw_text(rng: random.Random) -> str:
    return "".join(chr(rng.choice((rng.randrange(128), rng.randrange(0x3000)))) for _ in range(rng.randrange(12)))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _apply(tokens: list[str], change: Change) -> None:
    position = change.position % (len(tokens) + 1)
    if change.kind == "insert" or position == len(tokens):
        tokens.insert(position, change.text)
    elif change.kind == "remove":
        del tokens[position]
    elif change.kind == "repeat":
        tokens[position:position] = [tokens[position]] * 8
    elif change.kind == "replace":
        tokens[position] = change.text
    else:
        other = (position * 7 + 3) % len(tokens)
        tokens[position], tokens[other] = tokens[other], tokens[position]
