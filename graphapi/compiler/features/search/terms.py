"""What is searched for, in the forms that a statement needs: words, patterns, and the language of the full-text index.

A word fits a word of the text that begins with it. Where typing errors are forgiven, a word of four letters or more
fits with one of them too: a letter that is wrong, missing, too much, or changed places with its neighbour. The first
letter must be right. If the word of the text goes on behind the error, the last letter must be right too, so that the
end of a long word is not taken for an error. Numbers have to be right.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from graphapi.search_text import fold, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS: Final = 16
SHORTEST_WITH_ERROR: Final = 4
LONGEST_WITH_ERROR: Final = 24
# Longer words are cut in the index.
LONGEST_IN_INDEX: Final = 64


class QueryKind(Enum):
    """What there is to search for; the statement depends on it."""

    NOTHING = "nothing"
    WORDS = "words"
    MARKS = "marks"
    """Punctuation or symbols alone, which no index of words knows."""


def query_kind(text: str) -> QueryKind:
    """Look at a text that is searched for."""
    folded = fold(text)
    if not folded:
        return QueryKind.NOTHING
    return QueryKind.WORDS if any(map(str.isalnum, folded)) else QueryKind.MARKS


def words(text: str) -> list[str]:
    """The words of a text, each once, without those beyond the sixteenth."""
    return list(dict.fromkeys(folded_words(text)))[:MOST_WORDS]


def forgives_errors(text: str) -> bool:
    """Whether a word of a text is one that may have a typing error."""
    return any(map(_forgives, words(text)))


def patterns(text: str) -> list[str]:
    """For each word, the regular expression of the texts that it fits, as Java and Python write it."""
    return [f"(?s)(?:.* )?{_word_pattern(word)}(?: .*)?" for word in words(text)]


def _word_pattern(word: str) -> str:
    meant = f"|{_with_error(word, '[^ ]', '[^ ]*')}" if _forgives(word) else ""
    return f"(?:{word}[^ ]*{meant})"


def index_query_as_typed(text: str) -> str:
    """The query of a full-text index (Lucene's classic syntax) that finds every text with words that begin so.

    Words are letters, digits and marks, so nothing of a client's can be taken for syntax; operators are upper case,
    words are not.
    """
    return " ".join(f"+{_beginning(word)}" for word in words(text))


def index_query_of_words(text: str) -> str:
    """The same for texts that have these words."""
    return " ".join(f"+{word if len(word) <= LONGEST_IN_INDEX else _beginning(word)}" for word in words(text))


def index_query(text: str) -> str:
    """The same with typing errors: finds every text which all of the words fit."""
    return " ".join(f"+({' '.join(_clauses(word))})" for word in words(text))


def _clauses(word: str) -> Iterator[str]:
    yield _beginning(word)
    if _forgives(word):
        yield f"/{_with_error(word, '.', '.*')}/"


def _beginning(word: str) -> str:
    return f"{word[:LONGEST_IN_INDEX]}*"


def _with_error(word: str, letter: str, more: str) -> str:
    """The pattern of the words that a word is meant to be, or to begin if its last letter is right.

    Alternatives that begin with the same letters share them: Lucene needs 3 ms to make an automaton of that, and 50 ms
    if they stand side by side.

    Args:
        word: what was typed.
        letter: the pattern of any letter.
        more: the pattern of any letters, or none.
    """
    # From the last letter back: what can stand from here on if the error is here or later.
    meant = f"{letter}{word[-1]}"
    for place in range(len(word) - 2, 0, -1):
        here, after = word[place], word[place + 1 :]
        swapped = f"|{after[0]}{here}{after[1:]}" if len(after) > 1 else ""
        meant = f"({letter}?{after}|{letter}{here}{after}{swapped}|{here}{meant})"
    return f"{word[0]}{meant}{more}|{word[:-2]}{word[-1]}{word[-2]}|{word[:-1]}{letter}?"


def _forgives(word: str) -> bool:
    return SHORTEST_WITH_ERROR <= len(word) <= LONGEST_WITH_ERROR and not any(map(str.isnumeric, word))
