"""No list scans or sorts a whole table: SQLite's own account of how it would answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsreader.model.query import Query, parse_query
from newsreader.store.conditions import plan, settle
from newsreader.store.connection import Row, Store
from newsreader.store.editions import wanted_by_rules
from newsreader.store.feedsets import FeedSets
from newsreader.store.lists import count
from newsreader.store.patterns import Patterns
from newsreader.store.plans import Plan, plain_plan
from newsreader.store.predicates import Asked
from newsreader.store.search import index
from newsreader.store.tellings import OF_ALL, OF_ENTRIES
from newsreader.store.walks import walk
from tests.builders import NOW, add_entries, add_feed, entry

FEEDS_PANE = [
    Query(),
    Query(unread=True),
    Query(starred=True),
    Query(since=NOW - 86_400),
    Query(feeds=(1,)),
    Query(folder="News"),
    Query(feeds=(1,), unread=True),
    Query(folder="News", unread=True),
    Query(unread=True, since=NOW),
]
TYPED = [
    "rain", "rain snow", '"rain falls"', "ra*", "rain OR snow", "rain -snow", "title:rain", "rain is:unread", "rain feed:1", "rain newer:2d", "rain folder:News",
    "is:starred is:unread", "is:offline", "is:read", "tag:in", "feed:hills is:unread", "-feed:hills", "after:2024 before:2025", "is:today", "is:starred OR feed:1",
    "rain OR is:starred", 'unread = "yes" and age between 0:7', "-is:read older:1y", "(rain OR snow) is:starred",
]  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    """More entries than any index would be left aside for."""
    news, hills = add_feed(store, "news", "News"), add_feed(store, "hills")
    for feed, size in ((news, 350), (hills, 10), (add_feed(store, "lakes"), 50)):
        ids = add_entries(store, feed, *(entry(f"{feed}-{n}", published=NOW - n) for n in range(size)))
        index(store, [(entry_id, "rain falls", "", "snow") for entry_id in ids])
    return store


def steps(store: Store, query: Query, limit: int | None) -> tuple[Plan, list[str]]:
    asked = Asked(NOW, FeedSets(store), Patterns())
    made = settle(store, plan(store, query, asked), asked)
    taken = walk(made, asked.feeds, limit)
    return made, [str(row[3]) for row in store.rows(f"EXPLAIN QUERY PLAN {taken.sql}", taken.parameters)]


@pytest.mark.parametrize("limit", [None, 100])
@pytest.mark.parametrize("query", [*FEEDS_PANE, *map(parse_query, TYPED)], ids=str)
def test_no_list_scans_a_table(filled: Store, query: Query, limit: int | None) -> None:
    made, plan_steps = steps(filled, query, limit)
    assert not made.rest or made.probes
    for step in plan_steps:
        assert not (step.startswith("SCAN") and step.split()[1] in ("e", "d", "entries", "documents", "bodies") and "INDEX" not in step), plan_steps


@pytest.mark.parametrize("query", [query for query in FEEDS_PANE if query.folder is None], ids=str)
def test_the_lists_of_the_feeds_pane_are_read_from_an_index_alone_and_never_sorted(filled: Store, query: Query) -> None:
    _, plan_steps = steps(filled, query, 100)
    assert len(plan_steps) == 1
    assert "USING COVERING INDEX" in plan_steps[0]


def test_a_folder_is_walked_where_it_is_big_and_sorted_where_it_is_small(filled: Store) -> None:
    tiny = add_feed(filled, "tiny", "Tiny")
    other = add_feed(filled, "other", "Tiny/Other")
    add_entries(filled, tiny, entry("t"))
    add_entries(filled, other, entry("o"))
    _, big = steps(filled, Query(folder="News"), 10)
    _, small = steps(filled, Query(folder="Tiny"), 10)
    assert "SEARCH e USING COVERING INDEX entries_feed (feed_id=? AND hidden=?)" in big
    assert not any("TEMP B-TREE" in step for step in big)
    assert "SEARCH e USING COVERING INDEX entries_feed (feed_id=? AND hidden=?)" in small
    _, both = steps(filled, parse_query("folder:News OR feed:2"), 10)
    assert "SCAN e USING COVERING INDEX entries_all" in both
    assert not any("TEMP B-TREE" in step for step in both)


@pytest.mark.parametrize("text", ["rain", "rain OR snow", "rain is:unread", "rain newer:2d", "snow -hail folder:News"])
def test_words_are_walked_in_the_order_of_the_index(filled: Store, text: str) -> None:
    _, plan_steps = steps(filled, parse_query(text), 100)
    assert any("SCAN s VIRTUAL TABLE" in step for step in plan_steps)
    inner = plan_steps[: next(number for number, step in enumerate(plan_steps) if "SEARCH e" in step) + 1]
    assert not any("TEMP B-TREE" in step for step in inner)  # only the rows that were taken are put in order, below


def test_a_common_word_in_a_small_feed_is_asked_of_its_entries(filled: Store) -> None:
    made, plan_steps = steps(filled, parse_query("rain feed:2"), 100)
    assert made.probes
    assert plan_steps == ["SEARCH e USING COVERING INDEX entries_feed (feed_id=? AND hidden=?)"]
    made, _ = steps(filled, parse_query("hail feed:2"), 100)
    assert not made.probes


def test_counting_what_arrived_reads_only_what_arrived(filled: Store) -> None:
    asked: list[tuple[str, Sequence[object]]] = []

    class Listening(Store):
        """A store that remembers what it was asked."""

        def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
            asked.append((sql, parameters))
            return super().rows(sql, parameters)

        def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
            asked.append((sql, parameters))
            return super().row(sql, parameters)

    store = Listening(filled.path)
    for query in (Query(), Query(unread=True), Query(starred=True), Query(feeds=(1,)), parse_query("rain")):
        count(store, query, 5)
    counting = [(sql, parameters) for sql, parameters in asked if "id > ?" in sql]
    assert len(counting) == 5
    for sql, parameters in counting:
        assert "INTEGER PRIMARY KEY (rowid>?)" in str(store.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)[0][3])
    store.close()


@pytest.mark.parametrize("query", [*FEEDS_PANE, Query(ids=(3, 4)), Query(feeds=(1,), folder="Nowhere")], ids=str)
def test_a_plain_query_has_the_plan_that_its_terms_have(filled: Store, query: Query) -> None:
    asked = Asked(NOW, FeedSets(filled), Patterns())
    assert plain_plan(query, asked.feeds) == plan(filled, query, asked)


def test_stories_are_looked_up_by_entry_and_by_story(filled: Store) -> None:
    for sql, parameters, walked in ((OF_ENTRIES, ("[1, 2]",), {"j", "(subquery-1)"}), (OF_ALL, (0, 10), set[str]())):
        plan_steps = [str(row[3]) for row in filled.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        assert {step.split()[1] for step in plan_steps if step.startswith("SCAN")} <= walked, plan_steps
        assert any("SEARCH e USING INTEGER PRIMARY KEY" in step for step in plan_steps)
        assert not any("ORDER BY" in step for step in plan_steps)


def test_what_rules_want_is_looked_for_from_the_rules_on(filled: Store) -> None:
    asked: list[str] = []
    filled._db.set_trace_callback(asked.append)
    wanted_by_rules(filled, NOW, 100, True)
    filled._db.set_trace_callback(None)
    first = filled.rows(f"EXPLAIN QUERY PLAN {asked[0]}")[0]
    assert first[3] == "SCAN r"
