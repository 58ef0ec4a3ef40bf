from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.lists import entry_ids
from newsreader.store.schema import STEPS
from tests.builders import add_entries, add_feed, entry


def at_version(path: Path, version: int) -> None:
    """A library as the program of that version left it, with a feed and two entries in it."""
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("PRAGMA journal_mode=WAL")
        for step in STEPS[:version]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA user_version={version}")
        db.execute("INSERT INTO feeds (url, title) VALUES ('https://old.example/feed', 'Old')")
        for n in (1, 2):
            db.execute(
                "INSERT INTO entries (feed_id, identity, title, published, arrived, read, digest) VALUES (1, ?, ?, ?, 1, ?, x'00')",
                (f"i{n}", f"Title {n}", n, n % 2),
            )
            db.execute("INSERT INTO bodies (entry_id, html) VALUES (?, ?)", (n, b"r<p>text</p>"))
    db.close()


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_a_library_of_every_earlier_version_is_brought_up_to_date_with_its_data(tmp_path: Path, version: int) -> None:
    path = tmp_path / "library.db"
    at_version(path, version)
    store = Store(path)
    assert store.value("PRAGMA user_version") == len(STEPS)
    assert list(entry_ids(store, Query())) == [2, 1]
    assert all_feeds(store)[0].unread == 1
    add_entries(store, add_feed(store), entry("new"))
    assert len(entry_ids(store, Query())) == 3
    assert store.value("PRAGMA integrity_check") == "ok"
    assert store.rows("PRAGMA foreign_key_check") == []
    store.close()


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    at_version(path, 1)
    monkeypatch.setattr("newsreader.store.migrate.STEPS", (STEPS[0], ("CREATE TABLE half (x INTEGER) STRICT", "NOT SQL")))
    with pytest.raises(Exception, match="syntax error"):
        Store(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    db.close()
