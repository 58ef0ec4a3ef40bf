"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from newsreader.feeds.assemble import RawEntry, RawFeed, Text
from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.fields import looks_like_html
from newsreader.feeds.loosedates import read_loose_date

MOST_BYTES = 16 << 20
MOST_ENTRIES = 20_000


def parse_json_feed(text: str) -> RawFeed:
    """Read a JSON Feed; raises NotAFeed with the line where the JSON is broken, or with what it is instead."""
    if len(text) > MOST_BYTES:
        raise NotAFeed("the JSON is too large for a feed")
    try:
        document = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            raise NotAFeed(f"the JSON breaks off at line {error.lineno}") from None
        raise NotAFeed(f"the JSON is broken at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise NotAFeed("the JSON is nested too deeply") from None
    except ValueError:
        raise NotAFeed("the JSON holds a number that is too long") from None
    if isinstance(document, dict) and isinstance(document.get("rss"), dict):
        raise NotAFeed("this is RSS written as JSON, which is not a JSON Feed")
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise NotAFeed("this is JSON, but not a JSON Feed")
    if len(document["items"]) > MOST_ENTRIES:
        raise NotAFeed("the JSON holds more entries than any feed")
    return RawFeed(
        title=_text(document, "title"),
        link=_string(document, "home_page_url"),
        description=_text(document, "description"),
        language=_string(document, "language") or None,
        authors=_authors(document),
        entries=[_entry(item) for item in document["items"] if isinstance(item, dict)],
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    return RawEntry(
        id=_id(item),
        link=_string(item, "url") or _string(item, "external_url"),
        title=_text(item, "title"),
        bodies=_bodies(item),
        authors=_authors(item),
        published=_time(item.get("date_published")),
        updated=_time(item.get("date_modified")),
        enclosures=[
            (_string(a, "url"), _string(a, "mime_type"), _whole(a.get("size_in_bytes")), _whole(a.get("duration_in_seconds")))
            for a in _objects(item.get("attachments"))
        ],
        categories=[tag for tag in _list(item.get("tags")) if isinstance(tag, str)],
        language=_string(item, "language") or None,
    )


def _bodies(item: dict[str, Any]) -> list[Text]:
    """The body that the feed prefers: HTML, else text, else the summary."""
    for key, is_html in (("content_html", True), ("content_text", False), ("summary", False)):
        if (value := item.get(key)) and isinstance(value, str) and value.strip():
            return [Text(value, is_html)]
    return []


def _text(holder: dict[str, Any], key: str) -> Text | None:
    value = _string(holder, key)
    return Text(value, looks_like_html(value)) if value else None


def _string(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _id(item: dict[str, Any]) -> str:
    """The id; feeds that give numbers mean their digits."""
    value = item.get("id")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _string(item, "id")


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and abs(value) < 1 << 53 else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _authors(holder: dict[str, Any]) -> list[str]:
    people = _objects(holder.get("authors")) or _objects([holder.get("author")])
    return [name for one in people if (name := _string(one, "name"))]


def _time(value: object) -> int | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if abs(value) < 1e18 else ""
    if not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value.strip())
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return read_loose_date(value)
