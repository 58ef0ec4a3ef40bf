"""An article over several pages: which page is the next one, and all of them as one article."""

from __future__ import annotations

import pytest

from newsreader.declutter.page import declutter
from newsreader.declutter.pages import OtherPages, follows, joined_pages, other_pages
from tests.declutter.pages import FIRST, STORY, page, paragraphs

HOST = "https://news.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/story", "/story/2"),
        ("/story/", "/story/page/2/"),
        ("/story.html", "/story-2.html"),
        ("/story_1.html", "/story_2.html"),
        ("/story,p1.html", "/story,p2.html"),
        ("/?id=4", "/?id=4&page=2"),
        ("/story?seite=2", "/story?seite=3"),
    ],
)
def test_the_next_page_differs_by_its_number_alone(one: str, other: str) -> None:
    assert follows(HOST + one, HOST + other)
    assert not follows(HOST + other, HOST + one)


@pytest.mark.parametrize(
    "other", ["/next-story", "/other/2", "/story/3", "/story", "/story?page=1", "https://elsewhere.example/story/2", "/2024/05/04/"]
)
def test_the_next_story_is_no_next_page(other: str) -> None:
    assert not follows(f"{HOST}/story", other if other.startswith("http") else HOST + other)


def test_a_page_names_its_other_pages() -> None:
    head = (
        "<link rel='next' href='/an-older-story'><link rel='amphtml' href='https://amp.news.example/story'>"
        "<link rel='alternate' media='print' href='/story/print'><link rel='alternate' type='application/rss+xml' href='/feed'>"
    )
    html = page(head=head, after="<a rel='next' href='/story/2'>2</a><a rel='next' href='https://evil.example/story/2'>2</a>")
    versions = ("https://amp.news.example/story", f"{HOST}/story/print")
    assert other_pages(html, f"{HOST}/story") == OtherPages(f"{HOST}/story/2", versions)
    assert other_pages("<frameset><frame src='/main.html'></frameset>", HOST) == OtherPages(None, (f"{HOST}/main.html",))
    assert other_pages(page(), HOST) == other_pages("plain text", HOST) == other_pages(b"%PDF-1.7", HOST) == OtherPages()


def test_pages_are_joined_without_what_they_repeat() -> None:
    rest = "The city will decide on the money for the new pillars when the summer is over, and not before."
    one = declutter(page(inside_after="<div class='share'>Share this</div>"), f"{HOST}/story")
    two = declutter(f"<article><p>{FIRST}</p><nav>1 2</nav><p>{rest}</p></article>", f"{HOST}/story/2")
    whole = joined_pages([one, two])
    assert paragraphs(whole) == [*STORY, rest]
    assert whole.words == sum(len(text.split()) for text in paragraphs(whole))
    assert [(piece.kind, piece.after) for piece in whole.hidden if piece.text in (FIRST, "1 2")] == [("repeat", 2), ("navigation", 2)]
    assert len(whole.hidden) == len(one.hidden) + len(two.hidden) + 1
    assert joined_pages([one]) == one
