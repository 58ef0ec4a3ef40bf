"""The status line: what goes on, what can be pressed here, where you are. One line; words that are longer stand above it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsreader.text.clean import clean
from newsreader.text.width import fit, most
from newsreader.tui.panes.lines import GAP, LinePane

Hint = tuple[str, str]
SECONDS_TO_READ = 10.0
MOST_ROWS = 5
MOST_MENU = 8
"""Rows that what continues a key may take, at the most."""


class Doing(NamedTuple):
    """A refresh that runs, in feeds; or an edition that is made, in pages and images (`size`: what it takes so far, in words)."""

    done: int
    total: int
    new_entries: int
    failed: int
    size: str | None = None


class StatusLine(LinePane, can_focus=False):
    """Draws three parts and drops hints, then words, where the line is short."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self.doing: Doing | None = None
        self.state = ""
        """What holds for all that is shown, in a word or two: offline, the demo edition."""
        self.words, self.words_style = "", "foreground"
        self._said = 0
        self._kept = False
        self._waiting: tuple[str, str] | None = None  # what was told while words are kept
        self.hints: Sequence[Hint] = ()
        self.place = ""
        self.menu = False
        """Whether the hints are what continues a key, all of which is wanted."""
        self._above: list[str] = []  # words that are too long for the line, in lines
        self._rows: list[list[Hint]] = []  # a menu that is too long for the line, in lines

    def set(self, *, hints: Sequence[Hint] | None = None, place: str | None = None, menu: bool = False) -> None:
        """Say what can be pressed and where the reader is; a `menu` of hints is shown whole, and for as long an old message isn't."""
        before = (self.hints, self.place, self.menu)
        self.hints = self.hints if hints is None else hints
        self.place = self.place if place is None else place
        self.menu = menu
        if before != (self.hints, self.place, self.menu):
            if menu:
                self.words = ""
            if menu or before[2]:
                self._fit_words()
            self.refresh()

    def say(self, words: str, style: str = "foreground", kept: bool = False) -> None:
        """Say in words what has happened, until something else does or they have been there for long enough to be read; `kept` words
        give way to none that are told."""
        self.words, self.words_style, self._kept, self._waiting = words, style, kept, None
        self._said += 1
        if words:
            self.set_timer(SECONDS_TO_READ, partial(self._unsay, self._said))
        self._fit_words()
        self.refresh()

    def tell(self, words: str, style: str = "foreground") -> None:
        """Say what happened by itself, at once or when the words that are kept have had their time."""
        if self._kept:
            self._waiting = words, style
        else:
            self.say(words, style)

    def let_go(self) -> None:
        """Keep words no longer: a key was pressed."""
        waiting, self._kept, self._waiting = self._waiting, False, None
        if waiting is not None:
            self.say(*waiting)

    def _unsay(self, said: int) -> None:
        if said == self._said:
            self.words = ""
            self.let_go()
            self._fit_words()
            self.refresh()

    def set_doing(self, doing: Doing | None, state: str) -> None:
        """Say what goes on, and in which state we are (empty: in none that has to be said)."""
        if (doing, state) != (self.doing, self.state):
            self.doing, self.state = doing, state
            self._fit_words()
            self.refresh()

    def on_resize(self) -> None:
        """There is nothing to scroll."""
        self.virtual_size = self.size
        self._fit_words()

    def _fit_words(self) -> None:
        """Give words that are longer than the line rows of their own above it, over the panes, so that nothing moves."""
        words, cells = clean(self.words), self.size.width
        room = cells - 3 - min(most(clean(self.place)), cells // 2) - sum(most(text) for text, _ in self._left(told=False))
        self._above = []
        if words and cells > 20 and most(words) > room:
            from newsreader.text.wrap import break_lines  # with the first notice that is too long: the first frame has none

            self._above = [words[start:end].strip() for start, end in break_lines(words, cells - 2)][:MOST_ROWS]
        self._rows = self._menu_rows(cells - 2) if self.menu and not self._holds(room + 1) else []
        height = 1 + len(self._above) + len(self._rows)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def _holds(self, room: int) -> bool:
        return sum(_size(hint) for hint in self.hints) + 2 <= room

    def _menu_rows(self, cells: int) -> list[list[Hint]]:
        rows: list[list[Hint]] = [[]]
        for hint in self.hints:
            if rows[-1] and sum(map(_size, rows[-1])) + _size(hint) > cells:
                rows.append([])
            rows[-1].append(hint)
        return rows[:MOST_MENU]

    def line(self, y: int, width: int, base: Style) -> Strip:
        """The three parts, the last in a column at the right; long words above."""
        if y < len(self._rows) and width >= 8:
            return Strip([Segment(" ", base), *self._drawn(self._rows[y])]).adjust_cell_length(width, base)
        if y < len(self._above) and width >= 8:
            told = Segment(fit(self._above[y], width - 2), self.style(self.words_style))
            return Strip([Segment(" ", base), told, Segment(" ", base)], width)
        if width < 8:
            return Strip.blank(width, base)
        dim = self.style("dim")
        place = clean(self.place)
        taken = min(most(place), max(0, width // 2))
        right = fit(place, taken)
        room = width - 3 - taken
        parts = [Segment(" ", base)]
        used = self._add(parts, self._left(), room)
        room -= used
        hints = [] if self._rows else self._fitting(room - 2)
        if hints:
            needed = sum(map(_size, hints))
            start = min(max(2, width // 3 - used), room - needed) if used + needed < width // 2 else 2
            parts += [Segment(" " * start, base), *self._drawn(hints)]
            room -= start + needed
        parts += [Segment(" " * max(0, room + 1), base), GAP, Segment(right, dim), Segment(" ", base)]
        return Strip(parts, width)

    def _drawn(self, hints: Sequence[Hint]) -> list[Segment]:
        key_style, dim = self.style("primary", bold=True), self.style("dim")
        return [part for key, label in hints for part in (Segment(f"{key} ", key_style), Segment(f"{label}  ", dim))]

    def _fitting(self, room: int) -> list[Hint]:
        """The first hints that fit, and the last one, which leads to all others."""
        *first, last = self.hints or [("", "")]
        left = room - _size(last)
        fitting: list[Hint] = []
        for key, label in first:
            left -= _size((key, label))
            if left < 0:
                break
            fitting.append((key, label))
        return [*fitting, last] if last[0] and room >= _size(last) else []

    def _left(self, told: bool = True) -> list[tuple[str, Style]]:
        out: list[tuple[str, Style]] = []
        doing = self.doing
        if self.state:
            out.append((f"{self.state}  ", self.style("warning")))
        if doing is not None:
            sign = "↻" if doing.size is None else "↓"
            out.append((f"{sign} {doing.done:,}/{doing.total:,}  ", self.style("success")))
            if doing.new_entries:
                out.append((f"{doing.new_entries:,} new  ", self.style("dim")))
            if doing.size:
                out.append((f"{doing.size}  ", self.style("dim")))
            if doing.failed:
                out.append((f"{doing.failed:,} failed  ", self.style("error")))
        if self.words and told and not self._above:
            out.append((clean(self.words), self.style(self.words_style)))
        return out

    def _add(self, parts: list[Segment], told: list[tuple[str, Style]], room: int) -> int:
        used = 0
        for text, style in told:
            taken = min(most(text), max(0, room - used))
            if taken:
                parts += [GAP, Segment(fit(text, taken), style)]
                used += taken
        return used


def _size(hint: Hint) -> int:
    """The cells that a hint takes with the air after it."""
    return most(hint[0]) + most(hint[1]) + 3
