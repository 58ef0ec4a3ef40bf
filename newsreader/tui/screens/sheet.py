"""A list over the panes whose rows are acted on by single keys: what waits, what is ready, how the feeds are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from newsreader.text.clean import clean
from newsreader.tui.keys import key_name
from newsreader.tui.screens.picker import Item, PickList

LOOK_SECONDS = 0.5


class Sheet(ModalScreen[str]):
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
        self.set_interval(LOOK_SECONDS, self.show)

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

    def on_key(self, event: events.Key) -> None:
        """Move, leave, or do something with a row."""
        key = key_name(event.key, event.character)
        event.stop()
        event.prevent_default()
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
