"""Times as pages and feeds write them, made ISO 8601: exact ones, seconds since the epoch, and dates in words of many languages.

A date that could be another one as well (`3/4/2024`) is none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

_LONGEST = 120
_ISO = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ,]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d{0,2})?)?", re.IGNORECASE
)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_SECONDS = re.compile(r"(1\d{9})(\d{3})?")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号일]")
_YEAR_FIRST = re.compile(r"\b(\d{4})([./])\s?(\d{1,2})\2\s?(\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_CLOCK = re.compile(
    r"(?:(?P<cjk>오전|오후|午前|午後|上午|下午)\s*)?(?<![\d:.])(?P<hour>\d{1,2})(?::|h|\s?[时時시]\s?)(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s?[分분])?(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?:\(?(?:UTC|GMT)\)?\s*)?(?P<off>[+-]\d\d:?\d\d)|\s*\(?(?P<zone>[A-Z]{1,4})\b)?",
    re.IGNORECASE,
)
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WIB": 7, "WITA": 8, "WIT": 9, "JST": 9, "KST": 9, "MSK": 3, "EET": 2, "EEST": 3, "CET": 1, "CEST": 2,
    "MEZ": 1, "MESZ": 2, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Zones in letters that mean one thing, in hours; CST, BST and the like mean several."""
_INDIA = frozenset(("hi", "pa", "ta", "te", "bn", "en-in", "hi-in", "pa-in", "ta-in", "te-in", "bn-in", "ur-in"))
_EDGE = r"(?<![^\W\d_])(?:{})(?![^\W\d_\u0900-\u0dff])"
_BETWEEN = r"(?:[\s,./-]|\b(?:de|of|del|di|dal|г|the)\b|º|ª|°)*"
_DAY_FIRST = r"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|ste|de|ème|-(?:го|е|ше))?{0}{1}{0}(?P<year>\d{{4}})(?!\d)"
_MONTH_FIRST = r"{1}{0}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{0}(?P<year>\d{{4}})(?!\d)"
_YEAR_MONTH = r"(?<!\d)(?P<year>\d{{4}}){0}{1}{0}(?P<day>\d{{1,2}})(?!\d)"
_HIJRI = range(1300, 1500)
_GREGORIAN = range(1900, 2101)


def time_of(text: str, language: str | None = None) -> str | None:
    """A time as ISO 8601, with its zone where the text has one; None for what is no date or may be several."""
    text = _plain(text)
    if not text or len(text) > _LONGEST:
        return None
    return _exact(text) or _in_words(text, language)


def best_time(candidates: Iterable[str | None], language: str | None = None) -> str | None:
    """The first of several that is a time; one with a zone that tells the same to a day goes before one without."""
    times = [time for text in candidates if text and (time := time_of(text, language))]
    if not times or _zoned(times[0]):
        return times[0] if times else None
    first = _moment(times[0])
    near = (time for time in times if _zoned(time) and (at := _moment(time)) and first and abs(at - first) < timedelta(days=1, hours=3))
    timed = (time for time in times if "T" in time and "T" not in times[0] and time[:10] == times[0][:10])
    return next(near, None) or next(timed, None) or times[0]


def split_at_dates(text: str) -> list[str]:
    """The parts of a line that the dates in it leave, as they are written."""
    plain = _ascii_digits(text)
    found = [match for form in (_CJK, _YEAR_FIRST, _NUMBERS, _ISO_DATE) for match in form.finditer(plain)]
    low = plain.casefold()
    if len(low) == len(plain):
        found += [match for each in _spellings() for pattern in each.patterns for match in pattern.finditer(low)]
    parts: list[str] = []
    at = 0
    for match in sorted(found, key=lambda match: match.start()):
        if match.start() >= at:
            parts.append(text[at : match.start()])
            at = match.end()
    return [part for part in (*parts, text[at:]) if part.strip()]


def _plain(text: str) -> str:
    """Text with its digits in ASCII, without marks of direction."""
    made = unicodedata.normalize("NFKC", text[: 2 * _LONGEST]).replace("ي", "ی").replace("ك", "ک")
    made = _ascii_digits(made)
    return " ".join(re.sub("[\u200e\u200f\u061c\u00ad]", "", made).split())


def _bare(text: str) -> str:
    """Letters without accents, as some write them."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not "\u0300" <= each <= "\u036f")


def _ascii_digits(text: str) -> str:
    return text if text.isascii() else "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in text)


def _exact(text: str) -> str | None:
    if found := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(found[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = _ISO.match(text) or _COMPACT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if day is None:
        return f"{year}-{month}" if int(year) in _GREGORIAN and 1 <= int(month) <= 12 else None
    clock = None if hour is None else (int(hour), int(minute), None if second is None else int(second), zone)
    return _written(int(year), int(month), int(day), clock)


def _in_words(text: str, language: str | None) -> str | None:
    low = text.casefold()
    dates: dict[tuple[int, int, int], int] = {}
    for found in (*_CJK.finditer(low), *_YEAR_FIRST.finditer(low)):
        year, month, day = (int(part) for part in found.groups() if part not in "./")
        dates.setdefault((year, month, day), found.end())
    for found in _NUMBERS.finditer(low):
        one, mark, two, year = int(found[1]), found[2], int(found[3]), int(found[4])
        if mark == "." or one > 12 or one == two:
            dates.setdefault((year, two, one), found.end())
        elif two > 12:
            dates.setdefault((year, one, two), found.end())
    for each in _spellings():
        for pattern in each.patterns:
            for found in pattern.finditer(low):
                number = each.number(found["month"], language)
                if number is not None:
                    dates.setdefault(each.date(int(found["year"]), number, int(found["day"])), found.end())
    dates = {date: end for date, end in dates.items() if date[0] in _GREGORIAN and 1 <= date[1] <= 12 and 1 <= date[2] <= 31}
    if not dates:
        return None
    first = min(dates, key=lambda date: dates[date])
    if len(dates) > 1 and sum(end == dates[first] for end in dates.values()) > 1:
        return None
    return _written(*first, _clock(text, dates[first], language))


_Clock = tuple[int, int, int | None, str | None]


def _clock(text: str, after: int, language: str | None) -> _Clock | None:
    """The time of day that stands beside a date: after it, else before it."""
    found = _CLOCK.search(text, after) or _CLOCK.search(text[:after])
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half or found["cjk"]:
        hour = hour % 12 + (12 if half == "p" or found["cjk"] in ("오후", "午後", "下午") else 0)
    zone = (found["zone"] or "").upper()
    off = found["off"]
    if zone in _ZONES:
        off = f"{_ZONES[zone]:+03}:00" if _ZONES[zone] else "Z"
    elif zone == "IST" and (language or "").lower() in _INDIA:
        off = "+05:30"
    return hour, int(found["minute"]), int(found["second"]) if found["second"] else None, off


def _written(year: int, month: int, day: int, clock: _Clock | None) -> str | None:
    try:
        date = datetime(year, month, day) if year in _GREGORIAN else None
    except ValueError:
        return None
    if date is None:
        return None
    made = date.strftime("%Y-%m-%d")
    if clock is None or clock[0] > 23 or clock[1] > 59 or (clock[2] or 0) > 59:
        return made
    hour, minute, second, zone = clock
    made += f"T{hour:02}:{minute:02}" + ("" if second is None else f":{second:02}")
    if zone is None:
        return made
    if zone[0] not in "+-":
        return f"{made}Z"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return made + (f"{zone[0]}{digits[:2]}:{digits[2:]}" if int(digits[:2]) <= 14 else "")


def _zoned(time: str) -> bool:
    return time.endswith("Z") or bool(re.search(r"T.*[+-]\d\d:\d\d$", time))


def _moment(time: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


class _Spellings:
    """How a calendar's months are spelled in all languages; a name that is two months in two languages counts in its own language."""

    def __init__(self, months: dict[str, list[str]], hijri: bool) -> None:
        self._numbers: dict[str, dict[int, set[str]]] = {}
        for language, names in months.items():
            for number, spelled in enumerate(names, 1):
                for name in spelled.split("|"):
                    full = _plain(name).casefold()
                    for written in (full, _bare(full)):
                        self._numbers.setdefault(written, {}).setdefault(number, set()).add(language)
        self._hijri = hijri
        longest = sorted(self._numbers, key=len, reverse=True)
        month = "(?P<month>" + _EDGE.format("|".join(map(re.escape, longest))) + ")"
        self.patterns = [re.compile(form.format(_BETWEEN, month)) for form in (_DAY_FIRST, _MONTH_FIRST, _YEAR_MONTH)]

    def number(self, name: str, language: str | None) -> int | None:
        numbers = self._numbers[name]
        own = [number for number, languages in numbers.items() if (language or "").split("-")[0].lower() in languages]
        return own[0] if own else next(iter(numbers)) if len(numbers) == 1 else None

    def date(self, year: int, month: int, day: int) -> tuple[int, int, int]:
        if not self._hijri:
            return year, month, day
        return _gregorian(year, month, day) if year in _HIJRI else (0, 0, 0)


@cache
def _spellings() -> tuple[_Spellings, _Spellings]:
    text = files("newsreader.text").joinpath("months.toml").read_text(encoding="utf-8")
    months: dict[str, list[str]] = tomllib.loads(text)["months"]
    persian = {"fa": months.pop("fa")}
    return _Spellings(months, hijri=False), _Spellings(persian, hijri=True)


def _gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """A date of the Solar Hijri calendar in the Gregorian one, by the 33-year cycle that holds from 1244 to 1530."""
    before = year - 1
    leaps = before // 33 * 8 + sum(each in (1, 5, 9, 13, 17, 22, 26, 30) for each in range(1, before % 33 + 1))
    days = before * 365 + leaps + (month - 1) * 31 - max(0, month - 7) + day - 1
    date = datetime(622, 3, 21) + timedelta(days=days)
    return date.year, date.month, date.day
