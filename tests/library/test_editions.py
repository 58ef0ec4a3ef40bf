from __future__ import annotations

import json

import pytest

from newsreader.library.editions import Edition, Unfetched, choose, image_urls, size_words
from newsreader.library.positions import Position, keep_position
from newsreader.store.connection import Store
from newsreader.store.editions import edition_ids, keep_edition, standings
from newsreader.store.journal import mark
from newsreader.store.schema_offline import SAVED_URL
from tests.builders import NOW, add_entries, add_feed, entry

DAY = 86_400


def test_what_was_begun_comes_first_then_stars_and_saved_pages_then_the_new_ones(store: Store) -> None:
    feed = add_feed(store)
    names = ("new", "newer", "starred", "read", "kept", "begun")
    ids = dict(zip(names, add_entries(store, feed, *(entry(name, published=NOW - 100 + at) for at, name in enumerate(names))), strict=True))
    (old,) = add_entries(store, feed, entry("old"), now=NOW - 30 * DAY)
    saved_feed = add_feed(store, "saved")
    store.rows("UPDATE feeds SET url = ? WHERE id = ?", (SAVED_URL, saved_feed))
    (saved,) = add_entries(store, saved_feed, entry("page"), now=NOW - 30 * DAY)
    mark(store, [ids["starred"], ids["kept"]], "starred", True, "{count}", NOW)
    mark(store, [ids["read"], ids["kept"]], "read", True, "{count}", NOW)
    keep_position(store, ids["begun"], Position(3, "the river", 0.4))
    wanted = choose(store, "", NOW)
    assert wanted == [ids["begun"], ids["starred"], saved, ids["newer"], ids["new"], ids["kept"]]
    assert old not in wanted
    assert old in choose(store, "is:unread", NOW)


def test_a_query_is_kept_with_its_order_and_made_anew(store: Store) -> None:
    ids = add_entries(store, add_feed(store), entry("a"), entry("b"), entry("c"))
    first = keep_edition(store, "is:unread", 1, ids, NOW)
    assert keep_edition(store, "is:unread", 1, ids[::-1], NOW) == first
    assert edition_ids(store, first) == ids[::-1]
    assert [row.entry_id for row in standings(store, ids[::-1])] == ids[::-1]


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        (Edition("", 1, 900, 0, (), 0, ""), "ready for the train: 1 article, 900 bytes"),
        (
            Edition("", 143, 64_000_000, 4, (Unfetched(1, "", "timeout", "x"), Unfetched(2, "", "paywall", "x")), 0, ""),
            "ready for the train: 143 articles, 61 MB; 4 will miss images; 2 could not be fetched (paywall, timeout)",
        ),
        (Edition("", 1200, 5 << 30, 0, (), 7, "time"), "ready for the train: 1,200 articles, 5.0 GB; 7 are left: the time was up"),
        (Edition("", 0, 0, 0, (), 2, "broken off"), "ready for the train: 0 articles, 0 bytes; 2 are left for the next run"),
    ],
)
def test_an_edition_in_words(edition: Edition, words: str) -> None:
    assert edition.words == words


def test_images_are_found_wherever_they_stand_and_counted_once() -> None:
    def figure(*names: str) -> dict[str, object]:
        return {"kind": "figure", "images": [{"url": f"https://a.example/{name}", "width": 600, "height": 400} for name in names]}

    article = {
        "lead_image": {"url": "https://a.example/lead.jpg", "width": None, "height": None},
        "blocks": [
            figure("one.jpg", "two.jpg", "pixel.svg"),
            {"kind": "list", "items": [{"text": "", "blocks": [figure("three.jpg")]}]},
            {"kind": "quote", "blocks": [figure("one.jpg", "lead.jpg")]},
            {"kind": "figure", "images": [{"url": "https://a.example/dot.gif", "width": 1, "height": 1}, {"url": "javascript:x"}]},
        ],
    }
    assert [url[18:] for url in image_urls(json.dumps(article))] == ["lead.jpg", "one.jpg", "two.jpg", "three.jpg"]


@pytest.mark.parametrize(("size", "words"), [(0, "0 bytes"), (1023, "1023 bytes"), (1536, "1.5 kB"), (61 << 20, "61 MB"), (3 << 30, "3.0 GB")])
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
