"""An entry as a row (a headline) and as what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.model.parsed import Enclosure


class Headline(NamedTuple):
    """An entry as a row of a list: never its body. `published` is in seconds since the epoch and always set (else the arrival)."""

    id: int
    feed_id: int
    feed: str
    title: str
    url: str | None
    author: str | None
    published: int
    read: bool
    starred: bool
    tags: tuple[str, ...] = ()
    has_article: bool = False
    words: int = 0
    progress: float = 0.0
    """How far it was read, 0 to 1."""
    changed: bool = False
    """Whether it changed after it was read."""
    note: str = ""
    """How the note on it begins."""


class Entry(NamedTuple):
    """An entry with the feed's own text (HTML as given)."""

    headline: Headline
    html: str
    enclosures: tuple[Enclosure, ...] = ()
    categories: tuple[str, ...] = ()
    comments_url: str | None = None
    language: str | None = None
