"""Search queries, as regular expressions and as queries of the full-text index."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.compiler.features.search.terms import (
    LONGEST_WITH_ERROR,
    QueryKind,
    beginning_before_error,
    beginnings,
    ending_after_error,
    has_long_word,
    index_query,
    index_query_as_typed,
    index_query_of_longest_word,
    index_query_of_words,
    is_one_word,
    patterns,
    query_kind,
    whole_words,
    words,
)
from graphapi.search_text import fold, folded_words
from tests.differential.fitting import fits_with_error

FEW_LETTERS = st.text("ab", min_size=1, max_size=7)


@given(FEW_LETTERS, FEW_LETTERS, st.sampled_from(["{}", "first {}", "{} last", "first {} last"]))
def test_a_pattern_forgives_what_counting_errors_forgives(word: str, other: str, text: str) -> None:
    (pattern,) = patterns(word)
    assert bool(re.fullmatch(pattern, text.format(other))) == fits_with_error(word, other)


@given(FEW_LETTERS, FEW_LETTERS)
def test_the_index_finds_what_the_pattern_fits(word: str, other: str) -> None:
    (pattern,) = patterns(word)
    if re.fullmatch(pattern, other):
        found = re.fullmatch(r"\+\((?P<prefix>[ab]+)\*(?: /(?P<variants>.+)/)?\)", index_query(word))
        assert found is not None
        assert other.startswith(found["prefix"]) or re.fullmatch(found["variants"] or "", other)


@given(FEW_LETTERS, FEW_LETTERS, st.sampled_from(["{}", "first {}", "{} last", "first {} last"]))
def test_a_text_with_an_error_has_what_is_before_or_after_it(word: str, other: str, text: str) -> None:
    (pattern,) = patterns(word)
    whole = text.format(other)
    if re.fullmatch(pattern, whole):
        assert beginning_before_error(word) in f" {whole}" or ending_after_error(word) in f" {whole}"


def test_the_longest_word_is_looked_for() -> None:
    assert (beginning_before_error("the matrx"), ending_after_error("the matrx")) == (" ma", "rx")
    assert (beginning_before_error("of 1999"), ending_after_error("of 1999")) == (" 1999", " 1999")
    assert index_query_of_longest_word("the matrx") == "(+matrx*) thematrx*"


@pytest.mark.parametrize(
    ("text", "is_long", "is_one"),
    [("a", False, True), ("to", False, True), ("tom", True, True), ("to john", True, False), ("a" * 65, True, False)],
)
def test_an_index_is_read_for_long_words(text: str, is_long: bool, is_one: bool) -> None:
    assert (has_long_word(text), is_one_word(text)) == (is_long, is_one)


@pytest.mark.parametrize(
    ("word", "text", "fits"),
    [
        ("matrx", "the matrix", True),
        ("matirx", "the matrix", True),
        ("mattrix", "the matrix", True),
        ("maxrix", "matrix", True),
        ("matirxr", "matrix", False),
        ("watrix", "matrix", False),
        ("revoltu", "revolutions", True),
        ("revolux", "revolutions", False),
        ("jon", "john", False),
        ("john", "jon", True),
        ("1993", "1994", False),
        ("199", "1993", True),
    ],
)
def test_small_errors_are_forgiven(word: str, text: str, fits: bool) -> None:
    (pattern,) = patterns(word)
    assert bool(re.fullmatch(pattern, text)) == fits


@given(st.text())
def test_nothing_that_is_typed_is_syntax(text: str) -> None:
    if query_kind(text) is not QueryKind.WORDS:
        return
    assert index_query(text) == index_query(" ".join(folded_words(text)))
    assert patterns(text) == patterns(" ".join(words(text)))
    for word in words(text):
        assert not re.search(r'[\s+\-&|!(){}\[\]^"~*?:\\/.#@<>$=%,;`\']', word)
        assert word.casefold() == word


@pytest.mark.parametrize("text", ["", " ", "\t\u200b", "'"])
def test_nothing_is_wanted(text: str) -> None:
    assert query_kind(text) in {QueryKind.NOTHING, QueryKind.MARKS} or not fold(text)


@pytest.mark.parametrize("text", ["?", "$", "!!!", "\u2605"])
def test_marks_are_wanted(text: str) -> None:
    assert query_kind(text) is QueryKind.MARKS


def test_a_long_query_is_cut() -> None:
    many = " ".join(f"word{'x' * number}" for number in range(40))
    assert len(words(many)) == 16
    assert words("the the THE") == ["the"]


def test_a_long_word_is_cut_for_the_index_and_has_no_errors() -> None:
    assert index_query("a" * 100) == f"+({'a' * 64}*)"
    assert "/" in index_query("a" * LONGEST_WITH_ERROR)
    assert "/" not in index_query("a" * (LONGEST_WITH_ERROR + 1))


@pytest.mark.parametrize(
    ("text", "contained", "query"),
    [
        ("spider  man", [[" spider", " man"], [" spiderman"]], "(+spider* +man*) spiderman*"),
        ("new york new york", [[" new", " york"], [" newyorknewyork"]], "(+new* +york*) newyorknewyork*"),
        ("spiderman", [[" spiderman"]], "+spiderman*"),
        ("dragon 千尋", [[" dragon", " 千", " 尋"]], "+dragon* +千* +尋*"),
        ("dragon \uff71", [[" dragon", " ア"]], "+dragon* +ア*"),
        ("?", [[" ?"]], "+?*"),
    ],
)
def test_words_are_also_looked_for_without_spaces(text: str, contained: list[list[str]], query: str) -> None:
    assert (beginnings(text), index_query_as_typed(text)) == (contained, query)


def test_whole_words_are_also_looked_for_without_spaces() -> None:
    assert index_query_of_words("star wars") == "(+star +wars) starwars"
    assert whole_words("star wars") == [[" star ", " wars "], [" starwars "]]
