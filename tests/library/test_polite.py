"""Politeness and guards from end to end: a real server, the real client, a library on the disk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest

from newsreader.config.settings import Settings
from newsreader.fetch.exchange import Fetcher
from newsreader.library.feedoptions import set_options
from newsreader.library.fetching import open_fetcher
from newsreader.library.reading import NoArticle, fetch_article
from newsreader.library.refresh import RefreshResult, refresh
from newsreader.library.subscribe import CannotSubscribe, subscribe
from newsreader.library.transfer import import_bytes
from newsreader.library.undo import undo
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.files import Files
from newsreader.store.lists import entry_ids
from newsreader.store.refreshes import RefreshState, refresh_states
from tests.builders import add_feed
from tests.site import Site, serving

HOUR, DAY = 3600, 86400
FEED = "/feed.xml"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.publish("a", "b")
        yield site


@pytest.fixture
def fetcher() -> Fetcher:
    return open_fetcher(Settings(), demo=False, offline=lambda: False)


@pytest.fixture
def feed(store: Store, site: Site) -> int:
    """A subscription to the site, never refreshed."""
    number = add_feed(store, "x", "News")
    with store.writing() as db:
        db.execute("UPDATE feeds SET url = ?", (site.url + FEED,))
    return number


def waits(store: Store) -> int:
    """Seconds from now until the feed is due."""
    due = refresh_states(store, [1])[0].next_refresh
    assert due is not None
    return due - int(time.time())


def state(store: Store) -> RefreshState:
    return refresh_states(store, [1])[0]


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"Cache-Control": "public, max-age=18000"}, 5 * HOUR),
        ({"Expires": "in 5 h"}, 5 * HOUR),
        ({"Cache-Control": "max-age=99999999"}, DAY),
        ({"Cache-Control": "no-cache", "Expires": "in 5 h"}, HOUR),
    ],
)
def test_what_the_server_calls_fresh_is_not_asked_for(
    store: Store, site: Site, fetcher: Fetcher, feed: int, headers: dict[str, str], least: int
) -> None:
    if "Expires" in headers:
        headers = {**headers, "Expires": formatdate(time.time() + 5 * HOUR, usegmt=True)}
    site.says[FEED] = (200, {"ETag": '"1"', **headers})
    for status in ("new", "unchanged"):
        assert refresh(store, fetcher).failed == 0, status
        assert least - 60 <= waits(store) <= least * 1.1
    assert refresh(store, fetcher, due=True).skipped == 1
    assert len(site.asked) == 2


def test_the_feeds_own_wishes_hold(store: Store, site: Site, fetcher: Fetcher, feed: int) -> None:
    kind, body = site.answers[FEED]
    site.answers[FEED] = (kind, body.replace(b"<item>", b"<ttl>400</ttl><item>", 1))
    refresh(store, fetcher)
    assert waits(store) >= 400 * 60 - 60
    hour = time.gmtime(time.time() + HOUR).tm_hour
    skipped = "".join(f"<hour>{each}</hour>" for each in (hour, (hour + 1) % 24, (hour + 2) % 24))
    site.answers[FEED] = (kind, body.replace(b"<item>", f"<skipHours>{skipped}</skipHours><item>".encode(), 1))
    refresh(store, fetcher)
    due = state(store).next_refresh
    assert due is not None
    assert time.gmtime(due).tm_hour not in (hour, (hour + 1) % 24, (hour + 2) % 24)
    days = "".join(f"<day>{time.strftime('%A', time.gmtime(time.time() + after * DAY))}</day>" for after in (0, 1))
    site.answers[FEED] = (kind, body.replace(b"<item>", f"<skipDays>{days}</skipDays><item>".encode(), 1))
    refresh(store, fetcher)
    assert waits(store) > DAY


def test_a_feed_that_posts_seldom_is_asked_seldom_and_the_users_interval_stands_over_that(
    store: Store, site: Site, fetcher: Fetcher, feed: int
) -> None:
    def dated(days: int) -> None:
        kind, body = site.answers[FEED]
        for at, name in enumerate((b"a", b"b", b"c")):
            date = formatdate(time.time() - (at + 1) * days * DAY, usegmt=True).encode()
            body = body.replace(b"<guid>" + name + b"</guid>", b"<guid>" + name + b"</guid><pubDate>" + date + b"</pubDate>")
        site.answers[FEED] = (kind, body)

    site.publish("a", "b", "c")
    dated(10)
    refresh(store, fetcher)
    assert 5 * HOUR < waits(store) < 7 * HOUR
    set_options(store, "folder:News", {"every": "3h"})
    refresh(store, fetcher)
    assert 3 * HOUR - 60 <= waits(store) < 3.2 * HOUR
    set_options(store, "1", {"every": "30m"})
    refresh(store, fetcher)
    assert 1800 - 60 <= waits(store) < 2000


def failed(store: Store, fetcher: Fetcher, site: Site, **more: bool) -> RefreshResult:
    """Refresh, and see that a failure is asked about once, not again and again."""
    asked = len(site.asked)
    result = refresh(store, fetcher, **more)  # type: ignore[arg-type]
    assert (result.failed, len(site.asked)) == (1, asked + 1)
    return result


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("after", ["7200", "a date"])
def test_retry_after_holds_in_seconds_and_as_a_date_whoever_asks(
    store: Store, site: Site, fetcher: Fetcher, feed: int, status: int, after: str
) -> None:
    site.says[FEED] = (status, {"Retry-After": after if after.isdigit() else formatdate(time.time() + 7200, usegmt=True)})
    failed(store, fetcher, site)
    assert waits(store) >= 7200 - 60
    for more in ({}, {"force": True}, {"due": True}):
        assert refresh(store, fetcher, **more).skipped == 1  # type: ignore[arg-type]
    assert refresh(store, fetcher, [1]).skipped == 1
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_without_a_wish_is_left_alone_longer_each_time(
    store: Store, site: Site, fetcher: Fetcher, feed: int, status: int
) -> None:
    site.says[FEED] = (status, {})
    spans = []
    for _ in range(3):
        failed(store, fetcher, site)
        until = state(store).retry_after
        assert until is not None
        spans.append(until - int(time.time()))
        assert refresh(store, fetcher).skipped == 1
        with store.writing() as db:
            db.execute("UPDATE feeds SET retry_after = NULL")
    assert 55 <= spans[0] <= 80
    assert all(1.3 * first < second < 3 * first for first, second in pairwise(spans))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 451, 500])
def test_a_refusal_is_asked_about_once(store: Store, site: Site, fetcher: Fetcher, feed: int, status: int) -> None:
    site.says[FEED] = (status, {})
    failed(store, fetcher, site)
    assert refresh(store, fetcher, due=True).skipped == 1
    assert len(site.asked) == 1


def test_conditional_requests_survive_a_restart(tmp_path: Path, site: Site) -> None:
    site.says[FEED] = (200, {"ETag": '"v1"', "Last-Modified": "Fri, 10 Oct 2025 00:00:00 GMT"})
    for expected in ((2, 0), (0, 1), (0, 1)):
        store = Store(tmp_path / "library.db")
        fetcher = open_fetcher(Settings(), demo=False, offline=lambda: False)
        if not all_feeds(store):
            subscribe(store, fetcher, site.url + FEED)
            store.close()
            continue
        result = refresh(store, fetcher)
        assert (result.new_entries, result.unchanged) == expected
        _, heads = site.heads[-1]
        assert (heads["if-none-match"], heads["if-modified-since"]) == ('"v1"', "Fri, 10 Oct 2025 00:00:00 GMT")
        store.close()
    assert len(site.asked) == 3


@pytest.mark.parametrize("status", [301, 308])
def test_an_address_moves_the_second_time(store: Store, site: Site, fetcher: Fetcher, feed: int, status: int) -> None:
    site.answers["/new.xml"] = site.answers[FEED]
    site.says[FEED] = (status, {"Location": "/new.xml"})
    refresh(store, fetcher)
    assert state(store).url == site.url + FEED
    refresh(store, fetcher)
    assert state(store).url == f"{site.url}/new.xml"
    undo(store)
    assert state(store).url == site.url + FEED
    for _ in range(3):
        refresh(store, fetcher)
    assert state(store).url == site.url + FEED  # the user's word stands


@pytest.mark.parametrize("status", [302, 307])
def test_a_passing_redirect_moves_nothing(store: Store, site: Site, fetcher: Fetcher, feed: int, status: int) -> None:
    site.answers["/new.xml"] = site.answers[FEED]
    site.says[FEED] = (status, {"Location": "/new.xml"})
    for _ in range(3):
        assert refresh(store, fetcher).failed == 0
    assert state(store).url == site.url + FEED


def test_what_is_gone_is_asked_no_more_until_that_is_undone(store: Store, site: Site, fetcher: Fetcher, feed: int) -> None:
    refresh(store, fetcher)
    site.says[FEED] = (410, {})
    failed(store, fetcher, site)
    asked = len(site.asked)
    assert refresh(store, fetcher).feeds == 0
    assert len(site.asked) == asked
    assert len(entry_ids(store, Query())) == 2
    undo(store)
    del site.says[FEED]
    assert refresh(store, fetcher).failed == 0


OPML = '<opml version="2.0"><body><outline text="x" xmlUrl="{url}"/></body></opml>'


def test_a_list_from_the_web_cannot_make_this_program_ask_the_users_own_network(store: Store, site: Site, fetcher: Fetcher) -> None:
    document = OPML.format(url=site.url + FEED).encode()
    import_bytes(store, document, "https://lists.example/feeds.opml", typed=False)
    result = refresh(store, fetcher)
    assert (result.failed, site.asked) == (1, [])
    assert "is at a private address (127.0.0.1), which feeds and pages may not reach" in result.errors[0].error
    assert refresh(store, fetcher, force=True).failed == 1
    undo(store)
    import_bytes(store, document, "feeds.opml", typed=True)
    assert refresh(store, fetcher).new_entries == 2


def test_names_are_checked_after_they_are_looked_up(store: Store, site: Site, fetcher: Fetcher) -> None:
    port = site.server_address[1]
    import_bytes(store, OPML.format(url=f"http://localhost:{port}{FEED}").encode(), "x", typed=False)
    assert refresh(store, fetcher).failed == 1
    assert site.asked == []


def test_a_typed_feed_reaches_its_own_host_and_port_and_its_pages_there_and_nothing_else(
    store: Store, site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    files = Files(tmp_path / "pages")
    with serving() as other:
        other.publish("z")
        kind, body = site.answers[FEED]
        site.answers[FEED] = (kind, body.replace(f"{site.url}/a<".encode(), f"{other.url}/z<".encode()))
        subscribe(store, fetcher, site.url + FEED)
        outcomes = []
        for entry in entry_ids(store, Query()):
            try:
                fetch_article(store, files, fetcher, entry)
                outcomes.append("read")
            except NoArticle as error:
                outcomes.append(str(error))
        assert sorted(outcomes)[1] == "read"
        assert "private address" in sorted(outcomes)[0]
        site.says["/away"] = (302, {"Location": f"{other.url}/feed.xml"})
        site.says["/meta"] = (302, {"Location": "http://169.254.169.254/latest/meta-data"})
        for path in ("/away", "/meta"):
            with pytest.raises(CannotSubscribe, match="private address"):
                subscribe(store, fetcher, site.url + path)
        assert other.asked == []
