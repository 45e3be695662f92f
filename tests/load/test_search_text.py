"""The folded form of titles and names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.search_text import fold


@pytest.mark.parametrize(
    ("one", "other", "folded"),
    [
        ("Amélie", "AMELIE", "amelie"),
        ("O'Hara", "O\u2019HARA", "ohara hara"),
        ("L'avventura", "L\u2019Avventura", "lavventura avventura"),
        ("destin d'Am\u00e9lie", "DESTIN D\u00b4AMELIE", "destin damelie amelie"),
        ("O'Brien's", "o\u2019brien\u2019s", "obriens briens"),
        ("Schindler's", "schindlers", "schindlers"),
        ("Rock'n'Roll", "rock\u2019n\u2019roll", "rocknroll"),
        ("Spider-Man", "spider  man", "spider man"),
        ("WALL·E", "Wall-E", "wall e"),
        ("Straße", "STRASSE", "strasse"),
        ("Smørrebrød", "smorrebrod", "smorrebrod"),
        ("Łódź", "lodz", "lodz"),
        ("İstanbul", "istanbul", "istanbul"),
        ("Ёлки", "елки", "елки"),
        ("ΕΛΛΆΣ", "ελλάς", "ελλασ"),
        ("فِلْم", "فلم", "فلم"),
        ("가나다", unicodedata.normalize("NFD", "가나다"), "가나다"),
        ("\uff21\uff22\uff23", "abc", "abc"),
        ("\ufb01lm", "film", "film"),
        ("a\u200bb", "ab", "ab"),
    ],
)
def test_variants_of_a_spelling_fold_to_the_same(one: str, other: str, folded: str) -> None:
    assert (fold(one), fold(other)) == (folded, folded)


@pytest.mark.parametrize(("one", "other"), [("हिंदी", "हंद"), ("ガラス", "カラス"), ("$", "€")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["?", "!!!", "...", "300", "$"])
def test_a_title_without_letters_can_be_found(text: str) -> None:
    assert fold(text) == text


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_accents_composed_or_not_and_spaces_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", f"  {text}\t"))
