"""What the reader is told of where it is: counts of a find as it is typed, and the terminal's cursor for those who listen."""

from __future__ import annotations

from typing import Literal

import pytest

from newsreader.config.paths import Paths
from newsreader.config.settings import Settings
from newsreader.tui.app import NewsreaderApp
from tests.tui.driving import driven, make_app, press, screen_lines, settled
from tests.tui.reading import library_with, long_blocks

SIZE = (130, 36)


async def test_what_is_found_is_counted_beside_what_is_typed_and_by_the_keys_that_go_on(paths: Paths) -> None:
    library_with(paths, *long_blocks(40))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "slash", *"paragraph")
        assert "1 of 40" in screen_lines(app)[-1]
        await press(pilot, app, "space", *"7.")
        assert "1 of 1" in screen_lines(app)[-1]
        await press(pilot, app, "x")
        assert "not found" in screen_lines(app)[-1]
        await press(pilot, app, *["backspace"] * 4, "enter", "n", "n")
        assert app.main.status.words == "3 of 40"
        await press(pilot, app, "N", "N", "N")
        assert app.main.status.words == "40 of 40"


async def test_the_terminals_cursor_is_where_the_reader_is(paths: Paths) -> None:
    library_with(paths, *long_blocks(40))
    app = make_app(paths)
    async with driven(app) as pilot:

        def line() -> str:
            """The screen's line from the cursor on."""
            column, row = app.cursor_position
            return screen_lines(app)[row][column:].strip()

        assert "A story" in line()
        await pilot.resize_terminal(80, 30)
        await settled(pilot, app)
        assert "A story" in line()
        await pilot.resize_terminal(*SIZE)
        await press(pilot, app, "j")
        assert "Another story" in line()
        await press(pilot, app, "k", "enter")
        assert line().startswith("HILLS")
        await press(pilot, app, "ctrl+f")
        assert app.main.reader.lines is not None
        assert line().startswith(app.main.reader.lines[app.main.reader.seen[0]].text.strip()[:20])
        await press(pilot, app, "slash", *"paragraph 39")
        assert screen_lines(app)[app.cursor_position.y].startswith(" find: paragraph 39")
        await press(pilot, app, "enter")
        assert line().startswith("Paragraph 39.")
        await press(pilot, app, "escape", ":", "down")
        assert "next" in line() or "previous" in line()
        assert app.cursor_position.y > 3


@pytest.mark.parametrize(("cursor", "told"), [("shown", ["\x1b[?25h"]), ("hidden", [])])
async def test_the_cursor_is_seen_only_where_that_is_wanted(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, cursor: Literal["hidden", "shown"], told: list[str]
) -> None:
    written: list[str] = []
    monkeypatch.setattr(NewsreaderApp, "to_terminal", lambda _self, text: written.append(text))
    app = make_app(paths, Settings(refresh_at_start=False, refresh_minutes=0, cursor=cursor))
    async with driven(app) as pilot:
        assert written == told
        app.app_resume_signal.publish(app)
        await settled(pilot, app)
        assert written == told * 2
