"""The reader pane: one article, what is found in it, and what is chosen of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip

from newsreader.library.opened import Opened, heading
from newsreader.library.positions import Position
from newsreader.model.article import Article
from newsreader.render.lines import Place, Spot
from newsreader.render.places import anchor_at, line_of
from newsreader.text.clean import clean
from newsreader.text.width import fit
from newsreader.tui.panes.chosen import chosen_markdown, chosen_text
from newsreader.tui.panes.found import Found
from newsreader.tui.panes.laidout import START, TOP
from newsreader.tui.panes.linked import LinkedPane
from newsreader.tui.panes.note import Note
from newsreader.tui.panes.paint import CHOSEN, Marked

_FIRST: Spot = (-1, 0)


class ReaderPane(LinkedPane):
    """Shows what was opened; finds words, shows what was hidden, and lets text be chosen."""

    def __init__(self, *, id: str = "reader", measure: int = 72) -> None:  # noqa: A002
        super().__init__(id=id, measure=measure)
        self.opened: Opened | None = None
        self.pending: Opened | None = None
        self._complete: Article | None = None
        self._message = ""
        self._note = Note()
        self.on_found: Callable[[int], object] = lambda _: None
        """Hears how many places were found, where it has become more since `find`."""
        self._found = Found()
        self._pointed: tuple[int, int] | None = None  # the lines of the piece that is pointed at
        self._chosen: tuple[Spot, Spot] | None = None  # the line where a choice by keys began, and the one where it is
        self._chosen_in: object = None  # the layout that it was made in

    # What is shown

    def show(self, opened: Opened, *, keep_place: bool = False, place: Place | None = None, position: Position | None = None) -> None:
        """Show an entry from its top, from `place`, or from where it was left (`position`), whatever has become of its text.

        With `keep_place` it is a later text of the entry that is shown: it takes its place only if the reader is still at the top, else
        it waits in `pending`.
        """
        same = self.opened is not None and _subject(self.opened) == _subject(opened)
        if keep_place and same and self.opened is not None and self.lines is not None:
            if opened.article is None or opened.article == self.opened.article:
                self.opened = opened
                self._say(opened)
                return
            if self.scrolled:
                self.pending = opened
                self.note("the full article is ready · gg shows it" if opened.source == "page" else "a newer text is ready · gg shows it")
                return
        self.opened, self.pending = opened, None
        self._complete = complete(opened) if opened.article is not None else None
        self._message = "" if opened.article else clean(opened.page_error or "") or "getting the article …"
        if not same:
            self.show_hidden = False
            self._found.drop()
        self._chosen, self.own = None, opened.note
        if position is None:
            self.lay_out(self.article, place or START)
        else:
            self.lay_out(self.article, (position.block, 0.0), lambda lines: line_of(lines, position.block, position.anchor))
        self._say(opened)

    def clear(self, message: str = "") -> None:
        """Show no article but a sentence."""
        self.opened = self.pending = self._complete = self._chosen = None
        self._message, self._note = clean(message), Note()
        self._found.drop()
        self.lay_out(None)

    def take_pending(self) -> bool:
        """Show the text that waits, from its top; False if none does."""
        if self.pending is None:
            return False
        opened, self.pending = self.pending, None
        self.show(opened)
        return True

    def set_own(self, note: str) -> None:
        """Show what the user's note has become; where the reader has scrolled, the text stays where it is."""
        if self.opened is None or note == self.own:
            return
        self.opened, self.own = replace(self.opened, note=note), note
        self.pending = replace(self.pending, note=note) if self.pending is not None else None
        lines, above = self.lines, 0
        if self.scrolled and lines is not None and lines.begun and self.place[0] < 0:
            above = lines.line_at((0, 0.0)) - self.top_line
        if above:
            self.lay_out(self.article, (0, 0.0), lambda lines: lines.line_at((0, 0.0)) - above)
        else:
            self.lay_out_again()

    def toggle_hidden(self) -> bool:
        """Show what was hidden in its place, or hide it again; True if it is shown now."""
        self.show_hidden = not self.show_hidden
        self.lay_out_again()
        return self.show_hidden

    @property
    def article(self) -> Article | None:
        """What is shown, with what the headline knows of it."""
        return self._complete

    def new_lines(self) -> None:
        """Other lines: what is found stands elsewhere; what was chosen is chosen no more unless the lines are the same, begun elsewhere."""
        super().new_lines()
        self._pointed = None
        if self._chosen_in != self._laid_for:
            self._chosen = None
        self._search()

    def more_lines(self) -> bool:
        """More lines are there: go on finding in them."""
        before = len(self._found)
        busy = self._found.more()
        if len(self._found) != before:
            self.on_found(len(self._found))
            self.repaint()
            if not before:
                self._go_to_match(self._found.first())
        return busy

    def lines_above(self, count: int) -> None:
        """Lines were put above: what is pointed at stays where it is in the text."""
        if self._pointed is not None:
            self._pointed = self._pointed[0] + count, self._pointed[1] + count
        super().lines_above(count)

    def note(self, words: str, style: str = "warning") -> None:
        """Say something in the pane's last rows, over the text, until the reader goes on; what waits is told until it is taken."""
        self._note = Note(clean(words), style)
        self.refresh()

    def go_to(self, y: int) -> bool:
        """Scroll; the text that was covered by a note is free again."""
        moved = super().go_to(y)
        if moved and self._note.words and self.pending is None:
            self.note("")
        return moved

    def whole_page(self, way: int) -> bool:
        """A page, down (1) or up (-1), two lines of it kept in sight, and those that a note covers."""
        return self.go_by(way * max(1, self.uncovered() - 2))

    def _say(self, opened: Opened) -> None:
        """Tell in the last row why the page could not be had."""
        error = clean(opened.page_error or "")
        self.note(f"{error} · this is the feed's own text" if error and opened.article and opened.source == "feed" else "")

    # Where the reader is

    @property
    def position(self) -> Position | None:
        """Where the reader is, by block and words; None where there is no article."""
        if self.lines is None or not len(self.lines):
            return None
        if not self.scrolled:
            return Position(-1, "", 0.0 if self.virtual_size.height > self.size.height else 1.0)
        at = min(self.top_line, len(self.lines) - 1)
        return Position(self.lines[at].block, anchor_at(self.lines, at), round(self.progress, 4))

    def to_place(self, place: Place) -> None:
        """Scroll to a place of this text."""
        if self.lines is not None:
            self.go_to(0 if place == START else self.lines.line_at(place) + TOP)

    def to_top(self) -> None:
        """To the top, or choose up to there; the text that waits is shown there."""
        if self._chosen is not None:
            self._chosen = self._chosen[0], _FIRST
            super().to_top()
            self.repaint()
        elif not self.take_pending():
            super().to_top()

    def to_bottom(self) -> None:
        """To the last line, or choose up to there."""
        if self._chosen is not None and self.article is not None:
            self._chosen = self._chosen[0], (len(self.article.blocks) + 1, 0)
            self.repaint()
        super().to_bottom()

    def go_by(self, lines: int) -> bool:
        """Scroll by so many lines, or choose as many more."""
        if self._chosen is not None and self.lines is not None:
            return self._choose_to(self.lines.nearest(self._chosen[1]) + lines)
        return super().go_by(lines)

    @property
    def caret(self) -> Offset:
        """The line that is chosen or was found last, else the first that is seen."""
        at = self.lines.nearest(self._chosen[1]) if self._chosen is not None and self.lines is not None else self._found.line
        if at is None or at not in self.seen:
            return super().caret
        return self.region.offset + Offset(self.left, at + TOP - round(self.scroll_y))

    # Finding

    @property
    def finding(self) -> bool:
        """Whether something is being found."""
        return bool(self._found.needle)

    @property
    def found(self) -> str:
        """How many places were found, and which of them is looked at, in words."""
        count = len(self._found)
        return f"{self._found.place:,} of {count:,}" if count else "not found"

    def find(self, text: str) -> int:
        """Mark the words in the article and go to the first at or below where the find began; gives how many there are. Empty: no more."""
        if not self._found.needle:
            self._found.begin(self.lines, round(self.scroll_y) - TOP)
        self._search(text)
        if len(self._found):
            self._go_to_match(self._found.first())
        return len(self._found)

    def next_match(self, step: int = 1) -> bool:
        """Go to the next match (or back), round and round; False where nothing is found."""
        if not len(self._found):
            return False
        self._go_to_match(self._found.after(step))
        return True

    def _search(self, words: str | None = None) -> None:
        if self.lines is not None and (words or self._found.needle):
            self.reach_end()
        self._found.search(self.lines, words)
        self.look_on()
        self.repaint()

    def _go_to_match(self, number: int) -> None:
        self._found.current = number
        self.repaint()
        if self._found.line is not None:
            self.show_line(self._found.line)

    # Choosing text

    @property
    def choosing(self) -> bool:
        """Whether lines are being chosen by keys."""
        return self._chosen is not None

    def choose(self, on: bool = True) -> bool:
        """Begin to choose lines, at the first that is seen, or choose none any more; False where that is so already."""
        if self.lines is None or on == self.choosing or (on and not self.seen):
            return False
        first = self.lines.spot(next((at for at in self.seen if self.lines[at].pieces), self.top_line)) if on else _FIRST
        self._chosen, self._chosen_in = (first, first) if on else None, self._laid_for
        self.repaint()
        return True

    @property
    def _laid_for(self) -> object:
        """What says which lines a block has."""
        return self.columns, self.show_hidden, self.own

    def _choose_to(self, line: int) -> bool:
        if self._chosen is None or self.lines is None:
            return False
        self.reach(line + self.size.height)
        before = self.lines.nearest(self._chosen[1])
        if line < 0 and not self.lines.begun:
            above = self.lines.reach_above(self.size.height)
            line, before = line + above, before + above
        target = max(0, min(line, len(self.lines) - 1))
        self._chosen = self._chosen[0], self.lines.spot(target)
        if target + TOP >= round(self.scroll_y) + self.size.height:
            self.go_to(target + TOP - self.size.height + 1)
        elif target + TOP < round(self.scroll_y):
            self.go_to(target + TOP)
        self.repaint()
        return target != before

    def chosen(self, markdown: bool = False) -> str:
        """What is chosen by keys or by the mouse: as text, or the blocks that it touches as Markdown; empty where nothing is."""
        if self.lines is None or self._complete is None:
            return ""
        start, end, selection = 0, None, self.text_selection
        if self._chosen is not None:
            between = self.lines.lay_out_between(*sorted(self._chosen))
            self._measure()
            first, last = between.start, between.stop - 1
        elif selection is not None and self.selects:
            first, last, start, end = self._span(selection)
        else:
            return ""
        if markdown:
            return chosen_markdown(self.lines, self._complete, first, last)
        return chosen_text(self.lines, self._complete, first, last, start, end)

    def _span(self, selection: Selection) -> tuple[int, int, int, int | None]:
        """The lines of a selection by the mouse, and the characters where it starts and ends."""
        first = (selection.start.y if selection.start else 0) - TOP
        start = self.character(first, max(0, selection.start.x - self.left)) if selection.start and first >= 0 else 0
        last = len(self.lines or ()) - 1 if selection.end is None else selection.end.y - TOP
        end = None if selection.end is None else self.character(last, max(0, selection.end.x - self.left))
        return max(0, first), last, start, end

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, without margins and numbers."""
        if self.lines is None or self._complete is None:
            return None
        return chosen_text(self.lines, self._complete, *self._span(selection)), "\n"

    # Pointing at pieces

    @property
    def pointing(self) -> bool:
        """Whether a piece is pointed at."""
        return self._pointed is not None

    def point_at(self, lines: tuple[int, int] | None, move: bool = True) -> None:
        """Draw the lines of a piece, first and last, as the one that is meant, and `move` it into sight; None: no more."""
        self._pointed = lines
        if lines is not None and move:
            self.show_line(lines[0])
        self.repaint()

    # Drawing

    def marks(self, at: int) -> Sequence[Marked]:
        """What is pointed at, what is chosen, else what is found."""
        if self._pointed is not None and self._pointed[0] <= at <= self._pointed[1] and self.lines is not None:
            return [(0, len(self.lines[at].text), CHOSEN)]
        if self._chosen is not None and self.lines is not None and min(self._chosen) <= self.lines.spot(at) <= max(self._chosen):
            return [(0, len(self.lines[at].text), CHOSEN)]
        return self._found.marks(at)

    def line(self, y: int, width: int, base: Style) -> Strip:
        """Draw a row of the screen."""
        rows = self._note.rows(width, self.size.height)
        if rows and y >= self.size.height - len(rows):
            words = rows[y - self.size.height]
            return Strip([Segment(fit(f" {words}", width), self.style(self._note.style, on="status-ground"))], width)
        return self._message_line(y, width, base) if self.lines is None else self.text_line(y, width, base)

    def uncovered(self) -> int:
        """The rows that no note covers."""
        return self.size.height - len(self._note.rows(self.size.width, self.size.height))

    def _message_line(self, y: int, width: int, base: Style) -> Strip:
        if y != max(1, self.size.height // 3) or not self._message:
            return Strip.blank(width, base)
        text = fit(self._message, min(width, max(1, len(self._message) * 2))).rstrip()
        left = max(0, (width - Segment(text).cell_length) // 2)
        return Strip([Segment(" " * left, base), Segment(text, self.style("dim"))]).adjust_cell_length(width, base)


def _subject(opened: Opened) -> tuple[int, str | None]:
    return opened.entry.headline.id, opened.entry.headline.url


def complete(opened: Opened) -> Article:
    """The article with what the headline knows where the page says nothing; the feed's name is the one the reader gave it."""
    article, row = opened.article or Article(), opened.entry.headline
    arrived = datetime.fromtimestamp(row.published).isoformat(timespec="minutes") if row.published else None
    return replace(
        article,
        title=article.title or heading(opened.entry),
        site=row.feed or article.site,
        byline=article.byline or row.author,
        published=article.published or arrived,
        words=article.words or row.words,
    )
