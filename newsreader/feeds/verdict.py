"""What a parser of XML feeds found, in feedparser's shapes, and how that becomes a raw feed: the same way for both parsers."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import Any

from newsreader.feeds.assemble import RawEnclosure, RawEntry, RawFeed, Text
from newsreader.feeds.loosedates import is_month_first, read_loose_date


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of feed ("" where it is none), and feedparser's dictionaries (or others with the same keys)."""

    version: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]


def raw_feed(found: Verdict) -> RawFeed:
    """Take from the dictionaries what this program keeps."""
    feed = found.feed
    month_first = is_month_first(raw for entry in found.entries if (raw := _string(entry, "published")) and "/" in raw)
    return RawFeed(
        title=_text(feed, "title"),
        link=_link(feed),
        description=_text(feed, "subtitle"),
        language=_string(feed, "language") or None,
        ttl=_string(feed, "ttl") or None,
        authors=_authors(feed) if found.version.startswith("atom") else [],
        entries=[_entry(entry, month_first) for entry in found.entries],
    )


def _entry(entry: Any, month_first: bool) -> RawEntry:
    published = _time(entry, "published", month_first)
    updated = _time(entry, "updated", month_first)
    bodies = [_detail(one) for one in _list(entry, "content")]
    if summary := _text(entry, "summary") or (None if bodies else _text(entry, "subtitle")):
        bodies.append(summary)
    return RawEntry(
        id=_string(entry, "id"),
        link=_link(entry),
        title=_text(entry, "title") or _text(entry, "itunes_title"),
        bodies=bodies,
        authors=_authors(entry),
        published=next((when for when in (published, _time(entry, "created", month_first), updated) if when is not None), None),
        updated=updated,
        enclosures=_enclosures(entry),
        categories=[name for tag in _list(entry, "tags") if (name := tag.get("label") or tag.get("term"))],
        comments=_string(entry, "comments"),
        language=_string(entry, "language") or None,
    )


def _string(holder: Any, key: str) -> str:
    value = dict.get(holder, key)
    return value if isinstance(value, str) else ""


def _list(holder: Any, key: str) -> list[Any]:
    value = dict.get(holder, key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(holder: Any, key: str) -> Text | None:
    value = _string(holder, key)
    detail = dict.get(holder, key + "_detail")
    if not value:
        return None
    if not isinstance(detail, dict) or dict.get(detail, "value") != value:
        return Text(value, True)
    return _detail(detail)


def _detail(detail: Any) -> Text:
    return Text(_string(detail, "value"), _string(detail, "type") != "text/plain", _string(detail, "language") or None)


def _link(holder: Any) -> str:
    """The address of the page: feedparser's choice, else the first alternate of any type."""
    if link := _string(holder, "link"):
        return link
    return next((href for link in _list(holder, "links") if link.get("rel") == "alternate" and (href := _string(link, "href"))), "")


def _authors(holder: Any) -> list[str]:
    names = [name for person in _list(holder, "authors") if (name := _string(person, "name") or _string(person, "email"))]
    return names or [name for name in [_string(holder, "author")] if name]


def _time(holder: Any, key: str, month_first: bool) -> int | None:
    """A date as feedparser reads it; what it can't read, and what it misreads (other scripts, slashes, numbers), as people write."""
    value, raw = dict.get(holder, key + "_parsed"), _string(holder, key)
    unsure = value is None or not raw.isascii() or raw.isdigit() or "/" in raw
    if raw and unsure and (loose := read_loose_date(raw, month_first)) is not None:
        return loose
    try:
        return value if value is None or isinstance(value, int) else calendar.timegm(value)
    except (ValueError, OverflowError, TypeError):
        return None


def _enclosures(entry: Any) -> list[RawEnclosure]:
    found: list[RawEnclosure] = [
        (_string(link, "href"), _string(link, "type"), _string(link, "length"), None)
        for link in _list(entry, "links")
        if link.get("rel") == "enclosure"
    ]
    if len(found) == 1 and (playing := _string(entry, "itunes_duration")):  # of several files it doesn't say which
        found[0] = (*found[0][:3], playing)
    return found + [
        (_string(media, "url"), _string(media, "type"), _string(media, "filesize"), _string(media, "duration"))
        for media in _list(entry, "media_content")
    ]
