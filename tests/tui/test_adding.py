"""Adding feeds in the reader: what an address leads to is chosen from."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from newsreader.config.paths import Paths
from newsreader.library.confirming import wishes
from newsreader.library.transfer import import_bytes
from newsreader.model.choices import FeedChoice
from newsreader.model.events import FeedsFound, PageTried
from newsreader.model.jobs import FindFeeds, Refresh, Subscribe, TryPage
from newsreader.store.connection import Store
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.screens.choosing import Choosing
from newsreader.tui.screens.health import Health
from tests.builders import NOW
from tests.tui.driving import driven, make_app, press, screen_text, settled, small_app, worker_of


async def until(pilot: Pilot[Any], ready: Callable[[], bool]) -> None:
    """Let the screen go on until something is so."""
    while not ready():
        await pilot.pause(0.02)


URL = "https://hills.example"
NEWS = FeedChoice(f"{URL}/news.xml", "Hill news", 20, 8 * 3600, NOW - 7200)
WALKS = FeedChoice(f"{URL}/walks.xml", "Walks", 5, 20 * 86400, NOW - 40 * 86400)
TALK = FeedChoice(f"{URL}/comments.xml", "What people say", 9, 60, NOW, comments=True)


@asynccontextmanager
async def looked_at(paths: Paths, *found: FeedChoice, why: str = "") -> AsyncIterator[tuple[NewsreaderApp, Pilot[Any]]]:
    """A reader that was given a page's address, which leads to these feeds (none: `why`)."""
    app = small_app(paths)
    async with driven(app, (110, 34)) as pilot:
        await press(pilot, app, "a", *"hills.example", "enter")
        assert worker_of(app).jobs == [FindFeeds("hills.example")]
        worker_of(app).tell(FeedsFound(1, URL, found, why=why))
        await settled(pilot, app)
        yield app, pilot


async def test_several_feeds_are_shown_with_how_often_they_post_and_marked(paths: Paths) -> None:
    async with looked_at(paths, NEWS, WALKS, TALK) as (app, pilot):
        text = screen_text(app)
        assert "3 a day, last 2 hours ago" in text
        assert "2 a month, last 1 month ago" in text
        assert "Comments" in text
        await press(pilot, app, "space", "space", "enter")
        assert worker_of(app).jobs[1:] == [Subscribe(NEWS.url, found_at=URL), Subscribe(WALKS.url, found_at=URL)]
        assert app.screen is app.main


async def test_a_command_is_asked_about_before_it_runs(paths: Paths) -> None:
    app = make_app(paths)
    async with driven(app, (110, 30)) as pilot:
        await press(pilot, app, "a", *"exec:echo x", "enter")
        assert "Run 'echo x' on this machine" in screen_text(app)
        await press(pilot, app, "n")
        assert worker_of(app).jobs == []
        await press(pilot, app, "a", *"exec:echo x", "enter", "y")
        assert worker_of(app).jobs == [FindFeeds("exec:echo x", confirmed=True)]


async def test_a_feed_that_waits_is_confirmed_at_the_doctors(paths: Paths) -> None:
    store = Store(paths.library)
    import_bytes(store, b'"exec:echo one"\n"exec:echo two"\n', "urls", typed=True)
    app = make_app(paths)
    async with driven(app, (110, 30)) as pilot:
        await press(pilot, app, "g", "h")
        sheet = app.screen
        assert isinstance(sheet, Health)
        await until(pilot, lambda: sheet.found is not None)
        await settled(pilot, app)
        assert "Waiting for your word" in screen_text(app)
        await press(pilot, app, "enter")
        assert "it runs 'echo one'" in screen_text(app)
        await press(pilot, app, "y")
        assert set(wishes(store)) == {2}
        assert worker_of(app).jobs == [Refresh(feeds=(1,))]
    store.close()


async def test_enter_takes_the_feed_under_the_cursor_and_what_is_there_is_left(paths: Paths) -> None:
    there = FeedChoice(f"{URL}/there.xml", "There", 3, feed=2)
    async with looked_at(paths, NEWS, there, TALK) as (app, pilot):
        assert "there already" in screen_text(app)
        await press(pilot, app, "j", "j", "enter")
        assert worker_of(app).jobs[1:] == [Subscribe(TALK.url, found_at=URL)]


async def test_one_feed_is_subscribed_to_without_asking(paths: Paths) -> None:
    async with looked_at(paths, NEWS, TALK) as (app, _):
        assert worker_of(app).jobs[1:] == [Subscribe(NEWS.url, found_at=URL)]


async def test_choices_wait_for_a_prompt_to_end(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, (110, 30)) as pilot:
        await press(pilot, app, "a", "x", "enter", "slash", "y")
        worker_of(app).tell(FeedsFound(1, URL, (NEWS, WALKS)))
        await settled(pilot, app)
        assert app.screen is app.main
        await press(pilot, app, "escape")
        await until(pilot, lambda: isinstance(app.screen, Choosing))


def tried(selectors: str, *titles: str, error: str | None = None, guesses: tuple[str, ...] = ()) -> PageTried:
    """What a page gives with some selectors."""
    return PageTried(2, URL, selectors, len(titles), titles, tuple(f"{URL}/{title}" for title in titles), (0,) * len(titles), guesses, error)


async def test_a_page_without_feeds_becomes_one_by_selectors_that_are_corrected(paths: Paths) -> None:
    async with looked_at(paths, why=f"{URL}: this is a web page, not a feed, and it links no feed") as (app, pilot):
        worker = worker_of(app)
        assert worker.jobs[-1] == TryPage(URL, "")
        worker.tell(tried("item=li.post", "Rain", "Snow", guesses=("item=li.post", "item=div.x; date=i")))
        await settled(pilot, app)
        text = screen_text(app)
        assert "2 entries" in text
        assert "Rain" in text
        assert "li.post" in text
        await press(pilot, app, "ctrl+n")
        assert worker.jobs[-1] == TryPage(URL, "item=div.x; date=i")
        worker.tell(tried("item=div.x; date=i", error="the selectors find nothing"))
        await settled(pilot, app)
        assert "the selectors find nothing" in screen_text(app)
        await press(pilot, app, "enter")
        assert worker.jobs[-1] == TryPage(URL, "item=div.x; date=i")  # nothing to subscribe to
        await press(pilot, app, "backspace", "y")
        await until(pilot, lambda: worker.jobs[-1] == TryPage(URL, "item=div.y; date=i"))
        worker.tell(tried("item=div.x; date=i", "Late"))  # an answer to what was asked before
        worker.tell(tried("item=div.y; date=i", "Hail", "Sun", "Wind"))
        await settled(pilot, app)
        assert "3 entries" in screen_text(app)
        await press(pilot, app, "enter")
        assert worker.jobs[-1:] == [Subscribe(URL, found_at=URL, page="item=div.y; date=i")]
        assert app.screen is app.main
