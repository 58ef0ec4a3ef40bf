"""An article for ears and pipes: everything in reading order, in words, nothing drawn."""

from __future__ import annotations

from hypothesis import given

from newsreader.model.article import (
    Article,
    Cell,
    Code,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Image,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from newsreader.render.linear import to_linear
from tests.render.articles import articles, bullets, paragraph


def cell(text: str, header: bool = False) -> Cell:
    return Cell((Span(text),), header)


def test_every_kind_of_block_is_told_in_words() -> None:
    article = Article(
        title="A story",
        byline="TNS",
        site="The Tribune",
        published="2025-05-04",
        words=400,
        blocks=(
            Paragraph((Span("See "), Span("this", link="https://x.test/"), Span(" now"), Span("1", note="1"), Span("."))),
            Heading(2, (Span("Head"),)),
            bullets("One", "Two"),
            Quote((paragraph("Said."),)),
            Code("a = 1\nb = 2", "python"),
            Table(((cell("Name", True), cell("Age", True)), (cell("Ann"), cell("9")))),
            Figure((Image("https://x.test/a.jpg", "A bridge"),), (Span("The bridge in May"),), "TNS"),
            Embed("https://v.test/", "A film"),
            Formula("E = mc²"),
            Rule(),
            Footnote("1", (paragraph("A note."),)),
        ),
    )
    assert to_linear(article).split("\n") == [
        "A story", "TNS, The Tribune, Sunday 4 May 2025, 2 minutes", "",
        "See this (link 1) now (note 1).", "", "Heading: Head", "", "List of 2:", "- One", "- Two", "", "Quote:", "Said.", "End of quote.", "",
        "Code, python:", "a = 1", "b = 2", "End of code.", "", "Table of 1 row:", "Row 1. Name: Ann; Age: 9.", "",
        "Picture: A bridge. Caption: The bridge in May. Credit: TNS", "", "Embedded: A film (link 2)", "", "Formula: E = mc²", "",
        "Section break.", "", "Note 1: A note.", "", "Link 1: https://x.test/", "Link 2: https://v.test/", "",
    ]  # fmt: skip


def test_a_file_that_an_entry_brings_says_what_it_is() -> None:
    files = (Embed("https://x.test/2.mp3", "Audio: ep2.mp3 · 12 MB · 34 min"), Embed("https://x.test/v", "Video on x.test"), Embed("https://x.test/e", "Audiences"))
    told = to_linear(Article(blocks=files)).split("\n")
    assert told[:5:2] == ["Audio: ep2.mp3, 12 MB, 34 min (link 1)", "Video on x.test (link 2)", "Embedded: Audiences (link 3)"]


def test_the_readers_own_note_is_told_before_the_text() -> None:
    article = Article(title="Tea", blocks=(paragraph("It cools."),))
    assert to_linear(article, "ask Ada").split("\n")[3:6] == ["Your note: ask Ada", "", "It cools."]
    assert to_linear(article, "ask Ada\nor Max\n").split("\n")[3:7] == ["Your note: ask Ada", "or Max", "End of your note.", ""]


@given(articles)
def test_nothing_but_text_comes_out(article: Article) -> None:
    text = to_linear(article)
    assert text.endswith("\n")
    assert all(character.isprintable() or character in "\n\t\xad" or ord(character) > 0x9F for character in text)
