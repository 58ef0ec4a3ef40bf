from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

import pytest

from newsreader.fetch.exchange import FetchError, Outcome, Request, Response, Stop
from newsreader.library.outcomes import CUT_OFF
from newsreader.library.refresh import refresh
from newsreader.model.events import FeedRefreshed, Progress, Unreached
from newsreader.model.query import Query, parse_query
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.lists import entry_ids
from newsreader.store.refreshes import refresh_states
from newsreader.store.search import waiting
from tests.builders import add_feed
from tests.fakes import FakeFetcher, rss

HILLS, PLAINS = "https://hills.example/feed.xml", "https://plains.example/feed.xml"


@pytest.fixture
def fetcher(store: Store) -> FakeFetcher:
    add_feed(store, "hills")
    add_feed(store, "plains")
    fetcher = FakeFetcher()
    fetcher.answers = {
        HILLS: Response(HILLS, 200, rss("a", "b"), etag='"1"'),
        PLAINS: Response(PLAINS, 200, rss("c", title="Plains")),
    }
    return fetcher


def test_what_is_new_is_kept_counted_and_found(store: Store, fetcher: FakeFetcher) -> None:
    result = refresh(store, fetcher)
    assert (result.feeds, result.updated, result.new_entries, result.failed) == (2, 2, 3, 0)
    assert len(entry_ids(store, parse_query('is:unread "About b"'))) == 1
    assert waiting(store, 10) == []
    assert {feed.title: feed.unread for feed in all_feeds(store)} == {"hills": 2, "plains": 1}


def test_validators_and_hashes_spare_the_second_time(store: Store, fetcher: FakeFetcher) -> None:
    refresh(store, fetcher)
    result = refresh(store, fetcher)
    assert (result.updated, result.unchanged, result.new_entries) == (0, 2, 0)
    assert [request.etag for request in fetcher.asked] == [None, None, '"1"', None]


def test_force_asks_without_validators_and_doubles_nothing(store: Store, fetcher: FakeFetcher) -> None:
    refresh(store, fetcher)
    result = refresh(store, fetcher, force=True)
    assert (result.updated, result.new_entries) == (2, 0)
    assert fetcher.asked[-2].etag is None


def test_a_failure_is_said_with_its_feed_and_stops_no_other(store: Store, fetcher: FakeFetcher) -> None:
    fetcher.answers[HILLS] = FetchError("timeout", "hills.example did not answer within 20 s", url=HILLS)
    result = refresh(store, fetcher)
    assert (result.failed, result.new_entries) == (1, 1)
    assert result.errors[0].error == "hills.example did not answer within 20 s"
    assert all_feeds(store)[0].error == "hills.example did not answer within 20 s"
    fetcher.answers[HILLS] = rss("a")
    refresh(store, fetcher)
    assert all_feeds(store)[0].error is None


def test_where_nobody_can_be_reached_the_network_failed_and_no_feed(store: Store, fetcher: FakeFetcher) -> None:
    fetcher.answers = {HILLS: FetchError("dns", "no such name", url=HILLS), PLAINS: FetchError("timeout", "no answer", url=PLAINS)}
    before = refresh_states(store)
    told: list[Progress | FeedRefreshed | Unreached] = []
    result = refresh(store, fetcher, tell=told.append)
    assert (result.failed, len(result.errors)) == (2, 2)
    assert told[-1] == Unreached(0)
    assert refresh_states(store) == before
    assert [feed.error for feed in all_feeds(store)] == [None, None]


@pytest.mark.parametrize("reached", [FetchError("http-status", "plains answered 500", url=PLAINS, status=500), rss("c")])
def test_a_host_that_cannot_be_reached_while_another_can_has_failed(
    store: Store, fetcher: FakeFetcher, reached: FetchError | bytes
) -> None:
    fetcher.answers = {HILLS: FetchError("dns", "no such name", url=HILLS), PLAINS: reached}
    refresh(store, fetcher)
    assert refresh_states(store, [1])[0].failures == 1
    assert all_feeds(store)[0].error == "no such name"


def test_offline_is_no_feeds_failure(store: Store, fetcher: FakeFetcher) -> None:
    offline = FetchError("offline", "offline: hills.example was not asked", url=HILLS)
    fetcher.answers[HILLS] = offline
    result = refresh(store, fetcher)
    assert (result.failed, result.skipped, result.new_entries) == (0, 1, 1)
    assert result.summary == "2 feeds, 1 new, 1 not asked: offline"
    assert [feed.error for feed in all_feeds(store)] == [None, None]
    assert refresh_states(store, [1])[0].failures == 0


def test_what_failed_the_last_time_is_asked_last(store: Store, fetcher: FakeFetcher) -> None:
    fetcher.answers[HILLS] = FetchError("timeout", "hills.example did not answer within 20 s", url=HILLS)
    refresh(store, fetcher)
    fetcher.answers[HILLS] = rss("a")
    refresh(store, fetcher)
    refresh(store, fetcher)
    assert [request.url for request in fetcher.asked] == [HILLS, PLAINS, PLAINS, HILLS, HILLS, PLAINS]


def test_a_page_in_place_of_a_feed_is_said_in_words_and_loses_nothing(store: Store, fetcher: FakeFetcher) -> None:
    refresh(store, fetcher)
    fetcher.answers[HILLS] = b"<!doctype html><html><body>Maintenance</body></html>"
    result = refresh(store, fetcher)
    assert result.errors[0].error == "this is a web page, not a feed"
    assert len(entry_ids(store, Query())) == 3


def test_retry_after_holds_even_when_the_user_asks(store: Store, fetcher: FakeFetcher) -> None:
    fetcher.answers[HILLS] = FetchError("http-status", "busy", url=HILLS, status=429, retry_after=600)
    refresh(store, fetcher)
    assert refresh(store, fetcher).skipped == 1
    assert [request.url for request in fetcher.asked].count(HILLS) == 1


def test_due_leaves_the_fresh_alone(store: Store, fetcher: FakeFetcher) -> None:
    refresh(store, fetcher)
    assert refresh(store, fetcher, due=True).skipped == 2


def test_only_the_feeds_named_are_asked(store: Store, fetcher: FakeFetcher) -> None:
    feed = next(feed for feed in all_feeds(store) if feed.url == PLAINS)
    assert refresh(store, fetcher, [feed.id]).feeds == 1
    assert [request.url for request in fetcher.asked] == [PLAINS]


def test_progress_is_told_feed_by_feed(store: Store, fetcher: FakeFetcher) -> None:
    told: list[Progress | FeedRefreshed | Unreached] = []
    refresh(store, fetcher, job=7, tell=told.append)
    assert told[-1] == Progress(7, 2, 2, 3, 0)
    assert sum(event.new_entries for event in told if isinstance(event, FeedRefreshed)) == 3


def test_stopping_keeps_what_has_come(store: Store, fetcher: FakeFetcher) -> None:
    refresh(store, fetcher, stop=lambda: bool(fetcher.asked))
    assert [request.url for request in fetcher.asked] == [HILLS]
    assert len(entry_ids(store, Query())) == 2


def test_many_documents_are_prepared_on_other_cores_and_none_is_lost(store: Store) -> None:
    fetcher = FakeFetcher()
    for n in range(80):
        add_feed(store, f"feed{n}")
        fetcher.answers[f"https://feed{n}.example/feed.xml"] = b"<html>" if n == 70 else rss(f"a{n}", f"b{n}")
    result = refresh(store, fetcher)
    assert (result.updated, result.failed, result.new_entries) == (79, 1, 158)
    assert len(entry_ids(store, Query())) == 158
    assert waiting(store, 10) == []


class Waits(FakeFetcher):
    """Answers what it can, and then waits for somebody who never does, asking in turn whether to stop."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.kept = 0

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        yield from super().get_many(requests, stop)
        assert stop is not None
        ends = time.monotonic() + 20
        while self.kept < 3 and time.monotonic() < ends and not stop():
            time.sleep(0.01)
            self.kept = sum(feed.total for feed in all_feeds(self.store))


def test_what_came_is_kept_while_somebody_else_never_answers(store: Store, fetcher: FakeFetcher) -> None:
    waits = Waits(store)
    waits.answers = fetcher.answers
    assert refresh(store, waits).new_entries == waits.kept == 3


def test_a_document_that_ends_in_the_middle_is_said_taken_as_far_as_it_goes_and_wanted_whole(store: Store, fetcher: FakeFetcher) -> None:
    whole = rss("a", "b")
    for times, cut in ((1, b"<title>Story b"), (2, b"</title><link>https://hills.example/b")):
        fetcher.answers[HILLS] = Response(HILLS, 200, whole[: whole.index(cut)], etag='"1"')
        result = refresh(store, fetcher)
        assert (result.failed, [failure.error for failure in result.errors]) == (1, [CUT_OFF])
        assert result.new_entries == (2 if times == 1 else 0)
        assert next(state.failures for state in refresh_states(store) if state.url == HILLS) == times
        assert next(feed.error for feed in all_feeds(store) if feed.url == HILLS) == CUT_OFF
    fetcher.answers[HILLS] = Response(HILLS, 200, whole, etag='"1"')
    result = refresh(store, fetcher)
    assert (result.failed, result.new_entries) == (0, 1)
    assert {feed.error for feed in all_feeds(store)} == {None}


def test_a_site_that_sends_the_same_cut_document_again_sends_it_so(store: Store, fetcher: FakeFetcher) -> None:
    fetcher.answers[HILLS] = Response(HILLS, 200, rss("a", "b").partition(b"<title>Story b")[0], etag='"1"')
    assert refresh(store, fetcher).failed == 1
    again = refresh(store, fetcher)
    assert (again.failed, again.unchanged) == (0, 2)
    assert {feed.error for feed in all_feeds(store)} == {None}
    assert next(state.etag for state in refresh_states(store) if state.url == HILLS) == '"1"'


@pytest.mark.parametrize(("whole", "failed"), [(True, 0), (False, 1)])
def test_a_document_that_came_whole_and_only_leaves_its_end_away_is_no_failure(
    store: Store, fetcher: FakeFetcher, whole: bool, failed: int
) -> None:
    body = rss("a", "b").partition(b"</channel>")[0]
    fetcher.answers[HILLS] = Response(HILLS, 200, body, etag='"1"', whole=whole)
    result = refresh(store, fetcher)
    assert (result.failed, result.new_entries) == (failed, 3)
    assert next(state.etag for state in refresh_states(store) if state.url == HILLS) == (None if failed else '"1"')
