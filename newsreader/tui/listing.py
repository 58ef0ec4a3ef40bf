"""A list as it was when it was taken: its ids, and windows of rows read when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from newsreader.model.entry import Headline
from newsreader.model.query import Query

WINDOW = 128
KEPT_WINDOWS = 64
FIRST = 5_000
"""How many ids are taken at once; the rest is taken behind the screen."""

Read = Callable[[Sequence[int]], dict[int, Headline]]
Also = Callable[[Sequence[int]], Mapping[int, tuple[Headline, ...]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which list is meant: a smart list, a saved query, a folder, a feed or a search; `query` is what it holds."""

    kind: str
    title: str
    query: Query = field(default_factory=Query)

    @property
    def key(self) -> str:
        """A name for it that lasts over sessions."""
        if self.kind == "feed":
            return f"feed:{self.query.feeds[0]}"
        return f"folder:{self.query.folder}" if self.kind == "folder" else f"saved:{self.title}" if self.kind == "saved" else self.kind

    @property
    def mixed(self) -> bool:
        """Whether its rows come from several feeds, so that each names its own."""
        return self.kind != "feed"


class Listing:
    """The rows of a choice in their order, which never changes by itself; `newest` is the highest entry id when it was taken."""

    def __init__(self, choice: Choice, ids: array[int], newest: int, read: Read, also: Also = lambda _ids: {}) -> None:
        self.choice = choice
        self.ids = ids
        self.newest = newest
        self._read, self._also = read, also
        self._stories: dict[int, tuple[Headline, ...]] = {}
        self._windows: OrderedDict[int, dict[int, Headline]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, index: int) -> Headline | None:
        """The headline at a place; None where the list ends or the entry is gone."""
        if not 0 <= index < len(self.ids):
            return None
        number = index // WINDOW
        window = self._windows.get(number)
        if window is None:
            window = self._windows[number] = self._read(self.ids[number * WINDOW : (number + 1) * WINDOW])
            self._stories.update(self._also(tuple(window)))
            if len(self._windows) > KEPT_WINDOWS:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(number)
        return window.get(self.ids[index])

    def also(self, entry_id: int) -> tuple[Headline, ...]:
        """The same story's headlines from elsewhere, for a row that was read."""
        return self._stories.get(entry_id, ())

    def tell_stories(self) -> bool:
        """Ask for the rows that were read where else their stories are told; whether any are."""
        for window in self._windows.values():
            self._stories.update(self._also(tuple(window)))
        return bool(self._stories)

    def place(self, entry_id: int) -> int | None:
        """Where an entry stands, None if it is not in the list."""
        try:
            return self.ids.index(entry_id)
        except ValueError:
            return None

    def forget(self) -> None:
        """Read every row anew when it is next looked at."""
        self._windows.clear()
        self._stories.clear()

    def extend(self, rest: array[int]) -> None:
        """Add the ids below those that were taken first."""
        known = len(self.ids)
        self.ids.extend(rest)
        self._windows.pop(known // WINDOW, None)

    def next_unread(self, start: int, step: int) -> int | None:
        """The next place from `start` on, up or down, with an unread headline."""
        index = start
        while 0 <= index < len(self.ids):
            row = self.row(index)
            if row is not None and not row.read:
                return index
            index += step
        return None
