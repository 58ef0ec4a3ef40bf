"""Sixels: drawn over the half blocks of a picture once the view has come to rest, since each change has them drawn whole again.

Whatever is written over sixels removes them, so the half blocks below, which the toolkit writes with every change, leave nothing behind:
another article, a screen over the panes, a line of scrolling are drawn in half blocks at once, and in sixels a moment later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsreader.images.limits import SIXEL_BYTES
from newsreader.render.layout import Line
from newsreader.text.width import width

REST = 0.12
"""Seconds without a change after which the view is at rest."""
_SHAPE = re.compile(rb"\x1bP0;1;0q[!-~]*\x1b\\")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a picture begins, counted in cells from the first line's start, and how many of its rows are seen from there on."""

    url: str
    column: int
    row: int
    rows: int


def are_sixels(data: bytes) -> bool:
    """Whether bytes are sixels as they are made by the worker, with nothing else in them."""
    return len(data) <= SIXEL_BYTES and _SHAPE.fullmatch(data) is not None


def pictures_in(lines: Sequence[Line]) -> Iterator[Spot]:
    """The pictures that begin in these lines."""
    for at, line in enumerate(lines):
        column = 0
        for piece in line.pieces:
            picture = piece.picture
            if picture is not None and picture.row == 0:
                url, rows = picture.urls[0], 1
                while at + rows < len(lines) and _row_of(lines[at + rows], url) == rows:
                    rows += 1
                yield Spot(url, column, at, rows)
            column += width(piece.text)


def drawn(data: bytes, column: int, row: int) -> str:
    """What draws a picture at a cell of the screen (0, 0 at its upper left) and leaves the cursor where it was."""
    return f"\x1b7\x1b[{row + 1};{column + 1}H{data.decode('ascii')}\x1b8"


def _row_of(line: Line, url: str) -> int | None:
    return next((piece.picture.row for piece in line.pieces if piece.picture is not None and url in piece.picture.urls), None)
