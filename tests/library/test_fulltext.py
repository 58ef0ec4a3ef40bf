from __future__ import annotations

import pytest

from newsreader.library.feedoptions import set_options
from newsreader.library.fulltext import always_whole, fetched_on_opening
from newsreader.store.connection import Store
from tests.builders import add_feed


@pytest.mark.parametrize(("setting", "fetched"), [("opening", True), ("hand", False)])
def test_a_feed_that_says_nothing_does_as_the_settings_say(store: Store, setting: str, fetched: bool) -> None:
    feed = add_feed(store)
    assert fetched_on_opening(store, feed, setting) is fetched


@pytest.mark.parametrize(("said", "fetched"), [("always", True), ("opening", True), ("never", False)])
def test_what_a_feed_or_its_folder_says_stands_over_the_settings(store: Store, said: str, fetched: bool) -> None:
    feed, other = add_feed(store, "hills", "News/Hills"), add_feed(store, "lakes")
    set_options(store, "folder:News", {"full_text": said})
    assert fetched_on_opening(store, feed, "hand" if fetched else "opening") is fetched
    assert fetched_on_opening(store, other, "hand") is False
    set_options(store, f"feed:{feed}", {"full_text": "never"})
    assert fetched_on_opening(store, feed, "opening") is False


def test_the_feeds_that_are_always_wanted_whole_are_found_by_their_folders_too(store: Store) -> None:
    hills, lakes, sea = add_feed(store, "hills", "News"), add_feed(store, "lakes"), add_feed(store, "sea", "News")
    assert always_whole(store) == []
    set_options(store, "folder:News", {"full_text": "always"})
    set_options(store, f"feed:{sea}", {"full_text": "opening"})
    assert always_whole(store) == [hills]
    set_options(store, f"feed:{lakes}", {"full_text": "always"})
    assert sorted(always_whole(store)) == sorted([hills, lakes])
