"""Lines that hold a picture, drawn: its pixels where they are there, else its words on a quiet ground that keeps the room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from newsreader.render.layout import Line
from newsreader.text.width import fit
from newsreader.tui.panes.paint import Look, paint

if TYPE_CHECKING:
    from newsreader.tui.pictures.shelf import Shelf

_KEPT: Look = ("dim", "surface", ())


def holds_picture(line: Line) -> bool:
    """Whether a row of a picture stands in a line."""
    return any(piece.picture is not None and piece.picture.row >= 0 for piece in line.pieces)


def closed_pictures(lines: Iterable[Line]) -> set[str]:
    """The pictures that only words stand for in these lines."""
    pictures = [piece.picture for line in lines for piece in line.pieces if piece.picture is not None]
    return {url for picture in pictures if picture.row < 0 for url in picture.urls}


def paint_row(line: Line, shelf: Shelf, style: Callable[[Look], Style], ground: Style) -> list[Segment]:
    """The segments of a line that holds a picture."""
    segments: list[Segment] = []
    for piece in line.pieces:
        if piece.picture is None or piece.picture.row < 0:
            segments += paint(Line((piece,), line.block), style)
            continue
        url, cells = piece.picture.urls[0], len(piece.text)
        painted = shelf.paint(url, piece.picture.row, cells, ground)
        if painted is None:
            words = f" ▣ {shelf.words(url)}" if piece.picture.row == 0 else ""
            painted = [Segment(fit(words, cells), style(_KEPT))]
        segments += painted
    return segments
