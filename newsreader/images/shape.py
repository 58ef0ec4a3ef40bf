"""How many cells a picture takes, and how many pixels are made for them: arithmetic alone, so that the screen can do it too."""

from __future__ import annotations

from typing import Literal, NamedTuple

Form = Literal["rgb", "png", "sixel"]
"""`rgb`: raw pixels for half blocks, two in each cell; `png` and `sixel`: for a terminal that draws pictures itself."""

NATURAL = 9
"""Pixels of a picture that take a column: small ones stay small instead of being blown up to the text's width."""
MOST_COLUMNS = 200


class Cell(NamedTuple):
    """How large a cell is, in pixels; half as wide as high where the terminal doesn't say."""

    width: int = 10
    height: int = 20


USUAL = Cell()


class Box(NamedTuple):
    """Cells that a picture takes."""

    columns: int
    rows: int


def box(width: int, height: int, columns: int, rows: int, cell: Cell) -> Box:
    """The cells for a picture of so many pixels: in its proportions, within `columns` and `rows`, never blown up. Its own box fits it."""
    ratio = height / width * cell.width / cell.height  # rows a column
    across = max(1, min(columns, MOST_COLUMNS, -(-width // NATURAL)))
    if round(across * ratio) > rows:
        across = max(1, min(across, round(rows / ratio)))
    return Box(across, max(1, min(rows, round(across * ratio))))


def pixels(taken: Box, form: Form, cell: Cell, width: int, height: int) -> tuple[int, int]:
    """The pixels to make for a box from a picture of `width` by `height`: two a cell, or as many as the terminal has, never more than
    the picture where the terminal scales it."""
    if form == "rgb":
        return taken.columns, 2 * taken.rows
    if form == "sixel":  # a terminal doesn't scale them: they have the size of the cells
        return taken.columns * cell.width, taken.rows * cell.height
    scale = min(1.0, taken.columns * cell.width / width, taken.rows * cell.height / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def file_name(digest: str, size: tuple[int, int], form: Form) -> str:
    """What the file with a picture's pixels is called, below the folder of pictures."""
    return f"{digest[:2]}/{digest}-{size[0]}x{size[1]}.{form}"
