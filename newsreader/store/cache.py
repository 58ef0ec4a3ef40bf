"""What the database knows of the cache's files: which of them something refers to, and how much each is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsreader.store.connection import Store

Kind = Literal["page", "image"]


@dataclass(frozen=True, slots=True)
class Reference:
    """An address whose content lies in a file; `unread`: an entry links this page and was not read."""

    kind: Kind
    url: str
    digest: str
    fetched_at: int
    unread: bool


def is_used(store: Store, digest: str) -> bool:
    """Whether an address refers to a file."""
    tables = "SELECT 1 FROM pages WHERE digest = ?1 UNION ALL SELECT 1 FROM originals WHERE digest = ?1"
    return bool(store.value(f"SELECT EXISTS ({tables})", (digest,)))


def references(store: Store) -> list[Reference]:
    """Every address that refers to a file, with what is needed to say how much it is wanted."""
    pages = store.rows(
        """SELECT 'page', url, digest, fetched_at, url IN (SELECT h.url FROM entries e CROSS JOIN headings h ON h.entry_id = e.id
            WHERE e.hidden = 0 AND e.read = 0 AND h.url IS NOT NULL) FROM pages"""
    )
    images = store.rows("SELECT 'image', url, digest, fetched_at, 0 FROM originals WHERE digest IS NOT NULL")
    return [Reference(kind, url, digest, at, bool(unread)) for kind, url, digest, at, unread in (*pages, *images)]


def forget(store: Store, kind: Kind, urls: list[str]) -> None:
    """Forget where addresses are kept, before or after their files go."""
    table = "pages" if kind == "page" else "originals"
    with store.writing() as db:
        db.executemany(f"DELETE FROM {table} WHERE url = ?", [(url,) for url in urls])  # noqa: S608


def article_bytes(store: Store) -> tuple[int, int]:
    """How many articles the library keeps, and the bytes they take."""
    row = store.row("SELECT count(*), coalesce(sum(length(body)), 0) FROM articles")
    assert row is not None  # noqa: S101
    return row[0], row[1]
