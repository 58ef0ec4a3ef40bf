"""A pane of running text in a measure of its own: scrolled, drawn, and known to the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.selection import Selection
from textual.strip import Strip

from newsreader.render.lines import Line
from newsreader.text.width import width
from newsreader.tui.panes.laidout import BOTTOM, NEAR, TOP, LaidOutPane
from newsreader.tui.panes.lines import GAP
from newsreader.tui.panes.paint import Look, Marked, paint
from newsreader.tui.panes.visual import character_at, places, reordered
from newsreader.tui.pictures.rows import closed_pictures, holds_picture, paint_row

_WHEEL = 3  # lines


class TextPane(LaidOutPane):
    """Scrolls an article by line, half page and page, and draws what is seen of it."""

    ALLOW_SELECT = True

    def __init__(self, *, id: str, measure: int = 72) -> None:  # noqa: A002
        super().__init__(id=id, measure=measure)
        self.active = False
        self.on_move: Callable[[], object] = lambda: None
        """Hears of every scrolling by key or wheel."""
        self.on_drawn: Callable[[], object] = lambda: None
        """Hears whenever rows are drawn."""
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._looks: dict[Look, Style] = {}

    # What a pane of text says of itself

    def marks(self, _at: int) -> Sequence[Marked]:
        """What is marked in a line, such as what was found."""
        return ()

    def dressed(self, line: Line, _at: int) -> Line:
        """A line as it is drawn, such as with hints over its links."""
        return line

    def drop_rows(self) -> None:
        """Draw rows anew when they are seen again."""
        self._strips.clear()

    def set_active(self, active: bool) -> None:
        """Know whether the keys go here."""
        self.active = active

    def forget(self) -> None:
        """Drop what was drawn in the old colours."""
        self._strips.clear()
        self._looks.clear()
        super().forget()

    def repaint(self) -> None:
        """Draw again what is seen."""
        self._strips.clear()
        self.refresh()

    # Where the reader is

    @property
    def top_line(self) -> int:
        """The line of the text at the pane's top; 0 above the first."""
        return max(0, round(self.scroll_y) - TOP)

    @property
    def caret(self) -> Offset:
        """The start of the first line that is seen."""
        return self.region.offset + Offset(self.left, max(0, TOP - round(self.scroll_y)))

    @property
    def progress(self) -> float:
        """How far the article is read, 0 to 1; 1 where it is seen whole."""
        if self.lines is None:
            return 0.0
        most = self.virtual_size.height - self.size.height
        return 1.0 if most <= 0 else self.lines.share(min(1.0, self.scroll_y / most))

    @property
    def at_end(self) -> bool:
        """Whether the last line is seen."""
        if self.lines is None:
            return True
        self.reach(round(self.scroll_y) + self.size.height + BOTTOM)
        return self.lines.ended and round(self.scroll_y) + self.size.height >= self.virtual_size.height - BOTTOM

    @property
    def scrolled(self) -> bool:
        """Whether the pane is anywhere but at the top."""
        return round(self.scroll_y) > 0 or (self.lines is not None and not self.lines.begun)

    @property
    def seen(self) -> range:
        """The lines that are seen."""
        end = 0 if self.lines is None else min(len(self.lines), round(self.scroll_y) - TOP + self.size.height)
        return range(min(self.top_line, end), end)

    def closed_in_view(self) -> set[str]:
        """The pictures that only words stand for in what is seen."""
        lines = self.lines
        return set() if lines is None else closed_pictures(lines[at] for at in self.seen)

    # Moving

    def key_down(self) -> bool:
        """A line down."""
        return self.go_by(1)

    def key_up(self) -> bool:
        """A line up."""
        return self.go_by(-1)

    def half_page(self, way: int) -> bool:
        """Half a page, down (1) or up (-1)."""
        return self.go_by(way * max(1, self.size.height // 2))

    def whole_page(self, way: int) -> bool:
        """A page, down (1) or up (-1), two lines of it kept in sight."""
        return self.go_by(way * max(1, self.size.height - 2))

    def page_down(self) -> bool:
        """A page down; False at the end."""
        return not self.at_end and self.whole_page(1)

    def page_up(self) -> bool:
        """A page up; False at the top."""
        return self.whole_page(-1)

    def to_top(self) -> None:
        """To the top."""
        if self.lines is not None and not self.lines.begun:
            self.lay_out(self.article)
            self.on_move()
        else:
            self.go_to(0)

    def to_bottom(self) -> None:
        """To the last line; where much has to be laid out before, as soon as it is."""
        if self.lines is None or self.article is None:
            return
        if not self.reach_end():
            last = len(self.article.blocks) - 1
            if self.lines.blocks.stop + NEAR < last:
                self.lay_out(self.article, (last, 0.0))
            self.reach_end()
        self.go_to(self.virtual_size.height)
        self.follows = not self.lines.ended

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls by three lines, and lays out what it comes to."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel, the other way."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        event.prevent_default()
        self.go_by(lines)

    def go_by(self, lines: int) -> bool:
        """Scroll by so many lines; False where there are none."""
        return self.go_to(round(self.scroll_y) + lines)

    def go_to(self, y: int) -> bool:
        """Scroll so that row `y` is at the top, as far as there are rows; False where that is so already."""
        self.follows = False
        if y < self.size.height and self.lines is not None and not self.lines.begun:
            y += self.lines.reach_above(2 * self.size.height)
        before = round(self.scroll_y)
        self.reach(y + 3 * self.size.height)
        target = max(0, min(y, self.virtual_size.height - self.size.height))
        self.scroll_to(y=target, animate=False, immediate=True)
        self.on_move()
        return target != before

    def show_line(self, number: int) -> None:
        """Scroll to a line unless it is well in sight."""
        line, top = number + TOP, round(self.scroll_y)
        if not top + 1 <= line < top + self.size.height - 2:
            self.go_to(line - self.size.height // 3)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw rows, and tell that they were drawn."""
        self.on_drawn()
        return super().render_lines(crop)

    def text_line(self, y: int, cells: int, base: Style) -> Strip:
        """Draw a row of the screen."""
        at, thumb = y + round(self.scroll_y) - TOP, self.in_thumb(y)
        key = (at, thumb)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > 1000:
                self._strips.clear()
            strip = self._strips[key] = self._draw(at, thumb, cells, base)
        return self.highlighted(strip, at + TOP) if self.selects else strip

    def _draw(self, at: int, thumb: bool, cells: int, base: Style) -> Strip:
        segments = [Segment(" " * self.left, base)]
        if self.lines is not None and 0 <= at < len(self.lines):
            line = self.dressed(self.lines[at], at)
            if self.shelf is not None and holds_picture(line):
                segments += paint_row(line, self.shelf, self.look, base)
            else:
                painted = paint(line, self.look, self.marks(at))
                order = places(line) if self.bidi else ()
                segments += reordered(painted, order) if order else painted
        row = Strip(segments)
        room = cells - 1
        row = row.crop(0, room) if row.cell_length > room else row
        end = Segment("▐", self.style("scrollbar")) if thumb else Segment(" ", base)
        return Strip([*row, Segment(" " * (room - row.cell_length), base), GAP, end], cells)

    def look(self, look: Look) -> Style:
        """The theme's style for a look."""
        style = self._looks.get(look)
        if style is None:
            color, ground, looks = look
            style = self._looks[look] = self.style(
                color, on=ground, bold="bold" in looks, italic="italic" in looks, underline="underline" in looks, strike="strike" in looks
            )
        return style

    # What the mouse points at

    def link_at(self, x: int, y: int) -> int | None:
        """The number of the link under a cell of the pane."""
        at = y + round(self.scroll_y) - TOP
        if self.lines is None or not 0 <= at < len(self.lines):
            return None
        line, column = self.lines[at], x - self.left
        order = places(line) if self.bidi else ()
        aim = character_at(order, column) if order else None
        for piece in line.pieces:
            size = len(piece.text) if order else width(piece.text)
            if 0 <= (column if aim is None else aim) < size:
                return piece.link
            column, aim = column - size, None if aim is None else aim - size
        return None

    def character(self, at: int, column: int) -> int:
        """The character of a line that is drawn in a column of the text."""
        order = places(self.lines[at]) if self.bidi and self.lines is not None and 0 <= at < len(self.lines) else ()
        found = character_at(order, column) if order else column
        return column if found is None else found

    def in_order(self, strip: Strip) -> Strip:
        """A row as it was drawn, which is in visual order."""
        return strip

    @property
    def selects(self) -> bool:
        """Whether the mouse has selected something."""
        selection = self.text_selection
        return selection is not None and selection.start != selection.end

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected rows, without the margin."""
        if self.lines is None:
            return None
        first = max(0, (selection.start.y if selection.start else 0) - TOP)
        last = len(self.lines) - 1 if selection.end is None else min(len(self.lines) - 1, selection.end.y - TOP)
        rows = []
        for at in range(first, last + 1):
            start, end = selection.get_span(at + TOP) or (0, 0)
            rows.append(self.lines[at].text[max(0, start - self.left) : None if end == -1 else max(0, end - self.left)].rstrip())
        return "\n".join(rows), "\n"
