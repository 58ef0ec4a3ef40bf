from __future__ import annotations

import pytest

from newsreader.library.reading import same_place
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds


@pytest.mark.parametrize(
    ("feed", "typed", "page", "near"),
    [
        ("http://192.168.1.5:8080/feed", True, "http://192.168.1.5:8080/page", True),
        ("http://192.168.1.5:8080/feed", True, "http://192.168.1.5/page", False),
        ("http://192.168.1.5:8080/feed", False, "http://192.168.1.5:8080/page", False),
        ("file:///home/me/feed.xml", True, "file:///etc/passwd", False),
        ("file:///home/me/feed.xml", True, "http://127.0.0.1/page", False),
        ("https://hills.example/feed", True, "file://hills.example/etc/passwd", False),
    ],
)
def test_only_pages_of_the_very_host_that_was_typed_count_as_typed(store: Store, feed: str, typed: bool, page: str, near: bool) -> None:
    (feed_id,), _ = add_feeds(store, [Subscription(feed)], typed=typed)
    assert same_place(store, feed_id, page) is near
