"""Feeds that ask for patience, that move and that end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsreader.fetch.exchange import FetchError, Response
from newsreader.library.feedoptions import set_options
from newsreader.library.refresh import refresh
from newsreader.library.undo import redo, undo
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.refreshes import RefreshState, refresh_states
from tests.builders import add_feed
from tests.fakes import FakeFetcher, rss

HILLS, MOVED = "https://hills.example/feed.xml", "https://mountains.example/feed.xml"
HOUR = 3600
State = Callable[[], RefreshState]


@pytest.fixture
def state(store: Store) -> State:
    feed = add_feed(store, "hills", folder="News/North")
    return lambda: refresh_states(store, [feed])[0]


def moved() -> Response:
    return Response(MOVED, 200, rss("a"), etag='"1"', permanent_url=MOVED)


def test_an_address_moves_the_second_time_and_back_when_undone(store: Store, state: State) -> None:
    fetcher = FakeFetcher(**{HILLS: moved(), MOVED: moved()})
    refresh(store, fetcher)
    assert state().url == HILLS
    refresh(store, fetcher)
    assert (state().url, state().typed) == (MOVED, False)
    refresh(store, fetcher)
    assert fetcher.asked[-1].url == MOVED
    undo(store)
    assert (state().url, state().typed) == (HILLS, True)
    refresh(store, fetcher)
    refresh(store, fetcher)
    assert state().url == HILLS
    redo(store)
    assert state().url == MOVED


def test_a_move_to_what_is_no_feed_is_not_followed(store: Store, state: State) -> None:
    fetcher = FakeFetcher(**{HILLS: Response(MOVED, 200, b"<html><body>For sale</body></html>", permanent_url=MOVED)})
    for _ in range(3):
        refresh(store, fetcher)
    assert (state().url, state().failures) == (HILLS, 3)


def test_a_feed_does_not_move_onto_another(store: Store, state: State) -> None:
    add_feed(store, "mountains")
    fetcher = FakeFetcher()
    fetcher.answers = {HILLS: moved(), MOVED: rss("a")}
    for _ in range(3):
        refresh(store, fetcher)
    assert sorted(feed.url for feed in all_feeds(store)) == [HILLS, MOVED]


def test_what_is_gone_is_asked_no_more_until_that_is_undone(store: Store, state: State) -> None:
    fetcher = FakeFetcher(**{HILLS: FetchError("http-status", "hills.example says it is gone (410)", url=HILLS, status=410)})
    assert refresh(store, fetcher).failed == 1
    assert refresh(store, fetcher).feeds == 0
    assert len(fetcher.asked) == 1
    assert refresh(store, fetcher, [state().id]).failed == 1
    undo(store)
    assert refresh(store, fetcher, due=True).feeds == 1
    undo(store)
    assert undo(store) is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 503])
def test_what_failed_is_not_tried_again_at_once(store: Store, state: State, status: int) -> None:
    fetcher = FakeFetcher(**{HILLS: FetchError("http-status", "no", url=HILLS, status=status)})
    refresh(store, fetcher)
    assert len(fetcher.asked) == 1
    assert refresh(store, fetcher, due=True).failed == 0
    assert len(fetcher.asked) == 1


def test_a_busy_server_is_left_alone_even_when_the_user_asks(store: Store, state: State) -> None:
    fetcher = FakeFetcher(**{HILLS: FetchError("http-status", "busy", url=HILLS, status=503)})
    refresh(store, fetcher)
    result = refresh(store, fetcher)
    assert (result.skipped, result.summary) == (1, "1 feed, nothing new, 1 left alone for now as its server asks")
    assert refresh(store, fetcher, due=True).summary == "1 feed, nothing new"


def test_the_feeds_own_wishes_still_hold_after_it_had_nothing_new(store: Store, state: State) -> None:
    fetcher = FakeFetcher(**{HILLS: Response(HILLS, 200, rss("a", more="<ttl>300</ttl>"), etag='"1"')})
    for _ in range(2):
        refresh(store, fetcher)
        due = state().next_refresh
        assert due is not None
        last = all_feeds(store)[0].last_refresh
        assert last is not None
        assert due - last >= 5 * HOUR


def test_a_folders_interval_holds_for_its_feeds_and_a_feeds_own_stands_above_it(store: Store, state: State) -> None:
    set_options(store, "folder:News", {"every": "2h"})
    assert state().every == 2 * HOUR
    set_options(store, str(state().id), {"every": "15"})
    assert state().every == 900
    set_options(store, str(state().id), {"every": ""})
    set_options(store, "folder:News/North", {"every": "3h"})
    assert state().every == 3 * HOUR
