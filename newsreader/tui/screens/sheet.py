"""A list over the panes whose rows are acted on by single keys: what waits, what is ready, how the feeds are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from newsreader.store.connection import Store
from newsreader.text.clean import clean
from newsreader.tui.keys import key_name
from newsreader.tui.over import Over
from newsreader.tui.screens.picker import Item, PickList
from newsreader.tui.stores import StoreThread

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

SHOW_SECONDS = 0.5
LOOK_SECONDS = 2.0
Found = TypeVar("Found")


class Sheet(Over[str]):
    """Subclasses say what the rows are, what keys do, and what stands at the foot; rows are read anew while it is open."""

    CSS_PATH = "sheet.tcss"
    title_words = ""
    lead_width = 0

    def __init__(self) -> None:
        super().__init__()
        self.picks = PickList(self.lead_width)
        self.picks.on_pick = lambda: self.pick()

    def rows(self) -> Sequence[Item]:
        """The rows as they are now."""
        raise NotImplementedError

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """What keys do with the row under the cursor: a word for the foot, and a call that takes the row's id."""
        return {}

    def pick(self) -> None:
        """Enter or a click."""

    def compose(self) -> ComposeResult:
        """A title, the rows, and what can be pressed."""
        with Vertical(id="sheet"):
            yield Static(Content(self.title_words), id="sheet-title", markup=False)
            yield self.picks
            yield Static(Content(""), id="sheet-foot", markup=False)

    def on_mount(self) -> None:
        """Show the rows, and what others change in them."""
        self.show()
        self.picks.focus()
        self.set_interval(SHOW_SECONDS, self.show)

    def show(self) -> None:
        """Show the rows as they are now, with the cursor where it was."""
        items = [replace(item, text=clean(item.text), lead=clean(item.lead), tail=clean(item.tail)) for item in self.rows()]
        if items != self.picks.items or not self.picks.items:
            place, current = self.picks.cursor, self.picks.current
            self.picks.show(items, current.id if current is not None else "")
            if current is not None and self.picks.current != current and self.picks.passable(place):
                self.picks.move_to(place)
        told = [*(f"{key} {word}" for key, (word, _) in self.deeds().items()), "Esc leave"]
        self.query_one("#sheet-foot", Static).update(Content("   ".join(told)))

    def pressed(self, event: events.Key) -> bool:
        """Move, leave, or do something with a row."""
        key = key_name(event.key, event.character)
        picks = self.picks
        moves: dict[str, Callable[[], object]] = {
            "j": picks.key_down, "down": picks.key_down, "k": picks.key_up, "up": picks.key_up,
            "pagedown": lambda: picks.whole_page(1), "pageup": lambda: picks.whole_page(-1), "space": lambda: picks.whole_page(1),
            "ctrl+d": lambda: picks.half_page(1), "ctrl+u": lambda: picks.half_page(-1),
            "home": picks.to_top, "end": picks.to_bottom, "G": picks.to_bottom,
            "enter": self.pick, "escape": lambda: self.dismiss(None), "ctrl+g": lambda: self.dismiss(None), "q": lambda: self.dismiss(None),
        }  # fmt: skip
        deed = self.deeds().get(key)
        if deed is not None:
            deed[1](picks.current.id if picks.current is not None else "")
        elif key in moves:
            moves[key]()
        return True


class LookingSheet(Sheet, Generic[Found]):
    """A sheet of what takes a while to look up: it is looked up in a thread of its own, again and again while the sheet is open."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__()
        self.main = screen
        self.found: Found | None = None
        self.thread = StoreThread(screen.app.paths.library, "look", screen.app.deliver)
        self._looking = False

    def look(self, store: Store) -> Found:
        """Look it up, in the thread."""
        raise NotImplementedError

    def told(self, found: Found) -> Sequence[Item]:
        """The rows of what was found."""
        raise NotImplementedError

    def rows(self) -> Sequence[Item]:
        """What was found, once it was."""
        return [Item("", "looking …")] if self.found is None else self.told(self.found)

    def on_mount(self) -> None:
        """Look at once, and then again."""
        super().on_mount()
        self.again()
        self.set_interval(LOOK_SECONDS, self.again)

    def on_unmount(self) -> None:
        """End the thread."""
        self.thread.close()

    def again(self) -> None:
        """Look, unless it is looked already."""
        if not self._looking:
            self._looking = True
            self.thread.put(self.look, self._seen, self._failed)

    def _seen(self, found: Found) -> None:
        self._looking, self.found = False, found
        if self.is_attached:
            self.show()

    def _failed(self, error: Exception) -> None:
        self._looking = False
        self.main.told(error)
