"""Editions: what is ready for reading offline, what is missing and why; an entry can be opened, an edition made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from newsreader.library.caches import open_caches
from newsreader.library.editions import Edition, edition, queries
from newsreader.library.lists import headlines
from newsreader.library.outbox import later_fetch
from newsreader.store.connection import Store
from newsreader.tui.screens.picker import Item
from newsreader.tui.screens.sheet import Sheet
from newsreader.tui.stores import StoreThread

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

NONE_YET = "no edition yet: P makes one of the list that is open"


class Editions(Sheet):
    """Each edition in its sentence, and below it what could not be fetched. Looking at the files takes a thread of its own."""

    title_words = "Ready for the train"

    def __init__(self, screen: MainScreen) -> None:
        super().__init__()
        self._main = screen
        self._found: list[Edition] | None = None
        self._thread = StoreThread(screen.app.paths.library, "editions", screen.app.deliver)
        self._looking = False

    def on_mount(self) -> None:
        """Look at what is there."""
        super().on_mount()
        self._look()
        self.set_interval(2, self._look)

    def on_unmount(self) -> None:
        """End the thread."""
        self._thread.close()

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        caches = open_caches(self._main.app.paths, sync=False)

        def look(store: Store) -> list[Edition]:
            return [found for query in queries(store) if (found := edition(store, caches, query)) is not None]

        def done(found: list[Edition]) -> None:
            self._looking = False
            self._found = found
            if self.is_attached:
                self.show()

        self._thread.put(look, done, self._main.told)

    def rows(self) -> list[Item]:
        """Editions and what is missing of them."""
        if self._found is None:
            return [Item("", "looking at what is there …")]
        rows: list[Item] = []
        for number, each in enumerate(self._found):
            rows += [Item("", "")] if rows else []
            rows.append(Item(f"edition {number}", each.words))
            rows.append(Item("", f"  {each.query or 'what was begun, starred, saved, and is unread and new'}"))
            rows += [Item(f"entry {lost.entry}", f"  {lost.title or lost.entry}", "", lost.error) for lost in each.failed]
        return rows or [Item("", NONE_YET)]

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """Make it again, read, and put on the list."""
        return {"P": ("make it again", self._make), "+": ("put on the list to fetch", self._later)}

    def pick(self) -> None:
        """Open the entry under the cursor."""
        kind, _, number = (self.picks.current.id if self.picks.current is not None else "").partition(" ")
        row = headlines(self._main.store, [int(number)]).get(int(number)) if kind == "entry" else None
        if row is not None:
            self.dismiss(None)
            self._main.reading.open_entry(row)
            self._main.activate("reader")

    def _make(self, item: str) -> None:
        kind, _, number = item.partition(" ")
        if kind == "edition" and self._found is not None:
            self._main.later.make(self._found[int(number)].query)
            self.dismiss(None)

    def _later(self, item: str) -> None:
        kind, _, number = item.partition(" ")
        if kind == "entry":
            self._main.later.put(lambda store: later_fetch(store, int(number)), "its page is fetched")
