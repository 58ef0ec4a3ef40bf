"""What a refresh brought, written in several transactions: whatever ends it between them, what is there is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.library.arrivals import Answered, Batch, keep
from newsreader.library.preparing import Prepared, prepare
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.store.refreshes import Refreshed, refresh_states
from tests.builders import NOW, add_feed
from tests.fakes import rss


def test_words_are_there_before_any_entry_that_leans_on_them(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    small, large = add_feed(store, "hills"), add_feed(store, "valleys")
    first, second = prepare(rss("ferry"), None, "https://hills.example"), prepare(rss("ferry", "a", "b"), None, "https://valleys.example")
    assert isinstance(first, Prepared)
    assert isinstance(second, Prepared)
    batch = Batch(2)
    states = {state.id: state for state in refresh_states(store)}
    done = Refreshed(None, None, None, None, 0, NOW, None)
    batch.add(Answered(states[small], done, first))
    batch.add(Answered(states[large], done, second._replace(terms=frozenset())))  # they came with the first
    with store.writing() as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON documents_seen BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    with pytest.raises(StoreError):
        list(keep(store, batch, NOW))
    assert store.rows("SELECT DISTINCT feed_id FROM entries") == [(large,)]
    assert store.value("SELECT count(*) FROM terms WHERE term = 'ferry'") == 1
    store.close()
