"""The headlines pane: the rows of one list, as it was when it was taken."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from newsreader.config.columns import ONE_LINE, TWO_LINES, Columns, parse_columns
from newsreader.model.entry import Headline
from newsreader.text.clean import clean
from newsreader.text.width import fit, most
from newsreader.tui.listing import WINDOW, Listing, Window
from newsreader.tui.panes.columns import Facts, draw
from newsreader.tui.panes.lines import GAP
from newsreader.tui.panes.rows import RowPane

Density = Literal["comfortable", "compact"]
SHORTEST_ORDER = 16
AGES = 60.0
"""Seconds after which the rows' ages are told anew, when something is."""


class HeadlinesPane(RowPane):
    """Headlines newest first (or oldest): a dot or star, an age, and whole sentences."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(id="headlines")
        self._clock = clock
        self.listing: Listing | None = None
        self.density: Density = "comfortable"
        self.columns: dict[Density, Columns] = {
            "comfortable": parse_columns(TWO_LINES, two_lines=True), "compact": parse_columns(ONE_LINE, two_lines=False),
        }  # fmt: skip
        self.tag_colors: Mapping[str, str] = {}
        self.title, self.about, self.order = "", "", ""
        self.note, self.note_style = "", "primary"
        self.empty = ""
        self._anchor: int | None = None
        self._chosen: set[int] = set()
        self._all = False
        self._aged_at = 0.0

    @property
    def row_height(self) -> int:  # type: ignore[override]
        """Lines of a row."""
        return 2 if self.density == "comfortable" else 1

    @property
    def head(self) -> int:
        """The list's name, a note, and air; less in a low window."""
        return 3 if self.size.height >= 10 else 1 if self.size.height >= 4 else 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.listing) if self.listing is not None else 0

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor."""
        return self.listing.row(self.cursor) if self.listing is not None else None

    @property
    def choosing(self) -> bool:
        """Whether rows are chosen for the next mark."""
        return self.growing or self._all or bool(self._chosen)

    @property
    def growing(self) -> bool:
        """Whether the range of what is chosen goes on to wherever the cursor goes."""
        return self._anchor is not None

    def chosen(self, index: int) -> bool:
        """Whether a row is chosen: in the range that grows with the cursor, or in an earlier one."""
        if self._anchor is not None and min(self._anchor, self.cursor) <= index <= max(self._anchor, self.cursor):
            return True
        if self._all or not self._chosen:
            return self._all
        return self.listing is not None and index < len(self.listing) and self.listing.ids[index] in self._chosen

    def choose(self) -> None:
        """Begin a range at the cursor, or end the one that grows and keep it chosen."""
        if self._anchor is None:
            self._anchor = self.cursor
        else:
            self._chosen |= set(self._range())
            self._anchor = None
        self.redraw()

    def choose_all(self) -> None:
        """Choose every row of the list."""
        if self.listing is not None:
            self._anchor, self._chosen, self._all = None, set(), True  # a set of a million takes sixty megabytes
            self.redraw()

    def choose_ids(self, ids: Iterable[int]) -> None:
        """Choose rows by their entries, besides those that are chosen."""
        self._chosen |= set(ids)
        self.redraw()

    def choose_none(self) -> bool:
        """Choose nothing any more; False where nothing was."""
        was = self.choosing
        if was:
            self._anchor, self._chosen, self._all = None, set(), False
            self.redraw()
        return was

    def chosen_ids(self, in_order: bool = True) -> array[int]:
        """The entries that are chosen, in the list's order; that is found by a look through all of it, 50 ns a row."""
        if self.listing is None:
            return array("q")
        if self._all:
            return self.listing.ids[:]
        if not self._chosen:
            return self._range()
        chosen = self._chosen.union(self._range()) if self.growing else self._chosen
        return array("q", filter(chosen.__contains__, self.listing.ids) if in_order else chosen)

    @property
    def chosen_count(self) -> int:
        """How many entries are chosen."""
        ranged = self._range()
        return self.count if self._all else len(self._chosen) + len(ranged) - sum(map(self._chosen.__contains__, ranged))

    def _range(self) -> array[int]:
        if self._anchor is None or self.listing is None:
            return array("q")
        return self.listing.ids[min(self._anchor, self.cursor) : max(self._anchor, self.cursor) + 1]

    def moved(self) -> None:
        """The range grows with the cursor."""
        if self._anchor is not None:
            self.redraw()

    def show(self, listing: Listing, cursor: int = 0) -> None:
        """Show a list from its top, or with the cursor where it was."""
        self.choose_none()
        self.listing = listing
        self.cursor = cursor
        self.measure()
        self.redraw()
        if cursor == 0:
            self.scroll_to(y=0, animate=False, immediate=True)
        self.show_cursor()

    def rows_changed(self, cursor: int) -> None:
        """Rows came or went below or above others by a key; `cursor` is where it stands now."""
        self.cursor = cursor
        self.measure()
        self.redraw()
        self.show_cursor()

    def grown(self) -> None:
        """The list has got the rest of its ids: the rows that are drawn stay as they are."""
        self.measure()
        self.refresh()

    def set_density(self, density: Density) -> None:
        """One line for a headline, or two, with the cursor on the same one."""
        if density != self.density:
            offset = self.cursor - round(self.scroll_y) // self.row_height
            self.density = density
            self.measure()
            self.redraw()
            self.scroll_to(y=max(0, self.cursor - offset) * self.row_height, animate=False, immediate=True)
            self.show_cursor()

    def set_head(self, title: str, about: str, order: str) -> None:
        """Name the list, how much there is of it, and its order."""
        if (title, about, order) != (self.title, self.about, self.order):
            self.title, self.about, self.order = title, about, order
            self._redraw_head()

    def set_note(self, note: str, style: str = "primary") -> None:
        """Say something about the list under its name: what waits, what failed, what it is filtered by."""
        if (note, style) != (self.note, self.note_style):
            self.note, self.note_style = note, style
            self._redraw_head()

    def _redraw_head(self) -> None:
        if self.head and self.size.width:
            self.refresh(Region(0, 0, self.size.width, self.head))

    def seen_windows(self) -> tuple[int, ...]:
        """Which windows of the listing are on the screen."""
        first = round(self.scroll_y) // self.row_height
        last = first + self.size.height // self.row_height
        return tuple(range(first // WINDOW, last // WINDOW + 1))

    def renew(self, windows: Mapping[int, Window]) -> None:
        """Show what was read anew of the listing; ages count on, too, once a minute."""
        if self.listing is None:
            return
        changed = self.listing.renew(windows)
        if self._clock() - self._aged_at >= AGES:
            self.redraw()
        else:
            self.redraw_rows(changed)

    def redraw(self) -> None:
        """Draw every row anew, with its age."""
        self._aged_at = self._clock()
        super().redraw()

    def clicked(self, index: int, x: int) -> None:
        """Open what was clicked."""
        from newsreader.tui.messages import RowClicked  # with the first click: the first frame does without

        self.post_message(RowClicked(index))

    def head_line(self, y: int, width: int, base: Style) -> Strip:
        """The list's name and order, then the note, then air."""
        if y == 0 and not (self.head == 1 and self.note):
            return self._named(width, base)
        if self.note and y <= 1 and width > 4:
            return Strip([Segment("  ", base), Segment(fit(clean(self.note), width - 3), self.style(self.note_style))], width - 1)
        return Strip.blank(width, base)

    def _named(self, width: int, base: Style) -> Strip:
        room = width - 3
        if room < 4:
            return Strip.blank(width, base)
        title = clean(self.title)
        left = room - most(title) - len(self.about) - 4
        order = self.order if len(self.order) <= left else fit(self.order, left) if left >= SHORTEST_ORDER and "," in self.order else ""
        named = min(most(title), max(1, room - len(order) - 1))
        left = room - named - len(order) - 1
        middle = self.about if len(self.about) + 1 <= left else ""
        dim = self.style("dim")
        return Strip([
            Segment("  ", base), Segment(fit(title, named), self.style("heading")), GAP, Segment(" ", base),
            Segment(fit(middle, left), dim), Segment(order, dim), Segment(" ", base),
        ], width)  # fmt: skip

    def below(self, lines: int, width: int, base: Style) -> Strip:
        """An empty list says why it is empty."""
        if self.count == 0 and lines == 0 and width > 6:
            return Strip([Segment("  ", base), Segment(fit(clean(self.empty), width - 3), self.style("dim"))], width - 1)
        return Strip.blank(width, base)

    def row_lines(self, index: int, width: int, ground: str | None) -> list[list[Segment]]:
        """Dot, age and title; what else is known goes below, dim."""
        row = self.listing.row(index) if self.listing is not None else None
        dim = self.style("dim", on=ground)
        if row is None:
            gone = "       (gone)" if self.listing is not None else ""
            return [[Segment(fit(gone if line == 0 else "", width), dim)] for line in range(self.row_height)]
        listing = self.listing
        assert listing is not None  # noqa: S101 - a row is of a list
        also, below = listing.also(row.id), row.id in listing.under
        facts = Facts(round(self._clock()), listing.choice.mixed, also, below, listing.excerpt(row.id), self.tag_colors)
        return draw(row, facts, self.columns[self.density], width, lambda name: self.style(name, on=ground), self._look(row, ground))

    def _look(self, row: Headline, ground: str | None) -> Style:
        """How a title looks: read or not, or as the first rule says that fits it."""
        rule = self.listing.highlight(row.id) if self.listing is not None else None
        if rule is None:
            return self.style("read" if row.read else "unread", on=ground)
        look = self.style(rule.color or ("read" if row.read else "unread"), on=ground, bold=True if not row.read else None)
        return look + Style.parse(" ".join(rule.looks))
