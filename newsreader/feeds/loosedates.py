"""Dates in feeds that keep to no standard, and on pages that feeds are made of: as `text.dates` reads them, and dates that could be two
read in the order of the others beside them. What can't be told is None: a date is never made up; a time without a zone is UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from newsreader.text.dates import time_of

_FROM, _TO = 0, 4102444800  # 1970 to 2100
_LONGEST = 200
_FORWARDS = re.compile(r"(?<!\d)(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_BACKWARDS = re.compile(r"(?<!\d)(\d{1,2})(\s?[-/.]\s?)(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)(?!\d)")


def read_loose_date(text: str, month_first: bool = False) -> int | None:
    """Seconds since the epoch; `month_first`: 3/4/2026 is in March."""
    if not any(character.isdigit() for character in text[:_LONGEST]):
        return None
    text = text.strip()[:_LONGEST]
    found = time_of(text) or time_of(_in_order(text, month_first))
    if found is None or len(found) < len("2026-03-12"):
        return None
    when = datetime.fromisoformat(found)
    seconds = int((when if when.tzinfo is not None else when.replace(tzinfo=UTC)).timestamp())
    return seconds if _FROM <= seconds < _TO else None


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether dates such as 3/14/2026 are among some, so that the others are read in their order."""
    found = [match for text in texts if (match := _BACKWARDS.search(text[:_LONGEST]))]
    return any(int(match[3]) > 12 for match in found) and not any(int(match[1]) > 12 for match in found)


def _in_order(text: str, month_first: bool) -> str:
    """The first date in numbers as one that means one day, wherever it stands: 2026/04/03."""

    def ordered(match: re.Match[str]) -> str:
        first, second = int(match[1]), int(match[3])
        day, month = (second, first) if second > 12 or (month_first and first <= 12) else (first, second)
        return f"{_full(match[4])}/{month:02}/{day:02}"

    if _FORWARDS.search(text) is not None:
        return _FORWARDS.sub(r"\1/\2/\3", text, count=1)
    return _BACKWARDS.sub(ordered, text, count=1)


def _full(year: str) -> int:
    number = int(year)
    return number if number > 99 else number + (2000 if number < 70 else 1900)
