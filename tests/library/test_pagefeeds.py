"""A feed made of a page lives as any other: added, refreshed, changed, taken back, exported."""

from __future__ import annotations

import pytest

from newsreader.library.discovering import CannotSubscribe, Found
from newsreader.library.feedoptions import set_options
from newsreader.library.feedparts import CannotEdit
from newsreader.library.pagefeeds import fetch_page, guess_page, try_page
from newsreader.library.refresh import refresh
from newsreader.library.subscribe import subscribe_to
from newsreader.library.transfer import export_opml, import_bytes
from newsreader.library.undo import undo
from newsreader.model.choices import FeedChoice
from newsreader.model.pageselectors import PageSelectors
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.lists import entry_ids, headlines
from newsreader.store.options import all_options
from tests.fakes import FakeFetcher
from tests.feeds.listpages import CARDS, PROSE, SCRIPTED, TITLES

URL = "https://hills.example/news/"


def fetcher(page: str = CARDS) -> FakeFetcher:
    fake = FakeFetcher()
    fake.answers[URL] = page.encode()
    return fake


def subscribed(store: Store, fake: FakeFetcher) -> int:
    page = fetch_page(fake, URL)
    return subscribe_to(store, fake, Found(URL, page=page), FeedChoice(URL, URL), page=guess_page(page).selectors).feed


def titles(store: Store) -> list[str]:
    ids = entry_ids(store, Query())
    rows = headlines(store, ids)
    return [rows[each].title for each in ids]


def grown(*more: str) -> str:
    new = "".join(f"<article class='post'><h2 class='title'><a href='/2026/04/{name}'>{name}</a></h2><time datetime='2026-04-0{n}'></time></article>" for n, name in enumerate(more, 1))
    return CARDS.replace("<div class='posts'>", f"<div class='posts'>{new}")


def test_it_is_added_from_the_page_that_was_looked_at(store: Store) -> None:
    fake = fetcher()
    feed = subscribed(store, fake)
    assert len(fake.asked) == 1
    assert titles(store) == list(TITLES)
    assert "item=article.post" in all_options(store).own(f"feed:{feed}")["page"]
    assert all_feeds(store)[0].title == "Hill news"


def test_a_refresh_brings_what_is_new_and_doubles_nothing(store: Store) -> None:
    fake = fetcher()
    subscribed(store, fake)
    with store.writing() as db:
        db.execute("UPDATE entries SET read = 1")
    assert refresh(store, fake).unchanged == 1
    fake.answers[URL] = grown("Thaw").encode()
    assert refresh(store, fake).new_entries == 1
    fake.answers[URL] = CARDS.replace("<p class='excerpt'>", "<p class='excerpt'>A nonce 1234 ").encode()
    assert refresh(store, fake).new_entries == 0
    assert titles(store) == ["Thaw", *TITLES]
    assert all_feeds(store)[0].unread == 1


def test_a_page_that_looks_different_now_fails_in_words_and_loses_nothing(store: Store) -> None:
    fake = fetcher()
    subscribed(store, fake)
    fake.answers[URL] = PROSE.encode()
    refresh(store, fake)
    error = all_feeds(store)[0].error
    assert error is not None
    assert "the selectors find nothing any more" in error
    fake.answers[URL] = SCRIPTED.encode()
    refresh(store, fake)
    assert "empty without its scripts" in (all_feeds(store)[0].error or "")
    assert titles(store) == list(TITLES)
    fake.answers[URL] = CARDS.encode()
    refresh(store, fake)
    assert all_feeds(store)[0].error is None


def test_corrected_selectors_are_followed_although_the_page_is_what_it_was(store: Store) -> None:
    fake = fetcher()
    feed = subscribed(store, fake)
    set_options(store, f"feed:{feed}", {"page": "item=footer a"})
    assert refresh(store, fake).new_entries == 9
    undo(store)
    refresh(store, fake)
    assert all_options(store).own(f"feed:{feed}")["page"].startswith("item=article.post")
    with pytest.raises(CannotEdit, match="item= is wanted"):
        set_options(store, f"feed:{feed}", {"page": "title=h2"})


def test_opml_carries_the_selectors(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    feed = subscribed(store, fetcher())
    exported = export_opml(store)
    other = Store(tmp_path_factory.mktemp("other") / "library.db")
    import_bytes(other, exported, "x.opml", typed=True)
    assert all_options(other).own("feed:1")["page"] == all_options(store).own(f"feed:{feed}")["page"]
    assert refresh(other, fetcher()).new_entries == len(TITLES)


def test_what_can_be_no_feed_is_said(store: Store) -> None:
    with pytest.raises(CannotSubscribe, match="nothing on the page looks like a list"):
        guess_page(fetch_page(fetcher(PROSE), URL))
    with pytest.raises(CannotSubscribe, match="which newsreader never runs"):
        guess_page(fetch_page(fetcher(SCRIPTED), URL))
    with pytest.raises(CannotSubscribe, match="find nothing"):
        try_page(fetch_page(fetcher(), URL), PageSelectors("li.none"))
    assert all_feeds(store) == ()


def test_a_given_part_stands_over_the_guess(store: Store) -> None:
    page = fetch_page(fetcher(), URL)
    assert guess_page(page, {"title": "p.excerpt"}).feed.entries[0].title.startswith("Some words")
    assert guess_page(page, {"item": "footer a"}).selectors == PageSelectors("footer a")
