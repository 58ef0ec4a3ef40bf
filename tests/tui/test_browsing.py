"""What is opened in the browser, and what becomes of it where nothing opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsreader.config.paths import Paths
from newsreader.library.lists import entry_ids
from newsreader.model.query import Query
from newsreader.programs.run import ProgramError
from newsreader.store.connection import Store
from newsreader.tui.parts.browsing import MOST_PAGES
from tests.builders import NOW, add_entries, add_feed, entry
from tests.tui.driving import driven, make_app, press, screen_text, small_app


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that would have been opened in a browser."""
    seen: list[str] = []
    monkeypatch.setattr("newsreader.programs.browser.open_in_browser", lambda url, _command="": seen.append(url))
    return seen


def unread(paths: Paths) -> int:
    store = Store(paths.library)
    try:
        return len(entry_ids(store, Query(unread=True)))
    finally:
        store.close()


async def test_what_is_opened_is_marked_read_where_that_was_asked_for(paths: Paths, opened: list[str]) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "o")
        assert (opened, unread(paths)) == (["https://site.example/story 8"], 8)
        await press(pilot, app, "O")
        assert (len(opened), unread(paths)) == (2, 7)


async def test_what_no_browser_opens_stays_unread(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_url: str, _command: str = "") -> None:
        raise ProgramError("there is no browser")

    monkeypatch.setattr("newsreader.programs.browser.open_in_browser", none)
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "O")
        assert "there is no browser" in screen_text(app)
        await press(pilot, app, "V", "j", "O")
        assert unread(paths) == 8


async def test_an_odd_address_is_opened_and_marked_after_a_yes_alone(paths: Paths, opened: list[str]) -> None:
    store = Store(paths.library)
    add_entries(store, add_feed(store), entry("odd", url="https://xn--80ak6aa92e.com/"))
    store.close()
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "O")
        assert "Careful:" in screen_text(app)
        await press(pilot, app, "escape")
        assert (opened, unread(paths)) == ([], 1)
        await press(pilot, app, "O", "y")
        assert (len(opened), unread(paths)) == (1, 0)


async def test_comments_are_opened_where_the_feed_names_them(paths: Paths, opened: list[str]) -> None:
    store = Store(paths.library)
    talk = replace(entry("talk", published=NOW - 5), comments_url="https://site.example/talk#comments")
    add_entries(store, add_feed(store), talk, entry("none", published=NOW - 9))
    store.close()
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "c", "j", "c")
        assert opened == ["https://site.example/talk#comments"]
        assert "this entry names no page of comments" in screen_text(app)


async def test_more_pages_than_anybody_wants_are_refused_and_stay_chosen(paths: Paths, opened: list[str]) -> None:
    store = Store(paths.library)
    add_entries(store, add_feed(store), *(entry(f"e{number}", published=NOW - number) for number in range(MOST_PAGES + 1)))
    store.close()
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "V", "O")
        assert f"{MOST_PAGES} pages are the most" in screen_text(app)
        assert app.main.headlines.choosing
        assert (opened, unread(paths)) == ([], MOST_PAGES + 1)


async def test_many_pages_are_asked_about(paths: Paths, opened: list[str]) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "V", "O")
        assert "Open 8 pages in the browser?" in screen_text(app)
        await press(pilot, app, "y")
        assert (len(opened), unread(paths)) == (8, 0)
