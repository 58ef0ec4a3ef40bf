"""Offline is a state: said by hand or noticed, always shown; what is wanted meanwhile is queued, and done once when it is over."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.pilot import Pilot

from newsreader.config.paths import Paths
from newsreader.config.settings import Settings
from newsreader.library.outbox import later_save, later_subscribe, queue
from newsreader.model.events import EditionProgress, Finished, Unreached
from newsreader.model.jobs import Cancel, FetchPage, FindFeeds, Prefetch, ReadAhead, Refresh, Replay, Save, SetOffline
from newsreader.model.query import Query, parse_query
from newsreader.store import outbox
from newsreader.store.articles import keep_article, keep_page_failure
from newsreader.store.connection import Store
from newsreader.store.editions import keep_edition
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.listing import Choice
from newsreader.tui.parts.later import query_of
from newsreader.tui.screens.sheet import LookingSheet
from tests.builders import NOW
from tests.tui.driving import driven, make_app, number, press, screen_text, settled, small_app, small_library, worker_of

SIZE = (150, 36)
ARTICLE = '{"title": "Story", "blocks": [{"kind": "paragraph", "text": "The page of a story."}], "hidden": []}'


def waiting(paths: Paths) -> list[str]:
    store = Store(paths.library)
    found = [f"{item.kind} {item.subject} {item.state}" for item in queue(store)]
    store.close()
    return found


async def test_offline_is_shown_beside_words_and_kept_over_sessions(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "ctrl+o", "1", "m")
        assert "offline  1 marked read" in " ".join(screen_text(app).splitlines()[-1].split("   "))
        assert worker_of(app).jobs == [SetOffline(True)]
    again = make_app(paths)
    async with driven(again, SIZE) as pilot:
        assert "offline" in screen_text(again).splitlines()[-1]
        await press(pilot, again, "ctrl+o")
        assert worker_of(again).jobs == [SetOffline(True), SetOffline(False)]
    third = make_app(paths)
    async with driven(third, SIZE) as pilot:
        assert not third.main.offline


async def test_it_notices_that_the_last_way_out_has_gone_and_that_one_has_come(paths: Paths) -> None:
    small_library(paths).close()
    ways = [True]
    app = make_app(paths, way_out=lambda: ways[-1])
    async with driven(app, SIZE) as pilot:
        ways.append(False)
        app.main.network.look()
        await settled(pilot, app)
        assert "no network  there is no network: offline until there is one" in screen_text(app)
        later_save(app.store, "https://x.example/")
        ways.append(True)
        app.main.network.look()
        await settled(pilot, app)
        assert "the network is back" in screen_text(app)
        assert worker_of(app).jobs == [SetOffline(True), SetOffline(False), Replay()]


async def test_what_was_said_by_hand_is_not_ended_by_a_way_out(paths: Paths) -> None:
    small_library(paths).close()
    ways: list[bool | None] = [False]
    app = make_app(paths, way_out=lambda: ways[-1], offline=True)
    async with driven(app, SIZE):
        ways.append(True)
        app.main.network.look()
        app.main.work.look_for_network()
        assert worker_of(app).jobs == [SetOffline(True)]


async def test_by_hand_it_goes_online_though_no_way_out_is_seen(paths: Paths) -> None:
    app = small_app(paths, way_out=lambda: False)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "ctrl+o")
        app.main.network.look()
        assert not app.main.offline


async def test_a_refresh_that_reached_nobody_means_offline_until_somebody_or_the_clock_tries_again(paths: Paths) -> None:
    store = small_library(paths)
    with store.writing() as db:
        db.execute("UPDATE feeds SET error = 'the name could not be found' WHERE id < 3")
    store.close()
    app = make_app(paths, Settings(refresh_at_start=False, refresh_minutes=60))
    async with driven(app, SIZE) as pilot:
        worker_of(app).tell(Unreached(1))
        await settled(pilot, app)
        assert "none of the feeds could be reached" in screen_text(app)
        app.main.work.look_for_network()
        assert worker_of(app).jobs == [SetOffline(True), SetOffline(False), Refresh((1, 2))]
        worker_of(app).tell(Unreached(3))
        await press(pilot, app, "R")
        assert worker_of(app).jobs[3:] == [SetOffline(True), SetOffline(False), Refresh((1, 2)), Refresh()]


async def test_what_waits_is_counted_and_done_once_when_the_network_is_back(paths: Paths) -> None:
    store = small_library(paths)
    later_subscribe(store, "https://plains.example/feed")
    store.close()
    app = make_app(paths, offline=True)
    async with driven(app, SIZE) as pilot:
        assert "offline · 1 wait" in screen_text(app)
        await press(pilot, app, "ctrl+o")
        assert worker_of(app).jobs == [SetOffline(True), SetOffline(False), Replay()]
        worker_of(app).tell(Finished(3, "asked for offline: 1 done"))
        await settled(pilot, app)
        assert "asked for offline: 1 done" in screen_text(app)


async def test_what_waits_is_done_at_the_start_too(paths: Paths) -> None:
    store = small_library(paths)
    later_save(store, "https://x.example/")
    store.close()
    app = make_app(paths)
    async with driven(app, SIZE):
        assert worker_of(app).jobs == [Replay()]


async def test_pages_are_saved_and_feeds_added_by_their_addresses_offline_too(paths: Paths) -> None:
    app = small_app(paths, offline=True)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "g", "+", *"x.example", "enter", "a", *"y.example", "enter")
        assert worker_of(app).jobs == [SetOffline(True), Save("x.example", typed=True), FindFeeds("y.example")]


async def test_a_page_that_is_not_here_says_so_and_goes_on_the_list(paths: Paths) -> None:
    app = small_app(paths, offline=True)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "1", "enter")
        assert "offline: the page isn't here" in screen_text(app)
        assert app.main.reading.entry is not None
        entry = app.main.reading.entry.id
        await press(pilot, app, "+")
        assert "on the list: its page is fetched when the network is back" in screen_text(app)
        assert "offline · 1 wait" in screen_text(app)
        assert waiting(paths) == [f"fetch {entry} waiting"]
        await press(pilot, app, "g", "o")
        assert "fetch the page of “Story number 8”" in screen_text(app)
        assert not any(isinstance(job, FetchPage) for job in worker_of(app).jobs)


async def test_pages_go_on_the_list_from_the_headlines_too(paths: Paths) -> None:
    store = small_library(paths)
    keep_article(store, number(store, 7), "page", ARTICLE, 5, NOW)
    app = make_app(paths, offline=True)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "1", "+")
        assert "on the list: its page is fetched when the network is back" in screen_text(app)
        assert waiting(paths) == [f"fetch {number(store, 8)} waiting"]
        await press(pilot, app, "j", "+")
        assert "its page is here already" in screen_text(app)
        await press(pilot, app, "V", "j", "j", "+")
        assert "on the list: 2 pages are fetched when the network is back" in screen_text(app)
        assert waiting(paths) == [f"fetch {number(store, story)} waiting" for story in (8, 6, 5)]
        assert not app.main.headlines.choosing
        await press(pilot, app, "ctrl+o", "+")
        assert app.main.busy
        assert "add feed:" in screen_text(app)


async def test_a_page_that_is_here_is_no_reason_for_words(paths: Paths) -> None:
    store = small_library(paths)
    for entry in range(1, 9):
        keep_article(store, entry, "page", ARTICLE, 5, NOW)
    store.close()
    app = make_app(paths, offline=True)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "1", "enter")
        assert "The page of a story." in screen_text(app)
        assert "isn't here" not in screen_text(app)
        await press(pilot, app, "+")
        assert waiting(paths) == []


async def test_the_list_lets_one_drop_and_try_again(paths: Paths) -> None:
    store = small_library(paths)
    for name in ("one", "two", "three"):
        later_save(store, f"https://x.example/{name}")
    item = outbox.claim(store, 1, NOW, 60)
    assert item is not None
    outbox.end(store, item.id, "failed", "x.example has nothing at this address (404)", NOW)
    store.close()
    app = make_app(paths, offline=True)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "g", "o")
        assert "has nothing at this address (404)" in screen_text(app)
        await press(pilot, app, "d")
        assert waiting(paths) == ["save https://x.example/two failed", "save https://x.example/three waiting"]
        await press(pilot, app, "r")
        assert waiting(paths) == ["save https://x.example/two waiting", "save https://x.example/three waiting"]
        assert "nothing at this address" not in screen_text(app)
        await press(pilot, app, "j", "d", "escape")
        assert waiting(paths) == ["save https://x.example/two waiting"]
        assert "offline · 1 wait" in screen_text(app)
        await press(pilot, app, "g", "o", "R")
        assert worker_of(app).jobs[-2:] == [SetOffline(False), Replay()]


async def test_an_edition_of_the_list_is_made_tells_how_far_it_is_and_can_be_stopped(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "2", "P")
        assert worker_of(app).jobs == [Prefetch("is:unread")]
        worker_of(app).tell(EditionProgress(1, 3, 8, 3 << 20, 1))
        await settled(pilot, app)
        assert "↓ 3/8  3.0 MB  1 failed" in screen_text(app)
        await press(pilot, app, "P")
        assert worker_of(app).jobs[1:] == [Cancel(1)]
        worker_of(app).tell(Finished(1, "ready for the train: 3 articles, 3.0 MB; 5 are left for the next run"))
        await settled(pilot, app)
        assert "ready for the train: 3 articles, 3.0 MB; 5 are left" in screen_text(app)
        assert "↓ 3/8" not in screen_text(app)
        await press(pilot, app, "P")
        assert worker_of(app).jobs[2:] == [Prefetch("is:unread")]


async def test_after_a_refresh_what_rules_and_feeds_want_is_made_ready_unless_offline(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "R")
        worker_of(app).tell(Finished(1, "2 feeds, nothing new"))
        await settled(pilot, app)
        assert worker_of(app).jobs == [Refresh(), ReadAhead()]
        worker_of(app).tell(Finished(2, "fetched ahead: 2 articles, 1.0 MB"))
        await settled(pilot, app)
        assert "fetched ahead: 2 articles, 1.0 MB" in screen_text(app)
        await press(pilot, app, "R", "ctrl+o")
        worker_of(app).tell(Finished(3, "stopped"))
        await settled(pilot, app)
        assert worker_of(app).jobs[2:] == [Refresh(), SetOffline(True)]


async def test_editions_show_what_is_ready_and_what_is_missing(paths: Paths) -> None:
    store = small_library(paths)
    keep_edition(store, "is:unread", 1 << 20, [7, 8], NOW)
    keep_article(store, 7, "page", ARTICLE, 5, NOW)
    keep_page_failure(store, 8, "hills.example asks for money (402)", NOW, "paywall")
    store.close()
    app = make_app(paths, offline=True)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "g", "e")
        await settle_thread(pilot, app)
        assert "ready for the train: 1 article" in screen_text(app)
        assert "1 could not be fetched (paywall)" in screen_text(app)
        assert "hills.example asks for money (402)" in screen_text(app)
        await press(pilot, app, "j", "+")
        assert waiting(paths) == ["fetch 8 waiting"]
        await press(pilot, app, "enter")
        assert app.main.reading.entry is not None
        assert app.main.reading.entry.id == 8


async def test_what_is_wrong_with_a_feed_is_mended_by_one_key(paths: Paths) -> None:
    store = small_library(paths)
    with store.writing() as db:
        db.execute("UPDATE feeds SET error = 'hills.example has a fault of its own (500)', failures = 3, failing_since = ? WHERE id = 1", (NOW,))
        db.execute("UPDATE feeds SET retired_at = ? WHERE id = 3", (NOW - 3 * 86_400,))
    store.close()
    app = make_app(paths)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "g", "h")
        await settle_thread(pilot, app)
        shown = screen_text(app)
        assert shown.index("Gone for good") < shown.index("said 3 days ago") < shown.index("has a fault of its own (500) (3 times in a row)")
        await press(pilot, app, "enter")
        assert "Unsubscribe from" in screen_text(app)
        await press(pilot, app, "y")
        await settle_thread(pilot, app)
        assert [feed.id for feed in app.main.lists.bar.feeds] == [2, 1]
        assert "Gone for good" not in screen_text(app)
        await press(pilot, app, "enter")
        assert worker_of(app).jobs == [Refresh((1,))]
        await press(pilot, app, "o")
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.key == "feed:1"
        await press(pilot, app, "u")
        assert len(app.main.lists.bar.feeds) == 3


async def test_healthy_feeds_are_told_as_such(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "g", "h")
        await settle_thread(pilot, app)
        assert "nothing is wrong with any feed" in screen_text(app)


@pytest.mark.parametrize(
    ("choice", "filtered", "query"),
    [
        (Choice("all", "All"), "", ""),
        (Choice("all", "All"), "rain OR snow", "rain OR snow"),
        (Choice("today", "Today", Query(since=NOW)), "", "newer:1d"),
        (Choice("feed", "Hills", Query(feeds=(3,))), "", "feed:3 (is:unread OR is:starred)"),
        (Choice("folder", "Hills", Query(folder="News/Hills")), "rain", '(folder:"News/Hills" (is:unread OR is:starred)) (rain)'),
        (Choice("search", "rain OR snow", parse_query("rain OR snow")), "hill", "(rain OR snow) (hill)"),
    ],
)
def test_an_edition_is_of_the_list_that_is_open(choice: Choice, filtered: str, query: str) -> None:
    assert query_of(choice, filtered) == query
    parse_query(query)


async def settle_thread(pilot: Pilot[Any], app: NewsreaderApp) -> None:
    """Wait for the thread of the sheet that is open."""
    assert isinstance(app.screen, LookingSheet)
    done = asyncio.Event()
    app.screen.thread.put(lambda _store: None, lambda _: done.set(), lambda _: done.set())
    await asyncio.wait_for(done.wait(), 20)
    await settled(pilot, app)
