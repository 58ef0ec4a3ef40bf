"""When a feed may be asked again: what it asks for, what its server asks for, how often it posts, and more patience after failures.

Pure: times are seconds since the epoch, handed in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

HOUR = 3600
DAY = 24 * HOUR
TAKEN_BACK = -1
"""How often a move was seen that the user took back: it is not made again."""
_RECENT = 15


@dataclass(frozen=True, slots=True)
class Pace:
    """How often feeds are asked, in seconds: the usual interval, the shortest, the longest one, and that for feeds that post seldom."""

    usual: int = HOUR
    shortest: int = 10 * 60
    longest: int = DAY
    patient: int = 6 * HOUR


@dataclass(frozen=True, slots=True)
class Skips:
    """Hours (0 to 23, GMT) and days (0: Monday) at which a feed asks to be left alone."""

    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()

    @classmethod
    def read(cls, text: str) -> Skips:
        """From words such as `h0 h23 d6`; what would leave no time at all is no wish."""
        words = text.split()
        hours = frozenset(int(word[1:]) for word in words if word[0] == "h")
        days = frozenset(int(word[1:]) for word in words if word[0] == "d")
        return cls(hours if len(hours) < 24 else frozenset(), days if len(days) < 7 else frozenset())

    def after(self, when: int) -> int:
        """The first moment from `when` on that is not skipped: a full hour."""
        if not self.hours and not self.days:
            return when
        for _ in range(8 * 24):
            if when // HOUR % 24 not in self.hours and (when // DAY + 3) % 7 not in self.days:  # the epoch was a Thursday
                return when
            when = (when // HOUR + 1) * HOUR
        return when


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known after a feed was asked, in seconds: its `<ttl>`, the freshness and Retry-After of the answer, failures in a row.

    `posts_every` is how often it posts and `silent_for` the time since it last did; `every` is the interval that the user set for it.
    """

    ttl: int | None = None
    fresh_for: int | None = None
    retry_after: int | None = None
    failures: int = 0
    gone: bool = False
    posts_every: int | None = None
    silent_for: int = 0
    every: int | None = None
    skips: Skips = field(default_factory=Skips)


def next_refresh(url: str, now: int, asked: Asked, pace: Pace | None = None) -> int:
    """When the feed is due again.

    A feed that posts seldom is asked four times between two posts; the user's interval stands above that. Never before the usual
    interval, nor before the feed's own wishes (up to the longest interval); a Retry-After holds in full (up to a week); each failure in a
    row doubles the wait. A small spread by address keeps feeds of one minute apart.
    """
    pace = pace or Pace()
    wait = max(pace.usual, pace.shortest)
    if asked.every is not None:
        wait = max(asked.every, pace.shortest)
    elif asked.posts_every is not None:
        wait = max(wait, min(max(asked.posts_every, asked.silent_for // 2) // 4, pace.patient))
    for wish in (asked.ttl, asked.fresh_for):
        if wish is not None:
            wait = max(wait, min(wish, pace.longest))
    if asked.gone:
        wait = 7 * DAY
    elif asked.failures:
        wait = min(max(wait, pace.shortest) * 2 ** min(asked.failures - 1, 16), max(pace.longest, wait))
    wait += _spread(url, wait)
    if asked.retry_after is not None:
        wait = max(wait, min(asked.retry_after, 7 * DAY))
    return asked.skips.after(now + wait)


def may_ask(now: int, retry_at: int | None) -> bool:
    """Whether a feed may be asked when the user says so: whenever, but for a Retry-After that still holds.

    One that ends later than any could was noted by a clock that was ahead.
    """
    return retry_at is None or not now < retry_at <= now + 8 * DAY


def is_due(now: int, due_at: int | None, every: int | None, pace: Pace) -> bool:
    """Whether a feed's time has come, or lies beyond the longest wait twice over, as after a clock that was ahead."""
    longest = max(7 * DAY, pace.usual, pace.longest, every or 0)
    return due_at is None or not now < due_at <= now + 2 * longest + 7 * DAY


def hold_off(url: str, status: int | None, retry_after: int | None, failures: int) -> int | None:
    """Seconds for which a feed is not asked, even if the user says so: its server's wish, else a minute, doubled each time, after a 429
    or 503, and up to a quarter more, so that the feeds of a server don't come back together."""
    if retry_after is not None:
        return min(retry_after, 7 * DAY)
    if status not in (429, 503):
        return None
    wait = min(60 << min(failures - 1, 10), DAY)
    return wait + _spread(f"{url} {failures}", 5 * wait)


def posting(times: Iterable[int], now: int) -> tuple[int | None, int | None]:
    """How often a feed posts, from its newest dates: the seconds between two posts, and when the last was; None where it can't be said."""
    recent = sorted((when for when in times if when <= now), reverse=True)[:_RECENT]
    if len(recent) < 3:
        return None, recent[0] if recent else None
    return max(60, (recent[0] - recent[-1]) // (len(recent) - 1)), recent[0]


def moving(known: str | None, times: int, permanent: str | None) -> tuple[str | None, int, bool]:
    """What to remember of a permanent redirect, and whether to follow it for good: the second time that it leads to the same place."""
    if known is not None and times < 0 and permanent in (None, known):
        return known, times, False
    if permanent is None:
        return None, 0, False
    if permanent != known:
        return permanent, 1, False
    return permanent, times + 1, True


def _spread(url: str, wait: int) -> int:
    """Up to a twentieth of the wait, the same for an address each time."""
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:4], "big") % max(1, wait // 20)
