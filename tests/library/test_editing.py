"""Feeds are renamed, moved, merged and edited on a sheet; each is one step that is undone."""

from __future__ import annotations

import pytest

from newsreader.library.editing import (
    change_address,
    merge_feeds,
    move_feeds,
    pause_feed,
    rename_feed,
    rename_folder,
    tag_feed,
)
from newsreader.library.feedparts import CannotEdit
from newsreader.library.feedsheet import apply_sheet, feed_sheet
from newsreader.library.notes import note_of, write_note
from newsreader.library.tagging import tag
from newsreader.library.undo import redo, undo
from newsreader.model.query import Query
from newsreader.model.subscription import Subscription
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds, all_feeds, feed_by_id
from newsreader.store.lists import entry_ids, headlines
from newsreader.store.refreshes import refresh_states
from tests.builders import NOW, add_entries, add_feed, entry


def seen(store: Store) -> list[tuple[str, str | None, tuple[str, ...], bool]]:
    return [(feed.title, feed.folder, feed.tags, feed.paused) for feed in all_feeds(store)]


def test_a_new_name_is_undone_and_an_empty_one_gives_the_feeds_own_back(store: Store) -> None:
    feed = add_feed(store, "hills")
    before = seen(store)
    rename_feed(store, feed, "The \x1b[1mHills")
    assert seen(store)[0][0] == "The Hills"
    undo(store)
    assert seen(store) == before
    redo(store)
    rename_feed(store, feed, "")
    assert seen(store)[0][0] == store.value("SELECT title FROM feeds")


def test_feeds_are_moved_and_folders_renamed_with_all_that_is_in_them(store: Store) -> None:
    a, b = add_feed(store, "a", "News"), add_feed(store, "b", "News/Asia")
    add_feed(store, "c", "Newsroom")
    rename_folder(store, "News", "World/Press")
    assert [feed.folder for feed in all_feeds(store)] == ["Newsroom", "World/Press", "World/Press/Asia"]
    move_feeds(store, [a, b], " /Top/ ")
    assert [feed.folder for feed in all_feeds(store)] == ["Newsroom", "Top", "Top"]
    undo(store)
    undo(store)
    assert [feed.folder for feed in all_feeds(store)] == ["News", "News/Asia", "Newsroom"]


@pytest.mark.parametrize(("old", "new"), [("News", "News/Old"), ("Nowhere", "x"), ("", "x")])
def test_a_folder_that_is_not_there_or_would_hold_itself_is_refused(store: Store, old: str, new: str) -> None:
    add_feed(store, "a", "News")
    with pytest.raises(CannotEdit):
        rename_folder(store, old, new)


def test_tags_of_a_feed_are_added_and_taken_off_undoably(store: Store) -> None:
    feed = add_feed(store)
    tag_feed(store, feed, add=["water", "art"])
    tag_feed(store, feed, add=["fire"], remove=["art"])
    assert seen(store)[0][2] == ("fire", "water")
    undo(store)
    assert seen(store)[0][2] == ("art", "water")


def test_a_paused_feed_is_refreshed_only_when_it_is_named(store: Store) -> None:
    feed = add_feed(store)
    pause_feed(store, feed, True)
    assert refresh_states(store) == ()
    assert [state.id for state in refresh_states(store, [feed])] == [feed]
    undo(store)
    assert [state.id for state in refresh_states(store)] == [feed]


def test_a_new_address_starts_without_the_old_ones_validators_and_undo_brings_them_back(store: Store) -> None:
    feed = add_feed(store)
    with store.writing() as db:
        db.execute("UPDATE feeds SET etag = 'x', error = 'gone', failures = 3")
    change_address(store, feed, "https://new.example/feed")
    (state,) = refresh_states(store)
    assert (state.url, state.etag, state.failures, state.typed) == ("https://new.example/feed", None, 0, True)
    undo(store)
    (state,) = refresh_states(store)
    assert (state.etag, state.failures) == ("x", 3)


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://a.example/", "https://", "https://b.example/feed.xml", "not an address"])
def test_what_is_no_address_or_another_feeds_is_refused_in_words(store: Store, url: str) -> None:
    feed = add_feed(store, "a")
    add_feed(store, "b")
    with pytest.raises(CannotEdit, match=r"address"):
        change_address(store, feed, url)


def test_merging_keeps_every_entry_once_with_the_marks_and_tags_of_both_and_undo_parts_them(store: Store) -> None:
    old, new = add_feed(store, "old"), add_feed(store, "new")
    mine = add_entries(store, old, entry("a"), entry("b"), entry("c"))
    theirs = add_entries(store, new, entry("b"), entry("d"))
    journal.mark(store, mine[:2], "starred", True, "{count}", NOW)
    journal.mark(store, mine[1:], "read", True, "{count}", NOW)
    tag(store, mine[1:2], "water")
    before = store.rows("SELECT id, feed_id, read, starred, hidden, tagged FROM entries ORDER BY id")
    counts = store.rows("SELECT id, total, unread, starred FROM feeds ORDER BY id")
    assert merge_feeds(store, old, new).count == 2
    assert sorted(entry_ids(store, Query(feeds=(new,)))) == sorted([mine[0], mine[2], *theirs])
    row = headlines(store, theirs)[theirs[0]]
    assert (row.read, row.starred, row.tags) == (True, True, ("water",))
    assert store.value("SELECT count(*) FROM headings h JOIN entries e ON id = entry_id WHERE h.feed_id <> e.feed_id") == 0
    feed = feed_by_id(store, new)
    assert feed is not None
    assert (feed.total, feed.unread) == (4, 2)
    assert feed_by_id(store, old) is None
    undo(store)
    assert store.rows("SELECT id, feed_id, read, starred, hidden, tagged FROM entries ORDER BY id") == before
    assert store.rows("SELECT id, total, unread, starred FROM feeds ORDER BY id") == counts


def test_what_a_feed_brought_again_after_a_merger_is_not_doubled_by_undoing_it(store: Store) -> None:
    old, new = add_feed(store, "old"), add_feed(store, "new")
    moved = add_entries(store, old, entry("a"), entry("b"))
    merge_feeds(store, old, new)
    again = add_entries(store, old, entry("a"))
    undo(store)
    assert sorted(entry_ids(store, Query(feeds=(old,)))) == [moved[1]]
    assert list(entry_ids(store, Query(feeds=(new,)))) == [moved[0]]
    assert store.value("SELECT feed_id FROM headings WHERE entry_id = ?", (moved[0],)) == new
    assert store.value("SELECT feed_id FROM entries WHERE id = ?", (again[0],)) == old


def test_merging_keeps_the_notes_of_both(store: Store) -> None:
    old, new = add_feed(store, "old"), add_feed(store, "new")
    mine, theirs = add_entries(store, old, entry("a"), entry("b"), entry("c")), add_entries(store, new, entry("a"), entry("b"), entry("c"))
    write_note(store, mine[0], "ask about it")
    write_note(store, mine[1], "mine")
    write_note(store, theirs[1], "theirs")
    write_note(store, theirs[2], "as it was")
    before = store.rows("SELECT * FROM notes ORDER BY entry_id")
    merge_feeds(store, old, new)
    assert [note_of(store, each) for each in theirs] == ["ask about it", "theirs\n\nmine", "as it was"]
    undo(store)
    assert store.rows("SELECT * FROM notes ORDER BY entry_id") == before


def test_a_sheet_leaves_feeds_alone_that_came_while_it_was_in_the_editor(store: Store) -> None:
    for name in "abc":
        add_feed(store, name)
    leaving = feed_sheet(store)
    add_feed(store, "came")
    changed = apply_sheet(store, leaving[: leaving.index("\n[3]")].replace("title: a", "title: Alpha"))
    assert changed.words == "1 feed changed, unsubscribed from c"
    assert [feed.title for feed in all_feeds(store)] == ["Alpha", "b", "came"]


def test_what_a_list_brought_that_cannot_be_typed_stays_on_a_sheet(store: Store) -> None:
    add_feeds(store, [Subscription("http://[bad/", "a"), Subscription("https://b.example/f", "b", folder="f" * 600)], typed=True)
    assert apply_sheet(store, feed_sheet(store)).count == 0
    assert apply_sheet(store, feed_sheet(store).replace("title: a", "title: Alpha")).count == 1


def test_a_tag_with_a_comma_and_a_long_one_stay_on_a_sheet(store: Store) -> None:
    add_feeds(store, [Subscription("https://a.example/f", "a", tags=("x, y", "z" * 200))], typed=True)
    assert apply_sheet(store, feed_sheet(store)).count == 0
    apply_sheet(store, feed_sheet(store).replace("title: a", "title: Alpha"))
    assert seen(store) == [("Alpha", None, ("x, y", "z" * 200), False)]


def test_a_sheet_that_nobody_changed_changes_nothing(store: Store) -> None:
    rename_feed(store, add_feed(store, "a", "News/Asia"), "A: the paper")
    add_feed(store, "b")
    tag_feed(store, 1, add=["x", "y"])
    before = seen(store)
    assert apply_sheet(store, feed_sheet(store)).words == "nothing was changed"
    assert seen(store) == before


def test_a_changed_sheet_is_one_step(store: Store) -> None:
    add_feed(store, "a", "News")
    add_entries(store, add_feed(store, "b"), entry("x"))
    before = seen(store)
    sheet = (
        feed_sheet(store)
        .replace("folder: News", "folder: Old/News")
        .replace("title: a", "title: Alpha")
        .replace("paused: no", "paused: yes", 1)
    )
    sheet = sheet[: sheet.index("[1]")] + sheet[sheet.index("[1]") :]
    changed = apply_sheet(
        store, "\n".join(sheet.split("\n\n")[0:1] + [part for part in sheet.split("\n\n")[1:] if not part.startswith("[2]")])
    )
    assert changed.words == "1 feed changed, unsubscribed from b"
    assert len(entry_ids(store, Query())) == 0
    assert [(title, folder) for title, folder, _, _ in seen(store)] == [("Alpha", "Old/News")]
    undo(store)
    assert seen(store) == before
    assert len(entry_ids(store, Query())) == 1


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ("[1]\ncolour: red", "line 2: title:"),
        ("title: x", "line 1"),
        ("[9]\ntitle: x", "line 1: there is no feed 9"),
        ("[1]\n\n[1]", "line 3.*twice"),
        ("[1]\npaused: perhaps", "line 2: paused: 'perhaps' is neither yes nor no"),
        ("[1]\naddress: nowhere", "line 2: nowhere is no address"),
        ("# nothing", "the sheet is empty"),
    ],
)
def test_a_sheet_that_cannot_be_read_names_the_line_and_changes_nothing(store: Store, sheet: str, says: str) -> None:
    add_feed(store, "a")
    before = seen(store)
    with pytest.raises(CannotEdit, match=says):
        apply_sheet(store, sheet)
    assert seen(store) == before
