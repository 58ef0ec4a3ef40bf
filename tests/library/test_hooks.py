"""The user's command after a refresh."""

from __future__ import annotations

import json
from pathlib import Path

from newsreader.library.hooks import after_refresh
from newsreader.library.refresh import refresh
from newsreader.store.connection import Store
from tests.builders import add_feed
from tests.fakes import FakeFetcher, rss

HILLS, PLAINS = "https://hills.example/feed.xml", "https://plains.example/feed.xml"


def test_it_gets_what_came_as_json(store: Store, tmp_path: Path) -> None:
    feed = add_feed(store, "hills")
    add_feed(store, "plains")
    result = refresh(store, FakeFetcher(**{HILLS: rss("a", "b")}))
    told = tmp_path / "told.json"
    assert after_refresh(f"dd of={told}", store, result) is None
    document = json.loads(told.read_bytes())
    assert (document["feeds"], document["new_entries"], document["failed"]) == (2, 2, 1)
    assert {entry["title"] for entry in document["entries"]} == {"Story a", "Story b"}
    assert {entry["feed_id"] for entry in document["entries"]} == {feed}
    assert document["errors"][0]["url"] == PLAINS


def test_what_goes_wrong_with_it_is_said(store: Store) -> None:
    result = refresh(store, FakeFetcher())
    assert after_refresh("", store, result) is None
    assert "exit code 1" in (after_refresh("false", store, result) or "")
    assert "no program" in (after_refresh("/nowhere/at-all", store, result) or "")
