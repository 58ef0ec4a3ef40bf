"""Prefixes that begin many words: the newest entries are looked at, FTS5 is asked for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from newsreader.library.lists import text_of
from newsreader.model.query import parse_query
from newsreader.store import expressions, held
from newsreader.store.connection import Row, Store
from newsreader.store.errors import Interrupted
from newsreader.store.lists import entry_ids
from newsreader.store.packing import pack
from newsreader.store.questions import best_first, needs_time, slices
from newsreader.store.search import index
from tests.builders import NOW, add_entries, add_feed, entry

HELD = "SELECT name FROM temp.sqlite_schema WHERE name LIKE 'held%'"


class Listening(Store):
    """A store that remembers what it was asked."""

    asked: list[str] = []  # noqa: RUF012

    def row(self, sql: str, parameters: object = ()) -> Row | None:
        self.asked.append(sql)
        return super().row(sql, parameters)  # type: ignore[arg-type]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let every prefix begin too many words, and so many entries be looked at."""

    def set_many(entries: int) -> None:
        monkeypatch.setattr(expressions, "_MOST_WORDS", -1)
        monkeypatch.setattr(held, "MOST", entries)

    return set_many


def filled(store: Store, count: int) -> list[int]:
    """Entries that hold monday, monsoon and so on in turn, the newest first."""
    words = ("monday", "monsoon", "moon")
    ids = add_entries(store, add_feed(store), *(entry(str(n), html=words[n % 3], published=NOW - n * 86_400) for n in range(count)))
    index(store, [(entry_id, "", "", words[n % 3]) for n, entry_id in enumerate(ids)])
    return ids


def looked(store: Store, text: str, limit: int | None = None, oldest_first: bool = False) -> Iterator[list[int]]:
    return (list(part) for part in slices(store, parse_query(text), oldest_first, NOW, text_of(store), limit))


@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("entries", [1, 4, 11, 12, 13, 2_000])
def test_what_is_looked_at_and_what_is_beyond_are_one_list(store: Store, many: Callable[[int], None], entries: int, oldest_first: bool) -> None:
    ids = filled(store, 12)
    expected = [each for n, each in enumerate(ids) if n % 3 < 2]
    many(entries)
    found = [each for part in looked(store, "mon*", None, oldest_first) for each in part]
    assert found == (expected[::-1] if oldest_first else expected)
    assert list(entry_ids(store, parse_query("mon*"), 5, oldest_first, NOW, text_of(store))) == found[:5]


def test_the_full_index_is_not_asked_while_few_are_wanted(store: Store, many: Callable[[int], None]) -> None:
    filled(store, 60)
    many(2_000)
    listening = Listening(store.path)
    assert len(entry_ids(listening, parse_query("mon*"), 10, False, NOW, text_of(listening))) == 10
    assert not any("FROM search" in sql for sql in listening.asked)
    listening.close()


def test_such_a_list_is_shown_as_it_is_found(store: Store, many: Callable[[int], None]) -> None:
    filled(store, 3)
    assert not needs_time(store, parse_query("mon*"))
    many(2_000)
    assert all(needs_time(store, parse_query(text)) for text in ("mon*", "moon mon*", "mon* OR is:starred"))
    assert not needs_time(store, parse_query("moon"))


def test_with_a_rare_word_beside_it_the_best_comes_first(store: Store, many: Callable[[int], None]) -> None:
    ids = add_entries(store, add_feed(store), *(entry(str(n), "Rain" if n == 2 else "", html="rain monday" if n else "rain", published=NOW - n) for n in range(4)))
    index(store, [(each, "Rain" if n == 2 else "", "", "rain monday" if n else "rain") for n, each in enumerate(ids)])
    many(2_000)
    parts = list(best_first(store, parse_query("rain mon*"), 10, NOW, text_of(store)))
    assert [each for part in parts for each in part] == [ids[2], ids[1], ids[3]]


def test_an_entry_that_is_indexed_again_is_found_by_its_new_words(store: Store, many: Callable[[int], None]) -> None:
    (entry_id,) = add_entries(store, add_feed(store), entry("a", html="monday"))
    index(store, [(entry_id, "", "", "monday")])
    many(2_000)
    assert list(looked(store, "mon*")) == [[entry_id]]
    with store.writing() as db:
        db.execute("UPDATE bodies SET html = ? WHERE entry_id = ?", (pack("sunday"), entry_id))
    assert list(looked(store, "mon*")) == [[entry_id]]
    index(store, [(entry_id, "", "", "sunday")])
    assert list(looked(store, "mon*")) == [[]]
    assert list(looked(store, "sun*")) == [[entry_id]]


def test_no_more_is_held_than_is_looked_at_in_one_question(store: Store, many: Callable[[int], None]) -> None:
    filled(store, 12)
    many(5)
    for _ in range(3):
        assert len([each for part in looked(store, "mon*") for each in part]) == 8
        assert store.value("SELECT count(*) FROM temp.held_numbers") <= 5
    held.let_go(store)
    held.let_go(store)
    assert not store.rows(HELD)


def test_stopped_while_texts_are_read_nothing_is_half_held(store: Store, many: Callable[[int], None]) -> None:
    ids = filled(store, 12)
    many(2_000)

    def stops_at(number: int) -> str:
        if number == ids[3]:
            raise Interrupted("stopped")
        return text_of(store)(number)

    with pytest.raises(Interrupted):
        list(slices(store, parse_query("mon*"), False, NOW, stops_at))
    assert not store.rows(HELD)
    assert len([each for part in looked(store, "mon*") for each in part]) == 8
