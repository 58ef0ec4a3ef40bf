"""Keeping: what is too old, or too much, leaves the lists, its text a month later; the library's file is made small again.

Nothing that a rule keeps is touched, and nothing goes without a rule: from the start everything is kept. `keepings` and `set_keeping`
are light; `upkeep` is for the worker.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsreader.library.marks import Change
from newsreader.model.feed import is_inside
from newsreader.store import journal
from newsreader.store import retention as kept
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.parts import Row
from newsreader.store.retention import KEPT, Keeping, LibrarySize, all_keepings, library_size
from newsreader.store.state import get_state, set_state
from newsreader.text.counted import counted

__all__ = [
    "KEPT", "CannotKeep", "Keeping", "LibrarySize", "Upkeep", "bring_back", "drop_keeping", "keepings", "library_size", "set_keeping",
    "surplus", "upkeep",
]  # fmt: skip

DAY = 86_400
GRACE = 30 * DAY
"""Seconds for which what was taken out of the lists keeps its text."""
REMOVED = 90 * DAY
"""Seconds after which an unsubscribed feed is deleted, if undoing no longer reaches it."""
_AT_ONCE = 1_000
_PAGES = 100
_LAST = "upkeep_at"


class CannotKeep(Exception):
    """A rule of keeping that makes no sense; the message says why."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What upkeep did: entries that left the lists, whose texts went, that were deleted with their feeds, and bytes given back."""

    trimmed: int = 0
    cleared: int = 0
    deleted: int = 0
    freed: int = 0

    @property
    def words(self) -> str:
        """It in a sentence."""
        parts = [f"{counted(self.trimmed, 'entry')} left the lists"] if self.trimmed else []
        parts += [f"{self.cleared:,} texts given up"] if self.cleared else []
        parts += [f"{counted(self.deleted, 'entry')} of unsubscribed feeds deleted"] if self.deleted else []
        parts += [f"{self.freed / 1e6:.1f} MB given back"] if self.freed else []
        return ", ".join(parts) or "everything is as it should be"


def bounds_of(keeping: Keeping) -> str:
    """How long and how much is kept, in words; empty: everything, for ever."""
    bounds = [counted(keeping.days, "day")] if keeping.days is not None else []
    return " and ".join(bounds + ([f"{counted(keeping.most, 'entry')} a feed"] if keeping.most is not None else []))


def keepings(store: Store) -> tuple[Keeping, ...]:
    """What is kept, by scope; empty: everything, for ever."""
    return tuple(all_keepings(store).values())


def set_keeping(store: Store, scope: str, days: int | None, most: int | None, keep: Sequence[str] = KEPT) -> Change:
    """Say what is kept of a feed (`feed:12`), a folder (`folder:A/B`) or everything else (empty). Raises CannotKeep."""
    keeping = _checked(store, Keeping(scope.strip().rstrip("/"), days, most, tuple(each for each in KEPT if each in keep)), keep)
    bounds = bounds_of(keeping)
    stays = f"; what is {', '.join(keeping.keep)} stays" if keeping.keep else ""
    words = f"kept of {keeping.scope or 'everything'}: {bounds or 'all, for ever'}{stays if bounds else ''}"
    with store.writing():
        before = all_keepings(store).get(keeping.scope)
        row = Row("retention", (keeping.scope,), None if before is None else kept.as_columns(before), kept.as_columns(keeping))
        journal.change(store, [row] if before != keeping else [], words, 1, int(time.time()))
    return Change(words, int(before != keeping))


def drop_keeping(store: Store, scope: str) -> Change:
    """Let a feed or a folder be kept as everything else is."""
    with store.writing():
        before = all_keepings(store).get(scope.strip())
        words = f"kept of {scope.strip() or 'everything'}: as the rest"
        if before is not None:
            journal.change(store, [Row("retention", (before.scope,), kept.as_columns(before), None)], words, 1, int(time.time()))
    return Change(words, int(before is not None))


def surplus(store: Store, now: int) -> list[int]:
    """What upkeep would take out of the lists now. Costs about 1 µs an entry."""
    return [each for feed, keeping in kept.bounded_feeds(store, all_keepings(store)) for each in kept.surplus(store, feed, keeping, now)]


def bring_back(store: Store, ids: Sequence[int] | None = None) -> Change:
    """Get back what upkeep took out of the lists, as long as its text is there; it goes again unless the rule changes."""
    wanted = kept.trimmed_ids(store) if ids is None else sorted(set(ids) & set(kept.trimmed_ids(store)))
    kept.bring_back(store, wanted)
    return Change(f"{len(wanted)} back in the lists", len(wanted))


def upkeep(store: Store, now: int, stop: Callable[[], bool] = lambda: False, force: bool = False) -> Upkeep:
    """Once a day: take out of the lists what isn't kept, give up old texts, delete what can't be brought back, and shrink the file, in
    transactions of some milliseconds. `force`: today again."""
    if not force and now - int(get_state(store, _LAST, "0")) < DAY:
        return Upkeep()
    ids = surplus(store, now)
    trimmed = 0
    for start in range(0, len(ids), _AT_ONCE):
        if stop():
            break
        kept.trim(store, ids[start : start + _AT_ONCE], now)
        trimmed += len(ids[start : start + _AT_ONCE])
    cleared = _repeated(lambda: kept.clear_trimmed(store, now - GRACE), stop)
    deleted = _repeated(lambda: kept.forget_removed(store, now - REMOVED), stop)
    freed = shrink(store, stop)
    if not stop():
        set_state(store, _LAST, str(now))
    return Upkeep(trimmed, cleared, deleted, freed)


def shrink(store: Store, stop: Callable[[], bool] = lambda: False, spare: int = 8 << 20) -> int:
    """Give the disk back what is free in the file but for `spare` bytes, which the next refresh fills; gives how many bytes that were."""
    before = library_size(store)
    free = before.free
    while free > spare and kept.can_shrink(store) and not stop():
        store.shrink(_PAGES)
        left = library_size(store).free
        if left >= free:
            break
        free = left
    return before.free - free


def _repeated(step: Callable[[], int], stop: Callable[[], bool]) -> int:
    done = 0
    while not stop() and (made := step()):
        done += made
    return done


def _checked(store: Store, keeping: Keeping, keep: Sequence[str]) -> Keeping:
    for number, word in ((keeping.days, "days"), (keeping.most, "entries")):
        if number is not None and not 1 <= number <= 1_000_000:
            raise CannotKeep(f"{number} {word} is out of reason; 1 to 1,000,000 fits, or no bound")
    for each in keep:
        if each not in KEPT:
            raise CannotKeep(f"{each} is nothing that could stay; {', '.join(KEPT)} are")
    kind, _, name = keeping.scope.partition(":")
    feeds = all_feeds(store)
    known = {
        "": not keeping.scope,
        "feed": any(str(feed.id) == name for feed in feeds),
        "folder": any(is_inside(feed.folder, name) for feed in feeds),
    }
    if not known.get(kind):
        raise CannotKeep(f"there is no {keeping.scope}; a scope is feed:12, folder:News, or nothing for all the others")
    return keeping
