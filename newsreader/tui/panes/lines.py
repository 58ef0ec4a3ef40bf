"""The base of the three panes: lines drawn straight from data, so that a list of a million rows costs what its visible rows cost.

A pane is a `LinePane` with a `line` method that makes one row of the screen. What it must know:

- No border, padding or opacity on a `LinePane`; style its parent.
- Colours come by name through `style`, so that a theme change is one cache to drop.
- An empty segment (`GAP`) pins what follows it to its column, whatever the terminal thinks of the widths before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.theme import Theme

GAP = Segment("", Style.null())
"""Put before a segment that must stand in its own column (a count, an age, a scroll mark)."""

# Text whose width terminals disagree on: combining marks, Indic and South-East Asian scripts, joiners, emoji.
_UNSURE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u109f\u1780-\u1cff\u200d\u20d0-\u20ff\u2614-\u27bf\ufe00-\ufe0f\U0001f000-\U0001faff]"
)
_APART = re.compile("  $")
_PICTURE = "\U0010eeee"  # kitty's placeholder for a picture: one cell, whatever marks it carries

# What a name means besides its colour, so that it can be told without one.
_LOOKS: dict[str, Style] = {
    "unread": Style(bold=True),
    "heading": Style(bold=True),
    "title": Style(bold=True),
    "code": Style(),
    "quote": Style(italic=True),
    "hidden": Style(italic=True),
    "link": Style(),
    "match": Style(bold=True, underline=True),
}


class Row(Strip):
    """A finished row. The toolkit keeps of each strip how it was cut, and of one that is drawn whole that it is itself: with that none
    would ever go by itself, and those of every page would stay until garbage is looked for."""

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Cut it; whole, nothing is kept of that."""
        wanted = list(cuts)
        return [self] if wanted == [self.cell_length] else super().divide(wanted)


class LinePane(ScrollView, can_focus=True):
    """A pane that draws its own lines; subclasses write `line` and set `virtual_size`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LinePane { scrollbar-size: 0 0; overflow-x: hidden; overflow-y: scroll; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        self._styles_by_name: dict[tuple[object, ...], Style] = {}
        self.bidi = False
        """Whether text that runs from right to left is put into visual order here; else the terminal does it."""
        self._finished: dict[int, tuple[Strip, Strip]] = {}
        self._finished_at = (0, 0)
        super().__init__(id=id, classes=classes)

    @property
    def size(self) -> Size:
        """The pane's size: all of it is content, and each line asks for it several times, which the toolkit would look up from the top."""
        return self.outer_size

    def on_mount(self) -> None:
        """Hear of theme changes."""
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)

    def line(self, y: int, width: int, base: Style) -> Strip:
        """Make row `y` of the screen (0: the pane's top row), `width` cells wide; `base` is the pane's own style."""
        raise NotImplementedError

    def set_active(self, active: bool) -> None:
        """Know whether the keys go here."""

    @property
    def caret(self) -> Offset:
        """Where the terminal's cursor belongs: on the line that the reader is at, for screen readers and input methods."""
        return self.region.offset

    def style(self, name: str, on: str | None = None, *, bold: bool | None = None, italic: bool | None = None,
              underline: bool | None = None, strike: bool | None = None, dim: bool | None = None) -> Style:
        """The style of a theme's name (`unread`, `link`, `selection`), on the ground of another name or the pane's own."""
        key = (name, on, bold, italic, underline, strike, dim)
        found = self._styles_by_name.get(key)
        if found is None:
            found = self.rich_style + self._colours(name, on) + _LOOKS.get(name, Style.null())
            found += Style(bold=bold, italic=italic, underline=underline, strike=strike, dim=dim)
            self._styles_by_name[key] = found
        return found

    def _colours(self, name: str, on: str | None) -> Style:
        front, ground = self._colour(name), self._colour(on) if on else None
        return Style(color=front.rich_color if front else None, bgcolor=ground.rich_color if ground else None)

    def _colour(self, name: str) -> Color | None:
        value = name[4:] if name.startswith("tag:") else self.app.theme_variables.get(name, "")
        try:
            return Color.parse(value.split()[0]) if value else None
        except ColorParseError:
            return None

    def notify_style_update(self) -> None:
        """Forget colours that the style sheet has changed."""
        super().notify_style_update()
        self.forget()

    def _theme_changed(self, _theme: Theme) -> None:
        self.forget()

    def forget(self) -> None:
        """Drop every cached style and strip and draw anew; panes with caches of their own extend this."""
        self._styles_by_name.clear()
        self._finished.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Make a line as hit tests and the text selection want it: every segment knows its offset."""
        return self.line(y, self.size.width, self.rich_style).apply_offsets(0, y + round(self.scroll_y))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Make the pane's lines without the toolkit's style cache, each anchored to the pane's left column."""
        base, width, x = self.rich_style, self.size.width, self.region.x
        if width < 1:
            return [Strip([], 0) for _ in crop.line_range]
        if self._finished_at != (x, width) or len(self._finished) > 250:
            self._finished.clear()
            self._finished_at = (x, width)
        covered = self.screen is not self.app.screen
        ground, filters = self.background_colors[1], self.app.get_line_filters()
        lines = []
        for y in crop.line_range:
            strip = self.line(y, width, base)
            known, over = self._finished.get(id(strip)), self._over(y) if covered else []
            if known is not None and known[0] is strip and not over:
                lines.append(known[1])
                continue
            plain = strip if strip.cell_length == width else strip.adjust_cell_length(width, base)
            plain = self.in_order(plain) if self.bidi else plain
            for each in filters:
                plain = plain.apply_filter(each, ground)
            if over:
                plain = Row(_pinned_in_parts(plain, x, over), width)
            else:
                plain = Row(_pinned(plain, x, width), width)
                self._finished[id(strip)] = (strip, plain)
            lines.append(plain)
        if crop.x or crop.right < width:
            return [strip.crop(crop.x, crop.right) for strip in lines]
        return lines

    def _over(self, y: int) -> list[tuple[int, int]]:
        """From which column to which one the dialogs of the screens over this one cover a row."""
        from newsreader.tui.below import covers  # here, since nothing covers the first frame

        return covers(self.screen, self.region.y + y)

    def in_order(self, strip: Strip) -> Strip:
        """A row in visual order, every segment of it a text of its own, such as a title."""
        from newsreader.text.bidi import visual  # here, since few want it and the first frame doesn't wait for it

        segments = [each if each.control or each.text.isascii() else Segment(visual(each.text), each.style) for each in strip]
        return Strip(segments, strip.cell_length)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, from the lines as they are drawn."""
        height, top = self.virtual_size.height, round(self.scroll_y)
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else height - 1, height - 1)
        rows = []
        for y in range(max(0, first), last + 1):
            text = self.line(y - top, self.size.width, self.rich_style).text
            start, end = selection.get_span(y) or (0, 0)
            rows.append(text[start : None if end == -1 else end].rstrip())
        return "\n".join(rows), "\n"

    def highlighted(self, strip: Strip, y: int) -> Strip:
        """Show the mouse's selection on a line; `y` counts the pane's lines, not the screen's."""
        selection = self.text_selection
        span = selection.get_span(y) if selection else None
        if span is None:
            return strip
        start, end = span[0], len(strip.text) if span[1] == -1 else span[1]
        out, at = [], 0
        for part in strip:
            stop = at + len(part.text)
            a, b = min(max(start, at), stop) - at, min(max(end, at), stop) - at
            look = (part.style or Style.null()) + self.selection_style
            pieces = ((part.text[:a], part.style), (part.text[a:b], look), (part.text[b:], part.style))
            out += [Segment(text, style) for text, style in pieces if text] or [part]
            at = stop
        return Strip(out, strip.cell_length)

    def show_row(self, first: int, last: int, head: int = 0) -> None:
        """Scroll as little as needed so that lines `first` to `last` are seen; `head` rows at the top don't scroll."""
        top, height = round(self.scroll_y), max(1, self.size.height - head)
        if first < top or last - first >= height:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False, immediate=True)

    def in_thumb(self, y: int, head: int = 0) -> bool:
        """Whether row `y` of the screen is where the scroll mark is drawn; never, where everything is seen."""
        shown, whole = self.size.height - head, self.virtual_size.height - head
        if shown < 3 or whole <= shown or y < head:
            return False
        length = max(1, shown * shown // whole)
        start = round((shown - length) * self.scroll_y / (whole - shown))
        return start <= y - head < start + length


class BlankPane(LinePane, can_focus=False):
    """A pane with nothing in it."""

    def line(self, y: int, width: int, base: Style) -> Strip:
        """Draw an empty row."""
        return Strip.blank(width, base)


def _column(x: int) -> Segment:
    return Segment(f"\x1b[{x + 1}G", None, ((ControlType.CURSOR_MOVE_TO_COLUMN, x),))


def _pinned(strip: Strip, x: int, width: int) -> list[Segment]:
    """Pin the row to its columns; a row of unsure widths is painted first, and its unsure words are written once more after what follows
    them, so that neither leaves old cells nor loses its end.

    Words that run on, in whatever styles, are pinned as one: each pinned for itself would be written over the end of the one before.
    """
    unsure = _UNSURE.search(strip.text) is not None and _PICTURE not in strip.text
    if not unsure:
        return [_column(x), *_from_column(strip, x)]
    paint = next((part.style for part in reversed(list(strip)) if part.text and part.style), None)
    out = [_column(x), _unseen(" " * width, Style(bgcolor=paint.bgcolor) if paint else None, x), _column(x)]
    again: list[Segment] = []
    at = 0
    for run in _runs(strip):
        if any(_UNSURE.search(part.text) for part in run):
            last = run[-1]
            words = last.text.rstrip(" ")
            stop = at + sum(part.cell_length for part in run)
            spaces = len(last.text) - len(words)
            out += [_column(x + at), *run[:-1], Segment(words, last.style)]
            out += [_column(x + stop - spaces), Segment(last.text[len(words) :], last.style)]
            again += [_column(x + at), *(_unseen(part.text, part.style, x + at) for part in run[:-1]), _unseen(words, last.style, x + at)]
            out.append(_column(x + stop))
        else:
            out += _from_column(run, x + at)
        at += sum(part.cell_length for part in run)
    return [*out, *again, _column(x + width)]


def _pinned_in_parts(strip: Strip, x: int, over: Sequence[tuple[int, int]]) -> list[Segment]:
    """Pin each part of a row that is seen beside what is `over` it; its last cell is held back, so that no pin stands where it is cut."""
    width = strip.cell_length
    cuts = sorted({width, *(edge - x for each in over for edge in each if 0 < edge - x < width)})
    out: list[Segment] = []
    at = x
    for part in strip.divide(cuts):
        stop = at + part.cell_length
        if part.cell_length > 1 and all(stop <= left or right <= at for left, right in over):
            head, last = part.divide([part.cell_length - 1, part.cell_length])
            out += [*_pinned(head, at, head.cell_length), *last]
        else:
            out += part
        at = stop
    return out


def _from_column(parts: Iterable[Segment], x: int) -> Iterator[Segment]:
    """Segments as they are, with a pin for each gap."""
    for part in parts:
        yield part if part.text else _column(x)
        x += part.cell_length


def _runs(strip: Strip) -> Iterator[list[Segment]]:
    """The parts of a row between its gaps and its wider spaces."""
    run: list[Segment] = []
    for part in strip:
        if run and (not part.text or not run[-1].text or _APART.search(run[-1].text) or part.text.startswith("  ")):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _unseen(text: str, style: Style | None, x: int) -> Segment:
    """Text that the terminal gets and that takes no cells of the row's count."""
    return Segment(text, style, ((ControlType.CURSOR_MOVE_TO_COLUMN, x),))
