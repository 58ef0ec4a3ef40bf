from __future__ import annotations

from newsreader.library.changes import Piece, difference, seen_changed
from newsreader.library.marks import mark
from newsreader.store.connection import Store
from newsreader.store.lists import headlines
from newsreader.store.saving import save_entries
from tests.builders import NOW, add_entries, add_feed, entry

BEFORE = "<p>The bridge opens on Monday.</p><p>It took four years.</p>"
AFTER = "<p>The bridge opens on Tuesday.</p><p>It took four years.</p><p>A correction was made.</p>"


def changed(store: Store, read: bool, after: str = AFTER) -> int:
    feed = add_feed(store)
    (entry_id,) = add_entries(store, feed, entry("a", html=BEFORE))
    if read:
        mark(store, [entry_id], "read")
    save_entries(store, feed, [(entry("a", html=after), 9)], NOW)
    return entry_id


def test_what_was_read_and_changed_says_so_and_how(store: Store) -> None:
    entry_id = changed(store, read=True)
    assert headlines(store, [entry_id])[entry_id].changed
    assert difference(store, entry_id, "feed") == (
        (Piece("same", "The bridge opens on"), Piece("removed", "Monday."), Piece("added", "Tuesday.")),
        (Piece("same", "It took four years."),),
        (Piece("added", "A correction was made."),),
    )


def test_what_was_not_read_yet_is_just_the_new_text(store: Store) -> None:
    entry_id = changed(store, read=False)
    assert not headlines(store, [entry_id])[entry_id].changed
    assert difference(store, entry_id, "feed") is None


def test_other_spaces_and_tags_are_no_change(store: Store) -> None:
    entry_id = changed(store, read=True, after=BEFORE.replace("<p>", "<p class='x'> "))
    assert not headlines(store, [entry_id])[entry_id].changed


def test_the_mark_goes_when_it_was_seen_and_the_difference_stays(store: Store) -> None:
    entry_id = changed(store, read=True)
    seen_changed(store, entry_id)
    assert not headlines(store, [entry_id])[entry_id].changed
    assert difference(store, entry_id, "feed") is not None
