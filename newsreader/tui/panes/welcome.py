"""What a library without feeds shows: ways to start, each a key."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from newsreader.text.width import fit
from newsreader.tui.panes.lines import LinePane

_WAYS = (
    ("d", "the demo edition", "bundled news to look around with, without network"),
    ("a", "add a feed", "by its address, or by a page that links one"),
    ("i", "import", "OPML, or newsboat's urls file or directory"),
    ("q", "quit", ""),
)
_WIDE = 74
_NAMES = 20


class WelcomePane(LinePane):
    """A page of its own in the place of the panes."""

    def __init__(self) -> None:
        super().__init__(id="welcome")

    def on_resize(self) -> None:
        """There is nothing to scroll."""
        self.virtual_size = Size(self.size.width, self.size.height)

    def line(self, y: int, width: int, base: Style) -> Strip:
        """Draw the block in the middle; in a narrow window the explanations go, in a low one the air."""
        rows = self._rows(width)
        if len(rows) > self.size.height:
            rows = [row for row in rows if row]
        at = y - max(0, (self.size.height - len(rows)) // 2)
        left = max(1, (width - _WIDE) // 2) if width > _WIDE else 1
        if not 0 <= at < len(rows) or width < 4:
            return Strip.blank(width, base)
        strip = Strip([Segment(" " * left, base), *rows[at]])
        return strip.crop(0, width) if strip.cell_length > width else strip

    def _rows(self, width: int) -> list[list[Segment]]:
        plain, dim, key = self.style("foreground"), self.style("dim"), self.style("primary", bold=True)
        question = "There are no feeds yet. How would you like to start?" if width >= 56 else "No feeds yet. Start with"
        rows = [[Segment("newsreader", key)], [], [Segment(question, plain)], []]
        for letter, name, about in _WAYS:
            row = [Segment(f"{letter}  ", key), Segment(fit(name, _NAMES), plain)]
            rows.append([*row, Segment(about, dim)] if width >= _WIDE else row)
        more = "Esc looks around · ? shows every key" if width >= 40 else "? every key"
        return [*rows, [], [Segment(more, dim)]]
