"""Whether a text matches a search query, by comparing all pairs of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.search_text import fold, folded_words

if TYPE_CHECKING:
    from tests.differential.rows import Node

MOST_WORDS = 16


def text_of(node: Node) -> str:
    """The folded title or name of a node."""
    return fold(str(node.properties["title" if node.label == "Film" else "name"]))


def tier_of(text: str, query: str) -> int | None:
    """The tier of a match, from 4 (equal) to 1 (with typing errors); None if the folded text does not match."""
    wanted = fold(query)
    if not wanted:
        return None
    if text == wanted:
        return 4
    if not any(letter.isalnum() for letter in wanted):
        return None
    has, words = text.split(), list(dict.fromkeys(folded_words(query)))[:MOST_WORDS]
    if all(word in has for word in words):
        return 3
    if all(any(one.startswith(word) for one in has) for word in words):
        return 2
    return 1 if all(any(fits_with_error(word, one) for one in has) for word in words) else None


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
