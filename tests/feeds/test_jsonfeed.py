"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json

import pytest

from newsreader.feeds.parse import parse_feed
from newsreader.model.parsed import Enclosure, ParsedEntry, ParsedFeed


def parse(**item: object) -> ParsedEntry:
    """The entry of a feed with one item."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Hills", "items": [item]}
    return parse_feed(json.dumps(feed).encode(), "application/feed+json", "https://hills.example/feed.json").entries[0]


def test_a_feed_and_an_item_with_everything() -> None:
    item = {
        "id": "1", "url": "/rain", "title": "Rain", "content_html": "<p>Wet</p>", "content_text": "Wet", "summary": "W",
        "date_published": "2025-10-10T08:00:00+02:00", "date_modified": "2025-10-10T09:00:00Z", "authors": [{"name": "Asha Rao"}, {"name": "Bo Ek"}],
        "tags": ["Weather"], "language": "en", "attachments": [{"url": "https://cdn.example/r.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}],
    }  # fmt: skip
    body = json.dumps({"title": "Hills", "home_page_url": "https://hills.example/", "description": "News", "language": "en-GB", "items": [item, 3, item]})
    assert parse_feed(body.encode("utf-8-sig"), None, "https://hills.example/feed.json") == ParsedFeed(
        "Hills",
        "https://hills.example/",
        (
            ParsedEntry(
                "1", "Rain", "https://hills.example/rain", "Asha Rao, Bo Ek", 1760076000, 1760086800, "<p>Wet</p>",
                (Enclosure("https://cdn.example/r.mp3", "audio/mpeg", 12),), ("Weather",), None, "en",
            ),
        ),
        "en-GB",
        "News",
        doubles=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("item", "identity"),
    [({"id": 7}, "7"), ({"id": 7.5}, "7.5"), ({"url": "https://x.example/"}, "https://x.example/"), ({"id": True, "url": "https://x.example/"}, "https://x.example/")],
)
def test_ids_may_be_numbers(item: dict[str, object], identity: str) -> None:
    assert parse(**item).identity == identity


def test_text_becomes_html_and_the_summary_stands_in() -> None:
    assert parse(id=1, content_text="a < b\n\nc").html == "<p>a &lt; b</p>\n<p>c</p>"
    assert parse(id=1, content_html=" ", summary="s").html == "<p>s</p>"


def test_values_of_the_wrong_kind_are_nothing() -> None:
    entry = parse(
        id=1, title=["x"], url={}, content_html=4, date_published=5, authors="me", author=["x"], tags={"a": 1}, attachments=[1, {"url": 3}], language=[]
    )
    assert entry == ParsedEntry("1", "", None, None, None, None, "")


def test_a_date_without_a_zone_is_utc_and_a_broken_one_none() -> None:
    assert parse(id=1, date_published="2025-10-10T08:00:00").published == 1760083200
    assert parse(id=1, date_published="10.10.2025").published == parse(id=1, date_published=1760054400).published == 1760054400
    for broken in ("soon", 10**400, 1e300):
        assert parse(id=1, date_published=broken).published is None
    assert parse(id=1, date_published="0001-01-01T00:00:00+14:00").published is None
