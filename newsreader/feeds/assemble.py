"""From what a parser found to a `ParsedFeed`: the one place where fields are cleaned, links resolved and doubles left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsreader.feeds.fields import (
    html_of_plain,
    html_with_lines,
    identity_of,
    language_tag,
    plain_field,
    storable,
    usable_time,
    web_address,
)
from newsreader.model.parsed import Enclosure, ParsedEntry, ParsedFeed

MOST_CATEGORIES = 64
MOST_ENCLOSURES = 64
LONGEST_TTL = 30 * 86400
_LONGEST_PLAYING = 7 * 86400
_LEADS_SOMEWHERE = re.compile("[/.?]")
_PLAYING = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7})(?:\.\d{1,9})?", re.ASCII)

RawEnclosure = tuple[str, str | None, str | int | None, str | int | None]
"""A file's address, its type, its length in bytes and how long it plays (seconds, or 1:02:03)."""


@dataclass(slots=True)
class Text:
    """A text with what the feed says about it."""

    value: str
    is_html: bool
    language: str | None = None


@dataclass(slots=True)
class RawEntry:
    """An entry as a parser found it: nothing is clean, links may be relative to the feed."""

    id: str = ""
    link: str = ""
    title: Text | None = None
    bodies: list[Text] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    published: int | None = None
    updated: int | None = None
    enclosures: list[RawEnclosure] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    comments: str = ""
    language: str | None = None


@dataclass(slots=True)
class RawFeed:
    """A feed as a parser found it."""

    title: Text | None = None
    link: str = ""
    description: Text | None = None
    language: str | None = None
    ttl: str | int | None = None
    authors: list[str] = field(default_factory=list)
    entries: list[RawEntry] = field(default_factory=list)


def assemble(raw: RawFeed, url: str | None) -> ParsedFeed:
    """Clean a feed and its entries; the first entry of an identity stays, `doubles` counts the others."""
    entries: dict[str, ParsedEntry] = {}
    shared = _shared_ids(raw.entries)
    for found in raw.entries:
        entry = _entry(found, raw, url, found.id in shared)
        entries.setdefault(entry.identity, entry)
    return ParsedFeed(
        title=_plain(raw.title),
        site_url=web_address(raw.link, url),
        entries=tuple(entries.values()),
        language=language_tag(raw.language) if raw.language else None,
        description=_plain(raw.description),
        ttl=_minutes(raw.ttl),
        doubles=len(raw.entries) - len(entries),
    )


def _shared_ids(entries: list[RawEntry]) -> set[str]:
    """Ids that stories of different links and titles have in common: such an id tells nothing."""
    first: dict[str, RawEntry] = {}
    shared: set[str] = set()
    for entry in entries:
        before = first.setdefault(entry.id, entry)
        if before is not entry and entry.id and before.link != entry.link and _words(before.title) != _words(entry.title):
            shared.add(entry.id)
    return shared


def _words(text: Text | None) -> str:
    return text.value if text else ""


def _entry(raw: RawEntry, feed: RawFeed, url: str | None, id_is_shared: bool) -> ParsedEntry:
    body = max(raw.bodies, key=_length, default=None)
    content = ""
    if body is not None and (content := storable(body.value.strip())) and not body.is_html:
        content = html_of_plain(content)
    elif "\n" in content and "<" not in content:
        content = html_with_lines(content)
    title = _plain(raw.title)
    link = "" if raw.link == raw.id and not _LEADS_SOMEWHERE.search(raw.link) else raw.link  # an id that feedparser takes for a link
    language = raw.language or (body.language if body else None) or (raw.title.language if raw.title else None) or feed.language
    return ParsedEntry(
        identity=identity_of("" if id_is_shared else raw.id, raw.link, title, content),
        title=title,
        url=web_address(link, url) or web_address(raw.id, None),
        author=_names(raw.authors) or _names(feed.authors) or None,
        published=usable_time(raw.published),
        updated=usable_time(raw.updated),
        html=content,
        enclosures=_enclosures(raw.enclosures, url) if raw.enclosures else (),
        categories=tuple(_unique(plain_field(name, True) for name in raw.categories[:MOST_CATEGORIES])),
        comments_url=web_address(raw.comments, url),
        language=language_tag(language) if language else None,
    )


def _length(text: Text) -> int:
    return len(text.value)


def _plain(text: Text | None) -> str:
    return plain_field(text.value, text.is_html) if text else ""


def _names(authors: list[str]) -> str:
    return ", ".join(_unique(plain_field(name, True) for name in authors))


def _unique(values: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(value for value in values if value)


def _enclosures(found: list[RawEnclosure], url: str | None) -> tuple[Enclosure, ...]:
    enclosures: dict[str, Enclosure] = {}
    for href, kind, length, playing in found[:MOST_ENCLOSURES]:
        if address := web_address(href, url):
            enclosures.setdefault(address, Enclosure(address, clean_type(kind), _number(length), _seconds(playing)))
    return tuple(enclosures.values())


def clean_type(kind: str | None) -> str | None:
    """A media type as one clean word, None where there is none."""
    return plain_field(kind, False).lower()[:100] or None if kind else None


def _number(value: str | int | None) -> int | None:
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
    return value if value is not None and 0 < value < 1 << 53 else None


def _seconds(playing: str | int | None) -> int | None:
    found = _PLAYING.fullmatch(playing.strip()) if isinstance(playing, str) else None
    if found is not None:
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        playing = hours * 3600 + minutes * 60 + seconds
    return playing if isinstance(playing, int) and 0 < playing <= _LONGEST_PLAYING else None


def _minutes(value: str | int | None) -> int | None:
    if isinstance(value, str):
        value = value.strip()
    minutes = _number(value)
    return min(minutes * 60, LONGEST_TTL) if minutes else None
