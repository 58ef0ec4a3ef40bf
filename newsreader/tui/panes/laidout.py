"""A pane that lays an article out for its width, as far as it is looked at; nothing moves under the reader."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Region, Size
from textual.timer import Timer

from newsreader.model.article import Article
from newsreader.render.hyphens import Hyphenate, Hyphens
from newsreader.render.lines import Lines, Place, no_room, to_lines
from newsreader.tui.panes.lines import LinePane

if TYPE_CHECKING:
    from newsreader.tui.pictures.shelf import Shelf

FindLine = Callable[[Lines], int]
"""Finds the line to begin with in lines that were just made."""
WIDTHS = (60, 72, 84, 100)
NARROW = 60  # columns up to which long words are hyphenated
TOP, BOTTOM = 1, 2  # rows of air above and below the text
START: Place = (-2, 0.0)  # above the first line, which is (-1, 0.0)
NEAR = 400  # blocks to the end that are laid out at once where a key asks for them
_FAR = 40  # blocks from the top from which an article is laid out from the place that is looked at, not from its start
_SLICE = 0.006  # seconds
_MOMENT = 0.010  # seconds of CPU that a key may wait for what is below


class LaidOutPane(LinePane):
    """Has an article's lines, more of them the longer it is looked at, and keeps its place in them over another width."""

    def __init__(self, *, id: str, measure: int = 72) -> None:  # noqa: A002
        super().__init__(id=id)
        self.measure = measure
        self.show_hidden = False
        self.own = ""
        """The user's note on what is shown."""
        self.hyphens: Hyphens | None = None
        self.shelf: Shelf | None = None
        self.lines: Lines | None = None
        self.follows = False
        """Whether the end is wanted, and will be gone to as soon as it is laid out."""
        self._waiting: Timer | None = None  # for the next slice of what is not laid out yet
        self._unseen: tuple[Place, FindLine | None] = START, None  # where to scroll to once the pane has a size
        self._kept: tuple[int, Place] | None = None  # a scroll position and the place it stands for, until the reader scrolls

    # What is to be known of lines that are made

    def new_lines(self) -> None:
        """Other lines are there than before."""

    def more_lines(self) -> bool:
        """More lines are there than before; whether there is more to do with them."""
        return False

    def drop_rows(self) -> None:
        """Rows that were drawn stand for other lines now."""

    def lines_above(self, count: int) -> None:
        """So many lines were put above, and all numbers of lines are higher by that."""
        self.drop_rows()
        top = round(self.scroll_y)
        self._measure()
        self.scroll_to(y=top + count, animate=False, immediate=True)
        if self._kept is not None:
            self._kept = (round(self.scroll_y), self._kept[1]) if self._kept[0] == top else None

    # Where the reader is

    @property
    def place(self) -> Place:
        """The place of the top line, which survives another width."""
        top = round(self.scroll_y)
        if self.lines is None or not len(self.lines) or (not top and self.lines.begun):
            return START
        if self._kept is not None and self._kept[0] == top:
            return self._kept[1]
        return self.lines.place(max(0, top - TOP))

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
        self.drop_rows()
        self._kept, self.lines, self.follows = None, None, False
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
            self.set_reactive(LinePane.virtual_size, Size(self.size.width, height))
            self.refresh(Region(self.size.width - 1, 0, 1, self.size.height))
        if self.shelf is not None:
            self.shelf.laid_out()

    def reach(self, y: int) -> None:
        """Lay out what there is up to a row."""
        if self.lines is not None and not self.lines.ended:
            self.lines.reach(y)
            self._measure()

    def reach_end(self) -> bool:
        """Lay out what is below, as far as it takes no more than a moment; whether the end is there."""
        lines = self.lines
        if lines is None or self.article is None or lines.blocks.stop + NEAR < len(self.article.blocks):
            return False
        until = thread_time() + _MOMENT
        while not lines.ended and thread_time() < until:
            lines.lay_out_part()
        self._measure()
        return lines.ended

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
        if self.follows:
            self.scroll_to(y=self.virtual_size.height, animate=False, immediate=True)
            self.follows = not lines.ended
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
            self.drop_rows()
            self._measure()
            self.refresh()
