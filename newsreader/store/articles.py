"""Articles and raw pages on disk: an article is kept per entry and source (`feed`: the feed's own text,
`page`: the web page, `full`: everything that the web page says)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsreader.store.connection import Store
from newsreader.store.packing import Slices, pack_slices, unpack

Source = Literal["feed", "page", "full"]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A raw page in the cache: `digest` names its file (`store.files`)."""

    url: str
    final_url: str
    content_type: str | None
    digest: str
    size: int
    fetched_at: int


def article_json(store: Store, entry_id: int, source: Source) -> str | None:
    """An entry's article as JSON text (`render.kept`), None where there is none."""
    found = store.value("SELECT body FROM articles WHERE entry_id = ? AND source = ?", (entry_id, source))
    return None if found is None else unpack(found)


def article_slices(store: Store, entry_id: int, source: Source) -> Slices | None:
    """The same text in slices, of which none is unpacked before it is looked at. Reads the whole row: a millisecond a megabyte."""
    found = store.value("SELECT body FROM articles WHERE entry_id = ? AND source = ?", (entry_id, source))
    return None if found is None else Slices(found)


def keep_article(store: Store, entry_id: int, source: Source, json_text: str, words: int, now: int) -> bool:
    """Keep an article in place of the last one of its source. False where the entry is gone."""
    with store.writing() as db:
        if db.execute("SELECT 1 FROM entries WHERE id = ?", (entry_id,)).fetchone() is None:
            return False
        db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", (entry_id, source, pack_slices(json_text), now))
        if source == "page":
            db.execute("UPDATE entries SET has_article = 1, words = ? WHERE id = ?", (words, entry_id))
            db.execute("DELETE FROM page_failures WHERE entry_id = ?", (entry_id,))
            db.execute("INSERT OR IGNORE INTO unindexed VALUES (?)", (entry_id,))
    return True


def keep_page_failure(store: Store, entry_id: int, error: str, now: int, kind: str = "") -> None:
    """Remember in words why an entry's page could not be had; `kind` is the word for it in a summary."""
    with store.writing() as db:
        db.execute(
            "INSERT OR REPLACE INTO page_failures (entry_id, error, at, kind) SELECT id, ?, ?, ? FROM entries WHERE id = ?",
            (error, now, kind, entry_id),
        )


def page_failure(store: Store, entry_id: int) -> str | None:
    """Why an entry's page could not be had, None where it was or was not tried."""
    found = store.value("SELECT error FROM page_failures WHERE entry_id = ?", (entry_id,))
    return None if found is None else str(found)


def keep_page(store: Store, page: KeptPage) -> None:
    """Remember which file of the cache holds a page."""
    with store.writing() as db:
        db.execute(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)",
            (page.url, page.final_url, page.content_type, page.digest, page.size, page.fetched_at),
        )


def kept_page(store: Store, url: str) -> KeptPage | None:
    """Where the cache holds a page, None where it doesn't."""
    row = store.row("SELECT url, final_url, content_type, digest, size, fetched_at FROM pages WHERE url = ?", (url,))
    return None if row is None else KeptPage(*row)


def pages_of_host(store: Store, host: str, most: int) -> list[KeptPage]:
    """The pages of a host (with `www.` or without) that the cache holds, the last ones that were fetched first."""
    columns = "url, final_url, content_type, digest, size, fetched_at"
    rows = store.rows(
        f"SELECT {columns} FROM pages WHERE {_OF_HOST} ORDER BY fetched_at DESC, url LIMIT ?",  # noqa: S608
        (*_hosts(host), most),
    )
    return [KeptPage(*row) for row in rows]


def entries_of_host(store: Store, host: str) -> list[int]:
    """The entries with an article of a page of a host whose raw page the cache holds."""
    rows = store.rows(
        f"""SELECT a.entry_id FROM articles a CROSS JOIN headings h ON h.entry_id = a.entry_id CROSS JOIN pages p ON p.url = h.url
            WHERE a.source = 'page' AND {_OF_HOST} ORDER BY a.entry_id DESC""",  # noqa: S608
        _hosts(host),
    )
    return [row[0] for row in rows]


_OF_HOST = "(instr(final_url, ?) = 1 OR instr(final_url, ?) = 1 OR instr(final_url, ?) = 1 OR instr(final_url, ?) = 1)"


def _hosts(host: str) -> tuple[str, str, str, str]:
    bare = host.replace("_", ":")
    return f"https://{bare}/", f"https://www.{bare}/", f"http://{bare}/", f"http://www.{bare}/"
