from __future__ import annotations

import pytest

from newsreader.model.query import Query, parse_query
from newsreader.store.connection import Store
from newsreader.store.journal import mark
from newsreader.store.lists import count, entry_ids, last_entry_id, next_unread
from newsreader.store.search import index
from tests.builders import NOW, add_entries, add_feed, entry


def test_a_query_is_a_conjunction(store: Store) -> None:
    news, other = add_feed(store, "news", "India/North"), add_feed(store, "other")
    a, b = add_entries(store, news, entry("a", published=NOW - 10), entry("b", published=NOW - 20))
    (c,) = add_entries(store, other, entry("c", published=NOW - 30))
    mark(store, [a], "read", True, "{count}", NOW)
    mark(store, [a, c], "starred", True, "{count}", NOW)
    assert list(entry_ids(store, Query())) == [a, b, c]
    assert list(entry_ids(store, Query(), oldest_first=True)) == [c, b, a]
    assert list(entry_ids(store, Query(unread=True))) == [b, c]
    assert list(entry_ids(store, Query(starred=True, feeds=(other,)))) == [c]
    assert list(entry_ids(store, Query(folder="India"))) == [a, b]
    assert list(entry_ids(store, Query(folder="Ind"))) == []
    assert list(entry_ids(store, Query(ids=(c, b)))) == [b, c]
    assert list(entry_ids(store, Query(since=NOW - 20))) == [a, b]
    assert list(entry_ids(store, Query(), limit=1)) == [a]


def test_what_arrived_later_is_counted_apart(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, entry("a"))
    seen = last_entry_id(store)
    b, c, d = add_entries(store, feed, entry("b"), entry("c", published=NOW - 99_999), entry("d", "Something else"))
    index(store, [(b, "Title b", "", "rain"), (c, "Title c", "", "rain"), (d, "", "", "")])
    assert count(store, Query(unread=True), seen) == 3
    assert count(store, parse_query("rain"), seen) == 2
    assert count(store, parse_query("title:/^title/ -rain OR id:3"), seen) == 1
    assert count(store, parse_query("rain")) == 2


def test_the_next_unread_is_the_next_older_one_else_the_newest(store: Store) -> None:
    feed = add_feed(store)
    a, b, c = add_entries(store, feed, entry("a", published=NOW - 1), entry("b", published=NOW - 2), entry("c", published=NOW - 3))
    assert next_unread(store, NOW - 1, a) == b
    mark(store, [b], "read", True, "{count}", NOW)
    assert next_unread(store, NOW - 1, a) == c
    assert next_unread(store, NOW - 3, c) == a
    mark(store, [a, c], "read", True, "{count}", NOW)
    assert next_unread(store, NOW, a) is None


def test_newsboats_attributes_of_feeds_and_places(store: Store) -> None:
    hills, lakes = add_feed(store, "hills", "A"), add_feed(store, "lakes", "B")
    one, two = add_entries(store, hills, entry("a", published=NOW - 10), entry("b", published=NOW - 90_000))
    (three,) = add_entries(store, lakes, entry("c", published=NOW - 300_000))

    def found(text: str) -> list[int]:
        return list(entry_ids(store, parse_query(text), now=NOW))

    assert found("articleindex = 1") == [one, three]
    assert found("articleindex between 2:9") == [two]
    assert found("feedindex = 2") == [three]
    assert found("latest_article_age >= 3") == [three]
    assert found('feeddate =~ "GMT" and feedindex != 2') == [one, two]


def test_many_ids_are_read_in_pieces_and_are_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    hills, lakes = add_feed(store, "hills", "A"), add_feed(store, "lakes", "B")
    added = add_entries(store, hills, *(entry(f"a{at}", published=NOW - at // 3) for at in range(20)))
    added += add_entries(store, lakes, *(entry(f"b{at}", published=NOW - at // 2) for at in range(20)))
    mark(store, added[::3], "starred", True, "{count}", NOW)
    mark(store, added[::2], "read", True, "{count}", NOW)
    queries = [Query(), Query(unread=True), Query(starred=True), Query(feeds=(lakes,)), Query(feeds=(lakes,), unread=True), Query(folder="A"),
               Query(since=NOW - 5), Query(ids=tuple(added[5:30])), Query(feeds=(hills, lakes)), parse_query("is:unread OR is:starred")]  # fmt: skip
    asked = [(query, limit, oldest_first) for query in queries for limit in (None, 1, 7, 100) for oldest_first in (False, True)]
    at_once = [entry_ids(store, *each) for each in asked]
    assert len(at_once[0]) == 40
    monkeypatch.setattr("newsreader.store.lists._AT_ONCE", 3)
    assert [entry_ids(store, *each) for each in asked] == at_once
