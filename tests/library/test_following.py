"""Articles that go on over several pages, and pages whose other form is the better one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsreader.library.following import MOST_PAGES
from newsreader.library.reading import NoArticle, fetch_article, remake_articles
from newsreader.library.sitefiles import Sites
from newsreader.model.article import Article
from newsreader.render.json import from_json
from newsreader.render.plain import to_text
from newsreader.store.articles import article_json
from newsreader.store.connection import Store
from newsreader.store.files import Files
from tests.builders import add_entries, add_feed, entry
from tests.fakes import FakeFetcher

URL = "https://site.example/story"


def line(number: int) -> str:
    return f"This is page number {number} of a story about a bridge that took {number} summers to mend, and it says so at some length."


def page(number: int, following: str | None) -> bytes:
    link = f"<link rel='next' href='{following}'>" if following else ""
    return f"<html><head>{link}</head><body><article><h1>Bridge</h1><p>{line(number)}</p></article></body></html>".encode()


def fetched(store: Store, tmp_path: Path, answers: dict[str, bytes]) -> tuple[Article, list[str], int]:
    """The article, the addresses that were asked, and the entry."""
    fetcher = FakeFetcher()
    fetcher.answers.update(answers)
    (entry_id,) = add_entries(store, add_feed(store), entry("e", url=URL, html=""))
    article = fetch_article(store, Files(tmp_path / "pages"), fetcher, entry_id)
    assert article is not None
    return article, [request.url for request in fetcher.asked], entry_id


def test_an_article_is_read_over_all_its_pages(store: Store, tmp_path: Path) -> None:
    answers = {URL: page(1, "/story/2"), f"{URL}/2": page(2, "/story/3"), f"{URL}/3": page(3, None)}
    article, asked, entry_id = fetched(store, tmp_path, answers)
    assert to_text(article).split("\n\n") == [line(1), line(2), line(3)]
    assert asked == list(answers)
    assert article.notice is None
    list(remake_articles(store, Files(tmp_path / "pages"), Sites(tmp_path / "sites"), "site.example"))
    kept = article_json(store, entry_id, "page")
    assert kept is not None
    assert to_text(from_json(json.loads(kept))) == to_text(article)


def test_a_story_has_at_most_ten_pages(store: Store, tmp_path: Path) -> None:
    answers = {URL if number == 1 else f"{URL}/{number}": page(number, f"/story/{number + 1}") for number in range(1, 30)}
    article, asked, _ = fetched(store, tmp_path, answers)
    assert len(asked) == len(article.blocks) == MOST_PAGES


def test_pages_that_say_the_same_again_are_not_followed_for_ever(store: Store, tmp_path: Path) -> None:
    answers = {URL: page(1, "/story/2"), f"{URL}/2": page(1, "/story/3"), f"{URL}/3": page(1, "/story/4")}
    article, asked, _ = fetched(store, tmp_path, answers)
    assert to_text(article) == line(1)
    assert asked == [URL, f"{URL}/2"]


def test_a_page_that_does_not_come_is_told(store: Store, tmp_path: Path) -> None:
    article, _, _ = fetched(store, tmp_path, {URL: page(1, "/story/2")})
    assert to_text(article) == line(1)
    assert article.notice is not None
    assert "more pages" in article.notice


@pytest.mark.parametrize("head", ["<link rel='amphtml' href='/story/amp'>", "<link rel='alternate' media='print' href='/story/amp'>"])
def test_a_page_without_its_text_is_read_in_its_other_form(store: Store, tmp_path: Path, head: str) -> None:
    broken = f"<html><head>{head}</head><body><div id='app'></div></body></html>".encode()
    article, _, _ = fetched(store, tmp_path, {URL: broken, f"{URL}/amp": page(1, None)})
    assert to_text(article) == line(1)


def test_a_page_made_of_frames_is_read_in_its_frames(store: Store, tmp_path: Path) -> None:
    frames = b"<html><frameset><frame src='/menu.html'><frame src='/text.html'></frameset></html>"
    answers = {URL: frames, "https://site.example/menu.html": b"<a href='/x'>Menu</a>", "https://site.example/text.html": page(1, None)}
    article, _, _ = fetched(store, tmp_path, answers)
    assert to_text(article) == line(1)


def test_a_page_that_has_nothing_in_any_form_is_told_in_words(store: Store, tmp_path: Path) -> None:
    broken = b"<html><head><link rel='amphtml' href='/story/amp'></head><body></body></html>"
    with pytest.raises(NoArticle, match="no article was found"):
        fetched(store, tmp_path, {URL: broken})
