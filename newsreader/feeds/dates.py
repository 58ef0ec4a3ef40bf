"""Dates in the two shapes that nearly every feed uses; all others are feedparser's to read."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta
from typing import Any

_W3 = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
_RFC = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun),\s)?(\d{1,2})\s(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s(\d{4})"
    r"\s(\d\d):(\d\d):(\d\d)\s(?:gmt|utc|ut|z|([+-])(\d\d)(\d\d))",
    re.ASCII | re.IGNORECASE,
)
_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), 1)}
_EPOCH = datetime(1970, 1, 1)


def read_date(text: str | None) -> int | None:
    """Seconds since the epoch, None for what is no date: the same that feedparser says."""
    if not text:
        return None
    try:
        if match := _W3.fullmatch(text):
            return _seconds(int(match[1]), int(match[2]), match)
        if match := _RFC.fullmatch(text):
            return _seconds(int(match[3]), _MONTHS[match[2].lower()], match, day=int(match[1]))
    except (ValueError, OverflowError):
        pass
    from feedparser.datetimes import _parse_date  # slow to import, seldom needed

    found: Any = _parse_date(text)
    try:
        return calendar.timegm(found) if found else None
    except (ValueError, OverflowError):
        return None


def _seconds(year: int, month: int, match: re.Match[str], day: int | None = None) -> int:
    when = datetime(year, month, int(match[3]) if day is None else day, int(match[4]), int(match[5]), int(match[6]))
    if match[7]:
        off = timedelta(hours=int(match[8]), minutes=int(match[9]))
        when = when - off if match[7] == "+" else when + off
    return (when - _EPOCH) // timedelta(seconds=1)
