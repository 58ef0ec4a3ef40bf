from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from newsreader.config.settings import Settings
from newsreader.library.ahead import Ahead, held_back, read_ahead
from newsreader.library.awaited import wants_ahead
from newsreader.library.caches import Caches
from newsreader.library.editions import edition
from newsreader.library.extracting import Here
from newsreader.library.feedoptions import set_options
from newsreader.library.incoming import follow_rules
from newsreader.library.indexing import index_waiting
from newsreader.library.opened import opened
from newsreader.library.rules import add_rule
from newsreader.programs.networks import Network
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.images import kept_images
from newsreader.store.journal import mark
from tests.builders import NOW, add_entries, add_feed, entry
from tests.fakes import FakeFetcher
from tests.pages import page, picture

SITE = "https://site.example/"
HOME = (Network("Home", False),)
PHONE = (Network("Phone", True),)


class Reader:
    """A library with two entries, whose pages and a picture are there to be fetched."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.caches = Caches(Files(folder / "pages"), Files(folder / "images"))
        self.pictures = folder / "pictures"
        self.fetcher = FakeFetcher()
        self.fetcher.answers = {
            SITE + "a": page("Bridge", SITE + "1.png"),
            SITE + "b": page("Ferry"),
            SITE + "1.png": picture(shade=1),
        }
        self.settings = Settings()

    def arrive(self) -> list[int]:
        ids = add_entries(self.store, add_feed(self.store), entry("a", "Bridge"), entry("b", "Ferry"))
        index_waiting(self.store)
        follow_rules(self.store, NOW)
        return ids

    def ahead(self, networks: tuple[Network, ...] | None = HOME, stop: Callable[[], bool] = lambda: False) -> Ahead:
        return read_ahead(self.store, self.caches, self.fetcher, self.settings, self.pictures, extractor=Here, networks=lambda: networks, stop=stop)

    def asked(self) -> list[str]:
        asked = sorted(request.url.removeprefix(SITE) for request in self.fetcher.asked)
        self.fetcher.asked.clear()
        return asked


@pytest.fixture
def reader(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setattr("time.time", lambda: float(NOW))
    return Reader(store, tmp_path)


def test_nothing_is_fetched_where_nobody_asked_for_it(reader: Reader) -> None:
    reader.arrive()
    assert not wants_ahead(reader.store, reader.settings)
    assert reader.ahead() == Ahead()
    assert reader.asked() == []


def test_a_rule_has_pages_and_their_pictures_ready(reader: Reader) -> None:
    add_rule(reader.store, "title:bridge", ["prefetch"])
    wanted, other = reader.arrive()
    assert wants_ahead(reader.store, reader.settings)
    done = reader.ahead()
    assert (done.articles, done.held) == (1, "")
    assert done.words.startswith("fetched ahead: 1 article, ")
    assert reader.asked() == ["1.png", "a"]
    read = opened(reader.store, wanted)
    assert read is not None
    assert read.source == "page"
    assert kept_images(reader.store, [SITE + "1.png"])
    assert (left := opened(reader.store, other)) is None or left.source != "page"


def test_a_feed_that_is_always_wanted_whole_has_its_unread_pages_ready(reader: Reader) -> None:
    read, _ = reader.arrive()
    mark(reader.store, [read], "read", True, "{count}", NOW)
    set_options(reader.store, "feed:1", {"full_text": "always"})
    assert wants_ahead(reader.store, reader.settings)
    assert reader.ahead().articles == 1
    assert reader.asked() == ["b"]
    assert not wants_ahead(reader.store, reader.settings)


def test_what_is_ready_is_not_asked_for_again(reader: Reader) -> None:
    add_rule(reader.store, "title:bridge", ["prefetch"])
    reader.arrive()
    reader.ahead()
    reader.asked()
    assert not wants_ahead(reader.store, reader.settings)
    assert reader.ahead() == Ahead()
    assert reader.asked() == []


def test_a_run_that_was_cut_off_is_taken_up_with_its_pictures(reader: Reader) -> None:
    add_rule(reader.store, "title:bridge", ["prefetch"])
    reader.arrive()
    reader.ahead(stop=lambda: bool(reader.fetcher.asked))
    assert reader.asked() == ["a"]
    reader.ahead()
    assert reader.asked() == ["1.png"]
    assert not wants_ahead(reader.store, reader.settings)


def test_a_standing_edition_is_made_after_each_refresh(reader: Reader) -> None:
    reader.settings = replace(reader.settings, edition_after_refresh="title:ferry")
    reader.arrive()
    done = reader.ahead()
    assert done.edition == edition(reader.store, reader.caches, "title:ferry")
    assert done.words.startswith("ready for the train: 1 article, ")
    assert done.changed
    assert reader.asked() == ["b"]
    assert not reader.ahead().changed
    reader.settings = replace(reader.settings, edition_after_refresh="usual")
    reader.ahead()
    assert reader.asked() == ["1.png", "a"]


def test_on_a_network_that_was_not_named_nothing_is_fetched(reader: Reader) -> None:
    add_rule(reader.store, "title:bridge", ["prefetch"])
    reader.settings = replace(reader.settings, ahead_on="unmetered, Office")
    reader.arrive()
    assert reader.ahead(PHONE).held == "nothing is fetched ahead on this network (Phone (metered)); ahead_on allows unmetered, Office"
    assert "no NetworkManager" in reader.ahead(None).held
    assert reader.asked() == []
    assert reader.ahead(HOME).articles == 1


def test_which_network_counts_is_the_users_to_say() -> None:
    assert not held_back("", lambda: PHONE)
    assert held_back("unmetered", lambda: PHONE)
    assert held_back("unmetered", lambda: (*HOME, *PHONE)), "one of them is metered, and nobody knows which is taken"
    assert not held_back("unmetered", lambda: HOME)
    assert not held_back("Phone, Office", lambda: PHONE)
    assert held_back("Office", lambda: HOME)
    assert held_back("unmetered", tuple), "without any network there is nothing that could be unmetered"
