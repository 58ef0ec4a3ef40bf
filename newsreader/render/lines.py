"""An article as styled lines for a width: laid out block by block from any block on, as far as somebody looks, and known by block for
its position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from newsreader.model.article import Article, Block, Hidden
from newsreader.render.header import header
from newsreader.render.hyphens import Hyphenate
from newsreader.render.layout import Layout, Line, Piece, Reserve, Row, no_room
from newsreader.render.outline import outline_of
from newsreader.render.tables import HYPHEN

__all__ = ["HYPHEN", "Line", "Lines", "Piece", "Place", "Spot", "no_room", "to_lines"]

Place = tuple[int, float]
"""A position that survives another width: a block's index (-1: the header) and how far through its lines, 0 to 1."""


def to_lines(
    article: Article,
    width: int,
    show_hidden: bool = False,
    reserve: Reserve = no_room,
    first: int = -1,
    hyphenate: Hyphenate | None = None,
    own: str = "",
) -> Lines:
    """The article for a width in cells; `show_hidden` puts what declutter hid in its place, `reserve` says what room pictures get, `first`
    is the block to begin with, `hyphenate` says where long words may be broken, `own` is the reader's own note, which ends the head."""
    return Lines(article, width, show_hidden, reserve, first, hyphenate, own)


Spot = tuple[int, int]
"""A line that stays the same whatever is laid out around it: a block's index, and which of the block's lines it is."""


class Lines:
    """The lines of an article that have been laid out so far, a run of whole blocks; `reach`, `reach_above` and `finish` lay out more.

    Lines are numbered from the first that is known, so that all numbers grow where lines are put above; `on_above` hears by how many.
    """

    def __init__(
        self,
        article: Article,
        width: int,
        show_hidden: bool = False,
        reserve: Reserve = no_room,
        first: int = -1,
        hyphenate: Hyphenate | None = None,
        own: str = "",
    ) -> None:
        self.width = max(1, width)
        self.ended = False
        """Whether the last line is known."""
        self.on_above: Callable[[int], object] = lambda _: None
        self._article = article
        self._note = own
        self._last = len(article.blocks) - (article.notice is None)
        self._first = min(max(-1, first), max(-1, self._last))
        self._end = self._first
        whole = self._first == -1  # links are numbered as they come
        self._layout = Layout(self.width, article.direction == "rtl", reserve, () if whole else outline_of(article.blocks).links, hyphenate)
        self._known: list[Line] = []
        self._blocks: list[int] = []  # the blocks laid out so far, and in `_starts` the line each begins with
        self._starts: list[int] = []
        self._below: Iterator[list[Row]] = iter(())  # the rest of the last block that was begun
        self._begun: tuple[int, list[Row], Iterator[list[Row]]] | None = None  # a block above of which a part was made
        self._above: list[tuple[int, list[Row]]] = []  # made and not yet put above, from the nearest on
        self._says: dict[int, bool] = {}  # whether a block has rows
        self._hidden: dict[int, list[Hidden]] = {}
        for piece in article.hidden if show_hidden else ():
            self._hidden.setdefault(min(piece.after, len(article.blocks) - 1), []).append(piece)

    def __len__(self) -> int:
        """How many lines are known so far."""
        return len(self._known)

    def __getitem__(self, number: int) -> Line:
        """A line, counted from 0; it must be known."""
        return self._known[number]

    @property
    def begun(self) -> bool:
        """Whether the first line is known."""
        return self._first == -1 < self._end

    @property
    def done(self) -> bool:
        """Whether every line is known."""
        return self.begun and self.ended

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of the links in the lines known so far, or of all; link 1 is the first."""
        return tuple(self._layout.links)

    @property
    def blocks(self) -> range:
        """The blocks laid out whole so far; -1 is the head, and what follows the last block the notice."""
        return range(self._first, self._end if self.ended else max(self._first, self._end - 1))

    def reach(self, number: int) -> bool:
        """Lay out until line `number` is known; False if the article ends before it."""
        while len(self._known) <= number and self.lay_out_part():
            pass
        return len(self._known) > number

    def reach_above(self, lines: int) -> int:
        """Put at least so many lines above, if there are so many; gives how many it were."""
        while sum(len(rows) for _, rows in self._above) < lines and self.make_above():
            pass
        return self.put_above()

    def finish(self) -> None:
        """Lay out the rest."""
        while self.lay_out_part():
            pass
        while self.make_above():
            pass
        self.put_above()

    def lay_out_part(self) -> bool:
        """Lay out one more block, or one more part of a long one; False if there was none."""
        rows = next(self._below, None)
        while rows is None and self._end <= self._last:
            self._blocks.append(self._end)
            self._starts.append(len(self._known))
            self._below, self._end = self._parts(self._end), self._end + 1
            rows = next(self._below, None)
        if rows is None:
            self.ended = True
            return False
        block = self._blocks[-1]
        self._known += [Line(row, block) for row in rows]
        return True

    def make_above(self) -> bool:
        """Make one more block of those above, or one more part of it, without putting it there; False if there was none."""
        if self._begun is None:
            block = (self._above[-1][0] if self._above else self._first) - 1
            if block < -1:
                return False
            self._begun = block, [], self._parts(block)
        block, made, parts = self._begun
        rows = next(parts, None)
        if rows is None:
            self._above.append((block, made))
            self._begun = None
        else:
            made += rows
        return True

    def put_above(self) -> int:
        """Put above what was made for it; gives how many lines it were."""
        if not self._above:
            return 0
        lines: list[Line] = []
        starts: list[int] = []
        for block, rows in reversed(self._above):
            starts.append(len(lines))
            lines += [Line(row, block) for row in rows]
        self._first = self._above[-1][0]
        self._blocks[:0] = range(self._first, self._first + len(starts))
        self._starts = [*starts, *(start + len(lines) for start in self._starts)]
        self._known[:0] = lines
        self._above = []
        self.on_above(len(lines))
        return len(lines)

    def place(self, number: int) -> Place:
        """Where a known line is, whatever the width."""
        if not self._starts:
            return (-1, 0.0)
        at = max(0, bisect_right(self._starts, number) - 1)
        self._complete(self._blocks[at])
        return self._blocks[at], (number - self._starts[at]) / max(1, self._height(at))

    def line_at(self, place: Place) -> int:
        """The line at a place, laid out up to there; the last line if the article has become shorter."""
        block, fraction = place
        while self._end <= block and self.lay_out_part():
            pass
        if self._first > max(-1, block):  # all of it is put there at once
            while not (self._above and self._above[-1][0] <= block) and self.make_above():
                pass
            self.put_above()
        if fraction:
            self._complete(block)
        if not self._blocks:
            return 0
        at = max(0, bisect_right(self._blocks, block) - 1)
        if self._blocks[at] != block:
            return self._starts[at] + self._height(at) - 1
        return self._starts[at] + min(self._height(at) - 1, round(fraction * self._height(at)))

    def spot(self, number: int) -> Spot:
        """Which line of which block a known line is."""
        at = bisect_right(self._starts, number) - 1
        return self._blocks[at], number - self._starts[at]

    def nearest(self, spot: Spot) -> int:
        """The known line at a spot, or the one that is nearest to it; 0 where none is known."""
        block, row = spot
        at = bisect_right(self._blocks, block) - 1
        if at < 0:
            return 0
        end = self._starts[at + 1] if at + 1 < len(self._starts) else len(self._known)
        number = self._starts[at] + row if self._blocks[at] == block else end - 1
        return max(0, min(number, end - 1))

    def lay_out_between(self, first: Spot, last: Spot) -> range:
        """The lines from one spot to another, all of them laid out."""
        for block, _ in (first, last):
            self.line_at((block, 0.0))
            self._complete(block)
        return range(self.nearest(first), self.nearest(last) + 1)

    def lines_of(self, block: int) -> range:
        """The lines of a block of which some are laid out; none where there is no such block."""
        self._complete(block)
        at = bisect_right(self._blocks, block) - 1
        if at < 0 or self._blocks[at] != block:
            return range(0)
        return range(self._starts[at], self._starts[at + 1] if at + 1 < len(self._starts) else len(self._known))

    def share(self, fraction: float) -> float:
        """How far into the article a fraction of the known lines is, 0 to 1."""
        if self.done:
            return fraction
        return (self._first + 1 + fraction * (self._end - self._first)) / (self._last + 2)

    def _height(self, at: int) -> int:
        end = self._starts[at + 1] if at + 1 < len(self._starts) else len(self._known)
        return max(1, end - self._starts[at])

    def _complete(self, block: int) -> None:
        """Lay out the rest of a block, if it is the last that is known."""
        while self._blocks and self._blocks[-1] == block and self._end == block + 1 and not self.ended:
            self.lay_out_part()

    def _parts(self, at: int) -> Iterator[list[Row]]:
        """The rows of a block, some at a time, with the air before it and the hidden pieces after it."""
        parts = self._own(at)
        first = next((rows for rows in parts if rows), None)
        self._says[at] = first is not None
        if first is not None:
            yield self._air(at) + first
            yield from parts
        if 0 <= at < len(self._article.blocks) and at in self._hidden:
            yield self._layout.hidden(self._hidden[at])

    def _air(self, at: int) -> list[Row]:
        """What stands between a block and the one before it that has rows."""
        blocks = self._article.blocks
        if at == len(blocks):
            return [()]
        before = next((earlier for earlier in range(at - 1, -2, -1) if self._has_rows(earlier)), None)
        if before is None:
            return []
        above: Block | None = blocks[before] if before >= 0 else None
        return self._layout.space(above, blocks[at])

    def _has_rows(self, at: int) -> bool:
        if at not in self._says:
            self._says[at] = any(self._own(at))
        return self._says[at]

    def _own(self, at: int) -> Iterator[list[Row]]:
        """The rows of a block alone, those of the head with the pieces that are hidden above the text."""
        article, layout = self._article, self._layout
        if at == -1:
            rows = header(article, layout)
            yield rows
            for own in layout.own(self._note) if self._note else ():
                yield [()] * bool(rows) + own
                rows = []
            yield layout.hidden(self._hidden.get(-1, ()))[0 if rows or self._note else 1 :]
        elif at == len(article.blocks):
            yield layout.text(article.notice or "", "notice")
        else:
            yield from layout.parts(article.blocks[at])
