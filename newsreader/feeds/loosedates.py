"""Dates as people write them: on pages, and in feeds that keep to no standard. Months in many languages, numbers in any order.

What can't be told is None: a date is never made up. Times of day are read where they stand after the date, and are UTC.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from newsreader.feeds.monthnames import MONTHS, folded

_LONGEST = 200
_SECONDS = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")
_NUMBERS = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_BACKWARDS = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)(?!\d)")
_TIME = re.compile(r"(?<!\d)(\d{1,2})[:.h](\d\d)(?::(\d\d)(?:\.\d+)?)?\s?([ap]\.?m\b)?", re.IGNORECASE)
_ZONE = re.compile(r"(?:GMT|UTC)?\s?([+-])(\d\d):?(\d\d)\b")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?!\d|:)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’.\u0300-\u036f\u0900-\u0d7f][^\W\d_]*)*")


def read_loose_date(text: str, month_first: bool = False) -> int | None:
    """Seconds since the epoch; `month_first`: 3/4/2026 is in March."""
    text = _western_digits(unicodedata.normalize("NFC", text.strip()[:_LONGEST]))
    if (seconds := _SECONDS.fullmatch(text)) is not None:
        return int(seconds[1])
    if (match := _NUMBERS.search(text)) is not None:
        return _seconds(int(match[1]), int(match[2]), int(match[3]), text[match.end() :])
    if (match := _BACKWARDS.search(text)) is not None:
        first, second = int(match[1]), int(match[2])
        day, month = (second, first) if second > 12 or (month_first and first <= 12) else (first, second)
        return _seconds(_full(match[3]), month, day, text[match.end() :])
    return _named(text)


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether dates such as 3/14/2026 are among some, so that the others are read in their order."""
    found = [match for text in texts if (match := _BACKWARDS.search(text[:_LONGEST]))]
    return any(int(match[2]) > 12 for match in found) and not any(int(match[1]) > 12 for match in found)


def _named(text: str) -> int | None:
    """A date with the name of its month, whatever the order: 12 March 2026, March 12th, 2026, 12 मार्च 2026."""
    for word in _WORD.finditer(text):
        month = _month(word[0])
        if month is None:
            continue
        before, after = text[: word.start()], text[word.end() :]
        year = _YEAR.search(after) or _YEAR.search(before)
        days = [match for match in _DAY.finditer(before) if match.end() >= len(before.rstrip(" .,de’'")) - 4]
        day = days[-1] if days else _DAY.match(after.lstrip(" .,"))
        if year is None or day is None:
            continue
        rest = after[year.end() :] if year.string is after else after
        return _seconds(int(year[1]), month, int(day[1]), rest)
    return None


def _month(word: str) -> int | None:
    plain = folded(word).strip(".'’")
    found = MONTHS.get(plain)
    if found is None and len(plain) > 4 and plain.isascii():
        found = MONTHS.get(plain.rstrip("s"))
    return found


def _full(year: str) -> int:
    number = int(year)
    return number if number > 99 else number + (2000 if number < 70 else 1900)


def _seconds(year: int, month: int, day: int, rest: str) -> int | None:
    if not 1970 <= year < 2100:
        return None
    hour = minute = second = offset = 0
    if (time := _TIME.search(rest)) is not None and time.start() < 30:
        hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
        if time[4]:
            hour = hour % 12 + (12 if time[4][0].lower() == "p" else 0)
        if (zone := _ZONE.match(rest[time.end() :].lstrip())) is not None:
            offset = (int(zone[2]) * 3600 + int(zone[3]) * 60) * (1 if zone[1] == "+" else -1)
    if hour > 23 or minute > 59 or second > 59:
        hour = minute = second = offset = 0
    try:
        when = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    return calendar.timegm(when.timetuple()) - offset


def _western_digits(text: str) -> str:
    """Digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and unicodedata.digit(c, -1) >= 0 else c for c in text)
