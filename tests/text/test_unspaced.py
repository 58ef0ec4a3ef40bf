"""Scripts without spaces, found by the blocks of their characters: the same that the patterns find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.store import search
from newsreader.text import count, unspaced
from newsreader.text.count import count_plain, count_words
from newsreader.text.markup import plain_text
from newsreader.text.unspaced import unspaced_runs

CHARACTERS = ["a", " ", "é", "’", "\n", "한", "ა", "ह", "ạ", "東", "、", "カ", "ㇰ", "ก", "็", "ມ", "ខ", "ျ", "က", "\U00020000", "😀", "\ufffd", "豈"]
TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=300)


@given(TEXTS)
def test_blocks_hold_all_that_the_patterns_find(text: str) -> None:
    data = text.encode()
    found = {at for start, end in unspaced_runs(data) for at in range(len(data[:start].decode()), len(data[:end].decode()))}
    assert {match.start() for match in count._unspaced().finditer(text)} <= found
    assert {match.start() for match in search._SOUTH_EAST.finditer(text)} <= found
    assert {at for match in search._ideographs().finditer(text) for at in range(*match.span())} <= found


@given(TEXTS)
def test_runs_are_the_same_whatever_else_a_text_has(text: str) -> None:
    assert unspaced_runs(text.encode()) == [run.span() for run in unspaced._any().finditer(text.encode())]


@given(TEXTS)
def test_a_text_is_counted_and_spread_run_by_run_as_it_is_whole(text: str) -> None:
    plain = plain_text(text)
    assert count_plain(plain.encode()) == count_words(plain)
    assert search.spread(text) == search._spread(text)


def test_a_text_that_no_database_keeps_is_spread_too() -> None:
    assert search.spread("\ud800東京") == "\ud800 東  京 "
