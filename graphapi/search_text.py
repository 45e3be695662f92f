"""Folding of titles, names and search queries to a form without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

# Marks that people omit when they type: accents of the Latin, Greek and Cyrillic scripts, the points of Hebrew, the
# vowel signs of Arabic. The vowel signs of Indic scripts and the voicing marks of kana are part of the letter and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)

# Letters without a decomposition in Unicode, and the letters that people type instead.
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "\u0131": "i",
        "ŋ": "n",
        "ŧ": "t",
    }
)

# "O'Hara" with a straight or a curled apostrophe and "OHara" are the same name; other punctuation separates words.
# The word after a short word and an apostrophe ("L'avventura", "d'Amélie") is also found on its own.
_BEHIND_APOSTROPHE = re.compile(r"(?<![\w'])(\w{1,4}'(\w{3,}(?:'\w+)*))")
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02c8\uff07]")

# Scripts that are written without spaces: every character is a word, so that any part of a text is found.
_UNSPACED = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003fffd]"
)

MOST_RUNS: Final = 8
LONGEST_RUN: Final = 100

_ASCII = str.maketrans(
    {
        character: None if _APOSTROPHES.match(character) else " "
        for character in map(chr, range(128))
        if unicodedata.category(character)[0] in "PCS"
    }
)


def fold(text: str) -> str:
    """Remove accents, case, punctuation and symbols, and separate the words by single spaces.

    Spellings that readers consider equal fold to the same text, in any script: ``Amélie`` and ``AMELIE``,
    ``Spider-Man`` and ``spider man``, full-width and ordinary letters. Every character of Chinese and Japanese is a
    word. A word after an apostrophe is also added as a separate word: ``L'avventura`` folds to ``lavventura
    avventura``. A text that consists only of punctuation and symbols, such as the title ``?``, keeps them, so that it
    can be found. Folding a folded text does not change it.
    """
    return _folded(text, r"\1 \2")


def folded_words(text: str) -> list[str]:
    """The folded words of a search query. ``L'avventura`` is the single word ``lavventura``."""
    return _folded(text, r"\1").split()


def runs(folded: str) -> list[str]:
    """The words of a folded text without the spaces between them, from each of its first eight words to its end.

    ``the amazing spider man`` has ``theamazingspiderman``, ``amazingspiderman`` and ``spiderman``. The last word alone
    is no run. A run has at most 100 characters. The second form of a word with an apostrophe is left out.
    """
    all_words = folded.split(" ")
    kept = [all_words[0]] + [
        word for before, word in pairwise(all_words) if not (len(word) > 2 and _is_behind_apostrophe(word, before))
    ]
    return ["".join(kept[start:])[:LONGEST_RUN] for start in range(min(len(kept) - 1, MOST_RUNS))]


def joined(text: str) -> str | None:
    """The words of a search query without the spaces between them.

    None if there are no spaces, or in Chinese and Japanese, in which each character is a word anyway.
    """
    words = folded_words(text)
    together = "".join(words)
    return together if len(words) > 1 and not _UNSPACED.search(together) else None


def _is_behind_apostrophe(word: str, before: str) -> bool:
    return before.endswith(word) and 0 < len(before) - len(word) <= 4


def _folded(text: str, behind_apostrophe: str) -> str:
    if text.isascii():
        lower = _BEHIND_APOSTROPHE.sub(behind_apostrophe, text.lower())
        return " ".join(lower.translate(_ASCII).split()) or " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", text)).casefold()
    # Case folding can produce new marks (İ becomes i with a dot), compositions and apostrophes, so decompose again.
    folded = _APOSTROPHES.sub("'", unicodedata.normalize("NFKD", folded))
    folded = _BEHIND_APOSTROPHE.sub(behind_apostrophe, _MARKS.sub("", folded).translate(_LETTERS))
    folded = unicodedata.normalize("NFC", folded.replace("'", ""))
    words = _UNSPACED.sub(
        r" \g<0> ", "".join(" " if _separates_words(character) else character for character in folded)
    ).split()
    return " ".join(words) or " ".join(text.casefold().split())


def _separates_words(character: str) -> bool:
    return not character.isalnum() and unicodedata.category(character)[0] in "PZCS"
