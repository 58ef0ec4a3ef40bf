"""The edition is whole: what the index names is there, what the feeds name can be read, and nothing comes from elsewhere."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from lxml import etree

from newsreader.demo import edition
from tests.demo.reading import Entry, entries, feeds, index, page, text

LARGEST = 1_500_000


def test_every_address_has_a_file_of_its_type() -> None:
    starts = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n", "text/html; charset=utf-8": b"<!"}
    for address, (file, kind) in index().items():
        body = edition().joinpath(file).read_bytes()
        assert body.startswith(starts.get(kind, (b"<?xml", b"{"))), address


def test_every_file_is_named_by_the_index() -> None:
    named = {file for file, _ in index().values()}
    held = {f"{room}/{file.name}" for room in ("feeds", "pages", "images") for file in edition().joinpath(room).iterdir()}
    assert held == named


def test_all_hosts_are_made_up() -> None:
    for address in index():
        parts = urlsplit(address)
        assert parts.scheme == "https"
        assert parts.hostname is not None
        assert parts.hostname.endswith(".example")


def test_it_is_small() -> None:
    sizes = {file: len(edition().joinpath(file).read_bytes()) for file, _ in index().values()}
    assert sum(sizes.values()) + len(edition().joinpath("index.json").read_bytes()) < LARGEST
    assert sum(size for file, size in sizes.items() if file.startswith("images/")) < 300_000


def test_the_subscriptions_name_every_feed_in_a_folder() -> None:
    outlines = etree.fromstring(edition().joinpath("subscriptions.opml").read_bytes())
    named = {str(o.get("xmlUrl")): o for o in outlines.iter("outline") if o.get("xmlUrl")}
    assert set(named) == set(feeds())
    for address, outline in named.items():
        folder = outline.getparent()
        assert folder is not None
        assert folder.tag == "outline"
        assert outline.get("title") == feeds()[address].title
        assert outline.get("htmlUrl") in index()
    assert len(list(outlines.iterfind("body/outline/outline/outline"))) >= 3, "no folder in a folder"


def test_languages_and_counts() -> None:
    languages = [feed.language for feed in feeds().values()]
    assert languages.count("en") >= 3
    assert {"hi", "pa", "ja", "ar"} <= set(languages)
    assert len(feeds()) >= 7
    assert len(entries()) >= 42
    assert min(len(feed.entries) for feed in feeds().values()) >= 5


def test_feeds_come_in_all_four_forms() -> None:
    kinds = {feed.version for feed in feeds().values()}
    assert {"rss20", "atom10", "rss10", "json"} <= kinds


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.url.rstrip("/").rsplit("/", 1)[-1])
def test_an_entry_can_be_read(entry: Entry) -> None:
    assert entry.title
    assert entry.author
    assert entry.url in index() or len(text(entry.html)) > 400, "neither a page nor a full text"


def test_no_two_entries_share_an_identity_or_an_address() -> None:
    assert len({entry.identity for entry in entries()}) == len(entries())
    assert len({entry.url for entry in entries()}) == len(entries())


def test_dates_are_fixed_and_spread_over_three_weeks() -> None:
    days = sorted(entry.date for entry in entries())
    assert days[0].startswith("2025-04-14")
    assert days[-1].startswith("2025-05-04")
    assert len({day[:10] for day in days}) >= 15


def test_some_feeds_give_teasers_and_some_the_whole_text() -> None:
    lengths = {address: sum(len(text(e.html)) for e in feed.entries) / len(feed.entries) for address, feed in feeds().items()}
    assert max(lengths.values()) > 800
    assert sum(length < 300 for length in lengths.values()) >= 4


SCRIPTS = {"hi": ("\u0900", "\u097f"), "pa": ("\u0a00", "\u0a7f"), "ar": ("\u0600", "\u06ff"), "ja": ("\u3040", "\u9fff")}


@pytest.mark.parametrize("language", SCRIPTS)
def test_pages_are_written_in_their_language(language: str) -> None:
    low, high = SCRIPTS[language]
    read = [e for feed in feeds().values() if feed.language == language for e in feed.entries]
    for entry in read:
        root = page(entry.url)
        assert root.get("lang") == language
        assert (root.get("dir") == "rtl") == (language == "ar")
        letters = [c for c in text(root.xpath("string(//body)")) if c.isalpha()]
        assert sum(low <= c <= high for c in letters) > 0.8 * len(letters), entry.url


def test_the_index_is_plain_json_of_files_and_types() -> None:
    raw = json.loads(edition().joinpath("index.json").read_bytes())
    assert all(set(value) == {"file", "type"} for value in raw.values())
