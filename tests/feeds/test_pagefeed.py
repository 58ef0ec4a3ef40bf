"""Feeds made of pages that have none: guessed, corrected, read."""

from __future__ import annotations

import pytest

from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.pagefeed import entries_of, read_page
from newsreader.feeds.pageguess import guess_selectors
from newsreader.feeds.pagetree import page_tree
from newsreader.model.pageselectors import BadSelectors, PageSelectors, read_selectors
from newsreader.model.parsed import ParsedFeed
from tests.feeds.listpages import CARDS, DATED, LIST, PROSE, SCRIPTED, TELLING, UNDATED, titles_of

URL = "https://hills.example/news/"
MARCH_20 = 1_773_964_800


def guessed(page: str) -> tuple[PageSelectors, ParsedFeed]:
    """The first guess, and what it gives."""
    root = page_tree(page.encode(), "text/html; charset=utf-8")
    selectors = guess_selectors(root, URL)[0]
    return selectors, entries_of(root, URL, selectors)


@pytest.mark.parametrize(("name", "page"), {**DATED, **UNDATED}.items(), ids=[*DATED, *UNDATED])
def test_a_list_of_stories_is_found_whatever_its_shape(name: str, page: str) -> None:
    _, feed = guessed(page)
    assert [entry.title for entry in feed.entries] == list(titles_of(name))
    assert [entry.url for entry in feed.entries] == [f"https://hills.example/2026/03/story-number-{n}" for n in range(6)]
    assert [entry.identity for entry in feed.entries] == [entry.url for entry in feed.entries]
    assert feed.title == "Hill news"


@pytest.mark.parametrize(("name", "page"), DATED.items(), ids=[*DATED])
def test_their_dates_are_found(name: str, page: str) -> None:
    _, feed = guessed(page)
    assert [(entry.published or 0) // 86_400 for entry in feed.entries] == [MARCH_20 // 86_400 - n for n in range(6)]


@pytest.mark.parametrize("name", sorted(TELLING))
def test_and_what_is_told_of_them(name: str) -> None:
    _, feed = guessed(DATED[name])
    assert all("tell a little more" in entry.html for entry in feed.entries)


def test_what_was_guessed_still_finds_the_stories_when_others_have_come() -> None:
    selectors, _ = guessed(CARDS)
    grown = CARDS.replace("<div class='posts'>", "<div class='posts'><article class='post card-new'><h2 class='title'><a href='/2026/04/new'>Brand new</a></h2></article>")
    feed = read_page(grown.encode(), "text/html", URL, selectors)
    assert [entry.title for entry in feed.entries][:2] == ["Brand new", titles_of("cards")[0]]
    assert len(feed.entries) == 7


def test_a_menu_or_a_story_is_no_list() -> None:
    assert guess_selectors(page_tree(PROSE.encode(), None), URL) == ()


def test_a_page_that_is_made_by_scripts_is_said_to_be() -> None:
    with pytest.raises(NotAFeed, match="empty without its scripts, which newsreader never runs"):
        read_page(SCRIPTED.encode(), "text/html", URL, PageSelectors("li"))


def test_selectors_that_find_nothing_any_more_are_told_in_words() -> None:
    with pytest.raises(NotAFeed, match=r"the selectors find nothing any more.*'li\.gone'"):
        read_page(LIST.encode(), "text/html", URL, PageSelectors("li.gone"))
    with pytest.raises(NotAFeed, match="is no CSS selector"):
        read_page(LIST.encode(), "text/html", URL, PageSelectors("li[["))
    with pytest.raises(NotAFeed, match="no link or title in them"):
        read_page(b"<p class=a> <p class=a> " + b"words " * 30, "text/html", URL, PageSelectors("p.a", link="a", title="b"))


def test_each_part_may_be_named() -> None:
    page = "<div class=x><a href=/1>first link</a><b class=t>Title</b> <a class=l href='story?id=1#top'>go</a><i>3/14/2026</i><p class=s>Told <b>so</b></p></div><div class=x><b class=t>Other</b><a class=l href=/2>go</a><i>3/4/2026</i></div>"
    feed = read_page(page.encode(), "text/html", URL, read_selectors("item=.x; link=a.l; title=b.t; date=i; summary=p.s"))
    first, second = feed.entries
    assert (first.title, first.url, first.identity) == ("Title", "https://hills.example/news/story?id=1#top", "https://hills.example/news/story?id=1")
    assert first.html == '<p class="s">Told <b>so</b></p>'
    assert ((second.published or 0) - MARCH_20) // 86_400 == -16  # 4 March, since 3/14 can't be in a 14th month


def test_links_are_resolved_and_doubles_left_out() -> None:
    page = "<base href='/deep/'><ul><li><a href='a'>Story one</a><li><a href='a#more'>Story one again</a><li><a href='javascript:x'>No link</a><li><a href='#top'>Top</a></ul>"
    feed = read_page(page.encode(), "text/html", URL, PageSelectors("li"))
    assert [(entry.title, entry.url) for entry in feed.entries] == [("Story one", "https://hills.example/deep/a")]


def test_pages_in_other_encodings_are_read() -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><ul><li><a href='/1'>Дождь в горах</a></ul>"
    assert read_page(page.encode("cp1251"), "text/html", URL, PageSelectors("li")).entries[0].title == "Дождь в горах"


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 1000, b"<a href=x>" * 20_000, b"<div>" * 5000, b"<li><a href='" * 3000], ids=range(5))
def test_hostile_pages_give_words_or_nothing(body: bytes) -> None:
    try:
        root = page_tree(body, None)
    except NotAFeed:
        return
    assert isinstance(guess_selectors(root, URL), tuple)


def test_titles_are_clean() -> None:
    feed = read_page(b"<li><a href=/1>A \x1b[31mred\x07 &#27;[2J story</a>", "text/html", URL, PageSelectors("li"))
    assert "\x1b" not in feed.entries[0].title


def test_selectors_are_written_as_text_and_read_back() -> None:
    selectors = PageSelectors("ul > li.post", "a[href*='=;']", "h2", "time", "p.sum")
    assert read_selectors(selectors.text) == selectors
    assert read_selectors("item = li ;title= h2;").text == "item=li; title=h2"
    for wrong in ("", "li.post", "title=h2", "item=", "colour=red; item=a", "item=" + "a" * 400):
        with pytest.raises(BadSelectors):
            read_selectors(wrong)


def test_names_of_a_hundred_thousand_letters_name_no_list() -> None:
    page = "".join(f"<p class='{'Aa' * 50_000}'><a href='/2026/{n}'>The story of number {n} and its end</a></p>" for n in range(5))
    selectors, feed = guessed(f"<html><body><p>{'word ' * 30}</p><div>{page}</div></body></html>")
    assert len(selectors.text) < 100
    assert len(feed.entries) == 5
