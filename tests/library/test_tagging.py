from __future__ import annotations

import pytest

from newsreader.library.notes import note_of, noted, write_note
from newsreader.library.tagging import CannotTag, color_tag, delete_tag, rename_tag, tag, tags, untag
from newsreader.library.undo import redo, undo
from newsreader.store.connection import Store
from newsreader.store.lists import headlines
from tests.builders import add_entries, add_feed, entry


@pytest.fixture
def ids(store: Store) -> list[int]:
    return add_entries(store, add_feed(store), *(entry(str(n)) for n in range(3)))


def on(store: Store, ids: list[int]) -> list[tuple[str, ...]]:
    rows = headlines(store, ids)
    return [rows[each].tags for each in ids]


def test_tagging_counts_what_changed_and_is_undone_in_words(store: Store, ids: list[int]) -> None:
    assert tag(store, ids[:1], "water").count == 1
    assert tag(store, ids, "Water").words == "2 tagged water"
    change = undo(store)
    assert change is not None
    assert change.words.startswith("undone: 2 tagged water")
    assert on(store, ids) == [("water",), (), ()]
    redo(store)
    assert on(store, ids) == [("water",)] * 3


def test_untagging_what_has_no_such_tag_changes_nothing(store: Store, ids: list[int]) -> None:
    assert untag(store, ids, "water").count == 0
    assert undo(store) is None


def test_renaming_onto_another_tag_makes_them_one_and_undo_parts_them(store: Store, ids: list[int]) -> None:
    tag(store, ids[:2], "floods")
    tag(store, ids[1:], "water")
    rename_tag(store, "floods", "water")
    assert on(store, ids) == [("water",)] * 3
    undo(store)
    assert on(store, ids) == [("floods",), ("floods", "water"), ("water",)]


def test_a_deleted_tag_comes_back_with_its_colour(store: Store, ids: list[int]) -> None:
    tag(store, ids, "water")
    color_tag(store, "water", "blue")
    delete_tag(store, "water")
    assert tags(store) == ()
    undo(store)
    assert [(each.name, each.color, each.total) for each in tags(store)] == [("water", "blue", 3)]


@pytest.mark.parametrize("name", ["", " \x1b[31m ", "x" * 101])
def test_what_is_no_name_is_refused_in_words(store: Store, ids: list[int], name: str) -> None:
    with pytest.raises(CannotTag, match="name"):
        tag(store, ids, name)


def test_a_colour_nobody_knows_is_refused_in_words(store: Store) -> None:
    with pytest.raises(CannotTag, match="#ff8800"):
        color_tag(store, "water", "bluish")


def test_a_note_is_kept_clean_changed_and_undone(store: Store, ids: list[int]) -> None:
    write_note(store, ids[0], "ask\x1b[2J Ada\nabout it")
    assert note_of(store, ids[0]) == "ask Ada\nabout it"
    write_note(store, ids[0], "")
    assert noted(store, ids) == []
    undo(store)
    undo(store)
    assert note_of(store, ids[0]) == ""
    redo(store)
    assert noted(store) == ids[:1]
