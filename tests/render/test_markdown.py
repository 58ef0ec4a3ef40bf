"""Markdown has everything in its place, and no word of an article turns into markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from newsreader.model.article import (
    Article,
    Cell,
    Code,
    Definition,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from newsreader.render.markdown import to_markdown
from tests.render.articles import articles, bullets, paragraph, words

_TAG = re.compile(r"</?(?:[a-z]+[0-9]?)(?: [^<>]*)?/?>")


def shown(markdown: str) -> str:
    """The words that a CommonMark renderer shows, white space made even."""
    return " ".join(html.unescape(_TAG.sub("", MarkdownIt().enable("table").enable("strikethrough").render(markdown))).split())


def of(*blocks: object) -> str:
    return to_markdown(Article(blocks=blocks)).rstrip("\n")  # type: ignore[arg-type]


def test_title_byline_picture_and_source_have_their_places() -> None:
    article = Article(
        title="Rajnath *to* meet",
        byline="Tribune News Service",
        site="The Tribune",
        published="2025-05-04",
        url="https://example.org/a",
        lead_image=Image("https://example.org/a.jpg", "Rajnath"),
        blocks=(paragraph("First."),),
        notice="The rest is for subscribers.",
    )
    assert to_markdown(article) == (
        "# Rajnath \\*to\\* meet\n\nTribune News Service · The Tribune · 2025-05-04\n\n![Rajnath](<https://example.org/a.jpg>)\n\n"
        "First.\n\nThe rest is for subscribers.\n\n<https://example.org/a>\n"
    )


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Heading(3, (Span("Part"),)), "### Part"),
        (Paragraph((Span("a "), Span("b ", strong=True), Span("c", emphasis=True, link="https://x.test/(1)"))), "a **b** [*c*](<https://x.test/(1)>)"),
        (Paragraph((Span("un"), Span("“do”", strong=True), Span("ne"))), "un<strong>“do”</strong>ne"),
        (Paragraph((Span("x", link="javascript:alert(1)"),)), "x"),
        (Paragraph((Span("a``b", code=True), Span("2", sup=True))), "```a``b```<sup>2</sup>"),
        (paragraph("one\ntwo"), "one\\\ntwo"),
        (ListBlock(((paragraph("a"), bullets("b")), (paragraph("c"),))), "- a\n\n  - b\n- c"),
        (ListBlock(((paragraph("a"),), (paragraph("b"),)), ordered=True, start=9), "9. a\n10. b"),
        (Quote((paragraph("a"), paragraph("b"))), "> a\n>\n> b"),
        (Code("x ``` y", "python"), "````python\nx ``` y\n````"),
        (Rule(), "---"),
        (Formula("E = mc^2"), "```math\nE = mc^2\n```"),
        (Figure((Image("https://x.test/a.jpg", "alt"),), (Span("Rajnath Singh. File photo"),), "AP"), "![alt](<https://x.test/a.jpg>)\n\nRajnath Singh. File photo — AP"),
        (Embed("https://x.test/v", "A video"), "[A video](<https://x.test/v>)"),
        (Footnote("1", (paragraph("a"), paragraph("b"))), "[^1]: a\n\n    b"),
        (Paragraph((Span("Said"), Span("1", note="1"))), "Said[^1]"),
        (Definitions((Definition((Span("RSS"),), (paragraph("A format."),)),)), "RSS\n:   A format."),
        (Table(((Cell((Span("a|b"),), True), Cell((Span("c"),), True)), (Cell((Span("d"),), columns=2),))), "| a\\|b | c |\n| --- | --- |\n| d |  |"),
        (Table(((Cell((Span("a"),)),),)), "|  |\n| --- |\n| a |"),
    ],
)
def test_every_kind_of_block(block: object, markdown: str) -> None:
    assert of(block) == markdown


def test_two_lists_stay_two() -> None:
    assert of(bullets("a"), bullets("b")) == "- a\n\n<!-- -->\n\n- b"


@pytest.mark.parametrize(
    "text",
    ["# no heading", "1. no item", "12) no item", "- no item", "+ no item", "> no quote", "---", "===", "~~~", "```", "    no code", "| a |", "[x]: http://y", "a & b &amp; &#65;",
     "<b>no tag</b>", "*no* _em_ **s** ~~d~~", "[a](b) ![a](b) [^1]", "<http://no.link> back\\slash", "a  \nb", "snake_case_name 2*3*4"],
)  # fmt: skip
def test_words_that_look_like_markup_are_shown_as_they_are(text: str) -> None:
    assert shown(of(paragraph(text))) == " ".join(text.split())


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150, deadline=None)
@given(st.lists(st.builds(Span, words, st.booleans(), st.booleans(), st.just(False), st.booleans()), max_size=4).map(tuple))
def test_any_words_in_any_looks_are_shown_as_they_are(spans: tuple[Span, ...]) -> None:
    expected = " ".join("".join(span.text for span in spans).replace("\xad", "").split())
    assert shown(of(Paragraph(spans))).replace("\ufffd", "") == expected.replace("\ufffd", "")


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(articles)
def test_any_article_gives_no_dangerous_link(article: Article) -> None:
    rendered = MarkdownIt().enable("table").use(footnote_plugin).render(to_markdown(article))
    assert not re.search(r"""(?:href|src)="(?!https?:|mailto:|#fn)""", rendered)
