"""The order of a list: `unread,-date` is what is unread first, and among that the newest first."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Name = Literal["date", "unread", "starred", "feed", "title", "author", "length"]
NAMES: tuple[Name, ...] = get_args(Name)
ABOUT: dict[Name, tuple[str, str]] = {
    "date": ("oldest first", "newest first"),
    "unread": ("unread first", "read first"),
    "starred": ("starred first", "starred last"),
    "feed": ("by feed", "by feed, from the end"),
    "title": ("by title", "by title, from the end"),
    "author": ("by author", "by author, from the end"),
    "length": ("shortest first", "longest first"),
}
"""What each key means, and what it means with a `-` before it."""


class SortError(ValueError):
    """An order that can't be read; `position` is where, the message says what would fit."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class SortKey(NamedTuple):
    """What rows are put in order by; `back`: from the end, as with a `-` before it."""

    name: Name
    back: bool = False

    def __str__(self) -> str:
        return "-" * self.back + self.name


Sorting = tuple[SortKey, ...]
NEWEST: Sorting = (SortKey("date", back=True),)
OLDEST: Sorting = (SortKey("date"),)


def parse_sorting(text: str) -> Sorting:
    """Read an order as people write it; raises SortError. Among equals the newest comes first."""
    keys: list[SortKey] = []
    at = 0
    for part in text.split(","):
        word = part.strip()
        place = at + len(part) - len(part.lstrip())
        at += len(part) + 1
        name = next((each for each in NAMES if each == word.lstrip("-").lower()), None)
        if name is None or word.startswith("--"):
            raise SortError(f"{word or 'nothing'} is nothing to sort by; {', '.join(NAMES)} are, - before one turns it round", place)
        if any(each.name == name for each in keys):
            raise SortError(f"{name} stands there twice", place)
        keys.append(SortKey(name, word.startswith("-")))
    return tuple(keys)


def written(sorting: Sorting) -> str:
    """An order as it is read."""
    return ",".join(map(str, sorting))


def in_words(sorting: Sorting) -> str:
    """An order for people; that the newest comes first among equals goes without saying."""
    told = sorting[:-1] if len(sorting) > 1 and sorting[-1:] == NEWEST else sorting
    return ", ".join(ABOUT[each.name][each.back] for each in told)


def turned(sorting: Sorting) -> Sorting:
    """An order with its first key turned round."""
    return (SortKey(sorting[0].name, not sorting[0].back), *sorting[1:])
