"""An edition has articles whole that go on over several pages, and goes on where it was cut off in the middle of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Response
from newsreader.library.caches import Caches
from newsreader.library.editions import Edition
from newsreader.library.extracting import Here
from newsreader.library.prefetch import prefetch
from newsreader.library.reading import fetch_article
from newsreader.library.reasons import REST_LEFT
from newsreader.library.sitefiles import Sites
from newsreader.model.article import Article
from newsreader.render.json import from_json
from newsreader.render.plain import to_text
from newsreader.store.articles import article_json
from newsreader.store.connection import Store
from newsreader.store.files import Files
from tests.builders import NOW, add_entries, add_feed, entry
from tests.fakes import FakeFetcher
from tests.library.test_following import line, page

URL = "https://site.example/story"


@dataclass
class Train:
    """An entry whose story has three pages, and the edition that it is in."""

    store: Store
    caches: Caches
    fetcher: FakeFetcher = field(default_factory=FakeFetcher)
    entry: int = 0

    def make(self, budget: int = 100 << 20, stop: Callable[[], bool] = lambda: False) -> Edition:
        return prefetch(self.store, self.caches, self.fetcher, Here(), "", budget=budget, spare=0, stop=stop)

    @property
    def article(self) -> Article:
        kept = article_json(self.store, self.entry, "page")
        assert kept is not None
        return from_json(json.loads(kept))

    def asked(self) -> list[str]:
        asked = [request.url for request in self.fetcher.asked]
        self.fetcher.asked.clear()
        return asked


@pytest.fixture
def train(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    monkeypatch.setattr("time.time", lambda: float(NOW))
    made = Train(store, Caches(Files(tmp_path / "pages"), Files(tmp_path / "images"), Sites(tmp_path / "sites")))
    made.fetcher.answers = {URL: page(1, "/story/2"), f"{URL}/2": page(2, "/story/3"), f"{URL}/3": page(3, None)}
    (made.entry,) = add_entries(store, add_feed(store), entry("story", url=URL, html=""))
    return made


def test_all_pages_of_a_story_are_there_on_the_train(train: Train) -> None:
    found = train.make()
    assert (found.articles, found.left, found.failed) == (1, 0, ())
    assert to_text(train.article).split("\n\n") == [line(1), line(2), line(3)]
    assert train.article.notice is None
    assert train.asked() == [URL, f"{URL}/2", f"{URL}/3"]
    train.make()
    assert train.asked() == []


def test_a_run_that_ends_between_two_pages_goes_on_there(train: Train) -> None:
    found = train.make(stop=lambda: len(train.fetcher.asked) >= 2)
    assert (found.articles, found.left) == (0, 1)
    assert to_text(train.article).startswith(line(1))
    assert train.article.notice == REST_LEFT
    train.asked()
    found = train.make()
    assert (found.articles, found.left) == (1, 0)
    assert to_text(train.article).split("\n\n") == [line(1), line(2), line(3)]
    assert URL not in train.asked()


@pytest.mark.parametrize("kind", ["timeout", "offline"])
def test_a_page_that_may_come_next_time_is_waited_for(train: Train, kind: str) -> None:
    page_three = train.fetcher.answers[f"{URL}/3"]
    train.fetcher.answers[f"{URL}/3"] = FetchError(kind, "no answer", url=f"{URL}/3")  # type: ignore[arg-type]
    assert train.make().left == 1
    assert to_text(train.article).split("\n\n") == [line(1), line(2)]
    train.fetcher.answers[f"{URL}/3"] = page_three
    assert train.make().left == 0
    assert to_text(train.article).split("\n\n") == [line(1), line(2), line(3)]


def test_a_page_that_there_is_not_is_told_and_not_asked_again(train: Train) -> None:
    del train.fetcher.answers[f"{URL}/3"]
    assert train.make().left == 0
    assert to_text(train.article).split("\n\n") == [line(1), line(2)]
    assert "could not be fetched" in (train.article.notice or "")
    train.asked()
    train.make()
    assert train.asked() == []


def test_a_page_that_leads_to_another_host_is_none_of_the_story(train: Train) -> None:
    train.fetcher.answers[f"{URL}/2"] = Response("https://elsewhere.example/story/2", 200, page(9, None))
    train.make()
    assert to_text(train.article) == line(1)


def test_pages_that_go_in_a_ring_end(train: Train) -> None:
    (train.caches.sites.folder if train.caches.sites else Path()).mkdir()
    (train.caches.sites.folder / "site.example.toml" if train.caches.sites else Path()).write_text('next = "a.on"\n')
    for number, following in enumerate(("b", "c", "story"), 1):
        address = URL if number == 1 else f"https://site.example/{'abc'[number - 1]}"
        train.fetcher.answers[address] = page(number, None).replace(b"</body>", f"<a class=on href='/{following}'>on</a></body>".encode())
    train.make()
    assert to_text(train.article).split("\n\n") == [line(1), line(2), line(3)]
    assert train.asked() == [URL, "https://site.example/b", "https://site.example/c"]


def test_a_page_without_its_text_is_read_in_its_other_form(train: Train) -> None:
    train.fetcher.answers = {URL: b"<html><head><link rel='amphtml' href='/story/amp'></head><body></body></html>", f"{URL}/amp": page(1, None)}
    assert train.make().articles == 1
    assert to_text(train.article) == line(1)


def test_further_pages_count_within_the_budget(train: Train) -> None:
    noise = bytes(f"<!-- {' '.join(str(n * 7919) for n in range(20_000))} -->", "ascii")
    train.fetcher.answers[f"{URL}/2"] = page(2, "/story/3") + noise
    found = train.make(budget=20_000)
    assert (found.left, found.ended) == (1, "budget")
    assert found.bytes <= 20_000
    assert train.make().left == 0


def test_opening_an_article_that_lacks_pages_fetches_them(train: Train) -> None:
    train.make(stop=lambda: len(train.fetcher.asked) >= 2)
    article = fetch_article(train.store, train.caches.pages, train.fetcher, train.entry)
    assert article is not None
    assert to_text(article).split("\n\n") == [line(1), line(2), line(3)]
