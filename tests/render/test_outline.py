"""What an article calls its links is told from its blocks."""

from __future__ import annotations

from newsreader.model.article import (
    Block,
    Cell,
    Definition,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Table,
)
from newsreader.render.outline import link_words, outline_of


def linked(text: str, number: int) -> Span:
    return Span(text, link=f"https://x.test/{number}")


def test_links_of_every_kind_of_block_have_their_words_by_the_number_they_are_drawn_with() -> None:
    blocks: list[Block] = [
        Heading(2, (linked("one", 1),)),
        ListBlock(((Paragraph((linked("two", 2),)),),)),
        Definitions((Definition((linked("three", 3),), (Paragraph((linked("four", 4),)),)),)),
        Quote((Paragraph((linked("five", 5),)),)),
        Table(((Cell((linked("seven", 7),)),),), (linked("six", 6),)),
        Figure((Image("https://x.test/a.png"),), (linked("eight", 8),)),
        Embed("https://x.test/10", "ten", (Paragraph((linked("nine", 9),)),)),
        Footnote("1", (Paragraph((linked("eleven", 11),)),)),
        Embed("https://x.test/12", ""),
    ]
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "https://x.test/12"]
    assert link_words(blocks) == dict(enumerate(words, 1))
    assert outline_of(blocks).links == tuple(f"https://x.test/{number}" for number in range(1, 13))


def test_a_link_of_several_looks_is_one_and_words_that_come_again_are_told_once() -> None:
    bold = Span("rd", link="https://x.test/1", strong=True)
    blocks = [Paragraph((linked("a wo", 1), bold, Span(" and "), linked("more\nof it", 1))), Paragraph((linked("more of it ", 1), linked("Donau\u00addampf", 2)))]
    assert link_words(blocks) == {1: "a word more of it", 2: "Donaudampf"}


def test_marks_of_notes_and_unsafe_addresses_are_no_links() -> None:
    assert link_words([Paragraph((Span("1", link="https://x.test/", note="1"), Span("x", link="javascript:x"), Span(" ", link="https://x.test/")))]) == {}
