from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.model.query import Either, Every, Node, Not, Query, Text, parse_query
from newsreader.store.connection import Store
from newsreader.store.lists import entry_ids, ranked_ids
from newsreader.store.search import index, match_expression, waiting
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
    import sqlite3

    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE search USING fts5 (body, tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")")
    words: list[Node] = [Text(word, prefix=prefix) for word in (text, *text.split()) for prefix in (False, True)]
    for node in (*words, Either(tuple(words)), Every((*words, Not(Text("a")), Not(words[0])))):
        expression = match_expression(node)
        if expression:
            db.execute("SELECT * FROM search WHERE search MATCH ?", (expression,)).fetchall()
