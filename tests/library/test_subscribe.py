from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.library.notifying import claim_notification
from newsreader.library.rules import add_rule
from newsreader.library.subscribe import CannotSubscribe, subscribe, typed_address
from newsreader.library.undo import redo, undo
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from tests.fakes import FakeFetcher, rss

PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml" title="News"></head><body>Hi</body></html>'


def fetcher(**more: bytes) -> FakeFetcher:
    fake = FakeFetcher()
    fake.answers = {"https://hills.example/feed.xml": rss("a", "b"), "https://hills.example/": PAGE, "https://hills.example": PAGE}
    return fake


def test_a_feed_is_added_with_its_entries(store: Store) -> None:
    added = subscribe(store, fetcher(), "https://hills.example/feed.xml", "News", ["north"])
    assert (added.title, added.new_entries) == ("Hills", 2)
    (feed,) = all_feeds(store)
    assert (feed.title, feed.folder, feed.tags, feed.unread, feed.error) == ("Hills", "News", ("north",), 2, None)


def test_a_page_leads_to_its_feed(store: Store) -> None:
    subscribe(store, fetcher(), "hills.example")
    assert all_feeds(store)[0].url == "https://hills.example/feed.xml"


def test_a_second_time_changes_nothing(store: Store) -> None:
    first = subscribe(store, fetcher(), "https://hills.example/feed.xml")
    again = subscribe(store, fetcher(), "https://hills.example/feed.xml")
    assert again.already
    assert again.feed == first.feed
    assert len(all_feeds(store)) == 1


def test_subscribing_is_undone_and_done_again(store: Store) -> None:
    subscribe(store, fetcher(), "https://hills.example/feed.xml")
    change = undo(store)
    assert change is not None
    assert change.words == "undone: subscribed to Hills, just now"
    assert all_feeds(store) == ()
    redo(store)
    assert all_feeds(store)[0].unread == 2


def test_what_has_no_feed_is_refused_in_words_and_leaves_nothing(store: Store) -> None:
    fake = fetcher()
    fake.answers["https://bare.example"] = b"<!doctype html><html><body>No feed here</body></html>"
    with pytest.raises(CannotSubscribe, match="web page, not a feed, and it links no feed"):
        subscribe(store, fake, "bare.example")
    with pytest.raises(CannotSubscribe, match="404"):
        subscribe(store, fake, "https://nothing.example/")
    assert all_feeds(store) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("example.org/feed", "https://example.org/feed"),
        ("localhost:8080/feed", "http://localhost:8080/feed"),
        ("http://example.org/", "http://example.org/"),
        ("  https://example.org/  ", "https://example.org/"),
        ("feed:https://example.org/x", "https://example.org/x"),
        ("feed://example.org/x", "http://example.org/x"),
        ('exec:printf "a b"', 'exec:printf "a b"'),
        ("x" * 5000, "https://" + "x" * 5000),
    ],
)
def test_what_somebody_types_becomes_an_address(typed: str, meant: str) -> None:
    assert typed_address(typed) == meant


def test_a_path_becomes_a_file_address(tmp_path: Path) -> None:
    path = tmp_path / "a feed.xml"
    path.write_bytes(rss("a"))
    assert typed_address(str(path)) == path.as_uri()


def test_rules_hold_for_what_a_new_feed_brings_but_nobody_is_told_of_it(store: Store) -> None:
    add_rule(store, "story", ["notify", "star"])
    subscribe(store, fetcher(), "https://hills.example/feed.xml")
    assert store.value("SELECT count(*) FROM entries WHERE starred = 1") == 2
    assert claim_notification(store, 2_000_000_000) is None
    assert store.value("SELECT count(*) FROM notices") == 0
