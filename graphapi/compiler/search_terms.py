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


class Wanted(Enum):
    """What there is to search for; the statement depends on it."""

    NOTHING = "nothing"
    WORDS = "words"
    MARKS = "marks"
    """Punctuation or symbols alone, which no index of words knows."""


def wanted(text: str) -> Wanted:
    """Look at a text that is searched for."""
    folded = fold(text)
    if not folded:
        return Wanted.NOTHING
    return Wanted.WORDS if any(map(str.isalnum, folded)) else Wanted.MARKS


def words(text: str) -> list[str]:
    """The words of a text, each once, without those beyond the sixteenth."""
    return list(dict.fromkeys(folded_words(text)))[:MOST_WORDS]


def forgives_errors(text: str) -> bool:
    """Whether a word of a text is one that may have a typing error."""
    return any(map(_forgives, words(text)))


def first_words(text: str) -> str:
    """How a text begins that has these words first and others after them."""
    return f"{fold(text)} "


def between_words(text: str) -> str:
    """What a text holds that has these words between others."""
    return f" {fold(text)} "


def last_words(text: str) -> str:
    """How a text ends that has these words last and others before them."""
    return f" {fold(text)}"


def patterns(text: str) -> list[str]:
    """For each word, the regular expression of the texts that it fits, as Java and Python write it."""
    return [f"(?s)(?:.* )?{_word_pattern(word)}(?: .*)?" for word in words(text)]


def _word_pattern(word: str) -> str:
    begun = [word, *_begun_with_error(word, "[^ ]")]
    whole = _with_error(word, "[^ ]")
    return f"(?:(?:{'|'.join(begun)})[^ ]*{''.join(f'|{variant}' for variant in whole)})"


def index_query_as_typed(text: str) -> str:
    """The query of a full-text index (Lucene's classic syntax) that finds every text with words that begin so.

    Words are letters, digits and marks, so nothing of a client's can be taken for syntax; operators are upper case,
    words are not.
    """
    return " ".join(f"+{_beginning(word)}" for word in words(text))


def index_query(text: str) -> str:
    """The same with typing errors: finds every text which all of the words fit."""
    return " ".join(f"+({' '.join(_clauses(word))})" for word in words(text))


def _clauses(word: str) -> Iterator[str]:
    yield _beginning(word)
    variants = [*(f"{variant}.*" for variant in _begun_with_error(word, ".")), *_with_error(word, ".")]
    if variants:
        yield f"/{'|'.join(variants)}/"


def _beginning(word: str) -> str:
    return f"{word[:LONGEST_IN_INDEX]}*"


def _with_error(word: str, any_letter: str) -> list[str]:
    """The patterns of the whole words that differ from a word by one error."""
    return _edited(word, any_letter) if _forgives(word) else []


def _begun_with_error(word: str, any_letter: str) -> list[str]:
    """The patterns of the beginnings that differ from a word by one error before its last letter."""
    return [variant + word[-1] for variant in _edited(word[:-1], any_letter)] if _forgives(word) else []


def _forgives(word: str) -> bool:
    return SHORTEST_WITH_ERROR <= len(word) <= LONGEST_WITH_ERROR and not any(map(str.isnumeric, word))


def _edited(word: str, any_letter: str) -> list[str]:
    """The patterns that are one error away and begin with the same letter."""
    variants = [f"{word}{any_letter}"]
    for place in range(1, len(word)):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        variants += [f"{before}{any_letter}?{after}", f"{before}{any_letter}{letter}{after}"]
        if after:
            variants.append(f"{before}{after[0]}{letter}{after[1:]}")
    return variants
