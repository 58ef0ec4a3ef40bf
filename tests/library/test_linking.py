"""A page that an article links is fetched, kept and read again without network; its links reach no private network."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError
from newsreader.library.linked import linked_article
from newsreader.library.linking import fetch_link
from newsreader.library.reading import NoArticle
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.linked import MOST, keep_linked, linked_json
from tests.builders import add_entries, add_feed, entry
from tests.fakes import FakeFetcher
from tests.pages import page

URL = "https://other.example/report"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "pages")


@pytest.fixture
def entry_id(store: Store) -> int:
    return add_entries(store, add_feed(store), entry("a"))[0]


def test_a_linked_page_is_kept_and_asked_for_once(store: Store, files: Files, entry_id: int) -> None:
    fetcher = FakeFetcher()
    fetcher.answers = {URL: page("The report")}
    fetch_link(store, files, fetcher, URL + "#part", entry_id)
    fetch_link(store, files, fetcher, URL + "#part", entry_id)
    article = linked_article(store, URL + "#part")
    assert article is not None
    assert (article.title, article.site, article.url) == ("The report", "other.example", URL)
    assert [(request.url, request.typed) for request in fetcher.asked] == [(URL, False)]


def test_what_cannot_be_had_says_why_and_keeps_nothing(store: Store, files: Files, entry_id: int) -> None:
    fetcher = FakeFetcher()
    fetcher.answers = {URL: FetchError("offline", "offline", url=URL), "https://empty.example/": b"<html><body></body></html>"}
    for url in (URL, "https://empty.example/", "https://gone.example/", "file:///etc/passwd", "javascript:alert(1)"):
        with pytest.raises(NoArticle):
            fetch_link(store, files, fetcher, url, entry_id)
        assert linked_article(store, url) is None
    assert all(request.url.startswith("https://") for request in fetcher.asked)


def test_only_the_last_pages_are_kept(store: Store) -> None:
    for number in range(MOST + 5):
        keep_linked(store, f"https://x.example/{number}", "{}", number)
    assert linked_json(store, "https://x.example/4") is None
    assert linked_json(store, "https://x.example/5") == "{}"
