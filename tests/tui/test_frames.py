"""What is drawn for a key: one frame, each row of it once."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.screen import Screen

from newsreader.config.paths import Paths
from newsreader.library.marks import mark
from newsreader.library.positions import Position, position_of
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.panes.headlines import HeadlinesPane
from tests.builders import NOW, add_entries, add_feed, entry
from tests.tui.driving import make_app, press, settled, small_library

SIZE = (120, 40)


async def test_no_frame_shows_the_cursor_on_a_list_that_is_not_open_yet(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    small_library(paths)
    app = make_app(paths)
    frames: list[tuple[str, str]] = []
    drawing = NewsreaderApp._display

    def display(shown: NewsreaderApp, screen: Screen[object], renderable: None) -> None:
        if shown.main.feeds.choice is not None:
            frames.append((shown.main.feeds.choice.title, shown.main.headlines.title))
        drawing(shown, screen, renderable)

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot, app)
        monkeypatch.setattr(NewsreaderApp, "_display", display)
        await press(pilot, app, *"123]]][1")
    assert len({title for title, _ in frames}) > 4
    assert [each for each in frames if each[0] != each[1]] == []


async def test_a_row_is_made_once_for_all_its_lines_and_not_again_when_the_list_grows(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    store = small_library(paths)
    add_entries(store, add_feed(store, "long"), *(entry(f"long{n}", f"Entry {n}", NOW - n) for n in range(1_500)))
    app = make_app(paths)
    made: list[int] = []
    drawing = HeadlinesPane.row_lines

    def row_lines(pane: HeadlinesPane, index: int, width: int, ground: str | None) -> list[list[Segment]]:
        made.append(index)
        return drawing(pane, index, width, ground)

    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot, app)
        await press(pilot, app, "3")
        monkeypatch.setattr(HeadlinesPane, "row_lines", row_lines)
        await press(pilot, app, "1")
        assert app.main.headlines.count == 1_508
        assert made == sorted(set(made))
        assert len(made) == app.main.headlines.page


async def test_a_place_that_is_kept_while_somebody_reads_has_no_list_read_anew_and_what_others_change_has(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    looks: list[str] = []
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot, app)
        await press(pilot, app, "enter")
        app._look_around()
        await settled(pilot, app)
        app.main.work.soon = lambda: looks.append("look")  # type: ignore[method-assign]
        entry_id = app.main.headlines.current.id if app.main.headlines.current else 0

        async def look(place: int) -> None:
            app.writer.wrote = False  # as it is a second after the last key: `settled` asks the writer, too
            app.main.reading.places._here = Position(place, "Words", place / 10)
            app.main.reading.places.keep()
            while position_of(store, entry_id) != Position(place, "Words", place / 10):
                await pilot.pause()
            app._look_around()
            await settled(pilot, app)

        await look(1)
        await look(2)
        assert looks == []
        mark(store, [entry_id], "star")
        await look(3)
        assert looks == ["look"]
