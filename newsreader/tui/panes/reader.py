"""The reader pane: one article in a measure of its own, laid out as far as it is looked at; nothing moves under the reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from newsreader.library.opened import Opened
from newsreader.model.article import Article
from newsreader.render.lines import Lines, Place, no_room, to_lines
from newsreader.text.clean import clean
from newsreader.text.width import fit, width
from newsreader.tui.messages import PaneClicked
from newsreader.tui.panes.found import Finder, Match
from newsreader.tui.panes.lines import GAP, LinePane
from newsreader.tui.panes.paint import Look, paint
from newsreader.tui.pictures.rows import closed_pictures, holds_picture, paint_row

if TYPE_CHECKING:
    from newsreader.tui.pictures.shelf import Shelf

WIDTHS = (60, 72, 84, 100)
_TOP, _BOTTOM = 1, 2  # rows of air above and below the article
_AT_ONCE = 800  # lines laid out before the first frame; the rest follows in slices
_SLICE = 0.006  # seconds
_START: Place = (-1, 0.0)


@dataclass
class LinkChosen(Message):
    """A link of the article was chosen: its number, and where it leads."""

    number: int
    url: str


class ReaderPane(LinePane):
    """Shows what was opened; scrolls by line, half page and page, finds words, numbers links, shows what was hidden."""

    ALLOW_SELECT = True

    def __init__(self, *, id: str = "reader", measure: int = 72) -> None:  # noqa: A002
        super().__init__(id=id)
        self.active = False
        self.measure = measure
        self.opened: Opened | None = None
        self.pending: Opened | None = None
        self.show_hidden = False
        self.shelf: Shelf | None = None
        self._lines: Lines | None = None
        self._message = ""
        self._note = ""
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._looks: dict[Look, Style] = {}
        self._kept: tuple[int, Place] | None = None  # a scroll position and the place it stands for, until the reader scrolls
        self._needle = ""
        self._finder: Finder | None = None
        self._matches: tuple[Match, ...] = ()
        self._marked: dict[int, list[tuple[int, int, int]]] = {}
        self._current = 0
        self._origin = 0  # the top line where the find began, so that typing on does not wander

    # What is shown

    def show(self, opened: Opened, *, keep_place: bool = False, place: Place | None = None) -> None:
        """Show an entry from its top, or from `place`.

        With `keep_place` it is a later text of the entry that is shown: it takes its place only if the reader is still at the top, else
        it waits in `pending`.
        """
        same = self.opened is not None and self.opened.entry.headline.id == opened.entry.headline.id
        if keep_place and same and self.opened is not None and self._lines is not None:
            if opened.article is None or opened.article == self.opened.article:
                self.opened = opened
                self._say(opened)
                return
            if self._scrolled:
                self.pending = opened
                self._note = "the full article is ready · gg shows it" if opened.source == "page" else "a newer text is ready · gg shows it"
                self.refresh()
                return
        self.opened, self.pending = opened, None
        self._message = "" if opened.article else clean(opened.page_error or "") or "getting the article …"
        if not same:
            self.show_hidden = False
            self._needle, self._matches = "", ()
        self._lay_out(place or _START)
        self._say(opened)

    def clear(self, message: str = "") -> None:
        """Show no article but a sentence."""
        self.opened = self.pending = self._lines = None
        self._message, self._note, self._needle, self._matches = clean(message), "", "", ()
        self._lay_out(_START)

    def take_pending(self) -> bool:
        """Show the text that waits, from its top; False if none does."""
        if self.pending is None:
            return False
        opened, self.pending = self.pending, None
        self.show(opened)
        return True

    def toggle_hidden(self) -> bool:
        """Show what was hidden in its place, or hide it again; True if it is shown now."""
        self.show_hidden = not self.show_hidden
        self._lay_out(self.place)
        return self.show_hidden

    def cycle_width(self) -> int:
        """The next text width in columns."""
        self.set_width(next((cells for cells in WIDTHS if cells > self.measure), WIDTHS[0]))
        return self.measure

    def set_width(self, columns: int) -> None:
        """Another text width, with the same place at the top."""
        place, self.measure = self.place, columns
        self._lay_out(place)

    def set_active(self, active: bool) -> None:
        """Know whether the keys go here."""
        self.active = active

    def forget(self) -> None:
        """Drop what was drawn in the old colours."""
        self._strips.clear()
        self._looks.clear()
        super().forget()

    # Where the reader is

    @property
    def place(self) -> Place:
        """The place of the top line, which survives another width."""
        top = round(self.scroll_y)
        if self._lines is None or not len(self._lines) or not top:
            return _START
        if self._kept is not None and self._kept[0] == top:
            return self._kept[1]
        return self._lines.place(max(0, top - _TOP))

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of the article's links; link 1 is the first."""
        if self._lines is None:
            return ()
        self._lines.finish()
        return self._lines.links

    @property
    def progress(self) -> float:
        """How far the article is read, 0 to 1; 1 where it is seen whole."""
        if self._lines is None:
            return 0.0
        most = self.virtual_size.height - self.size.height
        return 1.0 if most <= 0 else min(1.0, self.scroll_y / most)

    @property
    def at_end(self) -> bool:
        """Whether the last line is seen."""
        if self._lines is None:
            return True
        self._reach(round(self.scroll_y) + self.size.height + _BOTTOM)
        return self._lines.done and round(self.scroll_y) + self.size.height >= self.virtual_size.height - _BOTTOM

    @property
    def _scrolled(self) -> bool:
        return round(self.scroll_y) > 0

    # Moving

    def key_down(self) -> bool:
        """A line down."""
        return self._go_by(1)

    def key_up(self) -> bool:
        """A line up."""
        return self._go_by(-1)

    def half_page(self, way: int) -> bool:
        """Half a page, down (1) or up (-1)."""
        return self._go_by(way * max(1, self.size.height // 2))

    def whole_page(self, way: int) -> bool:
        """A page, down (1) or up (-1), two lines of it kept in sight."""
        return self._go_by(way * max(1, self.size.height - 2))

    def page_down(self) -> bool:
        """A page down; False at the end."""
        return not self.at_end and self.whole_page(1)

    def page_up(self) -> bool:
        """A page up; False at the top."""
        return self.whole_page(-1)

    def to_top(self) -> None:
        """To the top; the text that waits is shown there."""
        if not self.take_pending():
            self._go_to(0)

    def to_bottom(self) -> None:
        """To the last line."""
        if self._lines is not None:
            self._lines.finish()
            self._measure()
            self._go_to(self.virtual_size.height)

    def _go_by(self, lines: int) -> bool:
        return self._go_to(round(self.scroll_y) + lines)

    def _go_to(self, y: int) -> bool:
        before = round(self.scroll_y)
        self._reach(y + 3 * self.size.height)
        target = max(0, min(y, self.virtual_size.height - self.size.height))
        self.scroll_to(y=target, animate=False, immediate=True)
        return target != before

    # Links

    def open_link(self, number: int) -> bool:
        """Say that link `number` was chosen; False if there is none."""
        links = self.links
        if not 0 < number <= len(links):
            return False
        self.post_message(LinkChosen(number, links[number - 1]))
        return True

    def link_at(self, x: int, y: int) -> int | None:
        """The number of the link under a cell of the pane."""
        at = y + round(self.scroll_y) - _TOP
        if self._lines is None or not 0 <= at < len(self._lines):
            return None
        column = self._left
        for piece in self._lines[at].pieces:
            if column <= x < column + width(piece.text):
                return piece.link
            column += width(piece.text)
        return None

    def on_click(self, event: events.Click) -> None:
        """Take the keys; a click on a link chooses it, the end of a selection does not."""
        event.stop()
        self.post_message(PaneClicked(self.id or ""))
        number = self.link_at(event.x, event.y)
        if number is not None and not self._selects:
            self.open_link(number)

    @property
    def _selects(self) -> bool:
        selection = self.text_selection
        return selection is not None and selection.start != selection.end

    # Finding

    @property
    def finding(self) -> bool:
        """Whether something is being found."""
        return bool(self._needle)

    def find(self, text: str) -> int:
        """Mark the words in the article and go to the first at or below where the find began; gives how many there are. Empty: no more."""
        if not self._needle:
            self._origin = round(self.scroll_y) - _TOP
        self._needle = " ".join(text.split())
        self._search()
        if self._matches:
            self._go_to_match(next((at for at, match in enumerate(self._matches) if match.line >= self._origin), 0))
        return len(self._matches)

    def next_match(self, step: int = 1) -> bool:
        """Go to the next match (or back), round and round; False where nothing is found."""
        if not self._matches:
            return False
        self._go_to_match((self._current + step) % len(self._matches))
        return True

    def _search(self) -> None:
        self._matches = ()
        if self._needle and self._lines is not None:
            self._finder = self._finder or Finder(self._lines)
            self._measure()
            self._matches = self._finder.find(self._needle)
        self._current = min(self._current, max(0, len(self._matches) - 1))
        self._marked = {}
        for number, match in enumerate(self._matches):
            for line, (start, end) in match.parts:
                self._marked.setdefault(line, []).append((start, end, number))
        self._strips.clear()
        self.refresh()

    def _go_to_match(self, number: int) -> None:
        self._current = number
        self._strips.clear()
        self.refresh()
        line, top = self._matches[number].line + _TOP, round(self.scroll_y)
        if not top + 1 <= line < top + self.size.height - 2:
            self._go_to(line - self.size.height // 3)

    # Layout

    @property
    def _columns(self) -> int:
        """The cells of a line of text: the measure, or what the pane has."""
        air = 8 if self.size.width >= 48 else 3 if self.size.width >= 20 else 2
        return max(1, min(self.measure, self.size.width - air))

    @property
    def _left(self) -> int:
        return max(0, (self.size.width - self._columns) // 2)

    def _lay_out(self, place: Place) -> None:
        """Lay the article out for the pane's width and scroll to a place."""
        self._strips.clear()
        self._finder, self._kept = None, None
        self._lines = None
        y = 0
        if self.opened is not None and self.opened.article is not None and self.size.width:
            reserve = no_room if self.shelf is None else self.shelf.fit(self.size.height)
            self._lines = to_lines(complete(self.opened), self._columns, self.show_hidden, reserve)
            if place != _START:
                y = self._lines.line_at(place) + _TOP
            self._lines.reach(max(_AT_ONCE, y + 3 * self.size.height))
            self._later()
        self._measure()
        self._search()
        self.scroll_to(y=y, animate=False, immediate=True)
        if y:
            self._kept = round(self.scroll_y), place
        self.refresh()

    def _measure(self) -> None:
        """Tell the toolkit how far one can scroll, without a layout of the whole screen: the pane's own size stays as it is."""
        height = len(self._lines) + _TOP + _BOTTOM if self._lines is not None else 0
        if self.virtual_size.height != height or self.virtual_size.width != self.size.width:
            self.set_reactive(ReaderPane.virtual_size, Size(self.size.width, height))
            self.refresh(Region(self.size.width - 1, 0, 1, self.size.height))
        if self.shelf is not None:
            self.shelf.laid_out()

    def _reach(self, y: int) -> None:
        if self._lines is not None and not self._lines.done:
            self._lines.reach(y)
            self._measure()

    def _later(self) -> None:
        if self._lines is not None and not self._lines.done:
            self.set_timer(0.02, self._go_on)

    def _go_on(self) -> None:
        """Lay out more of a long article, without ever taking a frame's time."""
        until = perf_counter() + _SLICE
        while self._lines is not None and self._lines.lay_out_block() and perf_counter() < until:
            pass
        self._measure()
        self._later()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the top line's block in sight in another size."""
        if self._lines is None or self._lines.width != self._columns:
            self._lay_out(self.place)
        else:
            self._strips.clear()
            self._measure()
            self.refresh()

    def lay_out_again(self) -> None:
        """Give pictures room, or take it from them, with the same place at the top."""
        self._lay_out(self.place)

    def repaint(self) -> None:
        """Draw again what is seen: a picture has come."""
        self._strips.clear()
        self.refresh()

    def closed_in_view(self) -> set[str]:
        """The pictures that only words stand for in what is seen."""
        top = max(0, round(self.scroll_y) - _TOP)
        lines = self._lines
        return closed_pictures(lines[at] for at in range(top, min(len(lines), top + self.size.height))) if lines is not None else set()

    def _say(self, opened: Opened) -> None:
        """Tell in the last row why the page could not be had."""
        error = clean(opened.page_error or "")
        self._note = f"{error} · this is the feed's own text" if error and opened.article and opened.source != "page" else ""
        self.refresh()

    # Drawing

    def line(self, y: int, width: int, base: Style) -> Strip:
        """Draw a row of the screen."""
        if self._note and y == self.size.height - 1 and self.size.height > 3:
            return Strip([Segment(fit(f" {self._note}", width), self.style("warning", on="status-ground"))], width)
        if self._lines is None:
            return self._message_line(y, width, base)
        at, thumb = y + round(self.scroll_y) - _TOP, self.in_thumb(y)
        key = (at, thumb)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > 1000:
                self._strips.clear()
            strip = self._strips[key] = self._draw(at, thumb, width, base)
        return self.highlighted(strip, at + _TOP) if self._selects else strip

    def _draw(self, at: int, thumb: bool, width: int, base: Style) -> Strip:
        segments = [Segment(" " * self._left, base)]
        if self._lines is not None and 0 <= at < len(self._lines):
            line = self._lines[at]
            marks = [(start, end, number == self._current) for start, end, number in self._marked.get(at, ())]
            if self.shelf is not None and holds_picture(line):
                segments += paint_row(line, self.shelf, self._look, base)
            else:
                segments += paint(line, self._look, marks)
        row = Strip(segments)
        room = width - 1
        row = row.crop(0, room) if row.cell_length > room else row
        end = Segment("▐", self.style("scrollbar")) if thumb else Segment(" ", base)
        return Strip([*row, Segment(" " * (room - row.cell_length), base), GAP, end], width)

    def _message_line(self, y: int, width: int, base: Style) -> Strip:
        if y != max(1, self.size.height // 3) or not self._message:
            return Strip.blank(width, base)
        text = fit(self._message, min(width, max(1, len(self._message) * 2))).rstrip()
        left = max(0, (width - Segment(text).cell_length) // 2)
        return Strip([Segment(" " * left, base), Segment(text, self.style("dim"))]).adjust_cell_length(width, base)

    def _look(self, look: Look) -> Style:
        style = self._looks.get(look)
        if style is None:
            color, ground, looks = look
            style = self._looks[look] = self.style(
                color, on=ground, bold="bold" in looks, italic="italic" in looks, underline="underline" in looks, strike="strike" in looks
            )
        return style

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, without the margin."""
        if self._lines is None:
            return None
        first = max(0, (selection.start.y if selection.start else 0) - _TOP)
        last = len(self._lines) - 1 if selection.end is None else min(len(self._lines) - 1, selection.end.y - _TOP)
        rows = []
        for at in range(first, last + 1):
            start, end = selection.get_span(at + _TOP) or (0, 0)
            rows.append(self._lines[at].text[max(0, start - self._left) : None if end == -1 else max(0, end - self._left)].rstrip())
        return "\n".join(rows), "\n"


def complete(opened: Opened) -> Article:
    """The article with what the headline knows where the page says nothing; the feed's name is the one the reader gave it."""
    article, row = opened.article or Article(), opened.entry.headline
    return replace(
        article,
        title=article.title or row.title,
        site=row.feed or article.site,
        byline=article.byline or row.author,
        published=article.published or datetime.fromtimestamp(row.published).isoformat(timespec="minutes"),
        words=article.words or row.words,
    )
