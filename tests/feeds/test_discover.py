"""Feeds that pages name."""

from __future__ import annotations

import pytest

from newsreader.feeds.discover import FeedLink, find_feeds, usual_paths

URL = "https://hills.example/blog/today.html"


def test_the_feeds_a_page_links_those_of_comments_last() -> None:
    page = b"""<!doctype html><html><head><meta charset=utf-8>
      <link rel="alternate" type="application/rss+xml" title="Hills &raquo; Comments" href="/comments/feed">
      <LINK REL='Alternate' TYPE='application/rss+xml; charset=utf-8' TITLE='Hills &amp; more' HREF='/feed?a=1&amp;b=2'/>
      <link rel=alternate type=application/atom+xml href=atom.xml><link type="application/feed+json" rel="alternate" href="//hills.example/feed.json">
      <link rel="alternate" type="application/json" href="https://hills.example/wp-json/wp/v2/posts/1"><link rel="stylesheet" href="x.css">
      <link rel="alternate" hreflang="de" href="/de"><!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->
      <script>"<link rel='alternate' type='application/rss+xml' href='/script'>"</script></head>"""
    assert find_feeds(page, URL) == (
        FeedLink("https://hills.example/feed?a=1&b=2", "Hills & more", "rss"),
        FeedLink("https://hills.example/blog/atom.xml", "", "atom"),
        FeedLink("https://hills.example/feed.json", "", "json"),
        FeedLink("https://hills.example/comments/feed", "Hills » Comments", "rss"),
    )


def test_addresses_are_resolved_against_the_pages_base() -> None:
    page = b"<base href='/de/'><link rel=alternate type=application/rss+xml href=feed><link rel=alternate type=application/rss+xml href='javascript:x'>"
    assert [link.url for link in find_feeds(page, URL)] == ["https://hills.example/de/feed"]


def test_a_page_without_links_in_its_head_may_have_plain_ones() -> None:
    page = b"<a href='/feed.xml'>RSS</a><a href='https://www.hills.example/atom'>x</a><a href='https://elsewhere.example/rss'>y</a><a href='/about'>z</a>"
    assert [(link.url, link.kind) for link in find_feeds(page, URL)] == [
        ("https://hills.example/feed.xml", "rss"),
        ("https://www.hills.example/atom", "atom"),
    ]


@pytest.mark.parametrize("page", [b"", b"<a " * 100_000, b"<!--" * 100_000, b"<script " * 100_000, b"<link " + b'a="' * 100_000, b"\xff\x00<link>", b"<base href='http://[x'>"], ids=range(7))
def test_hostile_pages_have_none(page: bytes) -> None:
    assert find_feeds(page, URL) == ()


def test_there_are_never_more_than_anybody_chooses_from() -> None:
    page = b"".join(b"<link rel=alternate type=application/rss+xml href=/f%d>" % n for n in range(1000))
    assert len(find_feeds(page, URL)) == 64


def test_the_usual_paths_are_beside_the_page_and_at_the_top() -> None:
    paths = usual_paths(URL)
    assert paths[0] == "https://hills.example/blog/feed"
    assert "https://hills.example/feed" in paths
    assert "https://hills.example/atom.xml" in paths
    assert usual_paths("file:///x") == ()
    assert usual_paths("https://hills.example")[0] == "https://hills.example/feed"


@pytest.mark.parametrize("inside", ["a" * 3_990, 'b="' + "a" * 3_900, "a " * 1_900], ids=range(3))
def test_links_with_thousands_of_letters_for_an_attribute_are_passed_over(inside: str) -> None:
    page = f"<a {inside}>" * 500 + '<link rel="alternate" type="application/rss+xml" href="/feed">'
    assert [link.url for link in find_feeds(page.encode(), "https://a.example/")] == ["https://a.example/feed"]
