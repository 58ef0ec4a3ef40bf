"""Hostile documents: every one ends soon, in a feed or in words. (Each took minutes, or far too much memory, without its bound.)"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.opml import BadOpml, read_opml
from newsreader.feeds.parse import parse_feed

HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
DEEP = "the document is larger or more deeply nested than any feed"


def end(inside: bytes) -> bytes:
    """A whole feed around an item."""
    return HEAD + b"<item>" + inside + b"</item></channel></rss>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'<!DOCTYPE x [<!ENTITY l0 "lol">' + LAUGHS + b"]>" + HEAD + b"&l9;", "nested entities"),
        (b'<!DOCTYPE x [<!ENTITY % p "<!ENTITY a \'x\'>">%p;]>' + HEAD, "nested entities"),
        (b'<!DOCTYPE x [\n<!ENTITY a "' + b"A" * 100_000 + b'">\n]>' + HEAD + b"&a;" * 100_000, "more entities than any feed"),
        (b'<!DOCTYPE x [\n<!ENTITY a "' + b"A" * 10_000 + b'">\n]>' + HEAD + b"&a;" * 100_000, "blow it up"),
        (HEAD + b"<a>" * 300_000, DEEP),
        (HEAD + b"<item>" * 300_000, DEEP),
        (HEAD + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</channel></rss>", DEEP),
        (HEAD + b"<item " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/></channel></rss>", DEEP),
        (HEAD + b'<a b="' * 200_000, DEEP),
        (b"[" * 1_000_000, "the JSON is nested too deeply"),
        (b'{"a":' * 200_000, "the JSON is nested too deeply"),
        (b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 5000 + b"}]}", "a number that is too long"),
        (b'{"items":[' + b"{}," * 30_000 + b"{}]}", "more entries than any feed"),
        (b"<?" + b'x encoding="a" ' * 100_000, "plain text"),
        (b"<!DOCTYPE x [\n" + b"\n" * 200_000 + b"<a", "not"),
        (b"\n<!DOCTYPE" * 100_000 + b"<a>", "not a feed"),
        (b" " * (33 << 20), "too large"),
        (bytes(range(256)) * 4000, "another kind"),
        (HEAD + b"<item/>" * 30_000 + b"</channel></rss>", "larger than any feed"),
        (end(b"".join(b"<x%d:a xmlns:x%d='u%d'/>" % (n, n, n) for n in range(100_000))), DEEP),
        (b"<!-- -->" * 8_000 + b"x", "not a feed"),
    ],
    ids=range(21),
)  # fmt: skip
def test_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(NotAFeed, match=words):
        parse_feed(body)


@pytest.mark.parametrize(
    "body",
    [
        HEAD + b"<" * 200_000, HEAD + b"&" * 200_000, HEAD + b"<![CDATA[" * 100_000, HEAD + b"<?" * 200_000, HEAD + b"<!--" * 100_000,
        end(b"<author>" + b"a." * 100_000 + b"@</author>"), end(b"<author>a@" + b"a-" * 100_000 + b"</author>"),
        end(b"<title>a\x00b\xff</title><author>a@" + b"a." * 100_000 + b"</author>"),
        end(b"<pubDate>" + b"1 " * 200_000 + b"</pubDate>"), end(b"<title>" + b"&lt;b&gt;" * 100_000 + b"</title>"),
        end(b"<title>&#99999999999;&#xd800;&#0;</title>"), end(b"<category>c</category>" * 1000),
        end(b"".join(b"<category>c%d</category>" % n for n in range(40_000))),
        HEAD + b"<item" + b" " * 500_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_read_within_bounds(body: bytes) -> None:
    feed = parse_feed(body)
    assert feed.title == "x"
    for entry in feed.entries:
        assert len(entry.categories) <= 64


def test_no_file_is_read_for_an_entity() -> None:
    body = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + HEAD.partition(b"?>")[2] + b"<item><title>&x;</title></item></channel></rss>"
    assert [entry.title for entry in parse_feed(body).entries] in ([""], ["&x;"])


def test_nothing_dangerous_is_left_in_plain_fields_and_nothing_unstorable_anywhere() -> None:
    osc = "\x1b]52;c;eA==\x07"
    broken = end(f"<title>A&#27;]52;c;eA==&#7;B</title><author>{osc}N</author><category>c\u202e</category><guid>i\x00d</guid>".encode())
    json = (
        b'{"version":"https://jsonfeed.org/version/1","title":"\\u001b]0;x\\u0007T","items":[{"id":"\\ud800x","title":"\\udfff\\u001b]0;x\\u0007t",'
        b'"content_html":"a\\u0000\\ud800b","authors":[{"name":"\\u009b31mN"}],"tags":["\\u202et"]}]}'
    )
    for feed in (parse_feed(broken), parse_feed(json)):
        for entry in feed.entries:
            for text in (feed.title, entry.title, entry.author or "", *entry.categories):
                assert text.isprintable()
            for text in (entry.identity, entry.html, entry.title):
                assert "\x00" not in text
                text.encode()


@pytest.mark.parametrize("parse", [parse_feed, read_opml])
def test_no_cut_of_a_document_raises_anything_else(parse: Callable[[bytes], object]) -> None:
    whole = end("<title>Größe</title><link>https://x.example/</link><content type='xhtml'><div/></content>".encode())
    opml = b'<?xml version="1.0"?><opml version="2.0"><body><outline text="a &amp; b"><outline xmlUrl="https://x.example/"/></outline></body></opml>'
    for body in (whole, opml, whole.decode().encode("utf-16")):
        for cut in range(0, len(body), 3):
            for damaged in (body[:cut], body[:cut] + b"\xff\x00<" + body[cut + 3 :]):
                with suppress(NotAFeed, BadOpml):
                    parse(damaged)
