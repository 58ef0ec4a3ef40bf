"""A pane of rows of one height with a cursor: where a row stands is arithmetic, whatever their number."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from newsreader.tui.panes.lines import GAP, LinePane

BAR = "▌"
MOST_DRAWN = 250
"""Lines that are kept as they were drawn: a few screens of them, at 3 KB each."""


class RowPane(LinePane):
    """The cursor moves by key or click alone; subclasses say how many rows there are and draw one."""

    row_height = 1

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.cursor = 0
        self.active = False
        self._drawn: dict[tuple[int, int, bool, bool], Strip] = {}
        self._drawn_width = 0

    @property
    def head(self) -> int:
        """Rows at the top that don't scroll."""
        return 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_lines(self, index: int, width: int, ground: str | None) -> list[list[Segment]]:
        """Draw a row: a list of segments, `width` cells wide, for each of its lines; `ground` names the colour under it."""
        raise NotImplementedError

    def head_line(self, y: int, width: int, base: Style) -> Strip:
        """Draw a row of the head."""
        raise NotImplementedError

    def passable(self, index: int) -> bool:
        """Whether the cursor may stand on a row."""
        return 0 <= index < self.count

    def chosen(self, index: int) -> bool:
        """Whether a row is one of those that the next mark is for, besides the cursor's."""
        return False

    def moved(self) -> None:
        """The reader moved the cursor."""

    def line(self, y: int, width: int, base: Style) -> Strip:
        """Draw a row of the screen."""
        if y < self.head:
            return self.head_line(y, width, base)
        at = y - self.head + round(self.scroll_y)
        index, part = divmod(at, self.row_height)
        if index >= self.count:
            return self.below(at - self.count * self.row_height, width, base)
        if width != self._drawn_width or len(self._drawn) > MOST_DRAWN:
            self._drawn.clear()
            self._drawn_width = width
        key = (index, part, index == self.cursor, self.in_thumb(y, self.head))
        if key not in self._drawn:
            for number, strip in enumerate(self._draw(index, width, base, y - part)):
                self._drawn.setdefault((index, number, key[2], self.in_thumb(y - part + number, self.head)), strip)
        return self._drawn[key]

    def below(self, lines: int, width: int, base: Style) -> Strip:
        """Draw what is below the last row."""
        return Strip.blank(width, base)

    def _draw(self, index: int, width: int, base: Style, top: int) -> list[Strip]:
        """Every line of a row whose first one is row `top` of the screen."""
        selected = index == self.cursor and self.passable(index)
        chosen = self.chosen(index)
        ground = "selection" if selected or chosen else None
        if width < 4:
            return [Strip.blank(width, self.style("foreground", on=ground) if ground else base)] * self.row_height
        bar = Segment(BAR, self.style("accent-bar" if self.active else "dim", on=ground)) if selected else Segment(" ", base)
        if chosen and not selected:
            bar = Segment("│", self.style("accent-bar", on=ground))
        thumb, plain = Segment("▐", self.style("scrollbar")), Segment(" ", self.style("foreground", on=ground))
        return [
            Strip([bar, *line, GAP, thumb if self.in_thumb(top + number, self.head) else plain], width)
            for number, line in enumerate(self.row_lines(index, width - 2, ground))
        ]

    def redraw(self) -> None:
        """Draw every row anew, since what they show has changed."""
        self._drawn.clear()
        self.refresh()

    def redraw_rows(self, indexes: Collection[int]) -> None:
        """Draw some rows anew, of those only the ones that are seen."""
        top, wanted = round(self.scroll_y), frozenset(indexes)
        for key in [key for key in self._drawn if key[0] in wanted]:
            del self._drawn[key]
        first, last = top // self.row_height, (top + self.size.height - self.head) // self.row_height
        lines = [index * self.row_height - top + self.head for index in range(first, last + 1) if index in wanted]
        if lines:
            self.refresh(*(Region(0, max(self.head, y), self.size.width, self.row_height) for y in lines))

    def forget(self) -> None:
        """Drop what was drawn in the old colours."""
        self._drawn.clear()
        super().forget()

    def measure(self) -> None:
        """Tell the toolkit how long the rows are, and keep the cursor on one of them."""
        self.virtual_size = Size(self.size.width, self.count * self.row_height + self.head)
        self.cursor = max(0, min(self.cursor, self.count - 1))

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in sight in another size."""
        self.measure()
        self.redraw()
        self.show_cursor()

    def set_active(self, active: bool) -> None:
        """Show by the accent whether the keys go here."""
        if active != self.active:
            self.active = active
            self.redraw()

    def show_cursor(self) -> None:
        """Scroll to the cursor, as little as needed."""
        if self.size.height <= self.head:
            return
        first = self.cursor * self.row_height
        self.show_row(first, first + self.row_height - 1, self.head)

    @property
    def caret(self) -> Offset:
        """The cell where the cursor's row begins."""
        return self.region.offset + Offset(1, self.head + self.cursor * self.row_height - round(self.scroll_y))

    def move_to(self, index: int) -> bool:
        """Put the cursor on a row; False where it can't stand."""
        if index == self.cursor or not self.passable(index):
            return False
        old, self.cursor = self.cursor, index
        top = round(self.scroll_y)
        self.show_cursor()
        if round(self.scroll_y) == top:
            for row in (old, index):
                y = row * self.row_height - top + self.head
                self.refresh(Region(0, max(self.head, y), self.size.width, self.row_height))
        self.moved()
        return True

    def move_by(self, step: int) -> bool:
        """Move over `step` rows, over those where it can't stand, as far as there are any."""
        way = 1 if step > 0 else -1
        target = max(0, min(self.cursor + step, self.count - 1))
        for index in chain(range(target, self.count if way > 0 else -1, way), range(target, self.cursor, -way)):
            if self.passable(index):
                return self.move_to(index)
        return False

    @property
    def page(self) -> int:
        """Rows that are seen at once."""
        return max(1, (self.size.height - self.head) // self.row_height)

    def key_down(self) -> bool:
        """Next row."""
        return self.move_by(1)

    def key_up(self) -> bool:
        """Previous row."""
        return self.move_by(-1)

    def half_page(self, way: int) -> bool:
        """Half a page, down (1) or up (-1)."""
        return self.move_by(way * max(1, self.page // 2))

    def whole_page(self, way: int) -> bool:
        """A page, down (1) or up (-1)."""
        return self.move_by(way * max(1, self.page - 1))

    def to_top(self) -> None:
        """First row."""
        self.move_by(-self.count)

    def to_bottom(self) -> None:
        """Last row."""
        self.move_by(self.count)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        from newsreader.tui.messages import PaneClicked  # with the first click: the first frame does without

        event.stop()
        self.post_message(PaneClicked(self.id or ""))
        if event.y >= self.head:
            index = (event.y - self.head + round(self.scroll_y)) // self.row_height
            if self.passable(index):
                self.move_to(index)
                self.clicked(index, event.x)

    def clicked(self, index: int, x: int) -> None:
        """A row was clicked."""
