"""A newsboat with as many entries: it makes its own schema, the entries of a library of ours are put into it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

FIRST_FRAME = rb"Feed number 00"


def make(folder: Path, library: Path) -> dict[str, list[str]]:
    """Make its caches, as it ships and after ANALYZE, where they are missing; gives how each is started, by name."""
    folder.mkdir(exist_ok=True)
    urls, config = folder / "urls", folder / "config"
    with sqlite3.connect(library) as ours:
        feeds: list[tuple[int, str, str]] = ours.execute("SELECT id, url, title FROM feeds").fetchall()
    ours.close()
    urls.write_text("".join(f"{url}\n" for _, url, _ in feeds))
    config.write_text("auto-reload no\nrefresh-on-startup no\n")
    started = {}
    for name in ("as shipped", "ANALYZEd"):
        cache = folder / f"{name.replace(' ', '-')}.db"
        started[name] = ["newsboat", "-u", str(urls), "-c", str(cache), "-C", str(config)]
        if not cache.exists():
            _fill(cache, started[name], library, feeds, analyzed=name == "ANALYZEd")
    return started


def is_there() -> bool:
    """Whether there is a newsboat to compare with."""
    return shutil.which("newsboat") is not None


def _fill(cache: Path, argv: list[str], library: Path, feeds: list[tuple[int, str, str]], analyzed: bool) -> None:
    subprocess.run([*argv, "-x", "print-unread"], check=True, capture_output=True, timeout=60)
    with sqlite3.connect(cache) as db, sqlite3.connect(library) as ours:
        db.executemany("INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)", [(url, url, title) for _, url, title in feeds])
        rows = ours.execute(
            """SELECT h.identity, h.title, ifnull(h.author, ''), ifnull(h.url, ''), f.url, e.published, substr(CAST(b.html AS TEXT), 2), 1 - e.read
                FROM entries e JOIN headings h ON h.entry_id = e.id JOIN feeds f ON f.id = e.feed_id JOIN bodies b ON b.entry_id = e.id"""
        )
        db.executemany(
            """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type, flags)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '')""",
            rows,
        )
        if analyzed:
            db.execute("ANALYZE")
    db.close()
    ours.close()
