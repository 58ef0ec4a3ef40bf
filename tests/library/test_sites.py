"""A site's own rules: tried on the pages that are kept, added undoably, and followed in the articles that are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError
from newsreader.library.reading import NoArticle, fetch_article, make_whole_article, remake_articles
from newsreader.library.sitechanges import NoRule, add_rule
from newsreader.library.sitefiles import Sites
from newsreader.library.siterules import rules_for
from newsreader.library.sites import try_rule
from newsreader.library.undo import redo, undo
from newsreader.model.sites import SiteRule, SiteRules
from newsreader.render.json import from_json
from newsreader.render.plain import to_text
from newsreader.store.articles import Source, article_json
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.store.files import Files
from tests.builders import add_entries, add_feed, entry
from tests.declutter.pages import FIRST, SECOND, THIRD, page
from tests.fakes import FakeFetcher

BOX = "The council meets again on Thursday to talk about the money for it."


def boxed(number: int) -> bytes:
    return page(into=f"<div class='morebox'><p>{BOX if number == 0 else f'Number {number}: {BOX}'}</p></div>").encode()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "pages")


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    return Sites(tmp_path / "sites")


@pytest.fixture
def ids(store: Store, files: Files, sites: Sites) -> list[int]:
    """Three entries of one site, and one of another with the same page, all with their pages."""
    urls = [f"https://www.site.example/{number}" for number in range(3)] + ["https://other.example/0"]
    fetcher = FakeFetcher()
    fetcher.answers = {url: boxed(number % 3) for number, url in enumerate(urls)}
    added = add_entries(store, add_feed(store), *(entry(f"e{number}", url=url, html="") for number, url in enumerate(urls)))
    for entry_id in added:
        fetch_article(store, files, fetcher, entry_id, sites=sites)
    return added


def text_of(store: Store, entry_id: int, source: Source = "page") -> list[str]:
    kept = article_json(store, entry_id, source)
    return to_text(from_json(json.loads(kept))).split("\n\n") if kept else []


def test_a_rule_is_tried_on_the_last_pages_of_its_site_alone(store: Store, files: Files, sites: Sites, ids: list[int]) -> None:
    tried = try_rule(store, files, sites, ids[0], "hide", 1)
    assert (tried.host, tried.rule, tried.pages, tried.elsewhere, tried.halved) == ("site.example", SiteRule(match="div.morebox"), 3, 2, 0)
    assert set(tried.samples) == {f"Number 1: {BOX}", f"Number 2: {BOX}"}
    assert not sites.folder.exists()


def test_a_rule_that_is_added_is_followed_by_the_site_and_undone(store: Store, files: Files, sites: Sites, ids: list[int]) -> None:
    change = add_rule(store, sites.folder, "site.example", "hide", SiteRule(match="div.morebox", added="2026-11-23"))
    assert change.site == "site.example"
    assert set(remake_articles(store, files, sites, change.site)) == set(ids[:3])
    assert text_of(store, ids[1]) == [FIRST, SECOND, THIRD]
    assert BOX in text_of(store, ids[3])
    undone = undo(store)
    assert undone is not None
    assert undone.site == "site.example"
    list(remake_articles(store, files, sites, undone.site))
    assert text_of(store, ids[0]) == [FIRST, BOX, SECOND, THIRD]
    redo(store)
    assert rules_for(sites, "http://site.example/x") == SiteRules("site.example", hide=(SiteRule(match="div.morebox", added="2026-11-23"),))


def test_a_hidden_piece_is_brought_back_and_its_rule_tried(store: Store, files: Files, sites: Sites) -> None:
    url = "https://site.example/news"
    fetcher = FakeFetcher()
    fetcher.answers = {url: page(into=f"<div class='newsletter'><p>{BOX}</p></div>").encode()}
    (entry_id,) = add_entries(store, add_feed(store), entry("n", url=url, html=""))
    article = fetch_article(store, files, fetcher, entry_id, sites=sites)
    assert article is not None
    piece = next(piece for piece in article.hidden if piece.text == BOX)
    tried = try_rule(store, files, sites, entry_id, "show", -1, piece.kind, piece.reason, piece.text)
    assert (tried.rule, tried.pages, tried.elsewhere) == (SiteRule(match="div.newsletter", kind="newsletter"), 1, 0)
    add_rule(store, sites.folder, tried.host, "show", tried.rule)
    assert list(remake_articles(store, files, sites, tried.host)) == [entry_id]
    assert text_of(store, entry_id) == [FIRST, BOX, SECOND, THIRD]


def test_what_was_edited_by_hand_since_is_left_alone(store: Store, sites: Sites) -> None:
    add_rule(store, sites.folder, "site.example", "hide", SiteRule(match="div.morebox"))
    path = sites.folder / "site.example.toml"
    path.write_text('body = "p"\n', encoding="utf-8")
    with pytest.raises(StoreError, match="was edited since"):
        undo(store)
    assert path.read_text(encoding="utf-8") == 'body = "p"\n'


def test_a_page_that_lost_the_piece_or_left_the_cache_says_so(store: Store, files: Files, sites: Sites, ids: list[int]) -> None:
    with pytest.raises(NoRule, match="no such piece"):
        try_rule(store, files, sites, ids[0], "show", kind="ad", reason="ad label", text="Words that the page never said")
    with pytest.raises(NoRule, match="no such block"):
        try_rule(store, files, sites, ids[0], "hide", 99)
    with pytest.raises(NoRule, match="isn't in the cache"):
        try_rule(store, Files(files.folder / "none"), sites, ids[0], "hide", 1)


def test_rules_come_from_the_host_the_domain_above_and_the_shared_files(tmp_path: Path) -> None:
    shared = tmp_path / "ftr"
    shared.mkdir()
    (shared / ".site.example.txt").write_text("body: //main\n", encoding="utf-8")
    sites = Sites(tmp_path / "sites", shared)
    sites.folder.mkdir()
    (sites.folder / "site.example.toml").write_text('body = "article"\n', encoding="utf-8")
    rules = rules_for(sites, "https://news.site.example/x")
    assert rules is not None
    assert rules.body == ("article", "//main")
    assert rules_for(sites, "https://elsewhere.example/") is None
    assert rules_for(sites, None) is None


def test_the_whole_page_comes_from_the_cache_or_is_fetched(store: Store, files: Files, ids: list[int]) -> None:
    fetcher = FakeFetcher()
    make_whole_article(store, files, fetcher, ids[0])
    assert BOX in text_of(store, ids[0], "full")
    assert fetcher.asked == []
    fetcher.answers = {"https://www.site.example/1": FetchError("offline", "offline", url="https://www.site.example/1")}
    with pytest.raises(NoArticle, match="offline"):
        make_whole_article(store, Files(files.folder / "none"), fetcher, ids[1])


def test_pictures_that_a_rule_hides_elsewhere_are_counted(store: Store, files: Files, sites: Sites) -> None:
    fetcher = FakeFetcher()
    urls = [f"https://site.example/{number}" for number in range(2)]
    picture = "<figure class='lead'><img src='/pictures/bridge{}.jpg' width='640' height='480'></figure>"
    fetcher.answers = {url: page(into=picture.format(number)).encode() for number, url in enumerate(urls)}
    ids = add_entries(store, add_feed(store), *(entry(url, url=url, html="") for url in urls))
    for entry_id in ids:
        fetch_article(store, files, fetcher, entry_id, sites=sites)
    tried = try_rule(store, files, sites, ids[0], "hide", 1)
    assert (tried.rule, tried.samples) == (SiteRule(match="figure.lead"), ("[picture: bridge1.jpg]",))
