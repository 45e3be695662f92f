"""Search queries in the forms that a statement needs: words, regular expressions, and full-text index queries.

A word of the query matches a word of the text that begins with it. If typing errors are allowed, a word of four letters
or more may have one error: a wrong, missing or extra letter, or two adjacent letters swapped. The first letter must be
correct. If the word of the text continues after the typed letters, the last typed letter must be correct too, so that
the end of a long word is not taken for an error. Words with digits must not have errors.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from graphapi.search_text import fold, folded_words, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_WORDS: Final = 16
SHORTEST_WITH_ERROR: Final = 4
LONGEST_WITH_ERROR: Final = 24
# The index truncates longer words.
LONGEST_IN_INDEX: Final = 64
# So many texts have words that begin with a shorter word that an index is no help.
SHORTEST_FOR_INDEX: Final = 3
SHORTEST_LONG: Final = 4


class QueryKind(Enum):
    """The kind of a search query; the statement depends on it."""

    NOTHING = "nothing"
    WORDS = "words"
    MARKS = "marks"
    """Only punctuation or symbols, which a full-text index does not contain."""


def query_kind(text: str) -> QueryKind:
    """The kind of a search query."""
    folded = fold(text)
    if not folded:
        return QueryKind.NOTHING
    return QueryKind.WORDS if any(map(str.isalnum, folded)) else QueryKind.MARKS


def words(text: str) -> list[str]:
    """The first sixteen distinct words of a text."""
    return list(dict.fromkeys(folded_words(text)))[:MOST_WORDS]


def forgives_errors(text: str) -> bool:
    """Whether any word of a text may have a typing error."""
    return any(map(_forgives, words(text)))


def beginnings(text: str) -> list[list[str]]:
    """What a text with a space before it contains if its words begin with the words of this one.

    It contains all texts of one of the lists. The first list has the words, and the second one the words without the
    spaces between them.
    """
    return [[f" {word}" for word in words_] for words_ in _alternatives(text)]


def whole_words(text: str) -> list[list[str]]:
    """What a text between two spaces contains if it has the words of this one, as in `beginnings`."""
    return [[f" {word} " for word in words_] for words_ in _alternatives(text)]


def _alternatives(text: str) -> list[list[str]]:
    together = joined(text)
    return [words(text)] if together is None else [words(text), [together]]


def patterns(text: str) -> list[str]:
    """For each word, a regular expression for the texts that it matches, in the syntax of both Java and Python."""
    return [f"(?s)(?:.* )?{_word_pattern(word)}(?: .*)?" for word in words(text)]


def _word_pattern(word: str) -> str:
    meant = f"|{_with_error(word, '[^ ]', '[^ ]*')}" if _forgives(word) else ""
    return f"(?:{word}[^ ]*{meant})"


def index_query_as_typed(text: str) -> str:
    """The full-text index query, in Lucene's classic syntax, for texts with words that begin with these words.

    Words consist of letters, digits and combining marks, so client input cannot be taken for syntax. Operators are
    upper case; words are not.
    """
    return _or_joined(text, " ".join(f"+{_beginning(word)}" for word in words(text)), _beginning)


def index_query_of_longest_word(text: str) -> str:
    """The full-text index query for texts with words that begin with the longest of these words."""
    return _or_joined(text, f"+{_beginning(_longest(text))}", _beginning)


def index_query_of_long_beginnings(text: str) -> str:
    """The full-text index query for texts with words that begin with the long words of this one."""
    return _or_joined(text, " ".join(f"+{_beginning(word)}" for word in _long_words(text)), _beginning)


def index_query_of_long_words(text: str) -> str:
    """The full-text index query for texts that contain the long words of this one."""
    return _or_joined(text, " ".join(f"+{_whole(word)}" for word in _long_words(text)), _whole)


def _long_words(text: str) -> list[str]:
    """The words of four letters or more; the longest word if there are none.

    The embedded store takes as long for a word as there are texts with it, and most texts have words like ``the``.
    """
    return [word for word in words(text) if len(word) >= SHORTEST_LONG] or [_longest(text)]


def first_beginning(text: str) -> str:
    """What a text with a space before it contains if it matches without typing errors: a word or run begins with it."""
    return f" {words(text)[0]}"


def beginning(text: str) -> str:
    """What a text with a space before it begins with if it begins with the query."""
    return f" {fold(text)}"


def beginning_before_error(text: str) -> str:
    """What a text with a space before it contains if it matches with an error in the second half of a word."""
    word = _longest(text)
    return f" {word[: len(word) // 2]}" if _forgives(word) else f" {word}"


def ending_after_error(text: str) -> str:
    """What a text contains if it matches with an error in the first half of the longest word."""
    word = _longest(text)
    return word[len(word) // 2 + 1 :] if _forgives(word) else f" {word}"


def is_one_word(text: str) -> bool:
    """Whether a text is a single word, which an index does not truncate."""
    return [len(word) <= LONGEST_IN_INDEX for word in folded_words(text)] == [True]


def has_long_word(text: str) -> bool:
    """Whether few texts have words that begin with the longest word of this one."""
    return len(_longest(text)) >= SHORTEST_FOR_INDEX


def _longest(text: str) -> str:
    return max(words(text), key=len)


def index_query_of_words(text: str) -> str:
    """The full-text index query for texts that contain these words."""
    return _or_joined(text, " ".join(f"+{_whole(word)}" for word in words(text)), _whole)


def index_query(text: str) -> str:
    """The full-text index query for texts that all of these words match, with typing errors allowed."""
    return _or_joined(text, " ".join(f"+({' '.join(_clauses(word))})" for word in words(text)), _beginning)


def _or_joined(text: str, query: str, clause: Callable[[str], str]) -> str:
    """A query for the texts that match a query, or that contain the words of ``text`` without spaces."""
    word = joined(text)
    return query if word is None else f"({query}) {clause(word)}"


def _clauses(word: str) -> Iterator[str]:
    yield _beginning(word)
    if _forgives(word):
        yield f"/{_with_error(word, '.', '.*')}/"


def _whole(word: str) -> str:
    return word if len(word) <= LONGEST_IN_INDEX else _beginning(word)


def _beginning(word: str) -> str:
    return f"{word[:LONGEST_IN_INDEX]}*"


def _with_error(word: str, letter: str, more: str) -> str:
    """A regular expression for the words that ``word`` can be a misspelling of.

    If the last letter is correct, words that continue after it match too. Alternatives that begin with the same letters
    share them as a common prefix. Lucene builds an automaton from that in 3 ms, from separate alternatives in 50 ms.

    Args:
        word: the word as typed.
        letter: the pattern of any letter.
        more: the pattern of any number of letters.
    """
    # Built from the last letter back: ``meant`` matches the rest of the word with an error at ``place`` or later.
    meant = f"{letter}{word[-1]}"
    for place in range(len(word) - 2, 0, -1):
        here, after = word[place], word[place + 1 :]
        swapped = f"|{after[0]}{here}{after[1:]}" if len(after) > 1 else ""
        meant = f"({letter}?{after}|{letter}{here}{after}{swapped}|{here}{meant})"
    return f"{word[0]}{meant}{more}|{word[:-2]}{word[-1]}{word[-2]}|{word[:-1]}{letter}?"


def _forgives(word: str) -> bool:
    return SHORTEST_WITH_ERROR <= len(word) <= LONGEST_WITH_ERROR and not any(map(str.isnumeric, word))
