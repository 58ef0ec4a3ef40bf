"""The fast path against feedparser: over every real feed and over generated ones it says the same, or nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from feedparser.mixin import _FeedParserMixin
from feedparser.sanitizer import _HTMLSanitizer

from newsreader.feeds.assemble import assemble
from newsreader.feeds.document import prepare
from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.fast import read_fast
from newsreader.feeds.fields import HTML_TAGS
from newsreader.feeds.judge import judge
from newsreader.feeds.namespaces import KNOWN, UNREADABLE
from newsreader.feeds.parse import parse_feed
from newsreader.feeds.verdict import Verdict, raw_feed
from newsreader.model.parsed import ParsedFeed
from tests.feeds.generated import FeedMaker

URL = "https://feed.example/x/feed.xml"
SEEDS = 400


def real_feeds(shared: Path, *kinds: str) -> list[Path]:
    paths = sorted(path for path in (shared / "data" / "feeds").iterdir() if path.suffix in kinds)
    if not paths:
        pytest.skip("the real feeds are not here")
    return paths


def by_feedparser(body: bytes) -> ParsedFeed:
    """What feedparser says by itself, put together the same way."""
    found = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return assemble(raw_feed(Verdict(found.version, found.feed, found.entries)), URL)


def test_every_real_feed_is_read_as_feedparser_reads_it(shared: Path) -> None:
    for path in real_feeds(shared, ".xml", ".rss", ".atom", ".rdf"):
        body = path.read_bytes()
        document = prepare(body, None)
        assert document is not None
        fast = read_fast(document)
        assert fast is not None, path.name
        assert assemble(raw_feed(fast), URL) == assemble(raw_feed(judge(document)), URL) == by_feedparser(body), path.name


def test_every_real_json_feed_is_read_but_for_the_two_broken_ones(shared: Path) -> None:
    failures = {}
    for path in real_feeds(shared, ".json"):
        try:
            assert parse_feed(path.read_bytes(), "application/json", URL).entries
        except NotAFeed as error:
            failures[path.name] = str(error)
    assert failures == {
        "nnw_ScriptingNews.json": "this is RSS written as JSON, which is not a JSON Feed",
        "nnw_allthis-partial.json": "the JSON breaks off at line 1",
    }


def test_scripting_news_has_fifty_entries_of_forty_eight_identities(shared: Path) -> None:
    feed = parse_feed((shared / "data" / "feeds" / "nnw_scriptingNews.rss").read_bytes())
    assert (len(feed.entries), feed.doubles) == (48, 2)


def test_generated_feeds_are_read_as_feedparser_reads_them_or_left_to_it() -> None:
    read = 0
    for seed in range(SEEDS):
        document = prepare(FeedMaker(seed).feed(), None)
        assert document is not None
        fast = read_fast(document)
        if fast is not None:
            read += 1
            assert assemble(raw_feed(fast), URL) == assemble(raw_feed(judge(document)), URL), f"seed {seed}"
    assert read > SEEDS * 0.4


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel><item><title>a & b</title></item></channel></rss>",
        "<!DOCTYPE rss [<!ENTITY x 'y'>]><rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>",
        "<feed xmlns='http://purl.org/atom/ns#' version='0.3'><entry><id>1</id></entry></feed>",
        "<feed><entry><id>1</id></entry></feed>",
        "<rss version='2.0'><channel/></rss>",
        "<rss version='2.0'><channel><item><item/></item></channel></rss>",
        "<rss version='2.0' xmlns:dc='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:i='http://purl.org/dc/elements/1.1/'><item/></rss>",
        "<rss version='2.0'><channel><item><title>a <b>c</b></title></item></channel></rss>",
    ],
)
def test_what_is_not_sure_is_left_to_feedparser(text: str) -> None:
    document = prepare(text.encode(), None)
    assert document is not None
    assert read_fast(document) is None


def test_what_is_known_of_feedparser_is_still_true() -> None:
    """The tables that the fast path took from feedparser 6.0 agree with the one that is installed."""
    assert set(_HTMLSanitizer.acceptable_elements) == HTML_TAGS
    theirs = {uri.lower(): prefix for uri, prefix in _FeedParserMixin.namespaces.items() if uri}
    for uri, prefix in KNOWN.items():
        assert theirs[uri].lower() == prefix.lower()
    handled = {name.split("_")[2] for name in dir(_FeedParserMixin) if name.startswith(("_start_", "_end_")) and name.count("_") > 2}
    left_out = {prefix for uri, prefix in theirs.items() if uri not in KNOWN and uri not in UNREADABLE}
    assert not {prefix.lower() for prefix in left_out} & {name.lower() for name in handled}
