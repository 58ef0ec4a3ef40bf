"""The feed doctor: what is wrong with which feed, why, and what to do about it. `diagnose` is pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from shlex import quote
from typing import Literal

from newsreader.store.health import FeedHealth
from newsreader.text.counted import counted

Kind = Literal["waiting", "gone", "failing", "moved", "duplicated", "silent", "noisy", "slow"]
DAY = 86400
SILENT_FOR = 365 * DAY
NOISY_FROM = 50 * 7
"""Entries in a week."""
PAGE_CHANGED = ("the selectors find nothing", "no link or title in them")
A_PAGE = "this is a web page, not a feed"
SLOW_FROM = 5000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a feed: the cause, and the command that mends it (undoably), in words for people."""

    kind: Kind
    feed: int
    title: str
    url: str
    cause: str
    remedy: str
    site_url: str | None = None


def diagnose(feeds: Sequence[FeedHealth], now: int, waits: Mapping[int, str] | None = None) -> list[Finding]:
    """What is wrong, by kind, the worst first; `waits` are the feeds that wait for the user's word, and what they want (`confirming`)."""
    addresses = {feed.url: feed for feed in feeds}
    found = [
        Finding("waiting", feed.id, feed.title, feed.url, f"it {waits[feed.id]}, once you say so", f"newsreader feed confirm {feed.id}")
        for feed in feeds
        if waits and feed.id in waits
    ]
    feeds = [feed for feed in feeds if not waits or feed.id not in waits]
    for finds in (_gone, _failing, lambda feed, now: _moved(feed, addresses)):
        found += _each(feeds, now, finds)
    found += _duplicated(feeds, {frozenset((feed.id, other.id)) for feed in feeds if (other := _moved_onto(feed, addresses)) is not None})
    for finds in (_silent, _noisy, _slow):
        found += _each(feeds, now, finds)
    return found


def _each(feeds: Sequence[FeedHealth], now: int, finds: Callable[[FeedHealth, int], tuple[Kind, str, str] | None]) -> Iterator[Finding]:
    for feed in feeds:
        if (wrong := finds(feed, now)) is not None:
            kind, cause, remedy = wrong
            yield Finding(kind, feed.id, feed.title, feed.url, cause, remedy, feed.site_url)


def _gone(feed: FeedHealth, now: int) -> tuple[Kind, str, str] | None:
    if feed.retired_at is None:
        return None
    when = f"{_days(now - feed.retired_at)} ago" if now - feed.retired_at >= DAY else "today"
    return "gone", f"its server said {when} that it is gone for good; it is not asked any more", f"newsreader remove {feed.id}"


def _failing(feed: FeedHealth, now: int) -> tuple[Kind, str, str] | None:
    if feed.error is None or feed.retired_at is not None or feed.paused:
        return None
    since = f", for {_days(now - feed.failing_since)}" if feed.failing_since and now - feed.failing_since >= DAY else ""
    times = f" ({feed.failures} times in a row{since})" if feed.failures > 1 else ""
    long = feed.failing_since is not None and now - feed.failing_since > 30 * DAY
    if feed.page and any(words in feed.error for words in PAGE_CHANGED):
        return "failing", f"{feed.error}{times}", f"newsreader feed set {feed.id} page=item=SELECTOR"
    if "its certificate is signed by" in feed.error:
        return "failing", f"{feed.error}{times}", f"newsreader feed trust {feed.id}"
    if "(401)" in feed.error:
        return "failing", f"{feed.error}{times}", f"newsreader feed set {feed.id} user=NAME password=file:PATH"
    if A_PAGE in feed.error and not feed.page:
        return "failing", f"{feed.error}{times}; the page may link the feed", f"newsreader add {quote(feed.url)}"
    remedy = f"newsreader feed pause {feed.id}" if long else f"newsreader refresh {feed.id}"
    return "failing", f"{feed.error}{times}", remedy


def _moved(feed: FeedHealth, addresses: dict[str, FeedHealth]) -> tuple[Kind, str, str] | None:
    if feed.moved_to is None:
        return None
    other = _moved_onto(feed, addresses)
    if other is not None:
        cause = f"its server sends on to {feed.moved_to}, which is feed {other.id} already"
        return "moved", cause, f"newsreader feed merge {feed.id} {other.id}"
    if feed.moved_times < 0:
        return "moved", f"its server sends on to {feed.moved_to}; that was undone", f"newsreader feed address {feed.id} {feed.moved_to}"
    return None


def _moved_onto(feed: FeedHealth, addresses: Mapping[str, FeedHealth]) -> FeedHealth | None:
    other = addresses.get(feed.moved_to) if feed.moved_to is not None else None
    return other if other is not None and other.id != feed.id else None


def _silent(feed: FeedHealth, now: int) -> tuple[Kind, str, str] | None:
    if feed.error is not None or feed.last_refresh is None or feed.paused:
        return None
    last = max((when for when in (feed.posted_at, feed.newest) if when is not None), default=None)
    if last is None:
        return "silent", "it has no entries at all", f"newsreader feed pause {feed.id}"
    if now - last < SILENT_FOR:
        return None
    return "silent", f"it last posted {_days(now - last)} ago", f"newsreader feed pause {feed.id}"


def _noisy(feed: FeedHealth, now: int) -> tuple[Kind, str, str] | None:
    if feed.recent < NOISY_FROM:
        return None
    return "noisy", f"{counted(feed.recent, 'entry')} in the last week", f"newsreader mark read feed:{feed.id}"


def _slow(feed: FeedHealth, now: int) -> tuple[Kind, str, str] | None:
    if feed.took is None or feed.took < SLOW_FROM or feed.error is not None or feed.slowed:
        return None
    return "slow", f"its server took {feed.took / 1000:.1f} s to answer", f"newsreader feed set {feed.id} every=1d"


def _duplicated(feeds: Sequence[FeedHealth], moved: Set[frozenset[int]]) -> Iterator[Finding]:
    """Feeds with one address but for its spelling, or with one and the same document, but for those of which one `moved` onto the other."""
    kept: dict[object, FeedHealth] = {}
    told: dict[int, list[str]] = defaultdict(list)
    for feed in sorted(feeds, key=lambda each: each.id):
        for key, words in ((_spelling(feed.url), "has the same address as"), (feed.body_hash, "brings the same as")):
            first = kept.setdefault(key, feed) if key else feed
            if first is not feed and not told[feed.id] and frozenset((first.id, feed.id)) not in moved:
                told[feed.id].append(words)
                cause = f"it {words} feed {first.id}, {first.title}"
                remedy = f"newsreader feed merge {feed.id} {first.id}"
                yield Finding("duplicated", feed.id, feed.title, feed.url, cause, remedy, feed.site_url)


def _spelling(url: str) -> str:
    """An address without what makes no difference."""
    return url.partition("://")[2].partition("#")[0].removeprefix("www.").rstrip("/").lower()


def _days(seconds: int) -> str:
    days = max(0, seconds) // DAY
    if days >= 730:
        return f"{days // 365} years"
    if days >= 60:
        return f"{days // 30} months"
    return f"{days} days" if days != 1 else "a day"
