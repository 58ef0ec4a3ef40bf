from __future__ import annotations

from dataclasses import replace

from newsreader.model.parsed import Enclosure
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.feeds import remove_feeds, restore_feeds
from newsreader.store.journal import mark
from newsreader.store.lists import entry_ids, headlines
from newsreader.store.saving import save_entries
from tests.builders import NOW, add_entries, add_feed, entry


def titles(store: Store, query: Query | None = None) -> list[str]:
    ids = entry_ids(store, query or Query())
    rows = headlines(store, ids)
    return [rows[entry_id].title for entry_id in ids]


def test_a_second_refresh_doubles_nothing(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, entry("a"), entry("b"))
    saved = save_entries(store, feed, [(entry("a"), 2), (entry("b"), 2)], NOW)
    assert saved.new == ()
    assert saved.changed == ()
    assert len(entry_ids(store, Query())) == 2


def test_an_entry_that_changed_keeps_its_marks(store: Store) -> None:
    feed = add_feed(store)
    (entry_id,) = add_entries(store, feed, entry("a"))
    mark(store, [entry_id], "read", True, "{count} read", NOW)
    mark(store, [entry_id], "starred", True, "{count} starred", NOW)
    saved = save_entries(store, feed, [(entry("a", title="Corrected"), 2)], NOW)
    assert [changed for changed, _ in saved.changed] == [entry_id]
    row = headlines(store, [entry_id])[entry_id]
    assert (row.title, row.read, row.starred) == ("Corrected", True, True)


def test_an_entry_comes_back_whole(store: Store) -> None:
    feed = add_feed(store)
    given = replace(
        entry("a", html="<p>Long.</p>" * 2000), enclosures=(Enclosure("https://a.example/x.mp3", "audio/mpeg", 5),), categories=("ਖ਼ਬਰਾਂ",)
    )
    (entry_id,) = add_entries(store, feed, given)
    kept = entry_by_id(store, entry_id)
    assert kept is not None
    assert (kept.html, kept.enclosures, kept.categories) == (given.html, given.enclosures, given.categories)


def test_lists_are_newest_first_and_ties_stand_as_in_the_document(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, entry("x", published=None), entry("y", published=None), entry("old", published=NOW - 5000))
    assert titles(store) == ["Title x", "Title y", "Title old"]


def test_an_entry_from_the_future_counts_as_published_when_it_arrived(store: Store) -> None:
    feed = add_feed(store)
    (entry_id,) = add_entries(store, feed, entry("a", published=NOW + 10_000_000))
    assert headlines(store, [entry_id])[entry_id].published == NOW


def test_a_removed_feed_takes_its_entries_along_and_brings_them_back(store: Store) -> None:
    feed, other = add_feed(store), add_feed(store, "plain")
    add_entries(store, feed, entry("a"))
    add_entries(store, other, entry("b"))
    remove_feeds(store, [feed], NOW)
    assert titles(store) == ["Title b"]
    restore_feeds(store, [feed])
    assert sorted(titles(store)) == ["Title a", "Title b"]
