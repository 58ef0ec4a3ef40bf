"""A pane of running text in a measure of its own, laid out as far as it is looked at; nothing moves under the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from newsreader.model.article import Article
from newsreader.render.hyphens import Hyphenate, Hyphens
from newsreader.render.lines import Line, Lines, Place, no_room, to_lines
from newsreader.text.width import width
from newsreader.tui.panes.lines import GAP, LinePane
from newsreader.tui.panes.paint import Look, Marked, paint
from newsreader.tui.panes.visual import character_at, places, reordered
from newsreader.tui.pictures.rows import closed_pictures, holds_picture, paint_row

if TYPE_CHECKING:
    from newsreader.tui.pictures.shelf import Shelf

FindLine = Callable[[Lines], int]
"""Finds the line to begin with in lines that were just made."""
WIDTHS = (60, 72, 84, 100)
NARROW = 60  # columns up to which long words are hyphenated
TOP, BOTTOM = 1, 2  # rows of air above and below the text
START: Place = (-2, 0.0)  # above the first line, which is (-1, 0.0)
_FAR = 40  # blocks from the top from which an article is laid out from the place that is looked at, not from its start
_NEAR = 400  # blocks to the end that are laid out at once where a key asks for them
_SLICE = 0.006  # seconds
_MOMENT = 0.010  # seconds of CPU that a key may wait for what is below
_WHEEL = 3  # lines


class TextPane(LinePane):
    """Lays an article out, scrolls it by line, half page and page, and draws what is seen of it."""

    ALLOW_SELECT = True

    def __init__(self, *, id: str, measure: int = 72) -> None:  # noqa: A002
        super().__init__(id=id)
        self.active = False
        self.measure = measure
        self.show_hidden = False
        self.own = ""
        """The user's note on what is shown."""
        self.hyphens: Hyphens | None = None
        self.shelf: Shelf | None = None
        self.on_move: Callable[[], object] = lambda: None
        """Hears of every scrolling by key or wheel."""
        self.on_drawn: Callable[[], object] = lambda: None
        """Hears whenever rows are drawn."""
        self.lines: Lines | None = None
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._looks: dict[Look, Style] = {}
        self._follows = False  # whether the end is wanted, and will be gone to as soon as it is laid out
        self._waiting: Timer | None = None  # for the next slice of what is not laid out yet
        self._unseen: tuple[Place, FindLine | None] = START, None  # where to scroll to once the pane has a size
        self._kept: tuple[int, Place] | None = None  # a scroll position and the place it stands for, until the reader scrolls

    # What a pane of text says of itself

    def marks(self, _at: int) -> Sequence[Marked]:
        """What is marked in a line, such as what was found."""
        return ()

    def dressed(self, line: Line, _at: int) -> Line:
        """A line as it is drawn, such as with hints over its links."""
        return line

    def new_lines(self) -> None:
        """Other lines are there than before."""

    def more_lines(self) -> bool:
        """More lines are there than before; whether there is more to do with them."""
        return False

    def lines_above(self, count: int) -> None:
        """So many lines were put above, and all numbers of lines are higher by that."""
        self._strips.clear()
        top = round(self.scroll_y)
        self._measure()
        self.scroll_to(y=top + count, animate=False, immediate=True)
        if self._kept is not None:
            self._kept = (round(self.scroll_y), self._kept[1]) if self._kept[0] == top else None

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
    def place(self) -> Place:
        """The place of the top line, which survives another width."""
        top = round(self.scroll_y)
        if self.lines is None or not len(self.lines) or (not top and self.lines.begun):
            return START
        if self._kept is not None and self._kept[0] == top:
            return self._kept[1]
        return self.lines.place(max(0, top - TOP))

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
        self._reach(round(self.scroll_y) + self.size.height + BOTTOM)
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
            if self.lines.blocks.stop + _NEAR < last:
                self.lay_out(self.article, (last, 0.0))
            self.reach_end()
        self.go_to(self.virtual_size.height)
        self._follows = not self.lines.ended

    def reach_end(self) -> bool:
        """Lay out what is below, as far as it takes no more than a moment; whether the end is there."""
        lines = self.lines
        if lines is None or self.article is None or lines.blocks.stop + _NEAR < len(self.article.blocks):
            return False
        until = thread_time() + _MOMENT
        while not lines.ended and thread_time() < until:
            lines.lay_out_part()
        self._measure()
        return lines.ended

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
        self._follows = False
        if y < self.size.height and self.lines is not None and not self.lines.begun:
            y += self.lines.reach_above(2 * self.size.height)
        before = round(self.scroll_y)
        self._reach(y + 3 * self.size.height)
        target = max(0, min(y, self.virtual_size.height - self.size.height))
        self.scroll_to(y=target, animate=False, immediate=True)
        self.on_move()
        return target != before

    def show_line(self, number: int) -> None:
        """Scroll to a line unless it is well in sight."""
        line, top = number + TOP, round(self.scroll_y)
        if not top + 1 <= line < top + self.size.height - 2:
            self.go_to(line - self.size.height // 3)

    # Layout

    @property
    def columns(self) -> int:
        """The cells of a line of text: the measure, or what the pane has."""
        air = 8 if self.size.width >= 48 else 3 if self.size.width >= 20 else 2
        return max(1, min(self.measure, self.size.width - air))

    @property
    def left(self) -> int:
        """The cells of the left margin."""
        return max(0, (self.size.width - self.columns) // 2)

    def set_width(self, columns: int) -> None:
        """Another text width, with the same place at the top."""
        place, self.measure = self.place, columns
        self.lay_out(self.article, place)

    def cycle_width(self) -> int:
        """The next text width in columns."""
        self.set_width(next((cells for cells in WIDTHS if cells > self.measure), WIDTHS[0]))
        return self.measure

    @property
    def article(self) -> Article | None:
        """What is laid out; None: there is nothing."""
        return None

    def lay_out_again(self) -> None:
        """Give pictures room, or take it from them, with the same place at the top."""
        self.lay_out(self.article, self.place)

    def lay_out(self, article: Article | None, place: Place = START, find: FindLine | None = None) -> None:
        """Lay an article out for the pane's width and scroll to a place, or to the line that `find` gives, which is to be near it."""
        self._strips.clear()
        self._kept, self.lines, self._follows = None, None, False
        self._unseen = (START, None) if self.size.width else (place, find)
        y = 0
        if article is not None and self.size.width:
            reserve = no_room if self.shelf is None else self.shelf.fit(self.size.height)
            first = place[0] if place[0] > _FAR else -1
            lines = to_lines(article, self.columns, self.show_hidden, reserve, first, self._hyphenate(article), self.own)
            if find is not None:
                y = find(lines) + TOP
                place = lines.place(y - TOP)
            elif place != START:
                y = lines.line_at(place) + TOP
            lines.reach(y + 3 * self.size.height)
            if not lines.begun:
                y += lines.reach_above(2 * self.size.height)
            self.lines, lines.on_above = lines, self.lines_above
            self._later()
        self._measure()
        self.new_lines()
        self.scroll_to(y=y, animate=False, immediate=True)
        if y:
            self._kept = round(self.scroll_y), place
        self.refresh()

    def _hyphenate(self, article: Article) -> Hyphenate | None:
        """What breaks the article's long words; nothing in lines that have room enough."""
        return self.hyphens.of(article.language) if self.hyphens is not None and self.columns <= NARROW else None

    def _measure(self) -> None:
        """Tell the toolkit how far one can scroll, without a layout of the whole screen: the pane's own size stays as it is."""
        height = len(self.lines) + TOP + BOTTOM if self.lines is not None else 0
        if self.virtual_size.height != height or self.virtual_size.width != self.size.width:
            self.set_reactive(TextPane.virtual_size, Size(self.size.width, height))
            self.refresh(Region(self.size.width - 1, 0, 1, self.size.height))
        if self.shelf is not None:
            self.shelf.laid_out()

    def _reach(self, y: int) -> None:
        if self.lines is not None and not self.lines.ended:
            self.lines.reach(y)
            self._measure()

    def lay_out_all(self) -> Lines | None:
        """Every line of the article."""
        if self.lines is not None and not self.lines.done:
            self.lines.finish()
            self._measure()
        return self.lines

    def _later(self) -> None:
        if self.lines is not None and not self.lines.done:
            self.look_on()

    def look_on(self) -> None:
        """Go on with what is not done at once, in a moment."""
        if self._waiting is None:
            self._waiting = self.set_timer(0.02, self._go_on)

    def _go_on(self) -> None:
        """Lay out more of a long article and go on with what wants its lines, without ever taking a frame's time."""
        self._waiting = None
        lines, until = self.lines, perf_counter() + _SLICE
        if lines is None:
            return
        while (lines.lay_out_part() or lines.make_above()) and perf_counter() < until:
            pass
        if lines.ended and not lines.make_above():
            lines.put_above()
        self._measure()
        if self._follows:
            self.scroll_to(y=self.virtual_size.height, animate=False, immediate=True)
            self._follows = not lines.ended
        while (busy := self.more_lines()) and perf_counter() < until:
            pass
        if busy or not lines.done:
            self.look_on()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the top line's block in sight in another size."""
        if not self.size.width:
            return  # it is not shown, and keeps what it has until it is
        if self.lines is None:
            self.lay_out(self.article, *self._unseen)
        elif self.lines.width != self.columns:
            self.lay_out(self.article, self.place)
        else:
            self._strips.clear()
            self._measure()
            self.refresh()

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
