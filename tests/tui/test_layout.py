"""As many panes as fit, down to windows in which nothing fits, and never a crash."""

from __future__ import annotations

import pytest

from newsreader.config.paths import Paths
from tests.tui.driving import driven, make_app, press, screen_lines, screen_text, settled, small_app


@pytest.mark.parametrize(
    ("columns", "at_start", "in_feeds", "in_reader"),
    [
        (120, "feeds headlines reader", "feeds headlines reader", "feeds headlines reader"),
        (99, "headlines reader", "feeds headlines", "headlines reader"),
        (70, "headlines reader", "feeds headlines", "headlines reader"),
        (69, "headlines", "feeds", "reader"),
        (20, "headlines", "feeds", "reader"),
    ],
)
async def test_panes_are_dropped_from_the_side_that_is_not_looked_at(
    paths: Paths, columns: int, at_start: str, in_feeds: str, in_reader: str
) -> None:
    app = small_app(paths)
    async with driven(app, (columns, 24)) as pilot:
        found = [_shown(app)]
        await press(pilot, app, "h")
        found.append(_shown(app))
        await press(pilot, app, "l", "enter")
        found.append(_shown(app))
        assert found == [at_start, in_feeds, in_reader]


async def test_zen_is_the_reader_alone_and_a_step_back_leaves_it(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, (120, 24)) as pilot:
        await press(pilot, app, "enter", "z")
        assert _shown(app) == "reader"
        await press(pilot, app, "q")
        assert _shown(app) == "feeds headlines reader"


async def test_resizing_keeps_the_cursor_in_sight(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, (120, 40)) as pilot:
        await press(pilot, app, "G")
        for size in ((120, 8), (60, 12), (130, 30), (20, 5)):
            await pilot.resize_terminal(*size)
            await settled(pilot, app)
            assert "Story" in screen_text(app), size
            pane = app.main.headlines
            top = round(pane.scroll_y)
            assert top <= pane.cursor * pane.row_height < top + pane.size.height


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 3), (3, 2), (5, 3), (10, 4), (20, 5), (21, 2), (300, 1), (1, 60)])
async def test_no_window_is_too_small(paths: Paths, size: tuple[int, int]) -> None:
    app = small_app(paths)
    async with driven(app, size) as pilot:
        await press(pilot, app, "j", "enter", "space", "h", "h", "j", "-", "?", "escape", "D", "n", "/", "x", "escape", "X", "z", "z")
        assert app.is_running
        assert all(len(line) >= 0 for line in screen_lines(app))


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (38, 9), (56, 14), (120, 40)])
async def test_the_welcome_fits_any_window(paths: Paths, size: tuple[int, int]) -> None:
    app = make_app(paths)
    async with driven(app, size) as pilot:
        if size[0] >= 20:
            text = screen_text(app)
            assert "newsreader" in text or size[1] < 9
            assert "add a feed" in text
        await press(pilot, app, "escape", "j", "k")
        assert app.is_running


def _shown(app: object) -> str:
    return " ".join(name for name, pane in app.main.panes.items() if pane.display)  # type: ignore[attr-defined]
