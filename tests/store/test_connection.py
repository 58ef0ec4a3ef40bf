from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.store.schema import STEPS
from newsreader.store.state import get_state, set_state


def test_a_new_library_is_wal_and_at_the_last_schema(store: Store) -> None:
    assert store.value("PRAGMA journal_mode") == "wal"
    assert store.value("PRAGMA user_version") == len(STEPS)


def test_every_table_is_strict(store: Store) -> None:
    loose = store.rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite_%'")
    assert {name for (name,) in loose if not name.startswith("search")} == set()


def test_a_library_from_a_newer_program_is_left_alone_and_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    with pytest.raises(StoreError, match="newer newsreader"):
        Store(path)


def test_a_newer_program_that_brings_the_library_up_to_date_meanwhile_is_said_in_words(store: Store) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("ALTER TABLE headings RENAME COLUMN title TO words")
        db.execute("ALTER TABLE notes RENAME TO remarks")
    for asked in ("SELECT title FROM headings", "INSERT INTO headings (title) VALUES ('')", "SELECT * FROM notes"):
        with pytest.raises(StoreError, match=r"a newer newsreader has brought .*library.db up to date; end this one and start it again"):
            store.rows(asked)


def test_a_file_that_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Store(path)


def test_a_write_that_fails_half_way_leaves_nothing(store: Store) -> None:
    def half() -> None:
        with store.writing() as db:
            db.execute("INSERT INTO state VALUES ('a', 'b')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert get_state(store, "a") == ""


def test_a_full_disk_is_said_in_words_and_changes_nothing(store: Store) -> None:
    store.rows("PRAGMA max_page_count=1")
    with pytest.raises(StoreError, match="disk is full"):
        set_state(store, "a", "b" * 100_000)
    store.rows("PRAGMA max_page_count=1073741823")
    assert get_state(store, "a") == ""
    set_state(store, "a", "b")
    assert get_state(store, "a") == "b"


def test_changes_of_another_connection_are_noticed_once(store: Store) -> None:
    other = Store(store.path)
    assert not store.changed()
    set_state(other, "a", "b")
    assert store.changed()
    assert not store.changed()
    other.close()


def test_own_changes_are_not_told_as_foreign(store: Store) -> None:
    set_state(store, "a", "b")
    assert not store.changed()


def test_nobody_else_may_read_a_library_even_in_an_open_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    made = Store(tmp_path / "library.db")
    set_state(made, "a", "b")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    made.close()
    assert modes == dict.fromkeys(("library.db", "library.db-wal", "library.db-shm"), 0o600)


def test_one_state_is_read_while_others_commit(store: Store) -> None:
    other = Store(store.path)
    with store.reading(), store.reading():
        assert get_state(store, "a") == ""
        set_state(other, "a", "b")
        assert get_state(store, "a") == ""
    assert get_state(store, "a") == "b"
    other.close()


def test_the_index_is_merged_as_often_as_ever_once_much_is_written_even_after_a_crash(tmp_path: Path) -> None:
    def merges_from(store: Store) -> int:
        return int(store.value("SELECT coalesce(max(v), 4) FROM search_config WHERE k = 'automerge'"))

    store = Store(tmp_path / "library.db", bulk=True)
    store.settle_beside()
    assert merges_from(store) > 4
    store.close()  # without having settled
    store = Store(tmp_path / "library.db", bulk=True)
    store.settle()
    assert merges_from(store) == 4
    store.close()
