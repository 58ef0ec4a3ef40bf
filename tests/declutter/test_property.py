"""Any tree of tags gives an article, and nothing is shown that the page doesn't say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import escape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.declutter.page import PageRefused, declutter, feed_article, whole_page
from newsreader.declutter.pages import joined_pages
from newsreader.declutter.tree import bare
from newsreader.model.article import Article
from newsreader.render.from_html import from_html
from newsreader.render.html import to_html
from newsreader.render.json import from_json, to_json
from newsreader.render.plain import to_text
from newsreader.text.clean import clean

TAGS = [
    "div",
    "p",
    "span",
    "a",
    "b",
    "i",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "code",
    "figure",
    "figcaption",
    "img",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "form",
    "input",
    "iframe",
    "sup",
    "noscript",
    "math",
    "q",
    "script",
    "style",
    "template",
    "caption",
    "body",
    "html",
]
NAMES = ["share", "ad-slot", "caption", "twitter-tweet", "comments", "story", "x1", "related-posts", "fn1"]
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30) | st.sampled_from(
    ["Advertisement", "Read more", "A whole sentence of some length that says something, and then some more of it.", "fb", "1 / 3", "…"]
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    """A tree of tags as HTML, well formed or not."""
    parts = []
    for _ in range(draw(st.integers(0, 4 if depth else 6))):
        if depth > 5 or draw(st.booleans()):
            parts.append(escape(draw(WORDS)))
            continue
        tag = draw(st.sampled_from(TAGS))
        name = draw(st.sampled_from(NAMES))
        link = draw(st.sampled_from(["/a", "#fn1", "https://x.com/share?u", "http://[", "javascript:x"]))
        end = f"</{tag}>" if draw(st.integers(0, 9)) else ""
        parts.append(f"<{tag} class='{name}' id='{name}' href='{link}' src='{link}'>{draw(trees(depth + 1))}{end}")
    return "".join(parts)


def says(article: Article, page: str) -> bool:
    """Whether each line that is shown is made of what the page says."""
    told = set(bare(page) + bare(clean(page)))
    return all(set(bare(line)) <= told for line in to_text(article, captions=True).split("\n")) if told else True


class _Said(HTMLParser):
    """All that a page says: its text, what no browser shows apart from the rest, and its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.silent: list[str] = []
        self.names: list[str] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        self.names += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        (self.silent if self._tag in ("script", "style") else self.text).append(data)


def strange(article: Article, page: str) -> list[str]:
    """The strings of an article that the page doesn't say, letter after letter in this order, nor are names of ours for what has none."""
    said = _Said()
    said.feed(page)
    said.close()
    texts = ["".join(said.text), "".join(map(clean, said.text)), *said.silent, *map(clean, said.silent), *said.names]
    told = list(map(bare, texts))
    own = ("", "video", "audio", "tweet", bare("news.example"))
    return [text for text in _strings(article) if bare(text) not in own and not any(_runs_through(bare(text), each) for each in told)]


def _runs_through(text: str, told: str) -> bool:
    letters = iter(told)
    return all(letter in letters for letter in text)


def _strings(value: object) -> Iterator[str]:
    """Every string that an article shows or has hidden."""
    if isinstance(value, tuple):
        for inner in value:
            yield from _strings(inner)
    elif is_dataclass(value):
        for name in (each.name for each in fields(value)):
            given = getattr(value, name)
            if not isinstance(given, str):
                yield from _strings(given)
            elif name in ("text", "title", "byline", "site", "alt", "credit"):
                yield given


@settings(max_examples=200, deadline=None)
@given(trees())
def test_every_string_of_an_article_stands_on_its_page(html: str) -> None:
    html = html.replace("<iframe", "<section")  # what one holds that is never closed, no two parsers read alike
    page = f"<html><body>{html}</body></html>"
    assert strange(declutter(page, "https://news.example/"), page) == []
    assert strange(feed_article(html, "https://news.example/"), html) == []
    assert strange(whole_page(page, "https://news.example/"), page) == []


@settings(max_examples=100, deadline=None)
@given(trees())
def test_an_article_of_any_tree_comes_back_from_its_html_equal(html: str) -> None:
    for article in (declutter(f"<html><body>{html}</body></html>", "https://news.example/"), feed_article(html, "https://news.example/")):
        assert from_html(to_html(article)) == article


@settings(max_examples=150, deadline=None)
@given(trees())
def test_any_tree_gives_an_article_that_says_only_what_the_page_says(html: str) -> None:
    assert says(declutter(f"<html><body>{html}</body></html>", "https://news.example/"), html + "videoaudiotweet news.example")
    assert says(feed_article(html, "https://news.example/"), html + "videoaudiotweet news.example")


@settings(max_examples=100, deadline=None)
@given(trees())
def test_an_article_of_any_tree_comes_back_from_json_equal(html: str) -> None:
    article = declutter(f"<html><body>{html}</body></html>", "https://news.example/")
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


@settings(max_examples=50, deadline=None)
@given(trees(), trees())
def test_pages_of_any_trees_are_joined_with_each_hidden_piece_after_a_block_that_there_is(one: str, two: str) -> None:
    pages = [declutter(f"<html><body>{html}</body></html>", "https://news.example/") for html in (one, two)]
    whole = joined_pages(pages)
    assert all(-1 <= piece.after < len(whole.blocks) for piece in whole.hidden)
    assert whole.blocks[: len(pages[0].blocks)] == pages[0].blocks
    assert len(whole.blocks) <= sum(len(article.blocks) for article in pages)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_any_paragraphs_are_shown_or_hidden_and_nothing_is_made_up(texts: list[str]) -> None:
    article = declutter("<html><body><p>" + "</p><p>".join(map(escape, texts)) + "</p></body></html>")
    for line in to_text(article, captions=True).split("\n"):
        letters = iter(bare("".join(texts)))
        assert all(letter in letters for letter in bare(line))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_are_refused_in_words(page: bytes) -> None:
    try:
        article = declutter(page)
    except PageRefused as refused:
        words = str(refused)
    else:
        words = f"an article of {article.words} words"
    assert words
