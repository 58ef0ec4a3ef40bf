"""Puts the segments of a line into visual order, piece by piece: margins, bars, bullets and the cells of a table stay where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.segment import Segment

from newsreader.render.layout import HUNG, PAD, Line, Piece
from newsreader.text.bidi import RIGHT_TO_LEFT, starts_right_to_left, visual_order
from newsreader.text.width import width

_MARKS = ("marker", "bar")
_GAP = re.compile("  +")
Place = tuple[int, int, str]


def places(line: Line) -> list[Place]:
    """The clusters of a line from left to right, each with its characters in the line as it is read; where nothing in it runs from right
    to left, none."""
    if not RIGHT_TO_LEFT.search(line.text) or (line.pieces and line.pieces[0].style.startswith("code")):
        return []
    right_to_left = any(piece.style == PAD for piece in line.pieces)
    found: list[Place] = []
    start = at = 0
    cell = False  # whether what is being gathered stands in a column of its own
    for piece in line.pieces:
        end = at + len(piece.text)
        if _stays(piece):
            found += _ordered(line.text, start, at, right_to_left, cell)
            found += [(each, each + 1, line.text[each]) for each in range(at, end)]
            start, cell = end, not piece.style.startswith(_MARKS)
        at = end
    return found + _ordered(line.text, start, at, right_to_left, cell)


def reordered(segments: Sequence[Segment], order: Sequence[Place]) -> list[Segment]:
    """Segments that hold a line as it is read, in the order of its `places`."""
    if sum(len(segment.text) for segment in segments) != max((end for _, end, _ in order), default=0):
        return list(segments)  # something was cleaned away
    styles = [segment.style for segment in segments for _ in segment.text]
    out: list[Segment] = []
    for start, _, drawn in order:
        style = styles[start]
        if out and out[-1].style is style:
            out[-1] = Segment(out[-1].text + drawn, style)
        else:
            out.append(Segment(drawn, style))
    return out


def character_at(order: Sequence[Place], column: int) -> int | None:
    """The character that is drawn in a column, None where none is."""
    cells = 0
    for start, _, drawn in order:
        cells += width(drawn)
        if column < cells:
            return start
    return None


def _stays(piece: Piece) -> bool:
    """Whether a piece is no text but has its place: air, a bar, a bullet, a mark that hangs at the right."""
    fixed = piece.style == PAD or piece.style.endswith(HUNG) or piece.style.startswith(_MARKS)
    return fixed or (_GAP.fullmatch(piece.text) is not None and not piece.link)


def _ordered(text: str, start: int, end: int, right_to_left: bool, cell: bool) -> list[Place]:
    part = text[start:end]
    toward = right_to_left or (cell and starts_right_to_left(part))
    return [(first + start, last + start, drawn) for first, last, drawn in visual_order(part, toward)]
