"""A feed's document as values: what parsing gives and the store takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an entry brings along (RSS 2.0 `<enclosure>`); length in bytes and seconds that it plays, where given."""

    url: str
    type: str | None = None
    length: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry as a feed document gives it: plain fields are clean, `html` is as given (cleaned where blocks are made).

    `identity` is stable over refreshes: the entry's id, else its link, else a digest of title and content.
    `published` and `updated` are seconds since the epoch, None where the feed gives no usable date.
    """

    identity: str
    title: str
    url: str | None
    author: str | None
    published: int | None
    updated: int | None
    html: str
    enclosures: tuple[Enclosure, ...] = ()
    categories: tuple[str, ...] = ()
    comments_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document, parsed: entries in the document's order, one per identity."""

    title: str
    site_url: str | None
    entries: tuple[ParsedEntry, ...]
    language: str | None = None
    description: str = ""
    ttl: int | None = None
    """Seconds that the feed asks to be left alone (RSS `<ttl>`)."""
    doubles: int = 0
    """Entries of the document that were left out because an earlier one has their identity."""
    cut_off: bool = False
    """Whether the document ends before its end."""
    ends_between: bool = False
    """Whether it does so after an entry, or after all of them, so that nothing but its end need be missing."""
