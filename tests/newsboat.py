"""newsboat's `cache.db`, made by its schema (2.21, whose last columns newer ones have, too)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL,
    lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT "");
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
    author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
    content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
    enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT "");
CREATE INDEX idx_feedurl ON rss_item(feedurl);
CREATE TABLE google_replay (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, state INTEGER NOT NULL, ts INTEGER NOT NULL);
CREATE TABLE metadata (db_schema_version_major INTEGER NOT NULL, db_schema_version_minor INTEGER NOT NULL);
INSERT INTO metadata VALUES (2, 11);
"""


def item(feed: str, guid: object, title: object = "", **more: object) -> dict[str, object]:
    """A row of `rss_item`, unread."""
    row = {"guid": guid, "title": title or guid, "author": "", "url": f"https://site.example/{guid}", "pubDate": 1_700_000_000, "content": f"<p>About {guid}.</p>"}
    return {**row, "feedurl": feed, "unread": 1, **more}


def make_cache(folder: Path, *items: dict[str, object], titles: dict[str, str] | None = None) -> Path:
    """A cache in newsboat's directory."""
    path = folder / "cache.db"
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA)
        for row in items:
            db.execute(f"INSERT INTO rss_item ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        db.executemany("INSERT INTO rss_feed (rssurl, url, title) VALUES (?, '', ?)", (titles or {}).items())
    db.close()
    return path
