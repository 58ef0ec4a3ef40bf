"""Cells, not characters: what is fitted takes exactly the cells it was given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.clean import clean
from newsreader.text.width import cut, fit, most, width


@pytest.mark.parametrize(("text", "cells"), [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("👍", 2)])
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_fit_pads_and_cuts_with_an_ellipsis() -> None:
    assert fit("news", 6) == "news  "
    assert fit("newspaper", 6) == "newsp…"
    assert fit("news", 0) == ""
    assert fit("news", 1) == "…"
    assert fit("日本語", 4) == "日… "


def test_cut_pads_where_a_wide_character_does_not_fit() -> None:
    assert cut("日本", 3) == "日 "


@given(st.text(max_size=40), st.integers(-2, 30))
def test_fit_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert width(fit(clean(text), cells)) == max(0, cells)


def test_the_most_that_a_text_takes_counts_what_some_terminals_do_not_join() -> None:
    assert most("पानी") == 4
    assert most("ਬੀਜਾਂ ਵਾਲੀ ਬੇਬੇ") == 12
    assert most("👍🏽") == 4
    assert most("news") == most("ne\u0301ws") == 4


@given(st.text(max_size=40), st.integers(1, 30))
def test_what_is_fitted_never_takes_more_at_the_most_than_its_words_may(text: str, cells: int) -> None:
    assert most(fit(clean(text), cells).rstrip()) <= cells
