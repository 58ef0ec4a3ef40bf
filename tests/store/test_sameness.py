"""An entry is never doubled, never reappears as unread and never loses its state, whatever a feed does with its ids."""

from __future__ import annotations

from dataclasses import replace

from newsreader.model.parsed import ParsedEntry
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.journal import mark
from newsreader.store.lists import entry_ids, headlines
from newsreader.store.saving import Saved, save_entries
from tests.builders import NOW, add_entries, add_feed, entry

DAY = 86400


def again(store: Store, feed: int, *entries: ParsedEntry, now: int = NOW + 3600) -> Saved:
    return save_entries(store, feed, [(each, 2) for each in entries], now)


def read(store: Store, entry_id: int) -> bool:
    return headlines(store, [entry_id])[entry_id].read


def test_an_id_that_changes_is_the_same_entry_with_its_state(store: Store) -> None:
    feed = add_feed(store)
    (kept,) = add_entries(store, feed, entry("a"))
    mark(store, [kept], "read", True, "{count} read", NOW)
    renamed = replace(entry("a"), identity="tag:new,2025:a")
    assert again(store, feed, renamed) == Saved((), ())
    assert again(store, feed, renamed) == Saved((), ())
    assert list(entry_ids(store, Query())) == [kept]
    assert read(store, kept)


def test_a_site_that_moves_to_https_doubles_nothing(store: Store) -> None:
    feed = add_feed(store)
    (kept,) = add_entries(store, feed, entry("http://www.site.example/a", title="A", url="http://www.site.example/a"))
    saved = again(store, feed, entry("https://site.example/a", title="A", url="https://site.example/a"))
    assert saved.new == ()
    assert list(entry_ids(store, Query())) == [kept]


def test_two_entries_of_one_document_are_two_whatever_they_share(store: Store) -> None:
    feed = add_feed(store)
    one, two = entry("a", title="Weather", url="https://site.example/w"), entry("b", title="Weather", url="https://site.example/w")
    add_entries(store, feed, one)
    assert len(again(store, feed, one, two).new) == 1
    assert len(entry_ids(store, Query())) == 2


def test_the_same_title_and_link_a_month_later_is_another_story(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, entry("may", title="Numbers", url="https://site.example/n", published=NOW - 40 * DAY))
    assert len(again(store, feed, entry("june", title="Numbers", url="https://site.example/n", published=NOW - DAY)).new) == 1


def test_a_front_page_as_link_tells_nothing(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, entry("a", title="Update", url="https://site.example/"))
    assert len(again(store, feed, entry("b", title="Update", url="https://site.example/")).new) == 1


def test_an_id_that_is_used_again_brings_a_new_entry_and_leaves_the_old_one(store: Store) -> None:
    feed = add_feed(store)
    (old,) = add_entries(store, feed, entry("latest", title="Monday", url="https://site.example/mon", published=NOW - 3 * DAY))
    mark(store, [old], "read", True, "{count} read", NOW)
    tuesday = entry("latest", title="Tuesday", url="https://site.example/tue", published=NOW)
    ((new, _),) = again(store, feed, tuesday).new
    assert again(store, feed, tuesday) == Saved((), ())
    assert sorted(entry_ids(store, Query())) == [old, new]
    assert read(store, old)
    assert not read(store, new)


def test_an_entry_that_is_corrected_stays_one(store: Store) -> None:
    feed = add_feed(store)
    (kept,) = add_entries(store, feed, entry("a"))
    saved = again(store, feed, replace(entry("a"), title="Corrected", url="https://site.example/corrected"))
    assert saved.new == ()
    assert [changed for changed, _ in saved.changed] == [kept]


def test_a_feed_that_shrinks_and_grows_again_brings_nothing_back_as_unread(store: Store) -> None:
    feed = add_feed(store)
    ids = add_entries(store, feed, entry("a"), entry("b"), entry("c"))
    mark(store, ids, "read", True, "{count} read", NOW)
    assert again(store, feed, entry("a")) == Saved((), ())
    assert again(store, feed, entry("a"), entry("b"), entry("c")) == Saved((), ())
    assert all(read(store, entry_id) for entry_id in ids)


def test_entries_without_ids_or_dates_are_known_again(store: Store) -> None:
    feed = add_feed(store)
    undated = entry("sha256:1", title="Note", url="https://site.example/note", published=None)
    (kept,) = add_entries(store, feed, undated)
    saved = again(store, feed, replace(undated, identity="sha256:2", html="<p>Some other text.</p>"))
    assert [changed for changed, _ in saved.changed] == [kept]
    assert len(again(store, feed, replace(undated, identity="sha256:3"), now=NOW + 30 * DAY).new) == 1
