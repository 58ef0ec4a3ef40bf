from __future__ import annotations

import pytest

from newsreader.model.query import QueryError, parse_query
from newsreader.store.connection import Store
from newsreader.store.errors import Interrupted
from newsreader.store.lists import entry_ids
from newsreader.store.patterns import PatternTooSlow
from newsreader.store.questions import slices
from tests.builders import NOW, add_entries, add_feed, entry

HANGS = "a" * 5_000 + "!"
PATTERN = "title:/^(.*a){12}$/"


def test_a_pattern_ignores_case_and_may_use_classes_of_posix(store: Store) -> None:
    (found, _) = add_entries(store, add_feed(store), entry("a", "Rain 2026"), entry("b", "Snow"))
    assert list(entry_ids(store, parse_query("title:/RAIN [[:digit:]]{4}$/"))) == [found]
    assert list(entry_ids(store, parse_query(r"title:/\p{Lu}ain/"))) == [found]


def test_a_title_that_a_pattern_takes_too_long_for_is_left_out(store: Store) -> None:
    hostile, good = add_entries(store, add_feed(store), entry("x", HANGS), entry("y", "a" * 12))
    assert list(entry_ids(store, parse_query(PATTERN))) == [good]
    assert list(entry_ids(store, parse_query("-" + PATTERN))) == []
    assert hostile not in entry_ids(store, parse_query(PATTERN + " OR is:read"))


def test_a_pattern_that_is_too_slow_for_many_ends_in_words(store: Store) -> None:
    add_entries(store, add_feed(store), *(entry(str(n), HANGS) for n in range(30)))
    with pytest.raises(PatternTooSlow, match="takes too long"):
        entry_ids(store, parse_query(PATTERN))


def test_a_pattern_that_only_this_engine_refuses_is_told_with_its_place(store: Store) -> None:
    with pytest.raises(QueryError, match="can't be read") as caught:
        entry_ids(store, parse_query(r"rain /\p{Nonsense}/"))
    assert caught.value.position == 6


def test_a_question_about_texts_can_be_stopped_inside_a_slice(store: Store) -> None:
    add_entries(store, add_feed(store), *(entry(str(n)) for n in range(50)))

    def text_of(entry_id: int) -> str:
        store.interrupt()
        return "rain"

    with pytest.raises(Interrupted):
        list(entry_ids(store, parse_query("/rain/"), text_of=text_of))
    assert len(entry_ids(store, parse_query("title:/title/"))) == 50


def test_slices_give_what_they_found_as_they_go(store: Store) -> None:
    ids = add_entries(store, add_feed(store), *(entry(str(n), f"Title {n % 2}", published=NOW - n) for n in range(600)))
    given = slices(store, parse_query("title:/0/"))
    first = next(given)
    assert list(first) == ids[:100:2]
    assert [*first, *(each for part in given for each in part)] == ids[::2]


def test_who_takes_time_between_two_slices_gets_no_smaller_ones(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add_entries(store, add_feed(store), *(entry(str(n), "Title", published=NOW - n) for n in range(600)))
    at = 0.0
    monkeypatch.setattr("newsreader.store.asking.time.perf_counter", lambda: at)
    sizes = []
    for part in slices(store, parse_query("title:/title/")):
        sizes.append(len(part))
        at += 10
    assert sizes == [100, 400, 100]
