"""Sixels in a pty: a picture is drawn once it is seen whole and at rest, in its place, and its half blocks remove it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsreader.render.layout import Line, Picture, Piece
from newsreader.tui.pictures.sixel import Spot, pictures_in
from tests.tui.pictures.terminal import Terminal
from tests.tui.pictures.test_kitty import open_article, open_demo

DRAWN = re.compile(rb"\x1b7\x1b\[(\d+);(\d+)H\x1bP0;1;0q\"1;1;(\d+);(\d+)[!-~]*\x1b\\\x1b8")
BLOCK = "▀".encode()


def row(url: str, number: int, before: str = "") -> Line:
    """A line with one row of a picture."""
    return Line((Piece(before, "bar"), Piece(" " * 8, "picture", None, Picture((url,), number))), 0)


def test_a_picture_is_found_where_it_begins_with_the_rows_that_are_seen() -> None:
    words = Line((Piece("words", "text"),), 0)
    lines = [row("a", 2), row("a", 3), words, *(row("a", number, "▎ ") for number in range(3)), row("b", 0), words, row("b", 0), row("b", 1)]
    assert list(pictures_in(lines)) == [Spot("a", 2, 3, 3), Spot("b", 0, 6, 1), Spot("b", 0, 8, 2)]


@pytest.fixture
def terminal(home: Path) -> Terminal:
    """The real reader and its real worker on the demo edition, in a terminal that says that it has sixels."""
    return open_demo(home, graphics=False, sixels=True, environ={"TERM": "foot", "KITTY_WINDOW_ID": ""})


def test_a_picture_is_drawn_at_rest_and_again_after_what_was_drawn_over_it(terminal: Terminal) -> None:
    try:
        open_article(terminal, "orchard")
        written = terminal.until(DRAWN.search)
        (first,) = DRAWN.findall(written)
        top, left, width, height = map(int, first)
        assert (width % 10, height % 20) == (0, 0)
        assert 1 < top <= 36 - height // 20
        assert 1 < left <= 120 - width // 10
        assert written.index(BLOCK) < DRAWN.search(written).start()  # type: ignore[union-attr]
        terminal.press("jjj")
        written = terminal.until(lambda written: len(DRAWN.findall(written)) == 2)
        again = [match.start() for match in DRAWN.finditer(written)]
        assert BLOCK in written[again[0] + 100_000 : again[1]] or written.count(BLOCK, again[0], again[1]) > width // 10
        assert int(DRAWN.findall(written)[1][0]) == top - 3
        terminal.press("?")
        terminal.until(lambda written: b"Keys in the reader" in written)
        covered = len(terminal.written)
        terminal.press("\x1b")
        terminal.until(lambda written: len(DRAWN.findall(written)) == 3)
        assert b"Keys in the reader" not in terminal.written[DRAWN.search(terminal.written, covered).start() :]  # type: ignore[union-attr]
        terminal.press("Q")
        assert terminal.close() == 0
    except BaseException:
        terminal.kill()
        raise
