"""Many rows at once: chosen by query and acted on; and the user's macros."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newsreader.config.paths import Paths
from newsreader.library.lists import entry_ids, headlines
from newsreader.library.stories import join
from newsreader.model.jobs import Export, Prefetch
from newsreader.model.query import Query
from newsreader.store.connection import Store
from tests.tui.driving import QUIET, driven, indexed_library, make_app, number, press, screen_text, settled, small_app, titles, worker_of


def starred(store: Store) -> list[str]:
    return sorted(row.title[-1] for row in headlines(store, entry_ids(store, Query(starred=True))).values())


async def test_rows_are_chosen_by_a_query_and_marked(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, ":", *"select feed:loose", "enter")
        assert "2 chosen" in screen_text(app)
        await press(pilot, app, "g", "v", *"title:/[35]$/", "enter", "s")
        assert starred(store) == ["3", "4", "5", "7"]
        await press(pilot, app, "g", "v", *"is:nothing", "enter")
        assert "is:nothing is not known" in screen_text(app)


async def test_how_many_are_chosen_is_said_as_the_range_grows(paths: Paths) -> None:
    indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "V", "j", "j")
        assert "3 chosen" in screen_text(app)
        await press(pilot, app, "V", "j", "j", "V", "k")
        assert "5 chosen" in screen_text(app)
        await press(pilot, app, "k", "k", "k")
        assert "5 chosen" in screen_text(app)
        await press(pilot, app, "d")
        assert "5 marked read" in screen_text(app)


async def test_every_row_is_chosen_and_is_no_more(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "g", "V")
        assert "8 chosen" in screen_text(app)
        await press(pilot, app, "m")
        assert len(entry_ids(store, Query(unread=True))) == 0
        await press(pilot, app, "g", "V", "m")
        assert len(entry_ids(store, Query(unread=True))) == 8
        await press(pilot, app, "g", "V", "escape", "m")
        assert len(entry_ids(store, Query(unread=True))) == 7


async def test_what_is_older_is_read_with_what_tells_its_story(paths: Paths) -> None:
    store = indexed_library(paths)
    join(store, [number(store, 1), number(store, 8)])
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1")
        assert titles(app) == [7, 6, 5, 4, 3, 2, 1]
        await press(pilot, app, ":", *"older 1", "enter")
        assert [row.read for row in headlines(store, [number(store, 1), number(store, 8)]).values()] == [True, True]


async def test_what_is_chosen_is_opened_got_ready_and_written(paths: Paths, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = indexed_library(paths)
    opened: list[str] = []
    monkeypatch.setattr("newsreader.programs.browser.open_in_browser", lambda url, _command: opened.append(url))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "V", "j", "O")
        assert opened == ["https://site.example/story 8", "https://site.example/story 7"]
        assert len(entry_ids(store, Query(unread=True))) == 6
        await press(pilot, app, "g", "V", "o")
        assert "Open 8 pages" in screen_text(app)
        await press(pilot, app, "escape")
        assert len(opened) == 2
        await press(pilot, app, "g", "g", "V", "j", "P")
        assert worker_of(app).jobs[-1] == Prefetch(f"id:{number(store, 8)},{number(store, 7)}")
        await press(pilot, app, "V", ":", *f"export {tmp_path / 'news.epub'}", "enter")
        assert worker_of(app).jobs[-1] == Export(f"id:{number(store, 7)}", str(tmp_path / "news.epub"), "epub")
        await press(pilot, app, ":", *"export news.doc", "enter")
        assert ".epub, .html, .md, .txt" in screen_text(app)


async def test_a_macro_does_its_steps_and_once_more(paths: Paths) -> None:
    store = indexed_library(paths)
    paths.keys_file.write_text('[macros]\nx = "marks.star; 2 move.down"\nl = ":filter feed:loose; marks.choose_all; :tag late"\nb = "marks.nothing"\n')
    app = make_app(paths, replace(QUIET))
    async with driven(app) as pilot:
        assert "marks.nothing" in screen_text(app)
        await press(pilot, app, ",", "x")
        await settled(pilot, app)
        await settled(pilot, app)
        assert starred(store) == ["8"]
        assert app.main.headlines.cursor == 2
        await press(pilot, app, ".")
        await settled(pilot, app)
        await settled(pilot, app)
        assert starred(store) == ["6", "8"]
        await press(pilot, app, ",", "l")
        for _ in range(4):
            await settled(pilot, app)
        assert titles(app) == [7, 4]
        assert [row.tags for row in headlines(store, [number(store, 7), number(store, 4)]).values()] == [("late",), ("late",)]


async def test_without_macros_their_key_says_where_they_are_made_and_the_next_does_nothing(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "comma")
        assert "[macros] in keys.toml" in screen_text(app)
        await press(pilot, app, "r")
        assert worker_of(app).jobs == []
