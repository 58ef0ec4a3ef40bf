"""Lists by keys: what was begun, orders, queries that are typed, kept and stopped, rows that are chosen, tags."""

from __future__ import annotations

import re
import threading
from array import array

import pytest

from newsreader.config.paths import Paths
from newsreader.library import lists as library
from newsreader.library.editing import tag_feed
from newsreader.library.indexing import index_waiting
from newsreader.library.keptqueries import kept_queries
from newsreader.library.lists import entry_ids, headlines
from newsreader.library.notes import write_note
from newsreader.library.positions import Position, keep_position
from newsreader.library.search import search_parts
from newsreader.library.tagging import tag
from newsreader.library.transfer import import_bytes
from newsreader.library.undo import remove_feed
from newsreader.model.events import FeedRefreshed, Finished
from newsreader.model.jobs import FindFeeds, Refresh
from newsreader.model.query import Query, parse_query
from newsreader.store import expressions, held, questions, ranking
from newsreader.store.connection import Store
from newsreader.store.errors import Interrupted
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.prompt import Line
from tests.builders import NOW, add_entries, add_feed, entry, keep_queries
from tests.tui.driving import (
    driven,
    indexed_library,
    make_app,
    number,
    press,
    screen_text,
    settled,
    small_app,
    small_library,
    titles,
    worker_of,
)


async def test_what_was_begun_is_a_list_and_says_how_far(paths: Paths) -> None:
    store = indexed_library(paths)
    keep_position(store, number(store, 3), Position(4, "Some", 0.62))
    keep_position(store, number(store, 5), Position(4, "Some", 0.99))
    app = make_app(paths)
    async with driven(app) as pilot:
        assert "62 % read" in screen_text(app)
        assert "99 % read" not in screen_text(app)
        await press(pilot, app, "g", "c")
        assert titles(app) == [3]


async def test_orders_are_a_sequence_away(paths: Paths) -> None:
    store = indexed_library(paths)
    add_entries(store, 1, entry("long", "Story number 0", NOW - 90_000, html="<p>" + "word " * 500))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "m", "\\", "u")
        assert titles(app) == [7, 6, 5, 4, 3, 2, 1, 0, 8]
        await press(pilot, app, "\\", "f")
        assert titles(app) == [6, 2, 8, 5, 3, 1, 0, 7, 4]
        await press(pilot, app, "\\", "t")
        assert titles(app) == list(range(9))
        await press(pilot, app, "\\", "r")
        assert titles(app) == list(range(8))
        assert "unread, by title" in screen_text(app)
        index_waiting(store)
        await press(pilot, app, "/", *"number", "enter")
        assert titles(app) == list(range(8))


async def test_what_a_prompt_suggests_gives_way_to_what_is_typed_and_stays_where_one_goes_on_in_it(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "\\", ",", *"unread,date", "enter")
        assert titles(app) == [1, 2, 3, 4, 5, 6, 7, 8]
        await press(pilot, app, "\\", ",", "right", *",title")
        assert app.screen.query_one(Line).value == "unread,date,title"
        await press(pilot, app, "escape", "g", "/", *"number", "enter")
        await press(pilot, app, "g", "/", *"s")
        assert app.screen.query_one(Line).value == "s"
        await press(pilot, app, "escape", "g", "/", "enter")
        assert len(titles(app)) == 8


async def test_tab_completes_a_query_and_an_error_points_at_its_place(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"story fe")
        assert "feed:" in screen_text(app)
        await press(pilot, app, "tab", *"har", "tab")
        assert app.screen.query_one(Line).value == "story feed:harbours"
        assert titles(app) == [6, 2]
        await press(pilot, app, *" is:nothing")
        assert app.screen.query_one(Line).wrong.at == len("story feed:harbours ")
        assert "is:nothing is not known" in screen_text(app)


async def test_what_is_wrong_is_said_whole_in_a_narrow_window_and_is_left_out_of_the_filter(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, (70, 30)) as pilot:
        await press(pilot, app, "/", *"number is:foo")
        words = " ".join(screen_text(app).split())
        assert "is:foo is not known; is:unread, is:read, is:starred" in words
        assert "is:long and is:today are" in words
        assert "⌕ number ·" in words
        await press(pilot, app, "enter")
        assert app.screen.query_one(Line).value == "number is:foo"
        await press(pilot, app, *["backspace"] * 3, *"unread", "enter", "m")
        assert not app.screen.query(Line)
        assert "⌕ number is:unread ·" in screen_text(app)


async def test_a_filter_that_begins_with_what_is_wrong_filters_nothing(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"is:zzz")
        assert len(titles(app)) == 8
        assert "⌕" not in screen_text(app)
        await press(pilot, app, "escape", ":", *"filter is:zzz", "enter")
        assert len(titles(app)) == 8
        assert "is:zzz is not known" in screen_text(app)


async def test_a_filter_of_many_words_is_in_the_order_of_its_list(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_MOST_WORDS", -1)
    monkeypatch.setattr(held, "MOST", 3)
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "\\", "t", "/", *"stor")
        assert titles(app) == list(range(1, 9))
        await press(pilot, app, "escape", "\\", "n", "/", *"stor")
        assert titles(app) == list(range(8, 0, -1))


async def test_esc_after_a_search_gives_back_the_list_where_it_was(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "j", "j", "j", "g", "/", *"harbours", "enter", "escape")
        assert (app.main.headlines.cursor, len(titles(app))) == (3, 8)
        await press(pilot, app, "g", "/", *"number", "enter", "j", "m", "escape")
        assert app.main.headlines.cursor == 3
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.key == "all"
        assert len(entry_ids(app.store, Query(unread=True))) == 7
        assert screen_text(app).count("○") == 1
        await press(pilot, app, "/", *"number", "enter", "g", "/", *"story", "enter", "escape")
        assert (app.main.headlines.cursor, len(titles(app))) == (3, 8)


async def test_a_search_says_in_which_order_it_is(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "/", *"number ")
        assert "best first" in screen_text(app)
        monkeypatch.setattr(ranking, "MOST", 2)
        await press(pilot, app, *"story ")
        assert "newest first" in screen_text(app)


async def test_a_pattern_shows_what_it_finds_in_the_lists_order(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"title:/[36]$/", "enter")
        assert titles(app) == [6, 3]
        assert "2 of 8" in screen_text(app)
        await press(pilot, app, "escape")
        assert len(titles(app)) == 8


async def test_a_filter_that_was_typed_before_the_entries_came_finds_them(paths: Paths) -> None:
    store = Store(paths.library)
    feed = add_feed(store, "hills")
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"number")
        assert titles(app) == []
        add_entries(store, feed, entry("a", "Story number 1", NOW), entry("b", "Another 2", NOW))
        index_waiting(store)
        app.main.work.take(FeedRefreshed(1, feed, 2))
        app.main.work._draw()
        await settled(pilot, app)
        assert titles(app) == [1]
        await press(pilot, app, "enter", "escape")
        assert sorted(titles(app)) == [1, 2]


async def test_a_filter_finds_what_waits_too(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        add_entries(store, 1, entry("late", "Story number 9", NOW))
        index_waiting(store)
        await press(pilot, app, "/", *"number", "enter")
        assert titles(app)[0] == 9
        await press(pilot, app, "escape")
        assert titles(app)[0] == 8


def counts(app: NewsreaderApp) -> dict[str, int]:
    """What the feeds pane counts for each kept query."""
    return {choice.title: count for choice, count in app.main.saved.rows}


async def test_a_query_is_kept_under_a_name_over_sessions_and_forgotten(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"feed:loose", "enter", "F", *"Loose ends", "enter")
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.key == "saved:Loose ends"
        assert titles(app) == [7, 4]
        await pilot.press("Q")
    again = make_app(paths)
    async with driven(again) as pilot:
        assert titles(again) == [7, 4]
        assert [(choice.title, count) for choice, count in again.main.saved.rows] == [("Loose ends", 2)]
        await press(pilot, again, "m")
        assert [count for _, count in again.main.saved.rows] == [1]
        await press(pilot, again, "1", "f", "enter")
        assert titles(again) == [7, 4]
        await press(pilot, again, "D", "y")
        assert again.main.saved.rows == []


async def test_query_feeds_that_were_imported_are_lists_at_once_and_are_not_forgotten(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        app.main.work.import_from("/urls")
        keep_queries(store, {"Unread": 'unread = "yes"'})
        worker_of(app).tell(Finished(len(worker_of(app).jobs), "1 query feeds kept as lists"))
        await settled(pilot, app)
        assert [choice.title for choice, _ in app.main.saved.rows] == ["Unread"]
        keep_queries(store, {"From the shell": "rain"})
        await press(pilot, app, "/", *"feed:loose", "enter", "F", *"Mine", "enter")
        assert [choice.title for choice, _ in app.main.saved.rows] == ["From the shell", "Mine", "Unread"]
    assert set(kept_queries(store)) == {"From the shell", "Mine", "Unread"}


async def test_lists_that_came_with_an_import_go_when_it_is_undone(paths: Paths) -> None:
    store = indexed_library(paths)
    import_bytes(store, b'"query:New:unread = \\"yes\\""', "urls", typed=True)
    app = make_app(paths)
    async with driven(app) as pilot:
        assert set(counts(app)) == {"New"}
        await press(pilot, app, "u")
        assert counts(app) == {}
        assert "undone: imported 1 query feed" in app.main.status.words
        await press(pilot, app, "ctrl+r")
        assert counts(app) == {"New": 8}


async def test_a_kept_pattern_is_looked_for_entry_by_entry(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"title:/[36]$/", "enter", "F", *"Odd", "enter")
        assert titles(app) == [6, 3]
        assert not app.main.finding.looking


async def test_kept_patterns_and_filters_of_newsboats_are_counted_beside_the_screen(paths: Paths) -> None:
    store = indexed_library(paths)
    keep_queries(store, {"Thirds": "title:/[36]$/", "Newsboat": 'title =~ "[5-8]$"', "Slow": r"title:/^(\w+\s?)*!$/", "Plain": "feed:loose"})
    app = make_app(paths)
    async with driven(app) as pilot:
        assert counts(app) == {"Newsboat": 4, "Plain": 2, "Slow": 0, "Thirds": 2}
        assert re.search(r"Thirds +2 ", screen_text(app))
        await press(pilot, app, "1", "j", "j", "m")  # story 6
        assert counts(app) == {"Newsboat": 3, "Plain": 2, "Slow": 0, "Thirds": 1}
        await press(pilot, app, "u")
        assert counts(app) == {"Newsboat": 4, "Plain": 2, "Slow": 0, "Thirds": 2}
        await press(pilot, app, "/", *"title:/[12]$/", "enter", "F", *"Ones", "enter")
        assert counts(app)["Ones"] == 2


async def test_what_arrives_is_counted_when_a_pattern_is_looked_for_again(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsreader.tui.parts.slowcounts._LEAST", 0.0)
    monkeypatch.setattr("newsreader.tui.parts.slowcounts._APART", 0.0)
    store = indexed_library(paths)
    keep_queries(store, {"Thirds": "title:/[36]$/"})
    app = make_app(paths)
    async with driven(app) as pilot:
        add_entries(store, 1, entry("late", "Story number 13", NOW))
        await press(pilot, app, "m")
        assert counts(app) == {"Thirds": 3}


async def test_marks_act_on_the_rows_that_are_chosen(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "V", "j", "V", "j", "j", "V", "j")
        assert "│" in screen_text(app)
        await press(pilot, app, "s")
        starred = headlines(store, entry_ids(store, Query(starred=True))).values()
        assert sorted(row.title[-1] for row in starred) == ["4", "5", "7", "8"]
        assert not app.main.headlines.choosing
        await press(pilot, app, "u", "g", "V", "m")
        assert len(entry_ids(store, Query(unread=True))) == 0
        await press(pilot, app, "V", "j", "escape")
        assert not app.main.headlines.choosing


async def test_tags_are_given_and_taken(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "V", "j", "t", *"rain", "enter")
        assert [row.tags for row in headlines(store, entry_ids(store, Query(), 3)).values()].count(("rain",)) == 2
        assert "#rain" in screen_text(app)
        await press(pilot, app, "T", "enter")
        assert [row.tags for row in headlines(store, entry_ids(store, Query(), 3)).values()].count(("rain",)) == 1


async def test_undo_of_an_unsubscription_fills_the_list_and_keeps_the_cursor(paths: Paths) -> None:
    store = indexed_library(paths)
    remove_feed(store, 1)
    app = make_app(paths)
    async with driven(app) as pilot:
        assert titles(app) == [7, 6, 4, 2]
        await press(pilot, app, "j", "u")
        assert titles(app) == [8, 7, 6, 5, 4, 3, 2, 1]
        assert app.main.headlines.cursor == 2


async def test_a_feed_is_edited_in_a_form_and_undone_in_one_step(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("feed:3")
        await settled(pilot, app)
        await press(pilot, app, "E", "ctrl+u", *"Waves", "down", "end", "ctrl+u", *"nothing", "enter")
        assert "is no address of a feed" in screen_text(app)
        await press(pilot, app, "ctrl+u", *"https://waves.example/", "tab", *"Sea", "tab", *"blue", "enter")
        feed = next(each for each in app.main.lists.bar.feeds if each.id == 3)
        assert (feed.title, feed.url, feed.folder, feed.tags) == ("Waves", "https://waves.example/", "Sea", ("blue",))
        assert titles(app) == [7, 4]
        await press(pilot, app, "u")
        feed = next(each for each in app.main.lists.bar.feeds if each.id == 3)
        assert (feed.title, feed.folder, feed.tags) == ("loose", None, ())


async def test_a_folder_is_renamed(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("folder:News/Hills")
        await settled(pilot, app)
        await press(pilot, app, "E", "ctrl+u", *"Mountains", "enter")
        assert {feed.folder for feed in app.main.lists.bar.feeds} == {"News", "Mountains", None}


async def test_commands_take_words(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, ":", *"5", "enter")
        assert app.main.headlines.cursor == 4
        await press(pilot, app, ":", *"filter feed:loose", "enter")
        assert titles(app) == [7, 4]
        await press(pilot, app, "escape", ":", *"tag rain", "enter")
        assert [row.tags for row in headlines(store, [number(store, 4)]).values()] == [("rain",)]
        await press(pilot, app, ":", *"add https://a.example/", "enter")
        assert worker_of(app).jobs[-1] == FindFeeds("https://a.example/", None)
        await press(pilot, app, ":", *"search number", "enter")
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.kind == "search"
        await press(pilot, app, "2", ":", *"older 1990-01-01", "enter")
        assert "already" in screen_text(app)


async def test_what_a_search_finds_later_stands_below(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    store = indexed_library(paths)
    add_entries(store, 1, entry("old", "Story number 9", NOW - 40 * 365 * 86_400))
    index_waiting(store)
    monkeypatch.setattr(ranking, "MOST", 0)
    monkeypatch.setattr(questions, "_FIRST", 1)
    assert [len(part) for part in search_parts(store, parse_query("number"))] == [8, 1]
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, ":", *"search number", "enter")
        assert titles(app) == [8, 7, 6, 5, 4, 3, 2, 1, 9]
        assert app.main.finding.found is not None
        assert app.main.finding.found[1] == 9
        assert not app.main.finding.looking
        await press(pilot, app, ":", *"search nothing", "enter")
        assert "Nothing found for “nothing”" in screen_text(app)


async def test_a_mark_is_repeated(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "s", "j", "j", ".")
        assert [row.title[-1] for row in headlines(store, entry_ids(store, Query(starred=True))).values()] == ["8", "6"]


async def test_a_long_list_is_sorted_behind_the_screen(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed_library(paths).close()
    monkeypatch.setattr("newsreader.tui.parts.taking.SORTED_AT_ONCE", 5)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "\\", "t")
        assert titles(app) == [1, 2, 3, 4, 5, 6, 7, 8]
        assert not app.main.lists.loading


async def test_counts_change_while_feeds_refresh_and_nothing_else_is_drawn(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "j")
        feeds, headlines = app.main.feeds, app.main.headlines
        kept = {key: strips for key, strips in headlines._drawn.items() if not key[2]}
        before = {row.choice.title: row.count for row in feeds.rows if row.choice is not None}
        add_entries(store, 1, entry("late", "Late story", NOW))
        app.main.work.take(FeedRefreshed(1, 1, 1))
        app.main.work._draw()
        await settled(pilot, app)
        after = {row.choice.title: row.count for row in feeds.rows if row.choice is not None}
        assert after["hills"] == before["hills"] + 1
        assert re.search(rf"hills +{after['hills']}\b", screen_text(app))
        assert all(headlines._drawn.get(key) is strips for key, strips in kept.items())


async def test_a_row_that_another_process_read_is_drawn_as_read(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "j")
        assert "○" not in screen_text(app)
        with store.writing() as db:
            db.execute("UPDATE entries SET read = 1 WHERE id = (SELECT max(id) FROM entries)")
        app._look_around()
        app.main.work._draw()
        await settled(pilot, app)
        assert screen_text(app).count("○") == 1


async def test_tags_of_feeds_and_entries_are_lists_with_counts(paths: Paths) -> None:
    store = indexed_library(paths)
    tag_feed(store, 3, ("sea",))
    tag(store, [number(store, 7), number(store, 8)], "Sea")
    app = make_app(paths)
    async with driven(app) as pilot:
        row = next(row for row in app.main.feeds.rows if row.choice is not None and row.choice.kind == "tag")
        assert row.count == 3  # 7 is of the tagged feed, too
        app.main.feeds.choose("tag:Sea")
        await settled(pilot, app)
        assert titles(app) == [8, 7, 4]
        await press(pilot, app, "g", "f", "enter", "j")
        assert titles(app) == [7, 4]
        await press(pilot, app, "k", "enter", "g", "f", "k")
        assert app.main.feeds.place("#Sea>feed:3") is None


async def test_what_has_a_note_or_a_tag_is_found(paths: Paths) -> None:
    store = indexed_library(paths)
    write_note(store, number(store, 3), "ask Ada")
    tag(store, [number(store, 5)], "later")
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "/", *"is:noted OR is:tagged", "enter")
        assert titles(app) == [5, 3]
        await press(pilot, app, "escape", "/", *"-is:noted -is:tagged is:unread", "enter")
        assert titles(app) == [8, 7, 6, 4, 2, 1]


async def test_what_a_tag_unfolds_is_scrolled_into_sight(paths: Paths) -> None:
    store = indexed_library(paths)
    for feed in (1, 2, 3):
        tag_feed(store, feed, ("sea",))
    app = make_app(paths)
    async with driven(app, (130, 15)) as pilot:
        await press(pilot, app, "g", "f", "G")
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.key == "tag:sea"
        await press(pilot, app, "enter")
        assert "▾ #sea" in screen_text(app)
        assert "    loose" in screen_text(app).split("▾ #sea")[1]
        await press(pilot, app, "l", "r")
        job = worker_of(app).jobs[-1]
        assert isinstance(job, Refresh)
        assert sorted(job.feeds) == [1, 2, 3]


async def test_the_rest_of_a_list_that_was_left_is_read_no_further(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    store = small_library(paths)
    add_entries(store, add_feed(store, "long"), *(entry(f"long{n}", f"Entry {n}", NOW - n) for n in range(1_500)))
    app = make_app(paths)
    begun, stopped = threading.Event(), list[bool]()
    taking = library.entry_ids

    def entry_ids(store: Store, query: Query, limit: int | None = None, oldest_first: bool = False) -> array[int]:
        if limit is None:
            begun.set()
            try:
                store.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000000) SELECT max(i) FROM n")
            except Interrupted:
                stopped.append(True)
                raise
        return taking(store, query, limit, oldest_first)

    async with driven(app) as pilot:
        await press(pilot, app, "3")
        monkeypatch.setattr(library, "entry_ids", entry_ids)
        await pilot.press("1")
        while not begun.is_set():
            await pilot.pause()
        await press(pilot, app, "3")
        assert stopped == [True]
