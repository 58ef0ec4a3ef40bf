"""The law of the counters: whatever is done, they equal a recount."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import remove_feeds, restore_feeds
from tests.builders import NOW, add_entries, add_feed, entry

STEP = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 1), st.integers(0, 9)),
    st.tuples(st.just("mark"), st.sampled_from(["read", "starred"]), st.booleans(), st.lists(st.integers(1, 12))),
    st.tuples(st.just("remove"), st.integers(0, 1)),
    st.tuples(st.just("restore"), st.integers(0, 1)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("delete"), st.integers(1, 12)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=25))
def test_counters_equal_a_recount(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "library.db")
        feeds = [add_feed(store, "a"), add_feed(store, "b")]
        for step in steps:
            match step:
                case ("add", int(feed), int(name)):
                    add_entries(store, feeds[feed], entry(str(name)))
                case ("mark", str(column), bool(value), list(ids)):
                    journal.mark(store, ids, column, value, "{count}", NOW)  # type: ignore[arg-type]
                case ("remove", int(feed)):
                    remove_feeds(store, [feeds[feed]], NOW)
                case ("restore", int(feed)):
                    restore_feeds(store, [feeds[feed]])
                case ("undo",):
                    journal.undo(store, NOW)
                case ("redo",):
                    journal.redo(store, NOW)
                case ("delete", int(entry_id)):
                    with store.writing() as db:
                        db.execute("DELETE FROM entries WHERE id = ?", (entry_id,))
        held = store.rows("SELECT id, total, unread, starred FROM feeds ORDER BY id")
        counted = store.rows(
            """SELECT f.id, count(e.id), coalesce(sum(e.read = 0), 0), coalesce(sum(e.starred), 0)
                FROM feeds f LEFT JOIN entries e ON e.feed_id = f.id AND e.hidden = 0 GROUP BY f.id ORDER BY f.id"""
        )
        store.close()
        assert held == counted
