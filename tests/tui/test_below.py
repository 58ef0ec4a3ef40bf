"""A screen over the panes: what shows of the rows below stands in its columns, whole, and in shade."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from newsreader.tui.below import Shaded
from newsreader.tui.panes.lines import GAP, LinePane
from tests.tui.test_lines import on_a_terminal_that_joins_nothing

WORDS = "हिमालय संवाद"


class Named(LinePane):
    """Rows of a feed's name and its count."""

    def line(self, y: int, width: int, base: Style) -> Strip:
        look = base + Style(color="#ffffff", bgcolor="#000000")
        strip = Strip([Segment("  ", look), Segment(WORDS, look), Segment(" " * width, look)])
        return Strip([*strip.crop(0, width - 3), GAP, Segment("123", look)], width)


class Panes(App[None]):
    """Two such panes."""

    CSS = "Screen { layout: horizontal; } Named { width: 30; height: 6; }"

    def compose(self) -> ComposeResult:
        yield Named()
        yield Named()


class Dialog(Shaded[None]):
    """Two rows of text over the middle of rows 2 and 3."""

    CSS = "Dialog { background: #000000 50%; } Dialog Static { width: 20; height: 2; offset: 20 2; }"

    def compose(self) -> ComposeResult:
        yield Static("dialog of the reader\nanother row of words")


async def rows_under(over: Shaded[None]) -> list[Strip]:
    app = Panes()
    async with app.run_test(size=(60, 6)) as pilot:
        await app.push_screen(over)
        await pilot.pause()
        return app.screen._compositor.render_strips()


async def test_rows_keep_their_columns_under_a_dialog_and_beside_it() -> None:
    rows = [on_a_terminal_that_joins_nothing(strip) for strip in await rows_under(Dialog())]
    free = "  " + WORDS
    for row in (rows[0], rows[1], rows[4], rows[5]):
        assert row.count(WORDS) == 2
        assert row.startswith(free)
        assert row.rstrip().endswith("123")
    for row, text in zip(rows[2:4], ("dialog of the reader", "another row of words"), strict=True):
        assert row.startswith(free)
        assert row.count(WORDS) == 1
        assert text in row
        assert row.rstrip().endswith("123")


async def test_no_row_takes_other_cells_than_the_screen_has() -> None:
    for strip in await rows_under(Dialog()):
        assert sum(part.cell_length for part in strip) == strip.cell_length == 60


@pytest.mark.parametrize("colourless", [True, False])
async def test_everything_below_is_in_shade(monkeypatch: pytest.MonkeyPatch, colourless: bool) -> None:
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    for strip in await rows_under(Dialog()):
        words = [part for part in strip if WORDS in part.text]
        assert words
        for part in words:
            assert part.style is not None
            assert part.style.color is not None
            assert max(part.style.color.get_truecolor()) < 200


async def test_a_part_of_the_rows_is_cut_where_it_is_asked_for() -> None:
    app = Panes()
    async with app.run_test(size=(60, 6)) as pilot:
        over = Dialog()
        await app.push_screen(over)
        await pilot.pause()
        rows = over.render_lines(Region(27, 1, 3, 2))
    assert [row.text.replace("\x1b[28G", "").replace("\x1b[31G", "") for row in rows] == ["123", "123"]
    assert [row.cell_length for row in rows] == [3, 3]
