"""Whether a text matches a search query, by comparing all pairs of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.search_text import fold, folded_words

if TYPE_CHECKING:
    from tests.differential.rows import Node

MOST_WORDS = 16


EXACT, BEGINNING, WORDS, WORD_BEGINNINGS, JOINED, TYPING_ERROR = FITS = (
    "EXACT",
    "BEGINNING",
    "WORDS",
    "WORD_BEGINNINGS",
    "JOINED",
    "TYPING_ERROR",
)


def text_of(node: Node) -> str:
    """The folded title or name of a node."""
    return fold(str(node.properties["title" if node.label == "Film" else "name"]))


def match_of(text: str, query: str) -> tuple[str, float] | None:
    """How a folded text matches a query, and how well it fits; None if it does not match."""
    wanted = fold(query)
    if not wanted:
        return None
    if text == wanted:
        return EXACT, 1.0
    if not any(letter.isalnum() for letter in wanted):
        return None
    if text.startswith(wanted):
        return BEGINNING, 0.7
    apart, words = text.split(), list(dict.fromkeys(folded_words(query)))[:MOST_WORDS]
    together = "".join(folded_words(query))
    ways = [words] if is_unspaced(query) else [words, [together]]
    has = apart + runs_of(apart)
    begun = all(any(one.startswith(word) for one in apart) for word in words)
    if any(all(word in has for word in way) for way in ways):
        return WORDS if begun else JOINED, 0.7
    if any(all(any(one.startswith(word) for one in has) for word in way) for way in ways):
        return WORD_BEGINNINGS if begun else JOINED, 0.55
    return (TYPING_ERROR, 0.3) if all(any(fits_with_error(word, one) for one in has) for word in words) else None


def runs_of(apart: list[str]) -> list[str]:
    """The words from each of the first eight to the last, without spaces and without what only repeats a word's end."""
    kept = list(apart)
    for position in range(len(apart) - 1, 0, -1):
        word, before = apart[position], apart[position - 1]
        if len(word) > 2 and before.endswith(word) and 1 <= len(before) - len(word) <= 4:
            del kept[position]
    return ["".join(kept[start:])[:100] for start in range(min(8, len(kept) - 1))]


def is_unspaced(query: str) -> bool:
    """Whether a query has Chinese or Japanese letters, each of which folds to a word."""
    return any(len(folded_words(f"a{letter}")) > 1 and letter.isalnum() for letter in query)


def fits_with_error(word: str, one: str) -> bool:
    """Whether a query's word matches the beginning of a text's word, with at most one typing error."""
    if one.startswith(word):
        return True
    if not 4 <= len(word) <= 24 or word[0] != one[0] or any(letter.isnumeric() for letter in word):
        return False
    if errors_between(word, one) <= 1:
        return True
    beginnings = (one[:length] for length in range(len(word) - 1, min(len(word) + 1, len(one)) + 1))
    return any(begun[-1] == word[-1] and errors_between(word, begun) <= 1 for begun in beginnings)


def errors_between(one: str, other: str) -> int:
    """The number of substituted, missing, additional and transposed letters (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, counterpart in enumerate(other, 1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and counterpart == one[i - 2]:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
