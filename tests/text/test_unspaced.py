"""Scripts without spaces, found by the blocks of their characters: the same that the patterns find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.store import search
from newsreader.text import count, unspaced
from newsreader.text.count import count_plain, count_words
from newsreader.text.markup import plain_text
from newsreader.text.unspaced import FEW, unspaced_runs

CHARACTERS = ["a", " ", "é", "’", "\n", "한", "ა", "東", "、", "カ", "ㇰ", "ก", "็", "ມ", "ខ", "ျ", "က", "\U00020000", "😀", "\ud800"]
TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=8 * FEW)


@given(TEXTS)
def test_blocks_hold_all_that_the_patterns_find(text: str) -> None:
    found = {at for start, end in unspaced_runs(text) for at in range(start, end)}
    assert {match.start() for match in count._unspaced().finditer(text)} <= found
    assert {match.start() for match in search._SOUTH_EAST.finditer(text)} <= found
    assert {at for match in search._ideographs().finditer(text) for at in range(*match.span())} <= found


@given(TEXTS)
def test_runs_are_the_same_whatever_else_a_text_has(text: str) -> None:
    assert unspaced_runs(text) == [run.span() for run in unspaced._beyond().finditer(text)]


@given(TEXTS)
def test_a_text_is_counted_and_spread_run_by_run_as_it_is_whole(text: str) -> None:
    plain = plain_text(text)
    assert count_plain(plain) == count_words(plain)
    assert search.spread(text) == search._spread(text)
