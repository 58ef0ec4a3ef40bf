"""newsboat's `cache.db`, read and never written: another program's file, so its tables, types and sizes are taken for nothing.

Its schema: https://github.com/newsboat/newsboat/blob/master/src/cache.cpp
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from newsreader.model.archived import Archived
from newsreader.store.errors import StoreError

LONGEST = 4 << 20
"""Characters of a text that are taken over; what is longer is cut."""
_BATCH = 100  # kept in one transaction each, about 10 ms of the write lock
_NEEDED = {"guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread"}
_COLUMNS = ("guid", "title", "author", "url", "pubDate", "content", "unread", "flags", "deleted", "enclosure_url", "enclosure_type",
            "content_mime_type")
_NUMBERS = {"pubDate", "unread", "deleted"}


class NotACache(StoreError):
    """A file that isn't newsboat's cache, or can't be read as that; the message says why."""


class NewsboatCache:
    """An open cache; raises NotACache."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", timeout=5, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._wrong(error) from error
        self._db.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            self._rows("PRAGMA trusted_schema=OFF")
            self._rows("PRAGMA cell_size_check=ON")
            kinds = self._rows("SELECT type, sql FROM sqlite_master WHERE name = 'rss_item'")
            plain = [sql for kind, sql in kinds if kind == "table" and str(sql).upper().startswith("CREATE TABLE")]
            there = {str(row[1]) for row in self._rows("PRAGMA table_info(rss_item)")} if plain else set[str]()
            if not there >= _NEEDED:
                raise NotACache(f"{path} is not newsboat's cache: it has no table of entries as newsboat makes it")
            self._items = ", ".join(_column(name) if name in there else "NULL" for name in _COLUMNS)
        except NotACache:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def feeds(self) -> dict[str, int]:
        """How many entries there are by the address of their feed."""
        rows = self._rows("SELECT CAST(feedurl AS TEXT), count(*) FROM rss_item GROUP BY 1")
        return {_text(url): _number(count) for url, count in rows}

    def titles(self) -> dict[str, str]:
        """What the feeds are called, by address; empty where the file doesn't say."""
        kinds = self._rows("SELECT sql FROM sqlite_master WHERE name = 'rss_feed' AND type = 'table'")
        if not kinds or not str(kinds[0][0]).upper().startswith("CREATE TABLE"):
            return {}
        try:
            rows = self._rows("SELECT CAST(rssurl AS TEXT), substr(CAST(title AS TEXT), 1, 1000) FROM rss_feed")
        except NotACache:
            return {}
        return {_text(url): _text(title) for url, title in rows}

    def items(self, feed: str) -> Iterator[list[Archived]]:
        """A feed's entries, the last that came first, some at a time."""
        try:
            cursor = self._db.execute(f"SELECT {self._items} FROM rss_item WHERE feedurl = ? ORDER BY rowid DESC", (feed,))  # noqa: S608
            while rows := cursor.fetchmany(_BATCH):
                yield [_archived(row) for row in rows]
        except (sqlite3.Error, MemoryError) as error:
            raise self._wrong(error) from error

    def _rows(self, sql: str) -> list[tuple[object, ...]]:
        try:
            return self._db.execute(sql).fetchall()
        except (sqlite3.Error, MemoryError) as error:
            raise self._wrong(error) from error

    def _wrong(self, error: Exception) -> NotACache:
        return NotACache(f"{self._path} can't be read as newsboat's cache: {error}")


def _column(name: str) -> str:
    if name in _NUMBERS:
        return f"CASE typeof({name}) WHEN 'integer' THEN {name} ELSE 0 END"
    return f"substr(CAST({name} AS TEXT), 1, {LONGEST})"


def _archived(row: tuple[object, ...]) -> Archived:
    guid, title, author, url, published, content, unread, flags, deleted, enclosure, kind, mime = row
    return Archived(
        _text(guid), _text(title), _text(author), _text(url), _number(published), _text(content), bool(_number(unread)), _text(flags)[:52],
        bool(_number(deleted)), _text(enclosure), _text(kind), _text(mime),
    )  # fmt: skip


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
