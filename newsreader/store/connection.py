"""The library's file, opened: one `Store` is one SQLite connection, for one thread at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.store.errors import Interrupted, StoreError, in_words
from newsreader.store.migrate import migrate

if TYPE_CHECKING:
    from newsreader.store.settling import Settling

Row = tuple[Any, ...]
BUSY_MS = 15_000
_MANY = 10_000
_OFTEN, _SELDOM = 4, 12
"""So many parts of one size the full-text index makes into one. 4 is what SQLite thinks best for questions; 12 saves a tenth of the
writing while 10,000s of entries come, and stays below 16, from where on SQLite merges all at once, which takes 0.1 s."""
_READS, _MARKS, _BULK = 3_000, 8_000, 16_000
"""KB of pages that a connection holds, by what it is for. The screen has five connections, and searches cost the same with 3 MB as with 8;
marks want 8 (a sixth less time), and more is of no use where many rows change: they are changed in the order of their pages."""


class Store:
    """An open library. `durable`: a commit is on the disk when it returns (`synchronous=FULL`), as key presses want it.

    `bulk`: for many commits, whose pages go to the library's file seldom (every 32 MB of them), or beside them, and at the end by
    `settle`. `tell` hears, in words, when bringing an older library up to date takes a while.
    What is missing is made for its owner's eyes only (0700, 0600), and the schema is brought up to date. Raises StoreError in words.
    """

    def __init__(self, path: Path, durable: bool = False, bulk: bool = False, tell: Callable[[str], object] | None = None) -> None:
        self.path = path
        self._bulk = bulk
        self._settling: Settling | None = None
        self._behind = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _make_private(path)
            self._db = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        except OSError as error:
            raise StoreError(f"{path} can't be made: {error.strerror or error}") from error
        except sqlite3.Error as error:
            raise in_words(error, str(path)) from error
        try:
            if self._db.execute("PRAGMA page_count").fetchone()[0] == 0:  # a library that is made now
                self._db.execute("PRAGMA auto_vacuum=INCREMENTAL")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            self._db.execute("PRAGMA foreign_keys=ON")
            self._db.execute("PRAGMA temp_store=MEMORY")
            if bulk:  # what the index merges away need not be written over: a seventh of all that is written
                self._db.execute("PRAGMA secure_delete=FAST")
            self._db.execute(f"PRAGMA cache_size=-{_BULK if bulk else _MARKS if durable else _READS}")
            self._db.execute(f"PRAGMA wal_autocheckpoint={8_000 if bulk else 1_000}")
            migrate(self._db, str(path), tell)
            self._version = self._data_version()
        except sqlite3.Error as error:
            self._db.close()
            raise in_words(error, str(path)) from error
        except StoreError:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        if self._settling is not None:
            self._settling.end()
        self._db.close()

    def settle_beside(self) -> None:
        """Bring what is committed onto the disk in a thread from now on, until `settle`, and merge the index seldom; only where the store
        is `bulk`. What a crash leaves of that is a little slower to search, until the next `settle`."""
        if self._bulk and self._settling is None:
            from newsreader.store.settling import Settling  # for long writers alone

            self._settling = Settling(self.path)
            self.rows("PRAGMA wal_autocheckpoint=0")
            self._merge_from(_SELDOM)

    def settle(self) -> None:
        """Bring everything that was committed onto the disk, as after many commits of a store that isn't `durable`."""
        if self._settling is not None:
            self._settling.end()
            self._settling = None
            self.rows("PRAGMA wal_autocheckpoint=8000")
        if self._bulk and self.value("SELECT v FROM search_config WHERE k = 'automerge'") == _SELDOM:  # an earlier one may have crashed
            self._merge_from(_OFTEN)
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")

    def _merge_from(self, parts: int) -> None:
        self.rows("INSERT INTO search (search, rank) VALUES ('automerge', ?)", (parts,))

    @contextmanager
    def putting_off(self, rows: int) -> Iterator[None]:
        """While so many rows are changed, if they are many: what that commits reaches the library's file with `catch_up`, not at once."""
        if rows < _MANY or self._bulk:
            yield
            return
        self.rows("PRAGMA wal_autocheckpoint=0")
        try:
            yield
        finally:
            self._behind = True
            self.rows("PRAGMA wal_autocheckpoint=1000")
            self.rows("PRAGMA shrink_memory")

    def catch_up(self) -> None:
        """Bring what a large change committed into the library's file, once nobody waits for it any more. Costs 5 ms a megabyte."""
        if self._behind:
            self._behind = False
            self.settle()

    def shrink(self, pages: int) -> None:
        """Give so many free pages back to the disk, in a transaction of its own: 100 take about 2 ms. Nothing in a library that was made
        before it could (`PRAGMA auto_vacuum` is 0)."""
        try:
            self._db.executescript(f"PRAGMA incremental_vacuum({int(pages)})")  # `execute` would free a single page
        except sqlite3.Error as error:
            raise in_words(error, str(self.path)) from error

    def rebuild(self) -> None:
        """Write the whole file anew, without gaps and so that it can `shrink` from then on. Holds the write lock all the while, about
        5 ms a megabyte, and takes as much room again."""
        try:
            self._db.execute("PRAGMA auto_vacuum=INCREMENTAL")
            self._db.execute("VACUUM")
        except sqlite3.Error as error:
            raise in_words(error, str(self.path)) from error

    def interrupt(self) -> None:
        """Stop the query that runs in another thread; it raises `Interrupted` there."""
        self._db.interrupt()

    def changed(self) -> bool:
        """Whether another connection (this process or not) has committed since the last call. Costs microseconds."""
        try:
            version = self._data_version()
        except sqlite3.Error as error:
            raise in_words(error, str(self.path)) from error
        seen, self._version = self._version, version
        return version != seen

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self._db.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise in_words(error, str(self.path)) from error

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, None if there is none."""
        try:
            found: Row | None = self._db.execute(sql, parameters).fetchone()
            return found
        except sqlite3.Error as error:
            raise in_words(error, str(self.path)) from error

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, None if there is none."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def define(self, name: str, function: Callable[..., str | int | None]) -> None:
        """Let queries call a function of ours by name, with as many arguments as they like."""
        self._db.create_function(name, -1, function)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the library for every query of the block, whatever others commit meanwhile."""
        if self._db.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            yield
        finally:
            while self._db.in_transaction:
                with suppress(Interrupted):
                    self.rows("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: committed whole at the end of the block, or not at all. Nested blocks join the outer one."""
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def aside(self) -> Iterator[sqlite3.Connection]:
        """One transaction for tables of this connection alone (`temp`), in memory: done whole or not at all, and nobody waits for it."""
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        if self._db.in_transaction:
            yield self._db
            return
        try:
            self._db.execute(begin)
            try:
                yield self._db
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise in_words(error, str(self.path)) from error

    def _data_version(self) -> int:
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])


def _make_private(path: Path) -> None:
    """Make a new library's file for its owner's eyes only, whatever the folder allows; SQLite gives its side files the same mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
