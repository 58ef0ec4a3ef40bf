from __future__ import annotations

import pytest

from newsreader.library.complete import names
from newsreader.library.indexing import index_waiting
from newsreader.library.notes import write_note
from newsreader.library.search import excerpt, places, search_ids, snippet
from newsreader.library.undo import redo, undo
from newsreader.model.query import parse_query
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.store.search import index
from tests.builders import add_entries, add_feed, entry


def marked(text: str, query: str) -> list[str]:
    """The words of an excerpt that are shown as matches."""
    found = excerpt(text, parse_query(query))
    return [found.text[start:end] for start, end in found.places]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The monsoon reached Kerala; monsoons come early.", "monsoon kerala", ["monsoon", "Kerala"]),
        ("The monsoon reached Kerala; monsoons come early.", "mons*", ["monsoon", "monsoons"]),
        ("Le café de ZÜRICH", "cafe zurich", ["café", "ZÜRICH"]),
        ("a cafe\u0301 there", "café", ["cafe\u0301"]),
        ("a brown, quick fox and a quick brown fox", '"quick brown"', ["quick brown"]),
        ("東京で新しい美術館が開く", "美術 東京", ["東京", "美術"]),
        ("ประเทศไทยมีฝนตก", "ไทย", ["ไทย"]),
        ("रक्षा मंत्री की बैठक", "मंत्री", ["मंत्री"]),
        ("रक्षा मंत्रीगण की बैठक", "मंत्री", []),
        ("rain and snow", "rain -snow", ["rain"]),
        ("rain and snow", "snow OR hail", ["snow"]),
        ("rain and snow", "title:rain snow", ["snow"]),
        ("rain and snow", "is:unread", []),
        ("50% (more) rain", '"50% (more)"', ["50% (more"]),
    ],
)
def test_the_words_that_were_sought_are_marked(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_a_snippet_shows_the_place_with_most_of_the_words() -> None:
    text = "rain " + "and nothing else " * 30 + "then rain with snow in the hills " + "and nothing else " * 30
    found = excerpt(text, parse_query("snow rain"))
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert "rain with snow" in found.text
    assert len(found.text) < 200
    assert snippet(text, parse_query("snow rain")) == found.text


def test_without_a_match_the_start_is_shown() -> None:
    assert excerpt("Some text.", parse_query("rain")).text == "Some text."
    assert excerpt("word " * 100, parse_query("rain")).text.endswith(" …")


def test_a_title_is_marked_by_words_anywhere_and_in_titles() -> None:
    assert places("Rain in the hills", parse_query("rain title:hills author:the")) == ((0, 4), (12, 17))


def test_a_search_ranks_and_a_filter_among_its_words_narrows(store: Store) -> None:
    a, b, c = add_entries(store, add_feed(store), entry("a", "Other"), entry("b", "The monsoon"), entry("c", "The monsoon"))
    index(store, [(a, "Other", "", "the monsoon " + "and more " * 50), (b, "The monsoon", "", "rain"), (c, "The monsoon", "", "snow")])
    assert set(search_ids(store, parse_query("monsoon"))[:2]) == {b, c}
    assert list(search_ids(store, parse_query("monsoon -snow"))) == [b, a]
    assert list(search_ids(store, parse_query("monsoon title:/^o/"))) == [a]
    assert len(search_ids(store, parse_query("monsoon"), limit=1)) == 1


def test_what_can_be_named_is_what_the_library_has(store: Store) -> None:
    add_feeds(
        store,
        [Subscription("https://a.example/", "A", folder="News/India/North", tags=("x", "y")), Subscription("https://b.example/", "B", tags=("x",))],
        typed=True,
    )
    with store.writing() as db:
        db.execute("UPDATE feeds SET language = 'hi-IN' WHERE id = 1")
    found = names(store)
    assert found.folders == ("News", "News/India", "News/India/North")
    assert found.tags == ("x", "y")
    assert found.languages == ("hi",)
    assert sorted(found.feeds) == [(1, "A"), (2, "B")]


def test_a_note_is_found_like_the_text_and_no_longer_when_it_is_gone(store: Store) -> None:
    (found,) = add_entries(store, add_feed(store), entry("a", "Bridges"))
    index_waiting(store)
    write_note(store, found, "ask Ada about the girders")
    assert list(search_ids(store, parse_query("girders"))) == [found]
    assert list(search_ids(store, parse_query("bridges girders"))) == [found]
    undo(store)
    assert list(search_ids(store, parse_query("girders"))) == []
    redo(store)
    write_note(store, found, "")
    assert list(search_ids(store, parse_query("girders"))) == []
    assert list(search_ids(store, parse_query("bridges"))) == [found]
