"""An article as styled lines for a width: laid out block by block, as far as somebody looks, and known by block for its position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from newsreader.model.article import Article, Hidden
from newsreader.render.header import header
from newsreader.render.layout import Layout, Line, Piece, Reserve, Row, no_room

__all__ = ["Line", "Lines", "Piece", "Place", "no_room", "to_lines"]

Place = tuple[int, float]
"""A position that survives another width: a block's index (-1: the header) and how far through its lines, 0 to 1."""


def to_lines(article: Article, width: int, show_hidden: bool = False, reserve: Reserve = no_room) -> Lines:
    """The article for a width in cells; `show_hidden` puts what declutter hid in its place, `reserve` says what room pictures get."""
    return Lines(article, width, show_hidden, reserve)


class Lines:
    """The lines of an article that have been laid out so far; `reach` and `finish` lay out more."""

    def __init__(self, article: Article, width: int, show_hidden: bool = False, reserve: Reserve = no_room) -> None:
        self.width = max(1, width)
        self.done = False
        self._layout = Layout(self.width, article.direction == "rtl", reserve)
        self._known: list[Line] = []
        self._blocks: list[int] = []  # the blocks laid out so far, and in `_starts` the line each begins with
        self._starts: list[int] = []
        self._whole = len(article.blocks) + 2  # with the head and the notice
        self._rest = self._sections(article, show_hidden)

    def __len__(self) -> int:
        """How many lines are known so far."""
        return len(self._known)

    def __getitem__(self, number: int) -> Line:
        """A line, counted from 0; it must be known."""
        return self._known[number]

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of the links in the lines known so far; link 1 is the first."""
        return tuple(self._layout.links)

    def reach(self, number: int) -> bool:
        """Lay out until line `number` is known; False if the article ends before it."""
        while len(self._known) <= number and self.lay_out_block():
            pass
        return len(self._known) > number

    def finish(self) -> None:
        """Lay out the rest."""
        while self.lay_out_block():
            pass

    def lay_out_block(self) -> bool:
        """Lay out one more block; False if there was none."""
        section = next(self._rest, None)
        if section is None:
            self.done = True
            return False
        block, rows = section
        self._blocks.append(block)
        self._starts.append(len(self._known))
        self._known += [Line(row, block) for row in rows]
        return True

    def place(self, number: int) -> Place:
        """Where a known line is, whatever the width."""
        if not self._starts:
            return (-1, 0.0)
        at = max(0, bisect_right(self._starts, number) - 1)
        return self._blocks[at], (number - self._starts[at]) / max(1, self._height(at))

    def line_at(self, place: Place) -> int:
        """The line at a place, laid out up to there; the last line if the article has become shorter."""
        block, fraction = place
        while (not self._blocks or self._blocks[-1] < block) and self.lay_out_block():
            pass
        if not self._blocks:
            return 0
        at = max(0, bisect_right(self._blocks, block) - 1)
        if self._blocks[at] != block:
            return self._starts[at] + self._height(at) - 1
        return self._starts[at] + min(self._height(at) - 1, round(fraction * self._height(at)))

    def lines_of(self, block: int) -> range:
        """The lines of a block that is laid out; none where there is no such block."""
        at = bisect_right(self._blocks, block) - 1
        if at < 0 or self._blocks[at] != block:
            return range(0)
        return range(self._starts[at], self._starts[at + 1] if at + 1 < len(self._starts) else len(self._known))

    @property
    def share(self) -> float:
        """How much of the article is laid out, 0 to 1."""
        return 1.0 if self.done else min(1.0, len(self._blocks) / self._whole)

    def _height(self, at: int) -> int:
        end = self._starts[at + 1] if at + 1 < len(self._starts) else len(self._known)
        return max(1, end - self._starts[at])

    def _sections(self, article: Article, show_hidden: bool) -> Iterator[tuple[int, list[Row]]]:
        layout = self._layout
        hidden: dict[int, list[Hidden]] = {}
        for piece in article.hidden if show_hidden else ():
            hidden.setdefault(min(piece.after, len(article.blocks) - 1), []).append(piece)
        rows = header(article, layout)
        rows = (rows + layout.hidden(hidden.get(-1, ())))[0 if rows else 1 :]
        empty = not rows
        yield -1, rows
        before = None
        for at, block in enumerate(article.blocks):
            rows = layout.block(block)
            if rows and not empty:
                rows = layout.space(before, block) + rows
            empty = empty and not rows
            before = block if rows else before
            yield at, rows + layout.hidden(hidden.get(at, ()))
        if article.notice:
            yield len(article.blocks), [(), *layout.text(article.notice, "notice")]
