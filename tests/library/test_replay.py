from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Request, Response
from newsreader.library.caches import Caches
from newsreader.library.outbox import drop, later_fetch, later_save, later_subscribe, queue, retry, words_of
from newsreader.library.replay import LEASE, MOST_ATTEMPTS, replay
from newsreader.model.query import Query
from newsreader.store import outbox
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.files import Files
from newsreader.store.lists import entry_ids
from tests.builders import add_entries, add_feed, entry
from tests.fakes import FakeFetcher, rss
from tests.pages import page

FEED, PAGE, SAVED = "https://plains.example/feed.xml", "https://site.example/a", "https://other.example/read"


@pytest.fixture
def caches(tmp_path: Path) -> Caches:
    return Caches(Files(tmp_path / "pages"), Files(tmp_path / "images"))


@pytest.fixture
def fetcher() -> FakeFetcher:
    fetcher = FakeFetcher()
    fetcher.answers = {FEED: rss("x", "y", title="Plains"), PAGE: page("Bridge"), SAVED: page("Lighthouse")}
    return fetcher


@pytest.fixture
def asked_offline(store: Store) -> list[int]:
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    return [later_save(store, SAVED), later_fetch(store, entry_id), later_subscribe(store, FEED, "News", ["north"])]


def urls(fetcher: FakeFetcher) -> list[str]:
    return [request.url for request in fetcher.asked]


def test_what_was_asked_for_is_done_in_order_and_once(store: Store, caches: Caches, fetcher: FakeFetcher, asked_offline: list[int]) -> None:
    result = replay(store, caches, fetcher)
    assert (result.done, result.failed, result.waiting, result.words) == (3, 0, 0, "asked for offline: 3 done")
    assert urls(fetcher) == [SAVED, PAGE, FEED]
    assert ("Plains", "News", ("north",)) in [(feed.title, feed.folder, feed.tags) for feed in all_feeds(store)]
    assert replay(store, caches, fetcher).words == ""
    assert len(fetcher.asked) == 3


def test_offline_nothing_is_tried_and_nothing_counts_as_a_try(store: Store, caches: Caches, fetcher: FakeFetcher, asked_offline: list[int]) -> None:
    fetcher.answers[SAVED] = FetchError("offline", "offline: other.example was not asked", url=SAVED)
    for _ in range(MOST_ATTEMPTS + 1):
        assert replay(store, caches, fetcher).words == "asked for offline: 3 still wait"
    assert [item.attempts for item in queue(store)] == [0, 0, 0]
    assert set(urls(fetcher)) == {SAVED}


def test_a_refusal_is_kept_with_its_reason_and_stops_no_other(store: Store, caches: Caches, fetcher: FakeFetcher, asked_offline: list[int]) -> None:
    del fetcher.answers[SAVED]
    result = replay(store, caches, fetcher)
    assert (result.done, result.failed) == (2, 1)
    assert "answered 404" in result.failures[0]
    (failed,) = queue(store)
    assert (failed.state, words_of(failed), failed.error) == ("failed", f"save {SAVED}", f"{SAVED} answered 404: not found")
    replay(store, caches, fetcher)
    assert urls(fetcher).count(SAVED) == 1
    fetcher.answers[SAVED] = page("Lighthouse")
    assert retry(store, failed.id)
    assert replay(store, caches, fetcher).done == 1


def test_no_answer_waits_for_the_next_time_but_not_for_ever(store: Store, caches: Caches, fetcher: FakeFetcher, asked_offline: list[int]) -> None:
    fetcher.answers[SAVED] = FetchError("timeout", "other.example did not answer within 20 s", url=SAVED)
    assert replay(store, caches, fetcher).waiting == 1
    for _ in range(MOST_ATTEMPTS):
        replay(store, caches, fetcher)
    assert urls(fetcher).count(SAVED) == MOST_ATTEMPTS
    assert queue(store)[0].error == "other.example did not answer within 20 s"


def test_what_is_dropped_is_not_done(store: Store, caches: Caches, fetcher: FakeFetcher, asked_offline: list[int]) -> None:
    assert drop(store, asked_offline[0])
    assert replay(store, caches, fetcher).done == 2
    assert SAVED not in urls(fetcher)


def test_a_process_that_was_killed_between_doing_and_noting_repeats_without_a_second_effect(
    store: Store, caches: Caches, fetcher: FakeFetcher, asked_offline: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "end", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                replay(store, caches, fetcher)
    before = len(entry_ids(store, Query()))
    store.rows("UPDATE outbox SET claimed_until = claimed_until - ?", (LEASE,))
    assert replay(store, caches, fetcher).done == 3
    assert len(entry_ids(store, Query())) == before == 4
    assert len(all_feeds(store)) == 3


def test_an_address_that_a_page_linked_stays_one_from_outside(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    later_save(store, SAVED)
    later_save(store, "https://typed.example/", typed=True)
    fetcher.answers["https://typed.example/"] = Response("https://typed.example/", 200, page("Typed"))
    replay(store, caches, fetcher)
    assert [(request.url, request.typed) for request in fetcher.asked] == [(SAVED, False), ("https://typed.example/", True)]
    assert Request(SAVED) not in fetcher.asked


def test_what_a_newer_program_queued_fails_in_words(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    outbox.put(store, "annotate", "12", {}, 0)
    assert "doesn't know how to annotate" in replay(store, caches, fetcher).failures[0]
