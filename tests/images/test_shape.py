from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.images.shape import Box, Cell, box, pixels

HALF = Cell(10, 20)


@pytest.mark.parametrize(
    ("width", "height", "columns", "rows", "wanted"),
    [
        (800, 450, 72, 24, Box(72, 20)),
        (800, 450, 72, 10, Box(36, 10)),
        (600, 900, 72, 24, Box(32, 24)),
        (90, 90, 72, 24, Box(10, 5)),
        (4000, 20, 72, 24, Box(72, 1)),
        (20, 4000, 72, 24, Box(1, 24)),
    ],
)
def test_a_picture_keeps_its_proportions_within_what_it_may_take(width: int, height: int, columns: int, rows: int, wanted: Box) -> None:
    assert box(width, height, columns, rows, HALF) == wanted


def test_cells_of_another_shape_change_the_rows_and_not_the_proportions() -> None:
    assert box(800, 400, 72, 40, Cell(10, 20)) == Box(72, 18)
    assert box(800, 400, 72, 40, Cell(10, 25)) == Box(72, 14)


@given(st.integers(3, 30_000), st.integers(3, 30_000), st.integers(1, 300), st.integers(1, 100), st.integers(1, 60), st.integers(1, 120))
def test_a_box_always_fits(width: int, height: int, columns: int, rows: int, across: int, down: int) -> None:
    cell = Cell(across, down)
    taken = box(width, height, columns, rows, cell)
    assert 1 <= taken.columns <= columns
    assert 1 <= taken.rows <= rows
    assert box(width, height, taken.columns, taken.rows, cell) == taken
    assert pixels(taken, "rgb", cell, width, height) == (taken.columns, 2 * taken.rows)
    wide, high = pixels(taken, "png", cell, width, height)
    assert 1 <= wide <= width
    assert 1 <= high <= height
