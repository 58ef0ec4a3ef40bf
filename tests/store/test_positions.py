from __future__ import annotations

from newsreader.store.connection import Store
from newsreader.store.feeds import remove_feeds
from newsreader.store.lists import headlines
from newsreader.store.positions import Position, keep_position, position_of, started_ids
from tests.builders import NOW, add_entries, add_feed, entry


def test_a_place_is_kept_and_told_on_the_headline(store: Store) -> None:
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    assert position_of(store, entry_id) is None
    keep_position(store, entry_id, Position(4, "The fourth", 0.4), NOW)
    assert position_of(store, entry_id) == Position(4, "The fourth", 0.4)
    assert headlines(store, [entry_id])[entry_id].progress == 0.4


def test_what_was_begun_and_not_finished_is_listed_last_left_first(store: Store) -> None:
    feed = add_feed(store)
    a, b, c, d = add_entries(store, feed, entry("a"), entry("b"), entry("c"), entry("d"))
    for at, (entry_id, progress) in enumerate([(a, 0.5), (b, 0.3), (c, 1.0), (d, 0.0)]):
        keep_position(store, entry_id, Position(1, "", progress), NOW + at)
    assert list(started_ids(store)) == [b, a]
    remove_feeds(store, [feed], NOW)
    assert list(started_ids(store)) == []


def test_an_entry_that_is_gone_leaves_no_place(store: Store) -> None:
    keep_position(store, 99, Position(1, "", 0.5), NOW)
    assert position_of(store, 99) is None
