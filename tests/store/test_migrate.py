from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.model.query import Query
from newsreader.store.connection import BUSY_MS, Store
from newsreader.store.errors import StoreError
from newsreader.store.feeds import all_feeds
from newsreader.store.lists import entry_ids
from newsreader.store.migrate import LATEST, WORDS, migrate
from newsreader.store.schema import STEPS
from newsreader.store.search import waiting
from tests.builders import add_entries, add_feed, entry

KEPT: list[tuple[int, int, str, str, tuple[object, ...]]] = [
    (1, 99, "INSERT INTO feed_tags VALUES (1, 'hills')", "SELECT tag FROM feed_tags", ("hills",)),
    (1, 99, "INSERT INTO articles VALUES (1, 'page', x'01', 5)", "SELECT source, body, made_at FROM articles", ("page", b"\x01", 5)),
    (1, 99, "INSERT INTO pages VALUES ('u', 'v', 'text/html', 'd', 3, 4)", "SELECT url, size FROM pages", ("u", 3)),
    (1, 99, "INSERT INTO page_failures (entry_id, error, at) VALUES (2, 'gone', 7)", "SELECT error, kind FROM page_failures", ("gone", "")),
    (1, 99, "INSERT INTO journal (at, kind, words, count, payload) VALUES (1, 'x', 'w', 1, x'00')", "SELECT words FROM journal", ("w",)),
    (1, 99, "INSERT INTO state VALUES ('theme', 'paper')", "SELECT value FROM state WHERE key = 'theme'", ("paper",)),
    (1, 10, "INSERT INTO state VALUES ('pictures:1', 'off')", "SELECT scope, name, value FROM options WHERE name = 'images'", ("feed:1", "images", "off")),
    (1, 10, "INSERT INTO state VALUES ('pictures:all', 'on')", "SELECT value FROM state WHERE key = 'pictures:all'", ("on",)),
    (2, 99, "INSERT INTO positions VALUES (1, 3, 'words', 0.5, 9)", "SELECT block, anchor, progress FROM positions", (3, "words", 0.5)),
    (2, 99, "INSERT INTO earlier VALUES (1, 'feed', x'02', 9)", "SELECT text FROM earlier", (b"\x02",)),
    (3, 99, "INSERT INTO editions (query, budget, made_at) VALUES ('is:unread', 5, 6)", "SELECT query, budget FROM editions", ("is:unread", 5)),
    (3, 99, "INSERT INTO edition_entries VALUES (1, 2, 0)", "SELECT entry_id FROM edition_entries", (2,)),
    (3, 99, "INSERT INTO originals VALUES ('p', 'd', 'image/png', 1, 2, NULL)", "SELECT url, digest FROM originals", ("p", "d")),
    (3, 99, "INSERT INTO outbox (kind, subject, asked_at) VALUES ('save', 'u', 1)", "SELECT kind, state FROM outbox", ("save", "waiting")),
    (4, 99, "INSERT INTO pictures VALUES ('d', 4, 5, NULL)", "SELECT width, height FROM pictures", (4, 5)),
    (7, 99, "INSERT INTO tags (name) VALUES ('keep')", "SELECT name, total, unread FROM tags", ("keep", 1, 1)),
    (7, 99, "INSERT INTO entry_tags VALUES (2, 1)", "SELECT tagged FROM entries WHERE id = 2", (1,)),
    (7, 99, "INSERT INTO notes VALUES (1, 'mine', 3)", "SELECT text FROM notes", ("mine",)),
    (7, 99, "INSERT INTO threads VALUES (1, 1, 0), (2, 1, 1)", "SELECT group_concat(entry_id || ':' || by_hand) FROM threads", ("1:0,2:1",)),
    (7, 99, "INSERT INTO rules (name, query, actions) VALUES ('r', 'q', '[]')", "SELECT name, enabled FROM rules", ("r", 1)),
    (7, 99, "INSERT INTO retention (scope, days) VALUES ('', 30)", "SELECT days, keep FROM retention", (30, "starred tagged noted unread")),
    (8, 99, "INSERT INTO documents_seen VALUES (1, x'03')", "SELECT keys FROM documents_seen", (b"\x03",)),
    (8, 99, "UPDATE feeds SET ttl = 60, moved_to = 'https://new.example', moved_times = 2", "SELECT ttl, moved_to, moved_times FROM feeds WHERE id = 1", (60, "https://new.example", 2)),
    (8, 10, "UPDATE feeds SET every = 7200", "SELECT value FROM options WHERE scope = 'feed:1' AND name = 'every'", ("120m",)),
    (8, 10, "INSERT INTO folder_paces VALUES ('A/B', 60)", "SELECT value FROM options WHERE scope = 'folder:A/B' AND name = 'every'", ("10m",)),
    (8, 99, "INSERT INTO contacts VALUES ('old.example', 'feeds', 1, 2, 3)", "SELECT host, times FROM contacts", ("old.example", 3)),
    (9, 99, "INSERT INTO linked VALUES ('l', x'04', 1)", "SELECT body FROM linked", (b"\x04",)),
    (11, 99, "INSERT INTO options VALUES ('feed:1', 'title', 'x')", "SELECT value FROM options WHERE name = 'title'", ("x",)),
]  # fmt: skip
"""What the programs of some versions (first and last) left, a question for it, and the answer after all steps."""


MADE_LATER = {"search", "documents", "terms", "unindexed", "story_urls", "story_keys", "rule_hits", "notices", "trimmed"}
"""Tables that are made again from the others, or that hold what is soon over."""


def left_by(version: int) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    return ((made, asked, answer) for first, last, made, asked, answer in KEPT if first <= version <= last)


def at_version(path: Path, version: int) -> None:
    """A library as the program of that version left it, with a feed, two entries, and something in each table that one fills."""
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("PRAGMA journal_mode=WAL")
        for step in STEPS[:version]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA user_version={version}")
        db.execute("INSERT INTO feeds (url, title) VALUES ('https://old.example/feed', 'Old')")
        for n in (1, 2):
            if version < 13:
                columns = "feed_id, identity, title, published, arrived, read, digest"
                db.execute(f"INSERT INTO entries ({columns}) VALUES (1, ?, ?, ?, 1, ?, x'00')", (f"i{n}", f"Title {n}", n, n % 2))
            else:
                db.execute("INSERT INTO entries (feed_id, published, arrived, read) VALUES (1, ?, 1, ?)", (n, n % 2))
                db.execute("INSERT INTO headings VALUES (?, 1, ?, ?, NULL, NULL, NULL, x'00')", (n, f"i{n}", f"Title {n}"))
            db.execute("INSERT INTO bodies (entry_id, html) VALUES (?, ?)", (n, b"r<p>text</p>"))
            db.execute("INSERT INTO unindexed VALUES (?)", (n,))
        for made, _, _ in left_by(version):
            db.execute(made)
    db.close()


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_a_library_of_every_earlier_version_is_brought_up_to_date_with_its_data(tmp_path: Path, version: int) -> None:
    path = tmp_path / "library.db"
    at_version(path, version)
    store = Store(path)
    assert store.value("PRAGMA user_version") == len(STEPS)
    assert list(entry_ids(store, Query())) == [2, 1]
    assert all_feeds(store)[0].unread == 1
    for _, asked, answer in left_by(version):
        assert store.row(asked) == answer, asked
    assert waiting(store, 9) == [1, 2]
    add_entries(store, add_feed(store), entry("new"))
    assert len(entry_ids(store, Query())) == 3
    assert store.value("PRAGMA integrity_check") == "ok"
    assert store.rows("PRAGMA foreign_key_check") == []
    store.close()


def test_the_latest_version_is_known_without_the_steps() -> None:
    assert len(STEPS) == LATEST


def test_every_version_makes_the_library_that_a_new_one_is(tmp_path: Path) -> None:
    made = []
    for version in (0, *range(1, len(STEPS) + 1)):
        path = tmp_path / f"{version}.db"
        if version:
            at_version(path, version)
        store = Store(path)
        made.append(store.rows("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2"))
        store.close()
    assert all(each == made[0] for each in made)


def test_what_this_version_leaves_is_asked_for_in_every_table(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    at_version(path, len(STEPS))
    store = Store(path)
    tables = {row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'search_*' AND name NOT GLOB 'sqlite_*'")}
    empty = {table for table in tables if not store.value(f"SELECT EXISTS (SELECT 1 FROM {table})")}
    assert empty <= MADE_LATER
    store.close()


def test_identities_of_a_feed_stay_its_own_and_numbers_are_never_given_again(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    at_version(path, 12)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("INSERT INTO entries (feed_id, identity, title, published, arrived, digest) VALUES (1, 'gone', 'Gone', 9, 1, x'00')")
        db.execute("DELETE FROM entries WHERE identity = 'gone'")
    db.close()
    store = Store(path)
    (again,) = add_entries(store, 1, entry("i1"), entry("i3"))
    assert again == 4
    assert store.rows("SELECT entry_id, feed_id, identity FROM headings ORDER BY 1") == [(1, 1, "i1"), (2, 1, "i2"), (4, 1, "i3")]
    with store.writing() as db:
        db.execute("DELETE FROM feeds")
    assert [store.value(f"SELECT count(*) FROM {table}") for table in ("entries", "headings", "bodies", "entry_tags")] == [0] * 4
    store.close()


def test_bringing_a_large_library_up_to_date_is_told_before_it_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    at_version(path, 12)
    told: list[str] = []
    monkeypatch.setattr("newsreader.store.migrate._LARGE", 1)
    Store(path, tell=told.append).close()
    assert told == [WORDS]
    Store(path, tell=told.append).close()
    Store(tmp_path / "new.db", tell=told.append).close()
    assert told == [WORDS]


def test_what_bringing_it_up_to_date_took_on_the_disk_is_given_back_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    at_version(path, 12)
    store = Store(path)
    assert path.with_name("library.db-wal").stat().st_size == 0
    store.close()


def test_nobody_who_reads_meanwhile_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    at_version(path, 12)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT title FROM entries").fetchall()
    store = Store(path)
    assert reader.execute("SELECT title FROM entries").fetchall() == before
    assert store.rows("SELECT title FROM headings") == before
    assert store.value("PRAGMA busy_timeout") == BUSY_MS
    store.close()
    reader.close()


def test_a_newer_program_that_is_faster_has_the_last_word(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    at_version(path, 12)

    class Slow(sqlite3.Connection):
        def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
            if sql == "BEGIN IMMEDIATE":
                with sqlite3.connect(path) as other:
                    other.execute(f"PRAGMA user_version={LATEST + 1}")
                other.close()
            return super().execute(sql, *parameters)  # type: ignore[arg-type]

    db = sqlite3.connect(path, isolation_level=None, factory=Slow)
    with pytest.raises(StoreError, match="newer newsreader"):
        migrate(db, str(path))
    assert db.execute("PRAGMA user_version").fetchone() == (LATEST + 1,)
    assert not db.in_transaction
    db.close()


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    at_version(path, 1)
    monkeypatch.setattr("newsreader.store.schema.STEPS", (STEPS[0], ("CREATE TABLE half (x INTEGER) STRICT", "NOT SQL")))
    with pytest.raises(Exception, match="syntax error"):
        Store(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    db.close()
