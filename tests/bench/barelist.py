"""The list that the reader's keys are measured against: Textual with one pane of rows, a cursor and a line that tells the row.

    python -m tests.bench.barelist ROWS
"""

from __future__ import annotations

import sys

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

_CURSOR = Style(reverse=True)


class Rows(ScrollView):
    """Rows of words, drawn as they are looked at."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count, self.cursor = count, 0

    def on_mount(self) -> None:
        """As high as its rows."""
        self.virtual_size = Size(self.size.width, self.count)

    def render_line(self, y: int) -> Strip:
        """A row."""
        index = y + round(self.scroll_y)
        text = f" {index:>7} a headline with a handful of words in it ".ljust(self.size.width)
        return Strip([Segment(text, _CURSOR if index == self.cursor else None)], self.size.width)

    def down(self) -> None:
        """The next row."""
        self.cursor = min(self.cursor + 1, self.count - 1)
        if self.cursor >= round(self.scroll_y) + self.size.height:
            self.scroll_to(y=self.cursor - self.size.height + 1, animate=False, immediate=True)
        self.refresh()


class BareList(App[None]):
    """The rows and a line below them."""

    CSS = "Rows { height: 1fr; } Static { height: 1; }"

    def __init__(self, count: int) -> None:
        super().__init__()
        self.rows = Rows(count)
        self.place = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """One above the other."""
        yield self.rows
        yield self.place

    def on_mount(self) -> None:
        """Tell the first row."""
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """`j` goes down."""
        if event.key == "j":
            self.rows.down()
            self._tell()

    def _tell(self) -> None:
        self.place.update(f"{self.rows.cursor + 1:,}/{self.rows.count:,}")


if __name__ == "__main__":
    BareList(int(sys.argv[1])).run()
