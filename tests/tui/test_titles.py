"""Titles on two lines, ages in three characters: nothing runs over, nothing is cut at the important word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.clean import clean
from newsreader.text.width import most
from newsreader.tui.ages import age
from newsreader.tui.panes.titles import two_lines


def test_a_short_title_is_one_line() -> None:
    assert two_lines("Monsoon arrives", 20) == ("Monsoon arrives", "")


def test_a_long_one_breaks_at_a_space() -> None:
    assert two_lines("Rajnath to hold bilateral meet with Japanese counterpart", 36) == (
        "Rajnath to hold bilateral meet with",
        "Japanese counterpart",
    )


def test_what_does_not_fit_two_lines_ends_in_an_ellipsis() -> None:
    first, second = two_lines("one two three four five six seven", 10)
    assert (first, second) == ("one two", "three fou…")


def test_closing_punctuation_does_not_start_a_line() -> None:
    assert two_lines("駅の軒先は、ツバメ", 10) == ("駅の軒先", "は、ツバメ")


def test_a_word_without_spaces_is_broken_where_the_line_ends() -> None:
    assert two_lines("x" * 25, 10) == ("x" * 10, "x" * 9 + "…")


@given(st.text(max_size=120), st.integers(1, 60))
def test_no_line_takes_more_cells_than_it_has_whatever_the_terminal(text: str, cells: int) -> None:
    for line in two_lines(clean(text), cells):
        assert most(line) <= max(cells, 2)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-500, "now"), (59, "now"), (60, "1m"), (3599, "59m"), (7200, "2h"), (86_400, "1d"), (9 * 86_400, "9d"), (20 * 86_400, "2w"), (70 * 86_400, "2mo"), (800 * 86_400, "2y")],
)
def test_ages(seconds: int, shown: str) -> None:
    assert age(seconds) == shown
