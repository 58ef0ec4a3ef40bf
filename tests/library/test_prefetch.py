from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Request, Response
from newsreader.library.caches import Caches
from newsreader.library.editions import Edition, edition
from newsreader.library.extracting import Here, Processes
from newsreader.library.opened import opened
from newsreader.library.prefetch import prefetch
from newsreader.model.events import EditionProgress
from newsreader.model.query import parse_query
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.store.files import Files
from newsreader.store.images import kept_images
from newsreader.store.journal import mark
from newsreader.store.lists import entry_ids
from tests.builders import NOW, add_entries, add_feed, entry
from tests.fakes import FakeFetcher
from tests.pages import page, picture

MB = 1 << 20
SITE = "https://site.example/"
ALL = "river"


class Edition3:
    """Three entries, with a page each and four pictures among them."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.caches = Caches(Files(folder / "pages"), Files(folder / "images"))
        self.fetcher = FakeFetcher()
        self.fetcher.answers = {
            SITE + "a": page("Bridge", SITE + "1.png", SITE + "2.png"),
            SITE + "b": page("Ferry", SITE + "3.png", SITE + "1.png"),
            SITE + "c": page("Tower"),
            **{f"{SITE}{n}.png": picture(shade=n) for n in (1, 2, 3)},
        }
        self.ids = add_entries(store, add_feed(store), *(entry(name, published=NOW - n, html="<p>river</p>") for n, name in enumerate("abc")))

    def make(self, query: str = "", budget: int = 100 * MB, **more: object) -> Edition:
        return prefetch(self.store, self.caches, self.fetcher, Here(), query, budget=budget, spare=0, **more)  # type: ignore[arg-type]

    def asked(self) -> list[str]:
        asked = [request.url.removeprefix(SITE) for request in self.fetcher.asked]
        self.fetcher.asked.clear()
        return asked


@pytest.fixture
def made(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition3:
    monkeypatch.setattr("time.time", lambda: float(NOW))
    return Edition3(store, tmp_path)


def test_an_edition_brings_pages_and_images_and_says_so(made: Edition3) -> None:
    found = made.make()
    assert (found.articles, found.miss_images, found.failed, found.left) == (3, 0, (), 0)
    assert found.words.startswith("ready for the train: 3 articles, ")
    assert sorted(made.asked()) == ["1.png", "2.png", "3.png", "a", "b", "c"]
    read = opened(made.store, made.ids[0])
    assert read is not None
    assert (read.source, read.article and read.article.title) == ("page", "Bridge")
    assert {(image.width, image.height) for image in kept_images(made.store, [f"{SITE}{n}.png" for n in (1, 2, 3)]).values()} == {(64, 48)}


def test_the_next_run_asks_for_nothing_and_says_the_same(made: Edition3) -> None:
    first = made.make()
    made.asked()
    assert made.make() == first == edition(made.store, made.caches, "")
    assert made.asked() == []


def test_what_is_fetched_is_found_by_search(made: Edition3) -> None:
    made.make()
    assert list(entry_ids(made.store, parse_query('"Ferry, part 2"'))) == [made.ids[1]]


def test_the_most_wanted_comes_first_and_images_after_pages(made: Edition3) -> None:
    mark(made.store, [made.ids[2]], "starred", True, "{count}", NOW)
    made.make()
    asked = made.asked()
    assert asked[:3] == ["c", "a", "b"]
    assert sorted(asked[3:]) == ["1.png", "2.png", "3.png"]
    assert asked.index("1.png") < asked.index("2.png")


def test_a_run_that_was_cut_off_is_taken_up_where_it_stopped(made: Edition3) -> None:
    for answers in range(6):
        partly = made.make(stop=lambda most=answers: len(made.fetcher.asked) >= most)
        assert partly.articles <= 3
        made.asked()
    whole = made.make()
    assert (whole.articles, whole.miss_images, whole.left) == (3, 0, 0)
    assert len(made.asked()) <= 1


def test_what_could_not_be_had_is_said_in_words_and_asked_again_only_where_that_may_help(made: Edition3) -> None:
    made.fetcher.answers[SITE + "a"] = FetchError("timeout", "site.example did not answer within 20 s", url=SITE + "a")
    made.fetcher.answers[SITE + "b"] = FetchError("http-status", "site.example wants a name and a password (401)", url=SITE + "b", status=401)
    found = made.make()
    assert found.words.endswith("; 2 could not be fetched (paywall, timeout)")
    made.asked()
    assert made.make() == found
    assert made.asked() == ["a"]


def test_an_article_that_misses_an_image_is_counted(made: Edition3) -> None:
    del made.fetcher.answers[SITE + "1.png"]
    made.fetcher.answers[SITE + "2.png"] = b"<html>no picture</html>"
    found = made.make()
    assert (found.articles, found.miss_images) == (3, 2)
    assert "; 2 will miss images" in found.words
    made.asked()
    assert made.make() == found
    assert made.asked() == []


def test_a_page_that_holds_less_than_the_feed_is_ready_from_the_feed(made: Edition3) -> None:
    text = "<p>" + "A long text that only the feed has, word after word. " * 200 + f'</p><img src="{SITE}3.png">'
    (own,) = add_entries(made.store, add_feed(made.store, "full"), entry("d", html=text))
    made.fetcher.answers[SITE + "d"] = page("Short", paragraphs=1)
    found = made.make(f"id:{own}")
    assert (found.articles, found.failed) == (1, ())
    assert made.asked() == ["d", "3.png"]
    assert made.make(f"id:{own}") == found
    assert made.asked() == []


def test_the_budget_is_kept_on_the_disk(made: Edition3, tmp_path: Path) -> None:
    noise = random.Random(1)
    for n in (1, 2, 3):
        made.fetcher.answers[f"{SITE}{n}.png"] = picture(shade=n) + noise.randbytes(40_000)
    found = made.make(budget=60_000)
    assert found.bytes <= 60_000
    assert sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file() and file.parent.parent.name in ("pages", "images")) <= 60_000
    assert (found.articles, found.miss_images) == (3, 2)
    tight = made.make(budget=10)
    assert tight.articles == 3


def test_what_does_not_fit_is_said(made: Edition3) -> None:
    found = made.make(budget=2_500)
    assert found.left > 0
    assert found.bytes <= 2_500
    assert found.words.endswith(f"; {found.left} did not fit into the budget")


def test_a_full_disk_leaves_what_there_is_and_room_for_the_library(made: Edition3) -> None:
    found = prefetch(made.store, made.caches, made.fetcher, Here(), "", budget=100 * MB, spare=1 << 60)
    assert found.words.endswith("3 are left: the disk is full")
    assert made.asked() == []


def test_a_disk_that_fills_half_way_is_said_and_loses_nothing(made: Edition3, tmp_path: Path) -> None:
    class Full(Files):
        left = 2

        def put(self, data: bytes) -> str:
            if self.left == 0:
                raise StoreError("the cache can't be written: No space left on device")
            self.left -= 1
            return super().put(data)

    full = Caches(Full(tmp_path / "pages"), made.caches.images)
    with pytest.raises(StoreError, match="No space left"):
        prefetch(made.store, full, made.fetcher, Here(), "", budget=100 * MB, spare=0)
    half = edition(made.store, made.caches, "")
    assert half is not None
    assert half.words.endswith("are left: the disk is full")
    assert made.make().articles == 3


def test_offline_nothing_is_lost_and_what_is_left_is_said(made: Edition3) -> None:
    for url in list(made.fetcher.answers):
        made.fetcher.answers[url] = FetchError("offline", "offline: site.example was not asked", url=url)
    found = made.make()
    assert found.words == "ready for the train: 0 articles, 0 bytes; 3 are left: offline"


def test_time_that_is_up_ends_it(made: Edition3) -> None:
    found = made.make(seconds=0.0)
    assert (found.articles, found.words.endswith("3 are left: the time was up")) == (0, True)


def test_a_damaged_or_missing_file_is_fetched_again(made: Edition3) -> None:
    made.make()
    made.asked()
    image = kept_images(made.store, [SITE + "2.png"])[SITE + "2.png"]
    made.caches.images.remove(image.digest or "")
    partly = edition(made.store, made.caches, "")
    assert partly is not None
    assert partly.miss_images == 1
    assert made.make().miss_images == 0
    assert made.asked() == ["2.png"]


def test_a_query_names_what_is_made_ready(made: Edition3) -> None:
    assert made.make(f"id:{made.ids[1]}").articles == 1
    assert made.asked() == ["b", "3.png", "1.png"]


def test_entries_that_share_a_page_share_what_comes(made: Edition3) -> None:
    add_entries(made.store, add_feed(made.store, "second"), entry("again", url=SITE + "a"))
    assert made.make().articles == 4
    assert made.asked().count("a") == 1


def test_progress_counts_up_to_everything(made: Edition3) -> None:
    told: list[EditionProgress] = []
    made.make(job=7, tell=told.append)
    assert (told[-1].job, told[-1].done, told[-1].total) == (7, 6, 6)


def test_private_addresses_are_asked_only_where_the_user_typed_the_feed(made: Edition3) -> None:
    made.fetcher.answers[SITE + "a"] = page("Bridge", "https://hills.example/1.png", "http://192.168.1.1/x.png")
    made.make()
    typed = {request.url: request.typed for request in made.fetcher.asked}
    assert typed["https://hills.example/1.png"] is True
    assert typed["http://192.168.1.1/x.png"] is False
    assert typed[SITE + "a"] is False


def test_processes_give_what_is_made_here(made: Edition3) -> None:
    here = made.make(f"id:{made.ids[0]}")
    other = prefetch(made.store, made.caches, made.fetcher, Processes(1), "", budget=100 * MB, spare=0)
    assert (here.articles, other.articles, other.miss_images) == (1, 3, 0)


def test_where_no_process_can_be_started_it_is_done_here(made: Edition3, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(method: str) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("multiprocessing.get_context", refuse)
    assert prefetch(made.store, made.caches, made.fetcher, Processes(), "", budget=100 * MB, spare=0).articles == 3


def test_an_answer_that_came_from_elsewhere_is_kept_by_the_address_that_was_asked(made: Edition3) -> None:
    made.fetcher.answers[SITE + "c"] = Response("https://other.example/c", 200, page("Tower", "/t.png"))
    made.fetcher.answers["https://other.example/t.png"] = picture(shade=9)
    assert made.make().miss_images == 0
    assert Request(SITE + "c") not in made.fetcher.asked


def test_what_the_screen_reads_of_editions_and_the_outbox_loads_no_parser_and_no_client() -> None:
    code = "import sys, newsreader.library.editions, newsreader.library.outbox; print([m for m in sys.modules if m in %r])"
    heavy = ("lxml", "feedparser", "pycurl", "PIL", "newsreader.fetch", "newsreader.declutter", "newsreader.feeds")
    told = subprocess.run([sys.executable, "-c", code % (heavy,)], capture_output=True, text=True)
    assert told.stdout == "[]\n", told.stderr
