"""Editions: what is ready for reading offline, what is missing and why; an entry can be opened, an edition made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from newsreader.library.caches import open_caches
from newsreader.library.editions import Edition, edition, queries
from newsreader.library.lists import headlines
from newsreader.library.outbox import later_fetch
from newsreader.store.connection import Store
from newsreader.tui.screens.picker import Item
from newsreader.tui.screens.sheet import LookingSheet

NONE_YET = "no edition yet: P makes one of the list that is open"


class Editions(LookingSheet[list[Edition]]):
    """Each edition in its sentence, and below it what could not be fetched."""

    title_words = "Ready for the train"

    def look(self, store: Store) -> list[Edition]:
        """Look at what there is of each, in the store and on the disk."""
        caches = open_caches(self.main.app.paths, sync=False)
        return [found for query in queries(store) if (found := edition(store, caches, query)) is not None]

    def told(self, found: list[Edition]) -> list[Item]:
        """Editions and what is missing of them."""
        rows: list[Item] = []
        for number, each in enumerate(found):
            rows += [Item("", "")] if rows else []
            rows.append(Item(f"edition {number}", each.words))
            rows.append(Item("", f"  {each.query or 'what was begun, starred, saved, and is unread and new'}"))
            rows += [Item(f"entry {lost.entry}", f"  {lost.title or lost.entry}", "", lost.error) for lost in each.failed]
        return rows or [Item("", NONE_YET)]

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """Make it again, and put on the list."""
        return {"P": ("make it again", self._make), "+": ("put on the list to fetch", self._later)}

    def pick(self) -> None:
        """Open the entry under the cursor."""
        kind, _, number = (self.picks.current.id if self.picks.current is not None else "").partition(" ")
        row = headlines(self.main.store, [int(number)]).get(int(number)) if kind == "entry" else None
        if row is not None:
            self.dismiss(None)
            self.main.reading.open_entry(row)
            self.main.activate("reader")

    def _make(self, item: str) -> None:
        kind, _, number = item.partition(" ")
        if kind == "edition" and self.found is not None:
            self.main.later.make(self.found[int(number)].query)
            self.dismiss(None)

    def _later(self, item: str) -> None:
        kind, _, number = item.partition(" ")
        if kind == "entry":
            self.main.later.put(lambda store: later_fetch(store, int(number)), "its page is fetched")
