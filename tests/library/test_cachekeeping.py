from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsreader.library.cachekeeping import clean, holdings
from newsreader.library.caches import Caches
from newsreader.library.extracting import Here
from newsreader.library.prefetch import prefetch
from newsreader.library.reading import fetch_article
from newsreader.library.saved import save_page
from newsreader.store.articles import article_json, kept_page
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.images import kept_images
from newsreader.store.journal import mark
from tests.builders import NOW, add_entries, add_feed, entry
from tests.fakes import FakeFetcher
from tests.pages import page, picture

SITE = "https://site.example/"


class Kept:
    """Four entries with a page and a picture each: `a` starred, `b` saved, `c` unread in an edition, `d` read, `e` unread."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.pictures = store, folder / "pictures"
        self.caches = Caches(Files(folder / "pages"), Files(folder / "images"))
        fetcher = FakeFetcher()
        for at, name in enumerate("abcde"):
            fetcher.answers[SITE + name] = page(f"Story {name}", f"{SITE}{name}.png", paragraphs=8)
            fetcher.answers[f"{SITE}{name}.png"] = picture(200, 200, shade=at)
        self.ids = dict(zip("acde", add_entries(store, add_feed(store), *map(entry, "acde")), strict=True))
        save_page(store, self.caches, fetcher, SITE + "b", typed=True)
        for name in "acde":
            prefetch(store, self.caches, fetcher, Here(), f"id:{self.ids[name]}", budget=1 << 20, spare=0)
        store.rows("DELETE FROM editions WHERE query <> ?", (f"id:{self.ids['c']}",))
        mark(store, [self.ids["a"]], "starred", True, "{count}", NOW)
        mark(store, [self.ids["a"], self.ids["d"]], "read", True, "{count}", NOW)
        self.fetcher = fetcher

    def clean(self, limit: int = 0) -> str:
        return clean(self.store, self.caches, self.pictures, limit).words

    def bytes(self) -> int:
        return holdings(self.store, self.caches, self.pictures, 0).bytes

    def there(self) -> str:
        names = [name for name in "abcde" if kept_page(self.store, SITE + name) is not None]
        images = kept_images(self.store, [f"{SITE}{name}.png" for name in "abcde"])
        return "".join(names) + " " + "".join(url[-5] for url in sorted(images))


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Kept:
    return Kept(store, tmp_path)


def test_what_is_held_is_told_with_its_reason(kept: Kept) -> None:
    held = holdings(kept.store, kept.caches, kept.pictures, 0)
    found = {part.name: part.files for part in held.parts}
    assert found == {"pages, held": 3, "pages, spare": 2, "pages, unused": 0, "images, held": 3, "images, spare": 2, "images, unused": 0, "pictures": 0}
    assert (held.missing, held.unused) == (0, 0)
    assert kept.clean() == "nothing to clean"


def test_the_least_wanted_goes_first_and_what_is_held_never(kept: Kept) -> None:
    kept.clean(kept.bytes() - 1)
    assert kept.there() == "abce abcde"
    kept.clean(kept.bytes() - 1)
    assert kept.there()[:4] == "abce"
    words = kept.clean(1)
    assert kept.there() == "abc abc"
    assert "above the limit stay" in words
    assert article_json(kept.store, kept.ids["d"], "page") is not None


def test_what_is_tagged_or_noted_is_held(kept: Kept) -> None:
    with kept.store.writing() as db:
        db.execute("INSERT INTO tags (id, name) VALUES (1, 'hills')")
        db.execute("INSERT INTO entry_tags VALUES (?, 1)", (kept.ids["d"],))
        db.execute("INSERT INTO notes VALUES (?, 'worth it', 0)", (kept.ids["e"],))
    kept.clean(1)
    assert kept.there() == "abcde abcde"


def test_what_is_read_is_no_longer_held_by_an_edition(kept: Kept) -> None:
    mark(kept.store, [kept.ids["c"]], "read", True, "{count}", NOW)
    kept.clean(1)
    assert kept.there() == "ab ab"


def test_pictures_made_for_the_terminal_go_before_anything_else(kept: Kept) -> None:
    made = kept.pictures / "ab" / "abcdef-10x10.rgb"
    made.parent.mkdir(parents=True)
    made.write_bytes(bytes(5000))
    kept.clean(kept.bytes() - 1)
    assert not made.exists()
    assert kept.there() == "abcde abcde"


def test_missing_files_are_forgotten_and_fetched_again(kept: Kept) -> None:
    image = kept_images(kept.store, [SITE + "a.png"])[SITE + "a.png"]
    kept.caches.images.remove(image.digest or "")
    assert holdings(kept.store, kept.caches, kept.pictures, 0).missing == 1
    assert kept.clean() == "1 file was missing; fetched again when wanted"
    assert kept.there() == "abcde bcde"
    found = prefetch(kept.store, kept.caches, kept.fetcher, Here(), "is:starred", budget=1 << 20, spare=0)
    assert (found.articles, found.miss_images) == (1, 0)


def test_damaged_files_are_found_and_mended(kept: Kept) -> None:
    page_file = kept_page(kept.store, SITE + "e")
    assert page_file is not None
    (path,) = kept.caches.pages.folder.rglob(f"{page_file.digest}*")
    path.write_bytes(path.read_bytes()[:-10])
    assert kept.clean() == "1 file was damaged; fetched again when wanted"
    assert kept_page(kept.store, SITE + "e") is None
    fetch_article(kept.store, kept.caches.pages, kept.fetcher, kept.ids["e"], again=True)
    assert kept_page(kept.store, SITE + "e") is not None
    assert kept.clean() == "nothing to clean"


def test_files_that_nothing_refers_to_go_but_not_while_somebody_may_be_writing(kept: Kept) -> None:
    digest = kept.caches.images.put(picture(shade=77))
    assert holdings(kept.store, kept.caches, kept.pictures, 0).unused == 1
    assert kept.clean() == "nothing to clean"
    (path,) = kept.caches.images.folder.rglob(f"{digest}*")
    os.utime(path, (NOW, NOW))
    assert kept.clean().startswith("removed 1 file, ")
    assert kept.caches.images.get(digest) is None


def test_a_file_that_two_addresses_share_stays_while_one_of_them_is_held(store: Store, tmp_path: Path) -> None:
    kept = Kept(store, tmp_path)
    kept.fetcher.answers[SITE + "d"] = page("Story d", SITE + "same.png")
    kept.fetcher.answers[SITE + "same.png"] = picture(200, 200, shade=0)
    fetch_article(store, kept.caches.pages, kept.fetcher, kept.ids["d"], again=True)
    prefetch(store, kept.caches, kept.fetcher, Here(), f"id:{kept.ids['d']}", budget=1 << 20, spare=0)
    clean(store, kept.caches, kept.pictures, 1)
    image = kept_images(store, [SITE + "a.png"])[SITE + "a.png"]
    assert kept.caches.images.get(image.digest or "") == picture(200, 200, shade=0)
