"""What newsboat has kept beside its list of feeds: entries that their feeds have dropped, and what was read and flagged. Heavy."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from newsreader.feeds.archived import entry_of
from newsreader.feeds.fields import looks_like_html, plain_field
from newsreader.library.logins import without_login
from newsreader.library.preparing import ready, terms_of
from newsreader.model.archived import Archived
from newsreader.store import journal
from newsreader.store.archive import Brought, Known, bring, known_entries
from newsreader.store.arriving import digest_of
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds, describe_feed
from newsreader.store.newsboat import NewsboatCache, NotACache
from newsreader.text.clean import clean
from newsreader.text.counted import counted

CACHE = "cache.db"
STAR = "s"
"""The flag that is a star here, as in newsboat's filters (`model.query_newsboat`); others become a star and a tag."""


@dataclass(slots=True)
class Moved:
    """What came over: entries, how many of them are new here, read, flagged, and those of feeds that the list doesn't name, which did not;
    `problem`: why it ended before its end, in words."""

    entries: int = 0
    new: int = 0
    read: int = 0
    flagged: int = 0
    left: int = 0
    left_feeds: int = 0
    problem: str = ""

    @property
    def words(self) -> str:
        """All of it, in words; empty where there was nothing."""
        if not self.entries:
            return ""
        starred = f", {self.flagged:,} flagged" if self.flagged else ""
        there = self.entries - self.new
        known = f", {there:,} {'was' if there == 1 else 'were'} here already" if there else ""
        return f"{counted(self.entries, 'entry')} of newsboat's, {self.read:,} of them read{starred}{known}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known besides."""
        others = f"{counted(self.left, 'entry')} of {counted(self.left_feeds, 'feed')} that you no longer follow stayed in newsboat's cache"
        return (*([self.problem] if self.problem else []), *([others] if self.left else []))


def cache_beside(urls: Path) -> Path | None:
    """Where newsboat keeps its cache beside a list of feeds: in the same directory, or where the XDG directories are used in the one for
    data."""
    folder = urls.absolute().parent
    places = [folder / CACHE]
    if folder.parts[-2:] == (".config", "newsboat"):
        places.append(folder.parents[1] / ".local" / "share" / "newsboat" / CACHE)
    return next((place for place in places if place.is_file()), None)


def move_in(store: Store, path: Path, added: Iterable[int], record: int, stop: Callable[[], bool] = lambda: False) -> Moved:
    """Bring in the entries of the feeds that are followed here, in short transactions, undone by the `record` of their import (0: there is
    none yet). `added`: the feeds that came with it. About 0.3 ms an entry."""
    moved = Moved()
    try:
        cache = NewsboatCache(path)
    except NotACache as error:
        moved.problem = f"{error}; the feeds came without their entries"
        return moved
    try:
        _move(store, cache, frozenset(added), record, moved, stop)
    except NotACache as error:
        moved.problem = f"{error}; what was read until there came over"
    finally:
        cache.close()
    return moved


def _move(store: Store, cache: NewsboatCache, added: frozenset[int], record: int, moved: Moved, stop: Callable[[], bool]) -> None:
    now, titles = int(time.time()), cache.titles()
    counts = cache.feeds()
    named = {without_login(clean(url)): url for url in counts}
    feeds = [(feed, named.pop(feed.url)) for feed in all_feeds(store) if feed.url in named]
    moved.left, moved.left_feeds = sum(counts[url] for url in named.values()), len(named)
    for feed, address in feeds:
        if feed.id in added and feed.title == feed.url and (title := titles.get(address)):
            describe_feed(store, feed.id, plain_field(title, looks_like_html(title)), None, None)
        known = known_entries(store, feed.id)
        for items in cache.items(address):
            brought = _brought(feed.id, items, known, moved)
            kept = None if stop() else bring(store, record, feed.id in added, brought, terms_of(brought.new), now)
            if kept is None:
                return
            record = kept
    if record and moved.new:
        journal.extend(store, record, (), f", {counted(moved.new, 'entry')} of newsboat's", moved.new)


def _brought(feed_id: int, items: Iterable[Archived], known: Known, moved: Moved) -> Brought:
    """Entries apart by whether they are there, with their marks. What came once is known from then on."""
    brought = Brought(feed_id)
    for item in items:
        entry = entry_of(item)
        place: str | int | None = known.find(entry.identity, entry.url)
        if place == 0:
            continue  # the same entry twice
        if place is None:
            brought.new.append(ready(entry, digest_of(entry)))
            place = entry.identity
            known.by_identity[place] = 0
            moved.new += 1
            if item.deleted:
                brought.muted.add(entry.identity)
        else:
            brought.known.append(int(place))
        moved.entries += 1
        if not item.unread or item.deleted:
            brought.read.add(place)
            moved.read += 1
        flags = [flag for flag in dict.fromkeys(item.flags) if flag.isascii() and flag.isalpha()]
        if flags:
            brought.starred.add(place)
            moved.flagged += 1
        for flag in flags:
            if flag != STAR:
                brought.tags.setdefault(f"flag-{flag}" if flag.islower() else f"flag-big-{flag}", set()).add(place)
    return brought
