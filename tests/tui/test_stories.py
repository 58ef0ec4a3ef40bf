"""The same story once, by keys: one headline for it, unfolded, read as one, joined and parted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsreader.config.paths import Paths
from newsreader.library.indexing import index_waiting
from newsreader.library.lists import entry_ids, headlines
from newsreader.library.stories import also_in, join
from newsreader.model.query import Query
from newsreader.store.connection import Store
from tests.builders import NOW, add_entries, entry
from tests.tui.driving import QUIET, driven, make_app, number, press, screen_text, settled, small_library, titles


def told_twice(paths: Paths) -> Store:
    """Eight stories, of which 8 (hills), 7 (loose) and 6 (harbours) are one."""
    store = small_library(paths)
    index_waiting(store)
    join(store, [number(store, 8), number(store, 7), number(store, 6)])
    return store


async def test_a_story_is_one_headline_that_says_where_else_it_is_told(paths: Paths) -> None:
    told_twice(paths).close()
    app = make_app(paths)
    async with driven(app) as pilot:
        assert titles(app) == [6, 5, 4, 3, 2, 1]  # the first that came leads
        assert "harbours · also in loose, hills" in screen_text(app)
        await press(pilot, app, "1")
        assert titles(app) == [6, 5, 4, 3, 2, 1]
        app.main.feeds.choose("feed:1")
        await settled(pilot, app)
        assert titles(app) == [8, 5, 3, 1]


async def test_reading_it_reads_all_and_one_that_comes_later_is_not_hidden(paths: Paths) -> None:
    store = told_twice(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "m")
        assert len(entry_ids(store, Query(unread=True))) == 5
        (late,) = add_entries(store, 1, entry("late", "Story number 9", NOW))
        join(store, [number(store, 8), late])
        app.main.lists.refresh_rows()
        await settled(pilot, app)
        assert "◐" in screen_text(app)
        await press(pilot, app, "1")
        assert titles(app) == [9, 5, 4, 3, 2, 1]


async def test_a_story_is_unfolded_below_its_headline_and_folded_again(paths: Paths) -> None:
    store = told_twice(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "j", "k", "Z")
        assert titles(app) == [6, 7, 8, 5, 4, 3, 2, 1]
        assert "↳ Story number 7" in screen_text(app)
        await press(pilot, app, "j", "s")
        assert [row.title for row in headlines(store, entry_ids(store, Query(starred=True))).values()] == ["Story number 7"]
        await press(pilot, app, "Z")
        assert titles(app) == [6, 5, 4, 3, 2, 1]
        assert app.main.headlines.cursor == 0
        await press(pilot, app, "j", "Z")
        assert "no other feed tells this story" in screen_text(app)


async def test_headlines_are_joined_and_parted_by_hand_where_they_stand(paths: Paths) -> None:
    store = told_twice(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "j", "V", "j", "V", "&")
        assert titles(app) == [6, 5, 3, 2, 1]
        assert len(also_in(store, [number(store, 5)])[number(store, 5)]) == 1
        await press(pilot, app, "u")
        assert titles(app) == [6, 5, 4, 3, 2, 1]
        await press(pilot, app, "ctrl+r")
        assert titles(app) == [6, 5, 3, 2, 1]
        await press(pilot, app, "g", "g", "Z", "j", "~")
        assert titles(app) == [6, 7, 8, 5, 3, 2, 1]
        assert number(store, 7) not in also_in(store, [number(store, 7)])
        await press(pilot, app, "k", "Z")
        assert titles(app) == [6, 7, 5, 3, 2, 1]
        await press(pilot, app, "j", "&")
        assert "choose two headlines" in screen_text(app)


async def test_the_setting_tells_every_headline(paths: Paths) -> None:
    told_twice(paths).close()
    app = make_app(paths, replace(QUIET, stories_once=False))
    async with driven(app) as pilot:
        assert titles(app) == [8, 7, 6, 5, 4, 3, 2, 1]
        await press(pilot, app, "Z")
        assert "rows of their own" in screen_text(app)


async def test_a_filter_and_a_search_ask_every_telling_and_show_one(paths: Paths) -> None:
    told_twice(paths).close()
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"feed:loose", "enter")
        assert titles(app) == [7, 4]
        await press(pilot, app, "escape", "/", *"title:/[678]$/", "enter")
        assert titles(app) == [6]
        await press(pilot, app, "escape", "g", "/", *"number", "enter")
        assert sorted(titles(app)) == [1, 2, 3, 4, 5, 6]


async def test_a_long_list_keeps_to_what_leads_its_stories(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    told_twice(paths).close()
    monkeypatch.setattr("newsreader.tui.parts.taking.FIRST", 2)
    app = make_app(paths)
    async with driven(app) as pilot:
        assert titles(app) == [6, 5, 4, 3, 2, 1]
        await press(pilot, app, "\\", "o")
        assert titles(app) == [1, 2, 3, 4, 5, 6]
        await press(pilot, app, "\\", "t")
        assert titles(app) == [1, 2, 3, 4, 5, 6]


async def test_a_preferred_feed_leads(paths: Paths) -> None:
    told_twice(paths).close()
    app = make_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("feed:3")
        await settled(pilot, app)
        app.main.stories.prefer()
        await settled(pilot, app)
        await press(pilot, app, "2")
        assert titles(app) == [7, 5, 4, 3, 2, 1]


async def test_several_keys_sort_a_list_and_last(paths: Paths) -> None:
    told_twice(paths).close()
    app = make_app(paths, replace(QUIET, stories_once=False))
    async with driven(app) as pilot:
        await press(pilot, app, "1", "s", "j", "m", ":", *"sort starred,unread,date", "enter")
        assert titles(app) == [8, 1, 2, 3, 4, 5, 6, 7]
        assert "starred first, unread fir" in screen_text(app)
        await press(pilot, app, "\\", ",", "ctrl+u", *"colour", "enter")
        assert "colour is nothing to sort by" in screen_text(app)
        await press(pilot, app, "escape", "\\", "\\")
        assert titles(app)[-1] == 8
        await pilot.press("Q")
    again = make_app(paths, replace(QUIET, stories_once=False))
    async with driven(again) as pilot:
        assert titles(again)[-1] == 8
