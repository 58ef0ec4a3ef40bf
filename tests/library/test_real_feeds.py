"""The real feeds beside the checkout: served on loopback, added and refreshed through the real client."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest

from newsreader.fetch.client import Client
from newsreader.library.refresh import refresh
from newsreader.library.subscribe import CannotSubscribe, subscribe
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def served(shared: Path) -> Iterator[tuple[str, Path]]:
    folder = shared / "data" / "feeds"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


def identities(path: Path) -> list[object]:
    """What the judge counts, feedparser's entries or a JSON feed's items: each by its id, else its link, else its words."""
    if path.suffix == ".json":
        return [item.get("id") or item.get("url") or str(item) for item in json.loads(path.read_bytes().decode("utf-8-sig"))["items"]]
    parsed = feedparser.parse(path.open("rb"), sanitize_html=False, resolve_relative_uris=False)
    return [entry.get("id") or entry.get("link") or (entry.get("title"), entry.get("summary")) for entry in parsed.entries]


def test_every_real_feed_is_added_and_refreshed_whole(store: Store, served: tuple[str, Path]) -> None:
    base, folder = served
    files = sorted(path for path in folder.iterdir() if path.suffix != ".tsv")
    client = Client()
    refused: dict[str, str] = {}
    for path in files:
        try:
            subscribe(store, client, f"{base}/{path.name}")
        except CannotSubscribe as error:
            refused[path.name] = str(error)
    assert set(refused) == {path.name for path in files if _is_broken(path)}
    assert all("JSON" in words for words in refused.values())
    assert len(refused) == 2
    result = refresh(store, client, force=True)
    assert (result.failed, result.new_entries) == (0, 0)
    stored = {Path(feed.url).name: feed.total for feed in all_feeds(store)}
    for path in files:
        if path.name in refused:
            continue
        given = identities(path)
        assert stored[path.name] == len(set(given)), path.name
        if path.name == "nnw_scriptingNews.rss":
            assert (len(given), stored[path.name]) == (50, 48)


def _is_broken(path: Path) -> bool:
    if path.suffix != ".json":
        return False
    try:
        return "items" not in json.loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError:
        return True
