"""Half blocks: two pixels in a cell, the upper one in the colour of `▀`, the lower one in its ground. Plain cells, wherever they go."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

UPPER = "▀"


def block_row(pixels: bytes, columns: int, row: int) -> list[Segment]:
    """One row of cells from raw pixels (`columns` a line, three bytes each); neighbours of one look are one segment."""
    line = 3 * columns
    above, below = pixels[2 * row * line :][:line], pixels[(2 * row + 1) * line :][:line]
    segments: list[Segment] = []
    start = 0
    for at in range(3, line + 3, 3):
        if at == line or above[at : at + 3] != above[start : start + 3] or below[at : at + 3] != below[start : start + 3]:
            top, bottom = above[start : start + 3], below[start : start + 3]
            segments.append(Segment((" " if top == bottom else UPPER) * ((at - start) // 3), _style(top, bottom)))
            start = at
    return segments


@lru_cache(maxsize=8192)
def _style(top: bytes, bottom: bytes) -> Style:
    return Style(color=Color.from_rgb(*top), bgcolor=Color.from_rgb(*bottom))
