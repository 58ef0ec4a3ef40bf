"""A feed that can be subscribed to, as somebody chooses among several."""

from __future__ import annotations

from dataclasses import dataclass

_DAY = 86400


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """A feed that a page or a site offers; `every` is the seconds between two posts, `newest` when the last one was.

    `comments`: it brings comments; `asked`: it was fetched, so that title and posts are its own; `feed`: the subscription that is
    there already (0: none).
    """

    url: str
    title: str
    entries: int = 0
    every: int | None = None
    newest: int | None = None
    comments: bool = False
    asked: bool = True
    feed: int = 0

    def rate(self, now: int) -> str:
        """How often it posts, in words: `3 a day, 20 min ago`."""
        if not self.asked:
            return "not asked"
        if not self.entries:
            return "no entries yet"
        parts = [f"{self.entries} entries, no dates" if self.newest is None else _often(self.every)]
        if self.newest is not None:
            parts.append(f"last {_ago(now - self.newest)}")
        return ", ".join(part for part in parts if part)


def _often(every: int | None) -> str:
    if every is None:
        return ""
    for size, name in ((_DAY, "day"), (7 * _DAY, "week"), (30 * _DAY, "month"), (365 * _DAY, "year")):
        if every <= size:
            number = round(size / max(1, every))
            return f"{number} a {name}" if number > 1 else f"one a {name}"
    return "seldom"


def _ago(seconds: int) -> str:
    for size, name in ((365 * _DAY, "year"), (30 * _DAY, "month"), (_DAY, "day"), (3600, "hour")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {name}{'s' if number > 1 else ''} ago"
    return "within the hour"
