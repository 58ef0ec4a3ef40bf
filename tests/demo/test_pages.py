"""The pages are as cluttered as real ones, and between them hold every kind of block that an article can have."""

from __future__ import annotations

import json

import pytest

from tests.demo.reading import feeds, index, page, pages, text

AD = {"en": "Advertisement", "hi": "विज्ञापन", "pa": "ਇਸ਼ਤਿਹਾਰ", "ja": "広告", "ar": "إعلان"}
ALSO = {"en": ("Also read", "Also Read", "Read more"), "hi": ("यह भी पढ़ें",), "pa": ("ਇਹ ਵੀ ਪੜ੍ਹੋ",), "ja": ("あわせて読みたい",), "ar": ("اقرأ أيضا",)}
TERMINAL = "https://quietshell.example/"


def everywhere(path: str) -> int:
    """How many elements of all pages a path finds."""
    return sum(len(tree.xpath(path)) for tree in pages().values())


def test_there_are_pages_for_all_teasers() -> None:
    assert len(pages()) >= 30


@pytest.mark.parametrize("address", pages(), ids=lambda address: address.rstrip("/").rsplit("/", 1)[-1])
def test_a_page_has_what_a_news_page_has(address: str) -> None:
    tree = page(address)
    assert tree.xpath("string(//link[@rel='canonical']/@href)") == address
    assert tree.xpath("//meta[@property='og:title']")
    described = [json.loads(script.text) for script in tree.xpath("//script[@type='application/ld+json']")]
    assert any(d["@type"] in ("NewsArticle", "LiveBlogPosting") for d in described)
    shared = tree.xpath("//a[contains(@href, 'facebook.com/sharer') or contains(@href, 'twitter.com/intent') or starts-with(@href, 'mailto:')]")
    assert len(shared) >= 3
    if address.startswith(TERMINAL):
        return  # a small site of one's own: no ad slots, no related boxes
    words = text(tree.xpath("string(//body)"))
    language = tree.get("lang", "")[:2]
    assert AD[language] in words
    assert any(also in words for also in ALSO[language])
    assert "©" in words


def test_templates_differ() -> None:
    assert everywhere("//main//article") >= 10
    assert everywhere("//*[@itemprop='articleBody']") >= 5
    soup = [tree for tree in pages().values() if not tree.xpath("//article") and len(tree.xpath("//br/following-sibling::*[1][self::br]")) >= 4]
    assert len(soup) >= 5


@pytest.mark.parametrize(
    "path",
    [
        "//table[.//th]", "//pre/code[starts-with(@class, 'language-')]", "//li//ul/li", "//blockquote/p", "//aside[@class='pullquote']",
        "//a[@role='doc-backlink']", "//dl/dt", "//blockquote[@class='twitter-tweet']", "//figure/figcaption", "//ruby/rt", "//*[local-name()='math']",
        "//ol/li", "//div[@class='live-post']", "//div[@class='gallery']//figure", "//div[@class='subscribe-wall']", "//iframe|//form",
    ],
)  # fmt: skip
def test_some_page_has(path: str) -> None:
    assert everywhere(path) > 0


def test_one_read_is_long() -> None:
    body = page("https://slowferry.example/essays/a-dictionary-of-the-river").xpath("//*[@name='articleBody']//p|//*[@name='articleBody']//dd")
    assert sum(len(text(p.text_content()).split()) for p in body) >= 3_400


def test_pictures_of_pages_are_in_the_edition() -> None:
    for address, tree in pages().items():
        for source in tree.xpath("//figure//img/@src|//meta[@property='og:image']/@content"):
            if "/images/" in source:
                assert source in index(), address


def test_there_is_emoji() -> None:
    words = "".join(text(tree.xpath("string(//body)")) for tree in pages().values())
    assert {"🌧", "🍵", "🐕", "🌶"} <= set(words)


def test_sites_lead_to_their_feeds() -> None:
    for feed in feeds():
        home = feed.split("/", 3)
        site = page("/".join(home[:3]) + "/")
        assert site.xpath("//link[@rel='alternate']/@href") == [feed]
