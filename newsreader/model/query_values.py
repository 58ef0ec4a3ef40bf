"""What may stand after `key:` in a query, and what it means."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NoReturn

from newsreader.model.query import QueryError
from newsreader.model.query_terms import STATES, Age, Compare, Every, Feeds, Ids, Is, Node, Number, Published, Within

KEYS: dict[str, str] = {
    "is": "unread, read, starred, unstarred, noted, tagged, offline, long or today",
    "feed": "a feed's number or part of its title",
    "folder": "a folder and what is in it",
    "tag": "a tag of the feed or of the entry",
    "title": "in the title",
    "author": "in the author's name",
    "url": "part of the link",
    "text": "a /pattern/ in the text",
    "lang": "a language, as in lang:hi",
    "newer": "younger than 2d, 3w, 6mo or a date",
    "older": "older than 2d, 3w, 6mo or a date",
    "after": "published on this date or later",
    "before": "published before this date",
    "words": "how long it is, as in words:>1000",
    "id": "an entry's number",
}
UNITS = {"min": 60, "h": 3_600, "d": 86_400, "w": 604_800, "mo": 2_629_746, "y": 31_556_952}
_SPAN = re.compile(r"(\d{1,6})(min|h|d|w|mo|m|y)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COUNT = re.compile(r"(>=|<=|!=|>|<|=)?(\d{1,9})")
_RANGE = re.compile(r"(\d{1,9})(?:\.\.|-)(\d{1,9})")
_NUMBERS = re.compile(r"\d{1,18}(?:,\d{1,18})*,?")


def term(key: str, value: str, quoted: bool, at: int) -> Node:
    """The term that `key:value` means; raises QueryError that says what would fit."""
    value = value.strip()
    match key:
        case "is":
            return _is(value, at)
        case "id":
            return Ids(_numbers(key, value, at))
        case "feed":
            if not quoted and _NUMBERS.fullmatch(value):
                return Feeds(_numbers(key, value, at))
            return Within("feed", value or _refuse("feed: wants a feed's number or part of its title, as in feed:12 or feed:bbc", at))
        case "folder":
            return Within("folder", value.strip("/") or _refuse("folder: wants a folder's name, as in folder:News/India", at))
        case "tag":
            return Within("tag", value or _refuse("tag: wants a tag, as in tag:india", at))
        case "lang":
            return Within("lang", value.lower() or _refuse("lang: wants a language, as in lang:hi or lang:en", at))
        case "url":
            return Compare("url", "holds", value or _refuse("url: wants a part of the link, as in url:example.org", at))
        case "words":
            return _words(value, at)
        case "newer" | "older" | "after" | "before":
            return _time(key, value, at)
    return _refuse(f"{key}: wants a /pattern/, as in {key}:/rain|snow/", at)


def _is(value: str, at: int) -> Node:
    for state in STATES:
        if state == value.lower():
            return Is(state)
    if not value:
        return _refuse(f"is: wants a state, as in is:unread: {', '.join(STATES[1:-1])} and {STATES[-1]} are others", at)
    return _refuse(f"is:{value} is not known; {', '.join('is:' + state for state in STATES[:-1])} and is:{STATES[-1]} are", at)


def _words(value: str, at: int) -> Node:
    if found := _RANGE.fullmatch(value):
        return Every((Number("words", ">=", int(found[1])), Number("words", "<=", int(found[2]))))
    found = _COUNT.fullmatch(value)
    if found is None:
        return _refuse("words: wants a number, as in words:>1000, words:<300 or words:300..1000", at)
    for op in ("=", "!=", "<", ">", "<=", ">="):
        if op == (found[1] or "="):
            return Number("words", op, int(found[2]))
    return _refuse("words: wants a number, as in words:>1000", at)  # pragma: no cover - the pattern knows no other


def _time(key: str, value: str, at: int) -> Node:
    span = _SPAN.fullmatch(value)
    if span and key in ("newer", "older"):
        unit = span[2].lower()
        if unit == "m":
            return _refuse(f"{key}:{value} could be minutes or months: say {span[1]}min or {span[1]}mo", at)
        return Age(key == "newer", int(span[1]) * UNITS[unit])
    date = _DATE.fullmatch(value)
    if date:
        try:
            start = datetime(int(date[1]), int(date[2] or 1), int(date[3] or 1), tzinfo=UTC)
        except ValueError:
            return _refuse(f"{value} is no date; {key}: wants one as in {key}:2026-01-31", at)
        seconds = int(start.timestamp())
        return Published(since=seconds) if key in ("newer", "after") else Published(before=seconds)
    if key in ("newer", "older"):
        return _refuse(f"{key}: wants an age or a date, as in {key}:2d, {key}:12h, {key}:3w, {key}:6mo or {key}:2026-01-31", at)
    return _refuse(f"{key}: wants a date, as in {key}:2026-01-31, {key}:2026-01 or {key}:2026", at)


def _numbers(key: str, value: str, at: int) -> tuple[int, ...]:
    if not _NUMBERS.fullmatch(value):
        return _refuse(f"{key}: wants a number, as in {key}:12 or {key}:12,14", at)
    return tuple(int(part) for part in value.split(",") if part)


def _refuse(message: str, at: int) -> NoReturn:
    raise QueryError(message, at)
