from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.model.query import Query, parse_query
from newsreader.model.query_terms import Either, Every, Node, Not, Text
from newsreader.store import expressions, questions, ranking, schema_terms
from newsreader.store.conditions import plan, settle
from newsreader.store.connection import Row, Store
from newsreader.store.documents import first_doc
from newsreader.store.expressions import match_expression
from newsreader.store.feedsets import FeedSets
from newsreader.store.journal import mark
from newsreader.store.lists import entry_ids
from newsreader.store.patterns import Patterns
from newsreader.store.predicates import Asked
from newsreader.store.questions import best_first, ranked_ids, slices
from newsreader.store.schema import STEPS
from newsreader.store.search import free_doc, index, number_docs, waiting
from tests.builders import NOW, add_entries, add_feed, entry


def found(store: Store, text: str) -> list[int]:
    return list(entry_ids(store, parse_query(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Monsoon reaches Kerala early", "kerala"),
        ("Le café de Zürich", "cafe zurich"),
        ("東京で新しい美術館が開く", "美術"),
        ("東京で新しい美術館が開く", "東京"),
        ("ประเทศไทยมีฝนตก", "ไทย"),
        ("रक्षा मंत्री की बैठक", "मंत्री"),
        ("ਪੰਜਾਬ ਦੀਆਂ ਖ਼ਬਰਾਂ", "ਪੰਜਾਬ"),
        ("اجتماع وزير الدفاع", "وزير"),
        ("Monsoon reaches Kerala", "mons*"),
        ("the quick brown fox", '"brown fox"'),
    ],
)
def test_words_of_every_script_are_found(store: Store, text: str, words: str) -> None:
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    index(store, [(entry_id, "A title", "", text)])
    assert found(store, words) == [entry_id]


def test_a_phrase_wants_its_order(store: Store) -> None:
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    index(store, [(entry_id, "", "", "brown quick fox")])
    assert found(store, '"quick brown"') == []
    assert found(store, "quick brown") == [entry_id]


def test_text_that_was_indexed_again_is_not_found_by_its_old_words(store: Store) -> None:
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    index(store, [(entry_id, "", "", "first wording")])
    index(store, [(entry_id, "", "", "second wording")])
    assert found(store, "first") == []
    assert found(store, "wording") == [entry_id]


def test_new_entries_wait_for_the_index_until_they_are_in_it(store: Store) -> None:
    (entry_id,) = add_entries(store, add_feed(store), entry("a"))
    assert waiting(store, 10) == [entry_id]
    index(store, [(entry_id, "", "", "x")])
    assert waiting(store, 10) == []


def test_titles_rank_above_texts(store: Store) -> None:
    a, b = add_entries(store, add_feed(store), entry("a"), entry("b"))
    index(store, [(a, "Other", "", "about the monsoon in a long text " * 20), (b, "The monsoon", "", "rain")])
    assert ranked_ids(store, Query(words=("monsoon",)), 10, NOW) == [b, a]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30) | st.text(alphabet="\ud800\0\"*^-+(){}:,ab ", max_size=12))
def test_no_question_is_syntax(text: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE search USING fts5 (body, tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")")
    words: list[Node] = [Text(word, prefix=prefix) for word in (text, *text.split()) for prefix in (False, True)]
    for node in (*words, Either(tuple(words)), Every((*words, Not(Text("a")), Not(words[0])))):
        expression = match_expression(node)
        if expression:
            db.execute("SELECT * FROM search WHERE search MATCH ?", (expression,)).fetchall()


def test_the_newest_come_first_however_they_were_indexed(store: Store) -> None:
    feed = add_feed(store)
    ids = add_entries(store, feed, *(entry(str(n), published=NOW - n * 3600) for n in range(20)))
    for entry_id in (*ids[10:], *ids[:10], ids[3], ids[15]):
        index(store, [(entry_id, "", "", "monsoon")])
    assert found(store, "monsoon") == ids
    assert list(entry_ids(store, parse_query("monsoon"), limit=5)) == ids[:5]
    assert list(entry_ids(store, parse_query("monsoon"), limit=5, oldest_first=True)) == ids[:-6:-1]


def test_more_entries_of_one_second_than_its_numbers_are_all_found(store: Store) -> None:
    ids = add_entries(store, add_feed(store), *(entry(str(n), published=NOW) for n in range(3)))
    with store.writing() as db:  # as if the second, and all but one place of the next, were taken
        db.execute("INSERT INTO documents VALUES (?, NULL), (?, NULL)", (first_doc(NOW + 1) - 1, first_doc(NOW + 2) - 2))
    index(store, [(entry_id, "", "", "monsoon") for entry_id in ids])
    assert set(found(store, "monsoon")) == set(ids)
    assert set(found(store, "monsoon is:unread newer:2020 older:2030")) == set(ids)


@pytest.mark.parametrize(
    ("before", "seconds"),
    [
        ({}, [5, 5, 7]),
        ({5: 2, 7: 1}, [4, 5, 5, 6, 7, 7]),
        ({5: 4094}, [5, 5, 5, 6, 6]),
        ({5: 4095, 6: 3}, [4, 5, 5, 6, 6, 9]),
        ({5: 4094, 6: 4094, 7: 1}, [5, 5, 6, 6, 6, 7]),
    ],
)
def test_many_get_the_documents_that_they_would_get_one_by_one(store: Store, before: dict[int, int], seconds: list[int]) -> None:
    with store.writing() as db:
        for second, count in before.items():
            db.executemany("INSERT INTO documents VALUES (?, NULL)", [(first_doc(second) + 1 + each,) for each in range(count)])
        had = {row[0] for row in db.execute("SELECT doc FROM documents")}
        given = list(number_docs(db, [(second, at) for at, second in enumerate(seconds, 1)]).values())
        assert given == sorted(set(given) - had)
        assert len(given) == len(seconds)
        kept = db.execute("SELECT doc, entry_id FROM documents WHERE entry_id IS NOT NULL ORDER BY doc").fetchall()
        assert kept == [(doc, at) for at, doc in enumerate(given, 1)]
        db.execute("DELETE FROM documents WHERE entry_id IS NOT NULL")
        one_by_one = []
        for at, second in enumerate(seconds, 1):
            one_by_one.append(free_doc(db, second))
            db.execute("INSERT INTO documents VALUES (?, ?)", (one_by_one[-1], at))
        assert given == one_by_one or any(count > 4000 for count in before.values())  # beyond a full second, order goes before place


def test_a_deleted_entry_leaves_no_document_that_another_could_get(store: Store) -> None:
    feed = add_feed(store)
    a, b = add_entries(store, feed, entry("a", published=NOW), entry("b", published=NOW))
    index(store, [(a, "", "", "monsoon"), (b, "", "", "monsoon")])
    with store.writing() as db:
        db.execute("DELETE FROM entries WHERE id = ?", (b,))
    (c,) = add_entries(store, feed, entry("c", published=NOW))
    index(store, [(c, "", "", "drought")])
    assert found(store, "monsoon") == [a]
    assert found(store, "drought") == [c]


def test_dates_before_1970_are_kept_and_found_last(store: Store) -> None:
    old, new = add_entries(store, add_feed(store), entry("a", published=-86_400 * 900), entry("b"))
    index(store, [(old, "", "", "monsoon"), (new, "", "", "monsoon")])
    assert found(store, "monsoon") == [new, old]


@pytest.mark.parametrize(("prefix", "expected"), [("mon*", 2), ("monso*", 1), ("mond*", 1), ("zur*", 1), ("zür*", 1), ("美*", 1), ("nothing*", 0)])
def test_prefixes_are_found_whether_they_begin_few_words_or_many(store: Store, prefix: str, expected: int) -> None:
    a, b = add_entries(store, add_feed(store), entry("a"), entry("b"))
    index(store, [(a, "Zürich", "", "monsoon 美術館"), (b, "", "", "monday")])
    assert len(found(store, prefix)) == expected
    index(store, [(a, "Zürich", "", "monsoon 美術館 " + " ".join(f"mon{n} zur{n}" for n in range(300)))])
    assert len(found(store, prefix)) == expected


def test_the_recent_rank_above_the_old(store: Store) -> None:
    year = 365 * 86_400
    ids = add_entries(store, add_feed(store), *(entry(str(n), published=NOW - n * year) for n in range(4)))
    index(store, [(entry_id, "The monsoon", "", "rain and more") for entry_id in reversed(ids)])
    assert ranked_ids(store, parse_query("monsoon"), 10, NOW) == ids


def test_words_too_common_to_rank_are_given_newest_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = add_entries(store, add_feed(store), *(entry(str(n), published=NOW - n) for n in range(9)))
    index(store, [(entry_id, "monsoon" if entry_id == ids[5] else "", "", "monsoon") for entry_id in ids])
    assert ranked_ids(store, parse_query("monsoon"), 9, NOW)[0] == ids[5]
    monkeypatch.setattr(ranking, "MOST", 5)
    assert ranked_ids(store, parse_query("monsoon"), 9, NOW) == ids


def test_a_library_from_before_the_present_index_is_indexed_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as db:
        for statement in STEPS[0]:
            db.execute(statement)
        db.execute("PRAGMA user_version=1")
        db.execute("INSERT INTO feeds (id, url, title) VALUES (1, 'https://a.example/', 'a')")
        db.executemany(
            "INSERT INTO entries (id, feed_id, identity, title, published, arrived, digest, read) VALUES (?, 1, ?, 'Old', ?, ?, x'', ?)",
            [(n, str(n), NOW - n, NOW, n % 2) for n in range(1, 6)],
        )
        db.execute("INSERT INTO search (rowid, title, author, body) VALUES (1 << 20 | 1, '', '', 'monsoon')")
    store = Store(path)
    assert waiting(store, 10) == [1, 2, 3, 4, 5]
    assert list(entry_ids(store, parse_query("is:unread"))) == [2, 4]
    assert found(store, "monsoon") == []
    index(store, [(3, "Old", "", "monsoon")])
    assert found(store, "monsoon") == [3]
    store.close()


def test_the_words_of_an_index_from_before_are_known_for_prefixes(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as db:
        for step in STEPS[: STEPS.index(schema_terms.STEP)]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA user_version={STEPS.index(schema_terms.STEP)}")
        db.execute("INSERT INTO search (rowid, title, author, body) VALUES (1, 'Zürich', '', 'monsoon')")
    store = Store(path)
    assert [row[0] for row in store.rows("SELECT term FROM terms")] == ["monsoon", "zurich"]
    store.close()


def test_a_ranking_cut_short_still_finds_what_is_older(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_PATIENCE", -1.0)
    month = 2_592_000
    ids = add_entries(store, add_feed(store), *(entry(str(n), published=NOW - n * month) for n in range(12)))
    index(store, [(entry_id, "", "", "monsoon") for entry_id in ids])
    assert ranked_ids(store, parse_query("monsoon"), 3, NOW) == ids[:3]
    old = ids[8:]
    mark(store, ids[:8], "read", True, "{count}", NOW)
    assert ranked_ids(store, parse_query("monsoon is:unread"), 3, NOW) == old[:3]
    assert sorted(ranked_ids(store, parse_query("monsoon"), 100, NOW)) == sorted(ids)


def test_what_cannot_be_ranked_comes_in_parts_newest_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    month = 2_592_000
    ids = add_entries(store, add_feed(store), *(entry(str(n), published=NOW - n * month) for n in range(12)))
    index(store, [(entry_id, "", "", "monsoon rain") for entry_id in ids])
    assert len(list(best_first(store, parse_query('"monsoon rain"'), 100, NOW))) == 1
    monkeypatch.setattr(ranking, "MOST", 5)
    monkeypatch.setattr(questions, "_FIRST", 1)
    for limit in (7, 100):
        parts = list(best_first(store, parse_query('"monsoon rain"'), limit, NOW))
        assert len(parts) > 2
        assert all(parts)
        assert [entry_id for part in parts for entry_id in part] == ids[:limit]


def test_where_no_word_is_rare_no_document_is_scored_and_no_more_are_read_than_are_wanted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = add_entries(store, add_feed(store), *(entry(str(n), published=NOW - n) for n in range(9)))
    index(store, [(entry_id, "", "", "monsoon rain") for entry_id in ids])
    asked: list[str] = []

    class Listening(Store):
        """A store that remembers what it was asked."""

        def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
            asked.append(sql)
            return super().row(sql, parameters)

        def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
            asked.append(sql)
            return super().rows(sql, parameters)

    listening = Listening(store.path)
    assert ranked_ids(listening, parse_query('"monsoon rain"'), 3, NOW)[0] == ids[0]
    assert any("bm25" in sql for sql in asked)
    asked.clear()
    monkeypatch.setattr(ranking, "MOST", 5)
    assert ranked_ids(listening, parse_query('"monsoon rain"'), 3, NOW) == ids[:3]
    assert not any("bm25" in sql for sql in asked)
    assert all("LIMIT ?" in sql for sql in asked if "MATCH" in sql)
    listening.close()


def test_a_prefix_of_too_many_words_is_asked_once_for_a_list_and_once_for_what_is_below_its_first_rows(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = 2_592_000
    ids = add_entries(store, add_feed(store), *(entry(str(n), published=NOW - n * month) for n in range(40)))
    index(store, [(entry_id, "", "", f"mon{n}") for n, entry_id in enumerate(ids)])
    monkeypatch.setattr(expressions, "_MOST_WORDS", 5)
    parts = list(slices(store, parse_query("mon*"), now=NOW))
    assert [entry_id for part in parts for entry_id in part] == ids
    assert len(parts) == 2
    assert list(entry_ids(store, replace(parse_query("mon*"), ids=tuple(ids[3:5])))) == ids[3:5]
    asked = Asked(NOW, FeedSets(store), Patterns())
    assert not settle(store, plan(store, replace(parse_query("mon*"), ids=tuple(ids)), asked), asked).probes
    assert settle(store, plan(store, replace(parse_query("mon1"), ids=tuple(ids)), asked), asked).probes
