"""The demo edition's client: files with validators, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsreader.fetch.bundled import BundledClient
from newsreader.fetch.exchange import Fetcher, FetchError, Request

URL = "https://hills.example/feed.xml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition of one feed."""
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "hills.xml").write_bytes(b"<rss/>")
    (tmp_path / "index.json").write_text(json.dumps({URL: {"file": "feeds/hills.xml", "type": "application/rss+xml"}}))
    return tmp_path


def test_an_address_is_answered_from_its_file(root: Path) -> None:
    client: Fetcher = BundledClient(root)
    response = client.get(Request(URL))
    assert (response.status, response.body, response.content_type) == (200, b"<rss/>", "application/rss+xml")
    assert client.get(Request(URL, etag=response.etag)).status == 304
    (root / "feeds" / "hills.xml").write_bytes(b"<rss>new</rss>")
    assert client.get(Request(URL, etag=response.etag)).body == b"<rss>new</rss>"


def test_what_is_not_bundled_is_a_404_in_words(root: Path) -> None:
    outcomes = list(BundledClient(root).get_many([Request(URL), Request("https://elsewhere.example/x")]))
    error = outcomes[1][1]
    assert isinstance(error, FetchError)
    assert (error.kind, error.status) == ("http-status", 404)
    assert str(error) == "elsewhere.example is not in the demo edition, which never asks the network"


def test_offline_and_stop_are_honoured(root: Path) -> None:
    client = BundledClient(root, offline=True)
    with pytest.raises(FetchError) as caught:
        client.get(Request(URL))
    assert caught.value.kind == "offline"
    client.offline = False
    assert list(client.get_many([Request(URL)], lambda: True)) == []
