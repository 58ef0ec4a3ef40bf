"""Feeds, folders and tags stand in every list in the order in which people look for them."""

from __future__ import annotations

from dataclasses import replace

from newsreader.library.complete import names
from newsreader.library.lists import entry_ids, headlines, in_order, sidebar
from newsreader.model.query import Query
from newsreader.model.sorting import parse_sorting
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.store.health import feed_health
from newsreader.store.tags import make_tag
from tests.builders import NOW, add_entries, add_feed, entry


def test_feeds_stand_by_folder_and_title_numbers_in_their_order_and_those_without_a_folder_last(store: Store) -> None:
    for name, folder in (
        ("F10", None),
        ("Zebra", "Part 10"),
        ("Émile", "Part 2/Ä"),
        ("F2", None),
        ("eel", "Part 2/Ä"),
        ("Fox", "Part 2"),
        ("f1", None),
    ):
        add_feed(store, name, folder)
    assert [(feed.folder, feed.title) for feed in sidebar(store, NOW).feeds] == [
        ("Part 2", "Fox"), ("Part 2/Ä", "eel"), ("Part 2/Ä", "Émile"), ("Part 10", "Zebra"), (None, "f1"), (None, "F2"), (None, "F10"),
    ]  # fmt: skip
    assert names(store).folders == ("Part 2", "Part 2/Ä", "Part 10")
    assert [feed.title for feed in feed_health(store, NOW)] == ["eel", "Émile", "f1", "F2", "F10", "Fox", "Zebra"]


def test_tags_too(store: Store) -> None:
    add_feeds(store, [Subscription("https://hills.example/", "hills", tags=("t10", "École", "t2"))], typed=True)
    with store.writing() as db:
        db.execute("UPDATE tags SET color = 'red' WHERE id = ?", (make_tag(store, "eel").id,))
    bar = sidebar(store, NOW)
    assert [tag.name for tag in bar.tags] == ["École", "eel", "t2", "t10"]
    assert bar.feeds[0].tags == ("École", "t2", "t10")
    assert names(store).tags == ("École", "eel", "t2", "t10")


def test_a_list_by_feed_has_the_feeds_in_that_order_whatever_their_folders(store: Store) -> None:
    for name, folder in (("F10", "A"), ("É", "B"), ("F2", None), ("Fox", "A")):
        add_entries(store, add_feed(store, name, folder), entry(f"new {name}", published=NOW - 5), entry(f"old {name}", published=NOW - 50))
    ids = in_order(store, entry_ids(store, Query()), parse_sorting("feed,date"))
    rows = headlines(store, ids)
    told = [rows[entry_id].title.removeprefix("Title ") for entry_id in ids]
    assert told == [f"{age} {name}" for name in ("É", "F2", "F10", "Fox") for age in ("old", "new")]


def test_titles_and_authors_are_sorted_as_people_look_for_them(store: Store) -> None:
    names = ("zebra", "Ärger", "arm", "F10", "F2", "f3", "Ast", "Émile", "eel", "雲", "Fox")
    add_entries(store, add_feed(store), *(replace(entry(name, title=name), author=name) for name in names))
    for key in ("title", "author"):
        ids = in_order(store, entry_ids(store, Query()), parse_sorting(key))
        rows = headlines(store, ids)
        told = ["Ärger", "arm", "Ast", "eel", "Émile", "F2", "f3", "F10", "Fox", "zebra", "雲"]
        assert [getattr(rows[entry_id], key) for entry_id in ids] == told
        assert list(in_order(store, ids, parse_sorting(f"-{key}"))) == list(reversed(ids))
