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


def fetched(store: Store, tmp_path: Path, answers: dict[str, bytes], rules: str = "") -> tuple[Article, list[str], int]:
    """The article, the addresses that were asked, and the entry."""
    fetcher = FakeFetcher()
    fetcher.answers.update(answers)
    (entry_id,) = add_entries(store, add_feed(store), entry("e", url=URL, html=""))
    sites = Sites(tmp_path / "sites")
    sites.folder.mkdir()
    (sites.folder / "site.example.toml").write_text(rules, encoding="utf-8")
    article = fetch_article(store, Files(tmp_path / "pages"), fetcher, entry_id, sites=sites)
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


def linked(number: int, link: str) -> bytes:
    """A page whose link to the next one only a rule can tell from any other."""
    return page(number, None).replace(b"</body>", f"<div class='on'><a href='{link}'>Part {number + 1}</a></div></body>".encode())


NEXT = 'next = ["a.none", "div.on"]\n'


def test_a_rule_says_which_page_is_next(store: Store, tmp_path: Path) -> None:
    answers = {URL: linked(1, "/bridge-goes-on"), "https://site.example/bridge-goes-on": linked(2, "/end?x=1#text"), "https://site.example/end?x=1": page(3, None)}
    article, asked, entry_id = fetched(store, tmp_path, answers, NEXT)
    assert [line(1), line(2), line(3)] == [text for text in to_text(article).split("\n\n") if not text.startswith("Part")]
    assert asked == list(answers)
    assert article.notice is None
    list(remake_articles(store, Files(tmp_path / "pages"), Sites(tmp_path / "sites"), "site.example"))
    kept = article_json(store, entry_id, "page")
    assert kept is not None
    assert from_json(json.loads(kept)).blocks == article.blocks


def test_without_the_rule_no_such_page_is_next(store: Store, tmp_path: Path) -> None:
    _, asked, _ = fetched(store, tmp_path, {URL: linked(1, "/bridge-goes-on")})
    assert asked == [URL]


@pytest.mark.parametrize("link", ["https://elsewhere.example/2", "//elsewhere.example/2", "javascript:next()", "mailto:a@site.example", "/story#2", "/story", "http://["])
def test_a_rule_leads_to_no_other_host_and_not_to_the_page_itself(store: Store, tmp_path: Path, link: str) -> None:
    article, asked, _ = fetched(store, tmp_path, {URL: linked(1, link)}, NEXT)
    assert asked == [URL]
    assert to_text(article).startswith(line(1))


def test_pages_that_a_rule_leads_round_in_a_ring_are_asked_once(store: Store, tmp_path: Path) -> None:
    answers = {URL: linked(1, "/b"), "https://site.example/b": linked(2, "/c"), "https://site.example/c": linked(3, "/b")}
    _, asked, _ = fetched(store, tmp_path, answers, NEXT)
    assert asked == list(answers)


def test_a_rule_that_goes_on_for_ever_ends_at_ten_pages(store: Store, tmp_path: Path) -> None:
    answers = {URL if number == 1 else f"https://site.example/p{number}": linked(number, f"/p{number + 1}") for number in range(1, 30)}
    _, asked, _ = fetched(store, tmp_path, answers, NEXT)
    assert len(asked) == MOST_PAGES


def test_a_rule_names_the_page_that_has_all_of_it(store: Store, tmp_path: Path) -> None:
    whole = page(1, None).replace(b"</article>", f"<p>{line(2)}</p><p>{line(3)}</p></article>".encode())
    answers = {URL: page(1, "/story/2").replace(b"</body>", b"<a class=all href='/print/story'>All</a></body>"), "https://site.example/print/story": whole}
    article, asked, _ = fetched(store, tmp_path, answers, 'single = "a.all"\n')
    assert to_text(article).split("\n\n") == [line(1), line(2), line(3)]
    assert article.url == URL
    assert asked == list(answers)


def test_a_page_said_to_have_all_of_it_that_has_less_is_passed_over(store: Store, tmp_path: Path) -> None:
    first = page(1, "/story/2").replace(b"</body>", b"<a class=all href='/print/story'>All</a></body>")
    answers = {URL: first, "https://site.example/print/story": b"<p>Log in.</p>", f"{URL}/2": page(2, None)}
    article, asked, _ = fetched(store, tmp_path, answers, 'single = "a.all"\n')
    assert to_text(article).split("\n\n") == [line(1), line(2)]
    assert asked == list(answers)


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
