"""When a feed may be asked again: what it asks for, what its server asks for, and more and more patience after failures.

Pure: times are seconds since the epoch, handed in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Pace:
    """How often feeds are asked, in seconds: the usual interval, the shortest and the longest one."""

    usual: int = HOUR
    shortest: int = 10 * 60
    longest: int = DAY


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known after a feed was asked: its `<ttl>`, the freshness and Retry-After of the answer, and failures in a row."""

    ttl: int | None = None
    fresh_for: int | None = None
    retry_after: int | None = None
    failures: int = 0
    gone: bool = False


def next_refresh(url: str, now: int, asked: Asked, pace: Pace | None = None) -> int:
    """When the feed is due again.

    Never before the usual interval, nor before the feed's own wishes (up to the longest interval); a Retry-After holds in full
    (up to a week); each failure in a row doubles the wait. A small spread by address keeps feeds of one minute apart.
    """
    pace = pace or Pace()
    wait = max(pace.usual, pace.shortest)
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
    return now + wait


def may_ask(now: int, retry_at: int | None) -> bool:
    """Whether a feed may be asked when the user says so: whenever, but for a Retry-After that still holds."""
    return retry_at is None or now >= retry_at


def _spread(url: str, wait: int) -> int:
    """Up to a twentieth of the wait, the same for an address each time."""
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:4], "big") % max(1, wait // 20)
