"""The HTML page holds the article whole: it comes back from it as it was."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

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
    Hidden,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Table,
)
from newsreader.render.from_html import NotOurs, from_html
from newsreader.render.html import to_html
from tests.render.articles import articles, bullets, paragraph


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150, deadline=None)
@given(articles)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert from_html(to_html(article)) == article


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(()),
        Paragraph((Span(""),)),
        Paragraph((Span("a"), Span("b"), Span(""), Span("c", strong=True, emphasis=True))),
        Paragraph((Span("two\n\nlines "), Span("\n", code=True), Span(" &amp; <b>"))),
        Paragraph((Span("up", sup=True), Span("1", sup=True, note="n]", link="https://example.org/"), Span("x", link="javascript:alert(1)"))),
        Paragraph((Span("spaced", link=" https://example.org/ü b "),)),
        ListBlock(((), (Paragraph(()),), (paragraph(""),), (paragraph("one"), bullets("in")), (bullets(),)), start=7),
        ListBlock(((paragraph(" "),),), ordered=True, start=0),
        Definitions((Definition((), ()), Definition((Span("term"),), (Code("x"), paragraph("means"))))),
        Quote((Quote((), pull=True), Formula("a\nb"))),
        Code("\n  <b>\n", "c++ 20"),
        Code("x", "python"),
        Table(((), (Cell(()), Cell((Span("a"), Span("b")), header=True, columns=3))), (Span(""),)),
        Figure((Image("javascript:x", 'a "b"', 3), Image("https://x.test/ü.jpg", "", None, 4)), (Span("caption"),), " — AP"),
        Figure((), (), "AP"),
        Embed(None, ""),
        Embed("data:x", "embedded", (Embed("https://x.test/", "", (paragraph("said"),)),)),
        Footnote("n]", (Footnote("1", ()), paragraph("note"))),
    ],
    ids=str,
)
def test_what_html_has_no_word_for_comes_back(block: Paragraph) -> None:
    article = Article(blocks=(block, paragraph("after")))
    assert from_html(to_html(article)) == article


def test_what_was_hidden_is_in_the_page_and_no_browser_shows_it() -> None:
    article = Article(title="T", hidden=(Hidden("ad", 'an "ad" label', "Buy <this>\nnow", -1), Hidden("share", "links", "fb", 0)), notice="Cut.")
    page = to_html(article)
    assert "Buy" not in page[page.index("<body>") :]
    assert from_html(page) == article


def test_a_page_of_somebody_else_is_refused_in_words() -> None:
    for page in ("", "<p>words</p>", "<html><body><article><p>words</p></article></body></html>"):
        with pytest.raises(NotOurs, match="isn't an article that newsreader has written"):
            from_html(page)
    with pytest.raises(NotOurs, match="a declaration in it"):
        from_html("<html><![x y[z]]>" * 2)
    with pytest.raises(NotOurs, match="in one another"):
        from_html("<div>" * 100_000)


def test_a_page_that_was_tampered_with_is_read_as_clean_text() -> None:
    page = to_html(Article(title="T", blocks=(paragraph("words"),))).replace("words", "w\x1b[31mor\x9bmds</p></div><p>more")
    assert from_html(page).blocks == (paragraph("words"), paragraph("more"))
