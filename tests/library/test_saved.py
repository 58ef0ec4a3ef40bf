from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Response
from newsreader.library.caches import Caches
from newsreader.library.editions import edition
from newsreader.library.extracting import Here
from newsreader.library.opened import opened
from newsreader.library.prefetch import prefetch
from newsreader.library.refresh import refresh
from newsreader.library.saved import CannotSave, page_address, save_page
from newsreader.library.transfer import export_opml
from newsreader.library.undo import redo, undo
from newsreader.model.query import Query, parse_query
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.files import Files
from newsreader.store.images import kept_images
from newsreader.store.lists import entry_ids
from tests.builders import add_feed
from tests.fakes import FakeFetcher
from tests.pages import page, picture

URL = "https://site.example/long-read"
IMAGE = "https://site.example/1.png"


@pytest.fixture
def caches(tmp_path: Path) -> Caches:
    return Caches(Files(tmp_path / "pages"), Files(tmp_path / "images"))


@pytest.fixture
def fetcher() -> FakeFetcher:
    fetcher = FakeFetcher()
    fetcher.answers = {URL: page("The lighthouse", IMAGE), IMAGE: picture()}
    return fetcher


def test_a_page_becomes_an_entry_with_its_article_and_images(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    saved = save_page(store, caches, fetcher, URL + "#top", typed=True)
    assert (saved.title, saved.images, saved.missing, saved.already) == ("The lighthouse", 1, 0, False)
    read = opened(store, saved.entry)
    assert read is not None
    assert (read.source, read.entry.headline.feed, read.entry.headline.url, read.entry.headline.read) == ("page", "Saved", URL, False)
    image = kept_images(store, [IMAGE])[IMAGE]
    assert caches.images.get(image.digest or "") == picture()


def test_it_is_found_by_search(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    saved = save_page(store, caches, fetcher, URL, typed=True)
    assert list(entry_ids(store, parse_query('"lighthouse, part 3"'))) == [saved.entry]


def test_saving_is_undone_and_done_again(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    save_page(store, caches, fetcher, URL, typed=True)
    change = undo(store)
    assert change is not None
    assert change.words == "undone: saved The lighthouse, just now"
    assert len(entry_ids(store, Query())) == 0
    assert all_feeds(store)[0].unread == 0
    redo(store)
    assert len(entry_ids(store, Query())) == 1
    undo(store)
    assert not save_page(store, caches, fetcher, URL, typed=True).already
    assert (len(entry_ids(store, Query())), all_feeds(store)[0].unread) == (1, 1)


def test_saving_twice_keeps_one_entry_with_the_newer_text(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    first = save_page(store, caches, fetcher, URL, typed=True)
    fetcher.answers[URL] = page("The lighthouse, corrected", paragraphs=6)
    second = save_page(store, caches, fetcher, URL, typed=True)
    assert (second.entry, second.already, second.title) == (first.entry, True, "The lighthouse, corrected")
    assert len(entry_ids(store, Query())) == 1


def test_saved_is_never_refreshed_and_never_exported(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    save_page(store, caches, fetcher, URL, typed=True)
    add_feed(store)
    fetcher.asked.clear()
    assert refresh(store, fetcher).feeds == 1
    assert [request.url for request in fetcher.asked] == ["https://hills.example/feed.xml"]
    assert b"newsreader:saved" not in export_opml(store)


def test_an_edition_takes_saved_pages_along(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    save_page(store, caches, fetcher, URL, typed=True)
    fetcher.asked.clear()
    assert prefetch(store, caches, fetcher, Here(), "", budget=1 << 20, spare=0).articles == 1
    assert fetcher.asked == []
    assert edition(store, caches, "") is not None


def test_only_a_page_that_the_user_typed_may_be_a_private_one(store: Store, caches: Caches, fetcher: FakeFetcher) -> None:
    save_page(store, caches, fetcher, URL, typed=False)
    assert {request.typed for request in fetcher.asked} == {False}
    fetcher.asked.clear()
    fetcher.answers[URL] = page("The lighthouse", IMAGE, "http://10.0.0.1/2.png", "https://site.example/3.png")
    save_page(store, caches, fetcher, URL, typed=True)
    assert {request.url: request.typed for request in fetcher.asked} == {URL: True, "http://10.0.0.1/2.png": False, "https://site.example/3.png": True}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (FetchError("timeout", "site.example did not answer within 20 s", url=URL), "did not answer"),
        (Response(URL, 200, b"%PDF-1.7", "application/pdf"), "no page but application/pdf"),
        (b"<!doctype html><html><body></body></html>", "no article was found"),
    ],
)
def test_what_cannot_be_saved_is_said_and_leaves_nothing(
    store: Store, caches: Caches, fetcher: FakeFetcher, answer: bytes | Response | FetchError, words: str
) -> None:
    fetcher.answers[URL] = answer
    with pytest.raises(CannotSave, match=words):
        save_page(store, caches, fetcher, URL, typed=True)
    assert all_feeds(store) == ()


def test_addresses_are_read_as_people_type_them() -> None:
    assert page_address("site.example/a b#part") == "https://site.example/a%20b"
    for wrong in ("", "javascript:alert(1)", "file:///etc/passwd"):
        with pytest.raises(CannotSave):
            page_address(wrong)
