"""What was asked for offline: what waits, what failed and why; each can be dropped or tried again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from newsreader.library.lists import headlines
from newsreader.library.outbox import FETCH, Item, drop, queue, retry, words_of
from newsreader.store.connection import Store
from newsreader.tui.ages import age
from newsreader.tui.screens.picker import Item as Row
from newsreader.tui.screens.sheet import Sheet

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Outbox(Sheet):
    """The queue in its order."""

    title_words = "Waits for the network"

    def __init__(self, screen: MainScreen) -> None:
        super().__init__()
        self._main = screen

    def rows(self) -> list[Row]:
        """Every item with its age, and under it why it failed."""
        items = queue(self._main.store)
        titles = self._titles(items)
        rows: list[Row] = []
        for item in items:
            tail = "failed" if item.state == "failed" else f"waits · {age(self._main.now() - item.asked_at)}"
            rows.append(Row(str(item.id), titles.get(item.id) or words_of(item), "", tail))
            if item.error and (item.attempts or item.state == "failed"):
                rows.append(Row("", f"  {item.error}"))
        return rows or [Row("", "nothing waits: what is asked for offline stands here until it is done")]

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """Drop, retry, and the whole list at once."""
        return {
            "d": ("drop", lambda item: self._change(item, drop)),
            "r": ("try again", lambda item: self._change(item, retry)),
            "R": ("do it all now", lambda _item: self._replay()),
        }

    def _change(self, item_id: str, change: Callable[[Store, int], bool]) -> None:
        if not item_id:
            return

        def done(_changed: bool) -> None:
            self._main.network.changed()
            if self.is_attached:
                self.show()
            if change is retry and not self._main.offline:
                self._main.network.replay()

        self._main.writer.put(lambda store: change(store, int(item_id)), done, self._main.told)

    def _replay(self) -> None:
        if self._main.offline:
            self._main.network.toggle()
        else:
            self._main.network.replay()

    def _titles(self, items: list[Item]) -> dict[int, str]:
        """Entries by their titles, where an item is about one."""
        entries = {item.id: int(item.subject) for item in items if item.kind == FETCH}
        found = headlines(self._main.store, list(entries.values()))
        return {item: f"fetch the page of “{found[entry].title}”" for item, entry in entries.items() if entry in found}
