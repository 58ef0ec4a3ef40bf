"""Feeds over time, through whole refreshes: an entry is never doubled, never comes back unread, never loses what was done with it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

from newsreader.library.refresh import refresh
from newsreader.store.connection import Store
from tests.builders import add_feed
from tests.fakes import FakeFetcher

URL = "https://hills.example/feed.xml"
DAY = "Thu, {day:02d} Mar 2026 10:00:00 GMT"


def item(number: int, *, ids: str = "guid", date: bool = True, host: str = "https://hills.example", text: str = "", link: bool = True) -> str:
    """A story of a feed that writes its ids in one of several ways."""
    guid = {"guid": f"<guid isPermaLink='false'>id-{number}</guid>", "link": f"<guid>{host}/{number}</guid>", "none": "", "one": "<guid isPermaLink='false'>same</guid>"}[ids]
    when = f"<pubDate>{DAY.format(day=number % 28 + 1)}</pubDate>" if date else ""
    where = f"<link>{host}/{number}</link>" if link else ""
    return f"<item><title>Story {number}</title>{where}{guid}{when}<description>{escape(text or f'About {number}.')}</description></item>"


def document(items: Sequence[str]) -> bytes:
    return f"<rss version='2.0'><channel><title>Hills</title>{''.join(items)}</channel></rss>".encode()


class Reader:
    """A library with one feed whose documents a test hands out; all that comes is read at once."""

    def __init__(self, store: Store) -> None:
        self.store, self.fetcher = store, FakeFetcher()
        add_feed(store, "hills")

    def get(self, *items: str) -> int:
        """The next document comes: how many entries are new. They are starred and read."""
        self.fetcher.answers[URL] = document(items)
        refresh(self.store, self.fetcher)
        new = int(self.store.value("SELECT count(*) FROM entries WHERE read = 0"))
        with self.store.writing() as db:
            db.execute("UPDATE entries SET read = 1, starred = 1")
        return new

    @property
    def titles(self) -> list[str]:
        return sorted(row[0] for row in self.store.rows("SELECT title FROM headings JOIN entries ON id = entry_id WHERE read = 1 AND starred = 1"))


@pytest.fixture
def reader(store: Store) -> Reader:
    return Reader(store)


def test_a_feed_that_shrinks_and_grows_again(reader: Reader) -> None:
    assert reader.get(*(item(n) for n in range(20))) == 20
    assert reader.get(item(19)) == 0
    assert reader.get() == 0
    assert reader.get(*(item(n) for n in range(22))) == 2


@pytest.mark.parametrize("ids", ["guid", "link", "none"])
@pytest.mark.parametrize("dated", [True, False])
def test_a_second_time_brings_nothing_however_entries_are_known(reader: Reader, ids: str, dated: bool) -> None:
    items = [item(n, ids=ids, date=dated) for n in range(9)]
    assert reader.get(*items) == 9
    assert reader.get(*reversed(items)) == 0
    assert reader.get(*items, item(9, ids=ids, date=dated)) == 1


def test_entries_without_ids_and_links_are_known_by_what_they_say(reader: Reader) -> None:
    items = [item(n, ids="none", link=False) for n in range(5)]
    assert reader.get(*items) == 5
    assert reader.get(*items[2:], item(7, ids="none", link=False)) == 1


def test_ids_that_change(reader: Reader) -> None:
    assert reader.get(*(item(n, ids="link", host="http://hills.example") for n in range(6))) == 6
    assert reader.get(*(item(n, ids="link", host="https://www.hills.example") for n in range(6))) == 0
    assert reader.get(*(item(n, ids="guid", host="https://www.hills.example") for n in range(7))) == 1


def test_a_text_that_changes_is_the_same_entry(reader: Reader) -> None:
    assert reader.get(item(1, text="Draft.")) == 1
    assert reader.get(item(1, text="Corrected, and longer.")) == 0
    assert reader.get(item(1, text="Corrected, and longer.").replace("Story 1", "Story one")) == 0


def test_one_id_for_one_story_after_the_other(reader: Reader) -> None:
    assert reader.get(item(1, ids="one")) == 1
    assert reader.get(item(9, ids="one")) == 1
    assert reader.get(item(20, ids="one")) == 1
    assert reader.titles == ["Story 1", "Story 20", "Story 9"]


def test_one_id_for_all_stories_of_a_document(reader: Reader) -> None:
    reader.get(*(item(n, ids="one") for n in range(4)))
    assert reader.titles == [f"Story {n}" for n in range(4)]
    assert reader.get(*(item(n, ids="one") for n in range(5))) == 1


def test_dates_to_come_count_as_now_and_stay_one_entry(reader: Reader, store: Store) -> None:
    ahead = item(1).replace("Mar 2026", "Mar 2096")
    assert reader.get(ahead) == 1
    assert reader.get(ahead.replace("About", "More about")) == 0
    assert store.value("SELECT count(*) FROM entries WHERE published > arrived") == 0


def test_a_date_that_moves_brings_nothing_back(reader: Reader) -> None:
    assert reader.get(item(1), item(2)) == 2
    assert reader.get(item(1).replace(":00:00 GMT", ":30:00 GMT"), item(2, date=False)) == 0


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_feed_does_from_one_refresh_to_the_next(reader: Reader, seed: int) -> None:
    chance = random.Random(seed)
    ids, host, known = "guid", "https://hills.example", set[int]()
    for step in range(12):
        newest = step * 2 + 3
        shown = sorted(chance.sample(range(max(0, newest - 12), newest), k=chance.randint(1, min(12, newest))))
        change = chance.choice(["ids", "host", "text", "order", "nothing", "nothing"])
        if change == "ids":
            ids = chance.choice(["guid", "link", "none"])
        elif change == "host":
            host = chance.choice(["https://hills.example", "http://hills.example", "https://www.hills.example"])
        items = [item(n, ids=ids, host=host, text=f"About {n}, step {step}." if change == "text" else "") for n in shown]
        if change == "order":
            chance.shuffle(items)
        assert reader.get(*items) == len(set(shown) - known), (step, change)
        known |= set(shown)
    assert reader.titles == sorted(f"Story {n}" for n in known)
