"""A list to pick from, narrowed by what is typed: the help, the palette and the themes are this screen with other rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Input, Static

from newsreader.text.clean import clean
from newsreader.text.width import fit, most
from newsreader.tui.over import Over, Typed
from newsreader.tui.panes.rows import RowPane

PREVIEW_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Item:
    """A row to pick: `lead` is a key or mark at the left, `tail` stands at the right; a row without id is a heading."""

    id: str
    text: str
    lead: str = ""
    tail: str = ""


class PickList(RowPane):
    """The rows of a picker."""

    def __init__(self, lead_width: int) -> None:
        super().__init__(id="picks")
        self.items: list[Item] = []
        self._lead_width = lead_width
        self.active = True
        self.on_move: Callable[[], None] = lambda: None
        self.on_pick: Callable[[], None] = lambda: None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.items)

    @property
    def current(self) -> Item | None:
        """The row under the cursor."""
        return self.items[self.cursor] if self.passable(self.cursor) else None

    def passable(self, index: int) -> bool:
        """The cursor stands on rows that can be picked."""
        return 0 <= index < len(self.items) and bool(self.items[index].id)

    def show(self, items: list[Item], cursor_id: str = "") -> None:
        """Show other rows."""
        self.items = items
        wanted = [index for index, item in enumerate(items) if item.id and item.id == cursor_id]
        self.cursor = next(iter(wanted or [index for index in range(len(items)) if self.passable(index)]), 0)
        self.measure()
        self.redraw()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.show_cursor()

    def moved(self) -> None:
        """Tell the picker, for its preview, and the terminal, for who listens to the row of its cursor."""
        self.app.cursor_position = self.caret
        self.on_move()

    def clicked(self, index: int, x: int) -> None:
        """A click picks."""
        self.on_pick()

    def row_lines(self, index: int, width: int, ground: str | None) -> list[list[Segment]]:
        """Lead, text, tail; headings are dim."""
        item = self.items[index]
        dim, plain = self.style("dim", on=ground), self.style("foreground", on=ground)
        if not item.id:
            return [[Segment(fit(" " + item.text, width), dim)]]
        lead = min(self._lead_width, width // 3)
        taken = min(most(item.tail), max(0, width // 2))
        tail = fit(item.tail, taken)
        room = max(0, width - lead - taken - 2)
        return [[
            Segment(f" {fit(item.lead, lead - 1)} " if lead else " ", self.style("primary", on=ground, bold=True)),
            Segment(fit(clean(item.text), room), plain), Segment(fit(" " + tail, width - lead - room - 1), dim),
        ]]  # fmt: skip

    def head_line(self, y: int, width: int, base: Style) -> Strip:
        """There is no head."""
        return Strip.blank(width, base)


class Picker(Over[str]):
    """Type to narrow, arrows to move, Enter to pick, Escape to leave; `typed` may make a row of its own of what is typed."""

    CSS_PATH = "picker.tcss"

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        lead_width: int = 0,
        start: str = "",
        preview: Callable[[str], None] | None = None,
        typed: Callable[[str], Item | None] = lambda _text: None,
    ) -> None:
        super().__init__()
        self._typed = typed
        self._title, self._items, self._start, self._preview = title, list(items), start, preview
        self._line, self._narrowed = Typed(placeholder="type to narrow", compact=True), ""
        self.picks = PickList(lead_width)
        self.picks.on_move, self.picks.on_pick = self._moved, self._pick

    def compose(self) -> ComposeResult:
        """A title with the input beside it, and the rows."""
        with Vertical(id="picker"):
            yield Static(Content(self._title), id="picker-title", markup=False)
            yield self._line
            yield self.picks

    def on_mount(self) -> None:
        """Show every row, and take the keys."""
        self.picks.show(self._items, self._start)
        self.set_focus(self._line)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the rows that have every word in them; headings only while nothing is typed."""
        event.stop()
        self.narrow()

    def narrow(self) -> None:
        """Show the rows that what is typed by now leaves, what begins so first; the message that it has changed may still be on its way."""
        if self._line.value == self._narrowed:
            return
        self._narrowed = self._line.value
        words = self._narrowed.casefold().split()
        if not words:
            self.picks.show(self._items, self._start)
            return
        kept = [item for item in self._items if item.id and all(word in _all_text(item) for word in words)]
        kept.sort(key=lambda item: _distance(item, words))
        own = self._typed(self._narrowed)
        found = [own, *kept] if own is not None else kept
        self.picks.show(found or [Item("", "nothing has these words · ↑ ↓ choose, Esc leaves")])
        self._moved()

    def pressed(self, event: events.Key) -> bool:
        """Move in the list although the keys go to the input."""
        self.narrow()
        moves: dict[str, Callable[[], object]] = {
            "down": self.picks.key_down, "up": self.picks.key_up, "ctrl+n": self.picks.key_down, "ctrl+p": self.picks.key_up,
            "tab": self.picks.key_down, "shift+tab": self.picks.key_up,
            "pagedown": lambda: self.picks.whole_page(1), "pageup": lambda: self.picks.whole_page(-1),
            "enter": self._pick, "escape": lambda: self.dismiss(None), "ctrl+g": lambda: self.dismiss(None),
        }  # fmt: skip
        if event.key in moves:
            moves[event.key]()
        return event.key in moves

    def _moved(self) -> None:
        if self._preview is not None:
            self.set_timer(PREVIEW_SECONDS, self._show_preview)

    def _show_preview(self) -> None:
        item = self.picks.current
        if item is not None and self._preview is not None and self.is_active:
            self._preview(item.id)

    def _pick(self) -> None:
        item = self.picks.current
        if item is not None and self.is_active:
            self.dismiss(item.id)


def _all_text(item: Item) -> str:
    return f"{item.lead} {item.text} {item.tail} {item.id}".casefold()


def _distance(item: Item, words: list[str]) -> int:
    """How far a row is from what was typed: its key or name itself, its beginning, beginnings of its words, something within."""
    text = item.text.casefold()
    if " ".join(words) in (*item.lead.casefold().split(), *item.tail.casefold().split()):
        return 0
    if text.startswith(" ".join(words)):
        return 1
    return 2 if all(f" {word}" in f" {text}" for word in words) else 3
