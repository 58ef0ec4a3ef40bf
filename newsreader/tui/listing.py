"""A list as it was when it was taken: its ids, and windows of rows read when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsreader.library.folding import Folded
from newsreader.library.members import Members
from newsreader.model.entry import Headline
from newsreader.model.query import Query

if TYPE_CHECKING:
    from newsreader.config.highlights import Highlight
    from newsreader.tui.asked import Asked
    from newsreader.tui.panes.columns import Piece

WINDOW = 32
"""Rows that are read at once: about a screen of them, since a page waits for all."""
KEPT_WINDOWS = 16
FIRST = 1_000
"""How many ids are taken at once; the rest is taken behind the screen."""
MOST_FOUND = 1_000
"""How many entries a search finds at the most."""

Window = tuple[dict[int, Headline], Mapping[int, tuple[Headline, ...]]]
"""The rows of a window, and where else their stories are told."""
Read = Callable[[Sequence[int]], dict[int, Headline]]
Also = Callable[[Sequence[int]], Mapping[int, tuple[Headline, ...]]]


class Choice(NamedTuple):
    """Which list is meant: a smart list, a saved query, a folder, a feed or a search; `query` is what it holds."""

    kind: str
    title: str
    query: Query = Query()
    within: str = ""
    """The tag under which a feed stands once more."""

    @property
    def key(self) -> str:
        """A name for it that lasts over sessions."""
        if self.kind == "feed":
            return f"{self.within}feed:{self.query.feeds[0]}"
        if self.kind == "tag":
            return f"tag:{self.title}"
        return f"folder:{self.query.folder}" if self.kind == "folder" else f"saved:{self.title}" if self.kind == "saved" else self.kind

    @property
    def mixed(self) -> bool:
        """Whether its rows come from several feeds, so that each names its own."""
        return self.kind != "feed"


class Listing:
    """The rows of a choice in their order, which never changes by itself; `newest` is the highest entry id when it was taken.

    A story is one row: `folded` are the entries that another one stands for, `leads` says by story which one that is, and `under` which
    rows were unfolded under which.
    """

    def __init__(self, choice: Choice, taken: Folded, newest: int, read: Read, also: Also = lambda _ids: {}) -> None:
        self.choice = choice
        self.ids = taken.ids
        self.folded = taken.folded
        self.leads = taken.leads
        self.under: dict[int, int] = {}
        self.newest = newest
        self.highlights: Asked[Highlight] | None = None
        self.excerpts: Asked[tuple[Piece, ...]] | None = None
        self._read, self._also = read, also
        self._stories: dict[int, tuple[Headline, ...]] = {}
        self._windows: OrderedDict[int, dict[int, Headline]] = OrderedDict()
        self._members: tuple[int, Members] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, index: int) -> Headline | None:
        """The headline at a place; None where the list ends or the entry is gone."""
        if not 0 <= index < len(self.ids):
            return None
        number = index // WINDOW
        window = self._windows.get(number)
        if window is None:
            window = self._windows[number] = self._read(self.part(number))
            self._stories.update(self._also(tuple(window)))
            if len(self._windows) > KEPT_WINDOWS:
                for entry in self._windows.popitem(last=False)[1]:
                    self._stories.pop(entry, None)
        else:
            self._windows.move_to_end(number)
        return window.get(self.ids[index])

    def also(self, entry_id: int) -> tuple[Headline, ...]:
        """The same story's headlines from elsewhere, for a row that was read."""
        return self._stories.get(entry_id, ())

    def highlight(self, entry_id: int) -> Highlight | None:
        """The rule by which a row stands out, as far as that is known."""
        return self.highlights.of(entry_id) if self.highlights is not None else None

    def excerpt(self, entry_id: int) -> tuple[Piece, ...]:
        """The words of a row's text in which something was found, as far as that is known."""
        return (self.excerpts.of(entry_id) if self.excerpts is not None else None) or ()

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
        if self.highlights is not None:
            self.highlights.stale()

    def part(self, number: int) -> array[int]:
        """The ids of a window."""
        return self.ids[number * WINDOW : (number + 1) * WINDOW]

    def renew(self, windows: Mapping[int, Window]) -> list[int]:
        """Take windows that were read anew elsewhere, and forget the others; gives the places of rows that changed."""
        changed: list[int] = []
        before, stories = dict(self._windows), dict(self._stories)
        self.forget()
        for number, (rows, also) in windows.items():
            known = before.get(number)
            self._windows[number] = rows
            self._stories.update(also)
            changed += [
                number * WINDOW + at
                for at, entry_id in enumerate(self.part(number))
                if known is None or rows.get(entry_id) != known.get(entry_id) or also.get(entry_id, ()) != stories.get(entry_id, ())
            ]
        return changed

    @property
    def members(self) -> Members:
        """Its entries, those too that another one stands for. Costs 35 ns an entry, once."""
        size = len(self.ids) + len(self.folded)
        if self._members is None or self._members[0] != size:
            self._members = (size, Members(self.ids, self.folded))
        return self._members[1]

    @property
    def taken(self) -> Folded:
        """What there is of it, for a question in another thread."""
        return Folded(self.ids[:], self.folded[:], dict(self.leads))

    def extend(self, rest: Folded) -> None:
        """Add the ids below those that were taken first, which are the list's own from then on; what leads its stories is known where more
        is to come."""
        known = len(self.ids)
        if len(rest.ids) > known:  # the shorter is copied, since a million take eight megabytes
            rest.ids[:0] = self.ids
            self.ids = rest.ids
        else:
            self.ids.extend(rest.ids)
        self.folded.extend(rest.folded)
        self.leads = rest.leads or self.leads
        self._windows.pop(known // WINDOW, None)

    def unfold(self, index: int) -> int:
        """Show the other headlines of a row's story below it, but for those that have rows; gives how many."""
        lead = self.ids[index]
        others = [other.id for other in self.also(lead) if other.id not in self.under and self.place(other.id) is None]
        if others:
            self.ids[index + 1 : index + 1] = array("q", others)
            self.under.update(dict.fromkeys(others, lead))
            self.forget()
        return len(others)

    def fold(self, lead: int) -> int:
        """Take the rows away that were unfolded under a row; gives how many."""
        gone = {entry for entry, above in self.under.items() if above == lead}
        if gone:
            self._keep(array("q", (entry for entry in self.ids if entry not in gone)))
            self.under = {entry: above for entry, above in self.under.items() if above != lead}
        return len(gone)

    def regroup(self, told: Mapping[int, int], at: int) -> None:
        """Make one row of each story again, after somebody joined or split some; `told` says of entries which story they tell.

        Rows stay where they are; one that is parted from the row that it stood under gets its place below row `at`.
        """
        leads: dict[int, int] = {}
        for entry in self.ids:
            if entry in told and entry not in self.under:
                leads.setdefault(told[entry], entry)
        unfolded = frozenset(self.under)
        for entry in unfolded:
            story = told.get(entry, -entry)
            if story in leads:
                self.under[entry] = leads[story]
            else:
                leads[story] = entry
                self.under.pop(entry)
        left = [entry for entry in self.folded if entry not in unfolded]
        parted = [entry for entry in left if leads.setdefault(told.get(entry, -entry), entry) == entry]
        folded = dict.fromkeys(entry for entry in self.folded if entry in self.under or (entry in left and entry not in parted))
        here = self.ids[at] if at < len(self.ids) else None
        rows = array("q")
        for entry in self.ids:
            if entry in self.under or entry not in told or leads[told[entry]] == entry:
                rows.append(entry)
            else:
                folded[entry] = None
            if entry == here:
                rows.extend(parted)
        self.leads = {**self.leads, **leads}
        self.folded = array("q", folded)
        self._keep(rows)

    def _keep(self, rows: array[int]) -> None:
        self.ids = rows
        self.forget()

    def next_unread(self, start: int, step: int) -> int | None:
        """The next place from `start` on, up or down, with an unread headline."""
        index = start
        while 0 <= index < len(self.ids):
            row = self.row(index)
            if row is not None and not row.read:
                return index
            index += step
        return None
