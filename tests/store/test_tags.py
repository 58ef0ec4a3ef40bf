"""Tags count by trigger, and every change that the journal makes of parts can be taken back and made again."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.model.query import parse_query
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import remove_feeds, restore_feeds
from newsreader.store.hidden import MUTED
from newsreader.store.lists import entry_ids, headlines
from newsreader.store.parts import Hidden, Marked, Moved, Part, Row, Tagged, opposite, restored, stored
from newsreader.store.search import index
from newsreader.store.tags import all_tags, make_tag, with_tag
from tests.builders import NOW, add_entries, add_feed, entry

STEP = st.one_of(
    st.tuples(st.just("tag"), st.sampled_from(["a", "b"]), st.booleans(), st.lists(st.integers(1, 8), unique=True)),
    st.tuples(st.just("read"), st.booleans(), st.lists(st.integers(1, 8))),
    st.tuples(st.just("mute"), st.booleans(), st.lists(st.integers(1, 8))),
    st.tuples(st.just("feed"), st.booleans()),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("delete"), st.integers(1, 8)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=25))
def test_counts_of_tags_equal_a_recount(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "library.db")
        feed = add_feed(store, "a")
        add_entries(store, feed, *(entry(str(n)) for n in range(8)))
        for step in steps:
            match step:
                case ("tag", str(name), bool(value), list(ids)):
                    tag = make_tag(store, name).id
                    changed = with_tag(store, tag, ids, having=not value)
                    journal.change(store, [Tagged(tag, value, changed)], "tagged", len(changed), NOW)
                case ("read", bool(value), list(ids)):
                    journal.mark(store, ids, "read", value, "{count}", NOW)
                case ("mute", bool(value), list(ids)):
                    journal.change(store, [Hidden(MUTED, value, ids)], "muted", len(ids), NOW)
                case ("feed", bool(value)):
                    (restore_feeds(store, [feed]) if value else remove_feeds(store, [feed], NOW))
                case ("undo",):
                    journal.undo(store, NOW)
                case ("redo",):
                    journal.redo(store, NOW)
                case ("delete", int(entry_id)):
                    with store.writing() as db:
                        db.execute("DELETE FROM entries WHERE id = ?", (entry_id,))
        held = store.rows("SELECT id, total, unread FROM tags ORDER BY id")
        counted = store.rows(
            """SELECT t.id, count(e.id), coalesce(sum(e.read = 0), 0) FROM tags t LEFT JOIN entry_tags x ON x.tag_id = t.id
                LEFT JOIN entries e ON e.id = x.entry_id AND e.hidden = 0 GROUP BY t.id ORDER BY t.id"""
        )
        wrong = store.rows("SELECT id FROM entries e WHERE tagged <> (SELECT count(*) FROM entry_tags WHERE entry_id = e.id)")
        store.close()
        assert (held, wrong) == (counted, [])


def test_a_headline_has_its_tags_by_name(store: Store) -> None:
    ids = add_entries(store, add_feed(store), entry("a"), entry("b"))
    for name in ("water", "Art"):
        tag = make_tag(store, name).id
        journal.change(store, [Tagged(tag, True, ids[:1])], "tagged", 1, NOW)
    rows = headlines(store, ids)
    assert [rows[each].tags for each in ids] == [("Art", "water"), ()]
    assert [(tag.name, tag.total, tag.unread) for tag in all_tags(store)] == [("Art", 1, 1), ("water", 1, 1)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("tag:water", "bc"), ("tag:WATER is:unread", "b"), ("-tag:water", "a"), ("tag:water OR title:title", "abc"), ("tag:news", "bc"), ("tag:both", "abc"), ("tag:no", "")],
)
def test_a_query_finds_what_has_a_tag_itself_or_by_its_feed(store: Store, query: str, expected: str) -> None:
    hills, news = add_feed(store, "hills"), add_feed(store, "news")
    (a,), (b, c) = add_entries(store, hills, entry("a")), add_entries(store, news, entry("b"), entry("c"))
    index(store, [(a, "title a", "", ""), (b, "title b", "", ""), (c, "title c", "", "")])
    with store.writing() as db:
        db.executemany("INSERT INTO feed_tags VALUES (?, ?)", [(news, "news"), (news, "both")])
    journal.change(store, [Tagged(make_tag(store, "water").id, True, [b, c]), Tagged(make_tag(store, "both").id, True, [a])], "", 3, NOW)
    journal.mark(store, [c], "read", True, "{count}", NOW)
    names = {a: "a", b: "b", c: "c"}
    assert sorted(names[each] for each in entry_ids(store, parse_query(query))) == list(expected)


def test_parts_come_back_from_the_journal_as_they_were(store: Store) -> None:
    parts: list[Part] = [
        Marked("read", True, [1, 2]),
        Hidden(MUTED, False, [3]),
        Row("notes", (7,), None, {"text": "a", "at": 1}),
        Tagged(4, True, []),
        Moved(1, 2, [9, 8]),
    ]
    facts, ids = stored(parts)
    again = restored(facts, ids)
    assert again == parts
    assert [list(getattr(part, "ids", [])) for part in again] == [[1, 2], [3], [], [], [9, 8]]
    assert [opposite(opposite(part)) for part in parts] == parts


def test_the_journal_keeps_a_bounded_number_of_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST", 20)
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    for n in range(64):
        journal.mark(store, [entry_id], "starred", n % 2 == 0, "{count} starred", NOW)
    assert 20 <= store.value("SELECT count(*) FROM journal") <= 36
    assert store.value("SELECT max(id) FROM journal") == 64


def test_a_large_change_is_kept_alone_sooner_than_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 10)
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    for n in range(16):
        journal.mark(store, [entry_id], "starred", n % 2 == 0, "{count} starred", NOW)
    assert store.rows("SELECT id FROM journal") == [(16,)]
    assert journal.undo(store, NOW) is not None
