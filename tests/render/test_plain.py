"""Running text is the article's words and nothing else."""

from __future__ import annotations

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
    Heading,
    ListBlock,
    Quote,
    Rule,
    Span,
    Table,
)
from newsreader.render.plain import block_text, to_text
from newsreader.text.clean import SOFT_HYPHEN
from tests.render.articles import articles, bullets, paragraph

ARTICLE = Article(
    title="Title",
    byline="Somebody",
    blocks=(
        paragraph("First."),
        Rule(),
        Figure((), (Span("A caption"),), "AP"),
        Heading(2, (Span("Part"),)),
        ListBlock(((paragraph("one"), bullets("in one")), (paragraph("two"),))),
        Quote((paragraph("Said."), paragraph("Twice."))),
        Quote((paragraph("First!"),), pull=True),
        Table(((Cell((Span("a"),)), Cell((Span("b"),))), (Cell((Span("c"),)), Cell(()))), (Span("Numbers"),)),
        Code("if x:\n    y"),
        Definitions((Definition((Span("RSS"),), (paragraph("A format."),)),)),
        Embed("https://example.org/1", "A post", (paragraph("Posted."),)),
        Embed("https://example.org/2", "A video"),
        Formula("E = mc²"),
        Footnote("1", (paragraph("A note."),)),
    ),
)


def test_words_in_reading_order_without_title_byline_and_captions() -> None:
    assert to_text(ARTICLE).split("\n\n") == [
        "First.",
        "Part",
        "one\n  in one\ntwo",
        "Said.",
        "Twice.",
        "a\tb\nc",
        "if x:\n    y",
        "RSS\n  A format.",
        "Posted.",
        "E = mc²",
        "A note.",
    ]


def test_captions_are_added_when_asked() -> None:
    text = to_text(ARTICLE, captions=True)
    for words in ("A caption\nAP", "First!", "Numbers\na\tb", "A video"):
        assert words in text.split("\n\n") or words in text
    assert "Title" not in text
    assert "Somebody" not in text


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(articles)
def test_the_words_of_every_paragraph_are_there(article: Article) -> None:
    text = to_text(article)
    for block in article.blocks:
        if hasattr(block, "spans"):
            assert "".join(span.text for span in block.spans).replace(SOFT_HYPHEN, "").strip() in text


def test_the_title_that_an_embed_was_given_for_want_of_one_is_no_text() -> None:
    assert block_text(Embed("https://www.youtube.com/watch?v=x", "Video on youtube.com"), captions=True) == ""
    assert block_text(Embed("https://www.youtube.com/watch?v=x", "A film on bridges"), captions=True) == "A film on bridges"
