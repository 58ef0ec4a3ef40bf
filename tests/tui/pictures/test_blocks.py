from __future__ import annotations

from rich.segment import Segment

from newsreader.images.decode import encoded
from newsreader.tui.pictures.blocks import UPPER, block_row
from tests.images.drawing import picture, quarters, saved

RED, GREEN, BLUE, WHITE = b"\xff\x00\x00", b"\x00\xff\x00", b"\x00\x00\xff", b"\xff\xff\xff"


def told(segments: list[Segment]) -> list[tuple[str, str, str]]:
    """Each segment's text, colour and ground."""
    out = []
    for text, style, _ in segments:
        assert style is not None
        assert style.color is not None
        assert style.color.triplet is not None
        assert style.bgcolor is not None
        assert style.bgcolor.triplet is not None
        out.append((text, style.color.triplet.hex, style.bgcolor.triplet.hex))
    return out


def test_a_cell_shows_two_pixels_one_above_the_other() -> None:
    assert told(block_row(RED + GREEN + BLUE + WHITE, 2, 0)) == [(UPPER, "#ff0000", "#0000ff"), (UPPER, "#00ff00", "#ffffff")]


def test_neighbours_of_one_look_are_one_segment_and_two_pixels_of_one_colour_a_space() -> None:
    assert told(block_row(RED * 3 + GREEN + RED * 3 + BLUE, 4, 0)) == [("   ", "#ff0000", "#ff0000"), (UPPER, "#00ff00", "#0000ff")]


def test_the_second_row_of_cells_shows_the_third_and_fourth_row_of_pixels() -> None:
    assert told(block_row(RED * 4 + GREEN * 2 + BLUE * 2, 2, 1)) == [(UPPER * 2, "#00ff00", "#0000ff")]


def test_a_known_picture_is_seen_from_its_file_to_its_cells() -> None:
    pixels = encoded(saved(quarters().resize((160, 160), 0)), 8, 8, "rgb")
    rows = [told(block_row(pixels, 8, row)) for row in range(4)]
    assert [sum(len(text) for text, _, _ in row) for row in rows] == [8] * 4
    corners = [rows[0][0][1], rows[0][-1][1], rows[3][0][2], rows[3][-1][2]]
    assert corners == ["#ff0000", "#00ff00", "#0000ff", "#ffffff"]


def test_a_picture_of_one_colour_is_one_segment_a_row() -> None:
    pixels = encoded(picture(100, 50), 40, 20, "rgb")
    assert [told(block_row(pixels, 40, row)) for row in range(10)] == [[(" " * 40, "#ff0000", "#ff0000")]] * 10
