"""Charsets, and what stands around a feed."""

from __future__ import annotations

import pytest

from newsreader.feeds.document import prepare, to_utf8
from newsreader.feeds.parse import parse_feed

TEXT = "Größe – Œuvre"


def feed(title: str, declared: str = "") -> str:
    return f'<?xml version="1.0"{declared}?><rss version="2.0"><channel><title>{title}</title></channel></rss>'


@pytest.mark.parametrize(
    ("charset", "declared", "content_type", "title"),
    [
        ("utf-8", "", None, TEXT),
        ("utf-8", ' encoding="iso-8859-1"', None, TEXT),
        ("utf-8", "", "text/xml; charset=iso-8859-1", TEXT),
        ("utf-8-sig", "", None, TEXT),
        ("utf-16", ' encoding="utf-16"', None, TEXT),
        ("utf-16-le", ' encoding="utf-16"', None, TEXT),
        ("utf-32", "", None, TEXT),
        ("cp1252", ' encoding="windows-1252"', None, TEXT),
        ("cp1252", ' encoding="iso-8859-1"', None, TEXT),
        ("cp1252", ' encoding="utf-8"', "text/xml; charset=windows-1252", TEXT),
        ("cp1252", "", None, TEXT),
        ("cp1251", ' encoding="windows-1251"', None, "Привет, мир"),
        ("koi8-r", "", "application/xml; charset=koi8-r", "Привет, мир"),
        ("gb18030", ' encoding="gb2312"', None, "投资资讯网"),
        ("shift_jis", ' encoding="Shift_JIS"', None, "東京の空"),
        ("iso-2022-jp", ' encoding="iso-2022-jp"', None, "東京の空"),
        ("euc-kr", ' encoding="euc-kr"', None, "서울"),
    ],
)
def test_titles_arrive_in_every_charset(charset: str, declared: str, content_type: str | None, title: str) -> None:
    assert parse_feed(feed(title, declared).encode(charset), content_type).title == title


def test_one_bad_byte_spoils_one_letter() -> None:
    body = feed("x").encode().replace(b"x", TEXT.encode() * 5 + b"\xff!")
    assert parse_feed(body).title == TEXT * 5 + "\ufffd!"


@pytest.mark.parametrize("declared", ["punycode", "idna", "unicode_escape", "undefined", "zlib", "base64", "nonsense-99"])
def test_a_charset_that_is_none_is_not_used(declared: str) -> None:
    assert to_utf8(f'<?xml version="1.0" encoding="{declared}"?><rss>é</rss>'.encode("cp1252"), None).endswith("é</rss>".encode())


def test_control_characters_and_what_stands_around_go() -> None:
    body = b'\n<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- a --> <rss version="2.0">a\x00\x08b</rss> <!-- b -->x'
    document = prepare(body, None)
    assert document is not None
    assert document.body == b'<rss version="2.0">ab</rss>'
    assert prepare(b"<?xml version='1.0'?><urlset/>", None) is None


@pytest.mark.parametrize(
    ("body", "cut_off"),
    [
        (b"<rss><channel><title>cut", True),
        (b"<rss><channel><title>T</title><item><title>a</title></item><item><ti", True),
        (b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title>', True),
        (b"<rss><channel><title>T & broken, but whole</title></channel></RSS >", False),
        (b"<rss><channel><title>T</title></channel></rss><!-- from the cache -->", False),
        (b'<rss version="2.0"/>', False),
    ],
)
def test_a_document_that_never_ends_is_known_as_cut_off(body: bytes, cut_off: bool) -> None:
    document = prepare(body, None)
    assert document is not None
    assert document.is_cut_off is cut_off
    assert parse_feed(body).cut_off is cut_off


@pytest.mark.parametrize(
    ("body", "between"),
    [
        (b"<rss><channel><title>T</title><item><title>a</title></item></channel>\n", True),
        (b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:entry><a:id>1</a:id></a:entry >', True),
        (b"<rss><channel><title>T</title><item><title>a</title></item><item>", False),
        (b"<rss><channel><title>T</title><item><title>a</title></item>b", False),
        (b"<rss><channel><title>T</title></channel></rss>", False),
    ],
)
def test_a_document_that_only_leaves_its_end_away_is_known(body: bytes, between: bool) -> None:
    assert parse_feed(body).ends_between is between


def test_the_entry_in_which_a_document_is_cut_off_waits_for_the_whole_one_unless_it_can_be_told_from_others() -> None:
    whole = "<rss><channel><title>T</title><item><title>a</title></item><item><title>b</title><description>long"
    assert [entry.title for entry in parse_feed(whole.encode()).entries] == ["a"]
    assert [entry.title for entry in parse_feed(whole[: whole.index("<item><title>b")].encode()).entries] == ["a"]
    named = whole.replace("<title>b", "<guid>2</guid><title>b")
    assert [entry.title for entry in parse_feed(named.encode()).entries] == ["a", "b"]
