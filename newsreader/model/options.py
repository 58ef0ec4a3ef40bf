"""What can be set of a feed, or of a folder for all feeds in it: one table (`OPTIONS`) drives the shell, the form, the sheet and OPML.

A value is kept as the text that `read` makes of what somebody wrote. A feed's own value stands over its folder's, the nearest folder's
over those around it, and where none says anything the default holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newsreader.model.pageselectors import BadSelectors, read_selectors

_SPAN = re.compile(r"(\d{1,6}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)?")
_UNITS = {"w": 7 * 86_400, "d": 86_400, "h": 3_600, "m": 60}
_YES, _NO = ("yes", "y", "true", "on", "1"), ("no", "n", "false", "off", "0")


class BadOption(ValueError):
    """A setting of a feed that there isn't, or a value that doesn't fit; the message says what would."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its name, what it is for, what may stand there, and what holds where nothing does. `read` raises BadOption."""

    name: str
    words: str
    allowed: str
    default: str
    read: Callable[[str], str]
    of_folders: bool = True
    """Whether a folder can have it for its feeds."""


def seconds(span: str) -> int:
    """The seconds of a span as it is kept (`90m`)."""
    return int(span[:-1]) * _UNITS[span[-1]]


def _span(text: str) -> str:
    found = _SPAN.fullmatch(text.strip().lower())
    if found is None or not 600 <= (length := int(found[1]) * _UNITS[(found[2] or "m")[0]]) <= 366 * 86_400:
        raise BadOption(f"{text[:40]!r} is no time from 10 minutes to a year, as in 30m, 2h or 1d")
    unit = next(unit for unit, size in _UNITS.items() if length % size == 0)
    return f"{length // _UNITS[unit]}{unit}"


def _selectors(text: str) -> str:
    try:
        return read_selectors(text).text
    except BadSelectors as error:
        raise BadOption(str(error)) from None


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip().lower() not in choices:
            raise BadOption(f"{text[:40]!r} is not {' or '.join((', '.join(choices[:-1]), choices[-1]))}")
        return text.strip().lower()

    return read


def _switch(on: str, off: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip().lower() not in (*_YES, *_NO):
            raise BadOption(f"{text[:40]!r} is neither {on} nor {off}")
        return on if text.strip().lower() in _YES else off

    return read


OPTIONS = {
    option.name: option
    for option in (
        Option("paused", "refreshed only when it is named", "yes or no", "no", _switch("yes", "no"), of_folders=False),
        Option("every", "how often it is asked", "a time, as in 30m, 2h or 1d", "as often as it posts", _span),
        Option(
            "full_text", "when its entries' pages are fetched: after each refresh, on opening one, or by hand", "always, opening or never",
            "as fetch_page says", _one_of("always", "opening", "never"),
        ),
        Option(
            "page", "for a page that has no feed: where its entries are, as CSS selectors",
            "selectors, as in item=li.post; link=a; title=h2; date=time; summary=p (all but item may be left out)", "it is a feed",
            _selectors, of_folders=False,
        ),
        Option("images", "whether its pictures are shown", "on or off", "as everywhere", _switch("on", "off")),
    )
}  # fmt: skip


def option(name: str) -> Option:
    """A setting by its name; raises BadOption where there is none."""
    key = name.strip().lower().replace("-", "_")
    if key not in OPTIONS:
        raise BadOption(f"there is no setting {name[:40]!r} of a feed; there are {', '.join(OPTIONS)}")
    return OPTIONS[key]


def checked(given: Mapping[str, str], of_folder: bool = False) -> dict[str, str]:
    """Settings by name as they are kept; an empty value takes one away. Raises BadOption."""
    found: dict[str, str] = {}
    for name, text in given.items():
        known = option(name)
        if of_folder and not known.of_folders:
            raise BadOption(f"{known.name} is set feed by feed")
        try:
            found[known.name] = known.read(text) if text.strip() else ""
        except BadOption as error:
            raise BadOption(f"{known.name}: {error}") from None
    return found
