"""Pages that are not read, in words, and pages that only look as if they could not be."""

from __future__ import annotations

import sys
from random import Random

import pytest

from newsreader.declutter.page import PageRefused, declutter
from tests.declutter.pages import FIRST, SECOND, URL, shown
from tests.fakes import rss


def test_a_page_that_is_too_big_is_refused() -> None:
    with pytest.raises(PageRefused, match="bigger than 20 MB"):
        declutter(b"<p>" + b"x" * (21 * 1024 * 1024))


def test_a_hundred_thousand_nested_tags_are_refused() -> None:
    with pytest.raises(PageRefused, match="nested deeper"):
        declutter("<div>" * 100_000 + "deep")


@pytest.mark.parametrize("tag", ["div", "font", "b", "blockquote", "ul><li", "span"])
def test_tags_that_are_never_closed_leave_the_text_whole_and_in_its_order(tag: str) -> None:
    page = f"<html><body><article><p>{FIRST}</p>" + f"<{tag}>word " * 900 + f"</div><p>{SECOND}</p></article></body></html>"
    text = " ".join(" ".join(shown(page)).split())
    assert text.startswith(FIRST)
    assert text.count("word") == 900
    assert text.endswith(SECOND)


@pytest.mark.parametrize("page", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"PK\x03\x04"])
def test_other_files_are_refused(page: bytes) -> None:
    with pytest.raises(PageRefused, match="no page"):
        declutter(page)


def test_a_content_type_that_is_no_text_is_refused() -> None:
    with pytest.raises(PageRefused, match="video/mp4"):
        declutter(b"abc", content_type="video/mp4")


@pytest.mark.parametrize("seed", range(40))
def test_bytes_that_are_no_text_are_refused(seed: int) -> None:
    with pytest.raises(PageRefused, match="no text that can be read"):
        declutter(Random(seed).randbytes(3_000), URL, "application/octet-stream")


@pytest.mark.parametrize(
    "page",
    [
        "\x1b[1mNAME\x1b[0m\n\n" + "".join(f"_\b{letter}" for letter in "printf formats text") + f"\n\n{FIRST}",
        f"{FIRST}\x0c\n\n{SECOND}\x01\x02",
        "Пётр говорит о погоде в горах и о том, что было вчера. " * 20,
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_text_with_some_odd_characters_is_read(page: str, encoding: str) -> None:
    assert declutter(page.encode(encoding)).words > 5


@pytest.mark.parametrize(
    "page",
    [
        rss("a", "b"),
        b'\n<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?><!-- made by hand -->\n<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>',
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/></rdf:RDF>',
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}',
    ],
)
def test_a_feed_is_no_page(page: bytes) -> None:
    with pytest.raises(PageRefused, match="this is a feed; `newsreader add URL` subscribes to it"):
        declutter(page, URL)


def test_a_page_about_feeds_is_one() -> None:
    assert FIRST in shown(f"<html><body><article><p>{FIRST}</p><pre>&lt;rss&gt;</pre><p>{SECOND}</p></article></body></html>")


@pytest.mark.parametrize("page", ["", " ", "<html>", "<html><body></body></html>", "<!-- -->", "<p>"])
def test_an_empty_page_is_an_empty_article(page: str) -> None:
    assert declutter(page).blocks == ()


def test_a_page_that_breaks_off_in_the_middle_of_a_tag_is_read_as_far_as_it_goes() -> None:
    assert shown(f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p><div class='sha") == [FIRST, SECOND]


CROWDS = {
    "fields that ask for an address": "<input type='email'><b>x y</b>",
    "names that the metadata says too": "<span itemprop='author'>Kim</span> ",
    "share links": "<a href='https://twitter.com/intent/tweet?u=1'>T</a> word ",
    "marks of a note": "x<a href='#n1'><sup>1</sup></a>",
    "boxes over a word": "<span>w<span><a href='/a'>a</a><a href='/b'>b</a><a href='/c'>c</a></span></span> ",
    "comments": "<div class='comments'><p>word</p></div>",
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_thousands_of_the_same_in_one_box_take_no_more_than_their_share(crowd: str) -> None:
    """Counted in the texts that are gathered, since times can't be trusted: twice the page may cost three times as much at most."""
    counts = []
    for many in (800, 1600):
        html = f"<html><body><div><p>{FIRST} {SECOND}</p><p>{CROWDS[crowd] * many}</p></div></body></html>"
        told = sys.getprofile()
        calls = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            declutter(html, URL)
        finally:
            sys.setprofile(told)
        counts.append(calls)
    assert counts[1] < 3 * counts[0]
