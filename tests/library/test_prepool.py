"""Documents prepared beside this process: none is lost, whatever happens to the other one."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing.connection import wait

from newsreader.feeds.errors import NotAFeed
from newsreader.library.preparing import Prepared, prepare
from newsreader.library.prepool import _AHEAD, Preparing
from tests.fakes import rss

URL = "https://hills.example/feed.xml"


def drained(preparing: Preparing[int]) -> dict[int, Prepared | NotAFeed]:
    return dict(preparing.rest())


def test_every_document_comes_back_under_its_key() -> None:
    preparing: Preparing[int] = Preparing(60)
    for n in range(60):
        preparing.put(n, (b"<html>" if n == 7 else rss(f"a{n}"), None, URL, b"", ""))
    found = drained(preparing)
    preparing.close()
    assert sorted(found) == list(range(60))
    assert isinstance(found.pop(7), NotAFeed)
    assert all(isinstance(each, Prepared) and each.identities == (f"a{n}",) for n, each in found.items())


def test_beside_other_threads_another_way_of_starting_says_the_same() -> None:
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait)
    thread.start()
    preparing: Preparing[int] = Preparing(60)
    for n in range(30):
        preparing.put(n, (rss(f"a{n}"), None, URL, b"", ""))
    found = drained(preparing)
    preparing.close()
    waits.set()
    thread.join()
    assert sorted(found) == list(range(30))


def test_a_helper_that_dies_takes_one_document_along_at_the_most() -> None:
    preparing: Preparing[int] = Preparing(60)
    helpers = [helper._process.pid for helper in preparing._helpers]
    for n in range(6):
        preparing.put(n, (rss(f"a{n}"), None, URL, b"", ""))
    for pid in helpers:
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
    found = drained(preparing)
    preparing.close()
    assert sorted(found) == list(range(6))
    assert sum(isinstance(each, NotAFeed) for each in found.values()) <= len(helpers)


def test_a_helper_that_trips_over_a_document_gives_out_what_it_has_done() -> None:
    preparing: Preparing[int] = Preparing(60)
    helpers = len(preparing._helpers)
    trap = (rss("a3"), None, URL, 5, "")  # keys that are none at all
    for n in range(6 if helpers else 3):
        preparing.put(n, trap if n == 3 else (rss(f"a{n}"), None, URL, b"", ""))  # type: ignore[arg-type]
    found = drained(preparing)
    preparing.close()
    assert {n for n, each in found.items() if isinstance(each, NotAFeed)} == ({3} if helpers else set())
    assert len(found) == (6 if helpers else 3)


def test_a_word_comes_once_from_each_helper() -> None:
    documents = [rss("ferry", "tide") for _ in range(6)]
    whole = prepare(documents[0], None, URL)
    assert isinstance(whole, Prepared)
    preparing: Preparing[int] = Preparing(60)
    helpers = len(preparing._helpers)
    for n, document in enumerate(documents):
        preparing.put(n, (document, None, URL, b"", ""))
    told = [each.terms for each in drained(preparing).values() if isinstance(each, Prepared)]
    preparing.close()
    assert frozenset().union(*told) == whole.terms
    assert sum(terms == whole.terms for terms in told) == (min(helpers, 6) or 6)
    assert sum(not terms for terms in told) == 6 - (min(helpers, 6) or 6)


def test_what_the_other_has_done_makes_room_before_a_document_is_prepared_here() -> None:
    preparing: Preparing[int] = Preparing(60)
    helpers = list(preparing._helpers)
    for n in range(_AHEAD * len(helpers)):
        preparing.put(n, (rss(f"a{n}"), None, URL, b"", ""))
    wait([helper.results for helper in helpers])
    preparing.put(99, (rss("a99"), None, URL, b"", ""))
    handed = {key for helper in helpers for key, _ in helper.waiting}
    found = drained(preparing)
    preparing.close()
    assert 99 in handed or not helpers
    assert sorted(found) == [*range(_AHEAD * len(helpers)), 99]


def test_entries_that_are_known_are_not_made_ready_again() -> None:
    first = prepare(rss("a", "b"), None, URL)
    assert isinstance(first, Prepared)
    second = prepare(rss("a", "b", "c"), None, URL, first.keys)
    assert isinstance(second, Prepared)
    assert [row.identity for row in second.entries] == ["c"]
    assert second.identities == ("a", "b", "c")
    corrected = prepare(rss("a", "b").replace(b"About a", b"More about a"), None, URL, first.keys)
    assert isinstance(corrected, Prepared)
    assert [row.identity for row in corrected.entries] == ["a"]
