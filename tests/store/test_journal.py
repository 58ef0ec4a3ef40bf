from __future__ import annotations

import pytest

from newsreader.model.query import Query
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.store.feeds import all_feeds, remove_feeds
from newsreader.store.lists import entry_ids, headlines
from tests.builders import NOW, add_entries, add_feed, entry


@pytest.fixture
def ids(store: Store) -> list[int]:
    feed = add_feed(store)
    return add_entries(store, feed, entry("a"), entry("b"), entry("c"))


def read(store: Store, ids: list[int]) -> list[bool]:
    rows = headlines(store, ids)
    return [rows[entry_id].read for entry_id in ids]


def test_only_what_changed_is_counted_and_undone(store: Store, ids: list[int]) -> None:
    journal.mark(store, ids[:1], "read", True, "{count} marked read", NOW)
    assert journal.mark(store, ids, "read", True, "{count} marked read", NOW) == 2
    record = journal.undo(store, NOW)
    assert record is not None
    assert record.words == "2 marked read"
    assert read(store, ids) == [True, False, False]


def test_nothing_changed_leaves_no_record(store: Store, ids: list[int]) -> None:
    assert journal.mark(store, ids, "read", False, "{count} marked unread", NOW) == 0
    assert journal.undo(store, NOW) is None


def test_redo_does_it_again_and_a_new_change_ends_redoing(store: Store, ids: list[int]) -> None:
    journal.mark(store, ids, "read", True, "{count} marked read", NOW)
    journal.mark(store, ids, "starred", True, "{count} starred", NOW)
    journal.undo(store, NOW)
    journal.undo(store, NOW)
    assert read(store, ids) == [False] * 3
    first = journal.redo(store, NOW)
    assert first is not None
    assert first.words == "3 marked read"
    assert read(store, ids) == [True] * 3
    journal.mark(store, ids[:1], "read", False, "{count} marked unread", NOW)
    assert journal.redo(store, NOW) is None


def test_the_journal_survives_a_restart(store: Store, ids: list[int]) -> None:
    journal.mark(store, ids, "read", True, "{count} marked read", NOW)
    again = Store(store.path)
    journal.undo(again, NOW)
    again.close()
    assert read(store, ids) == [False] * 3


def test_unsubscribing_is_undone_with_its_entries_and_their_marks(store: Store, ids: list[int]) -> None:
    journal.mark(store, ids[:1], "starred", True, "{count} starred", NOW)
    (feed,) = all_feeds(store)
    with store.writing():
        remove_feeds(store, [feed.id], NOW)
        journal.record_feeds(store, "unsubscribe", [feed.id], "unsubscribed", NOW)
    assert all_feeds(store) == ()
    assert len(entry_ids(store, Query())) == 0
    journal.undo(store, NOW)
    assert len(entry_ids(store, Query())) == 3
    assert list(entry_ids(store, Query(starred=True))) == ids[:1]
    journal.redo(store, NOW)
    assert all_feeds(store) == ()


def test_a_bulk_mark_of_many_is_one_step(store: Store) -> None:
    feed = add_feed(store, "big")
    many = add_entries(store, feed, *(entry(str(n)) for n in range(3000)))
    assert journal.mark(store, many, "read", True, "{count} marked read", NOW) == 3000
    journal.undo(store, NOW)
    assert len(entry_ids(store, Query(unread=True))) == 3000


def test_a_mark_that_fails_in_the_middle_leaves_everything_as_it_was(store: Store) -> None:
    feed = add_feed(store, "big")
    many = add_entries(store, feed, *(entry(str(n)) for n in range(5_200)))
    with store.writing() as db:
        db.execute(f"CREATE TRIGGER full AFTER UPDATE OF read ON entries WHEN NEW.id = {max(many) - 50} BEGIN SELECT RAISE(FAIL, 'full'); END")
    with pytest.raises(StoreError, match="full"):
        journal.mark(store, many, "read", True, "{count} marked read", NOW)
    assert len(entry_ids(store, Query(unread=True))) == all_feeds(store)[0].unread == 5_200
    assert journal.undo(store, NOW) is None


def test_many_that_are_named_twice_and_out_of_order_are_marked_once(store: Store) -> None:
    feed = add_feed(store, "big")
    many = add_entries(store, feed, *(entry(str(n)) for n in range(5_200)))
    assert journal.mark(store, [*many[3:], *many[5:2:-1]], "read", True, "{count} marked read", NOW) == 5_197
    assert sorted(entry_ids(store, Query(unread=True))) == sorted(many[:3])
    assert journal.mark(store, [many[0], *many[:2]], "read", True, "{count} marked read", NOW) == 2
    journal.undo(store, NOW)
    journal.undo(store, NOW)
    assert len(entry_ids(store, Query(unread=True))) == 5_200


def test_whether_any_of_many_lacks_a_mark(store: Store) -> None:
    feed = add_feed(store, "big")
    many = add_entries(store, feed, *(entry(str(n)) for n in range(5_200)))
    journal.mark(store, many[1:], "read", True, "{count} marked read", NOW)
    assert journal.lacks(store, many, "read", True)
    assert not journal.lacks(store, many[1:], "read", True)
    assert journal.lacks(store, many[1:], "read", False)
    assert not journal.lacks(store, many, "starred", False)
