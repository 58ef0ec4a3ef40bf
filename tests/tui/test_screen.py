"""The screen, driven by keys: what a reader does from opening the program to quitting it."""

from __future__ import annotations

import pytest
from textual.events import Key, MouseScrollDown

from newsreader.config.paths import Paths
from newsreader.config.settings import Settings
from newsreader.library.lists import entry_ids, headlines, sidebar
from newsreader.library.opened import opened
from newsreader.model.entry import Headline
from newsreader.model.events import ArticleReady, FeedRefreshed, Finished, Progress
from newsreader.model.jobs import FetchPage, FindFeeds, ImportFile, OpenEntry, Refresh, SetOffline
from newsreader.model.query import Query
from newsreader.store.articles import keep_article, keep_page_failure
from newsreader.store.connection import Store
from newsreader.tui.app import CannotGoOn
from newsreader.tui.screens.picker import Picker
from tests.builders import NOW, add_entries, entry
from tests.tui.driving import (
    QUIET,
    driven,
    make_app,
    paths_in,
    press,
    screen_lines,
    screen_text,
    settled,
    small_app,
    small_library,
    worker_of,
)


def row_of(store: Store, title: str) -> Headline:
    """The headline with a title."""
    return next(row for row in headlines(store, entry_ids(store, Query())).values() if row.title == title)


def current_title(app: object) -> str:
    """The title under the cursor of the headlines pane."""
    row = app.main.headlines.current  # type: ignore[attr-defined]
    return row.title if row else ""


async def test_it_opens_on_what_is_unread_newest_first(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app):
        text = screen_text(app)
        assert "Unread 8" in text
        assert "newest first" in text
        assert text.index("Story number 8") < text.index("Story number 1")
        assert "● " in text
        assert "hills" in text


async def test_opening_marks_read_and_asks_for_the_article_and_the_page(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "enter")
        assert app.main.active == "reader"
        assert "Some text." in screen_text(app)
        row = row_of(store, "Story number 8")
        assert row.read
        assert worker_of(app).jobs == [OpenEntry(row.id), FetchPage(row.id)]
        assert "Unread 7" in screen_text(app)
        assert "Story number 8" in screen_text(app)  # it stays in the list until the list is left


async def test_marking_read_by_hand_leaves_an_opened_entry_unread(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths, Settings(mark_read="hand", fetch_page="hand", refresh_at_start=False, refresh_minutes=0))
    async with driven(app) as pilot:
        await press(pilot, app, "enter")
        row = row_of(store, "Story number 8")
        assert not row.read
        assert worker_of(app).jobs == [OpenEntry(row.id)]


async def test_why_a_page_is_missing_is_said_once(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    row = row_of(store, "Story number 8")
    async with driven(app) as pilot:
        await press(pilot, app, "enter")
        keep_article(store, row.id, "feed", '{"title": "Eight", "blocks": [{"kind": "paragraph", "text": "Own words."}], "hidden": []}', 2, NOW)
        keep_page_failure(store, row.id, "x.test does not answer", NOW)
        worker_of(app).tell(ArticleReady(2, row.id, "page", "x.test does not answer"))
        await settled(pilot, app)
        assert screen_text(app).count("x.test does not answer") == 1
        assert not app.main.status.words
        await press(pilot, app, "x")
        asked = len(worker_of(app).jobs)
        worker_of(app).tell(ArticleReady(asked, row.id, "page", "x.test does not answer"))
        await settled(pilot, app)
        assert app.main.status.words


async def test_an_article_that_comes_late_is_shown_only_where_it_belongs(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    first, second = row_of(store, "Story number 8"), row_of(store, "Story number 7")
    keep = '{"title": "%s", "blocks": [{"kind": "paragraph", "text": "%s"}], "hidden": []}'
    async with driven(app) as pilot:
        await press(pilot, app, "enter", "J")
        keep_article(store, first.id, "page", keep % ("Eight", "The page of story eight."), 5, NOW)
        worker_of(app).tell(ArticleReady(1, first.id, "page"))
        await settled(pilot, app)
        assert "The page of story eight." not in screen_text(app)
        keep_article(store, second.id, "page", keep % ("Seven", "The page of story seven."), 5, NOW)
        worker_of(app).tell(ArticleReady(2, second.id, "page"))
        await settled(pilot, app)
        assert "The page of story seven." in screen_text(app)
        shown = opened(store, first.id)
        assert shown is not None
        assert shown.article is not None


async def test_a_page_that_cannot_be_had_is_told_in_words_and_the_feeds_text_stays(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "enter")
        row = row_of(store, "Story number 8")
        keep_page_failure(store, row.id, "site.example answered 404: not found", NOW)
        worker_of(app).tell(ArticleReady(2, row.id, "page", "site.example answered 404: not found"))
        await settled(pilot, app)
        text = screen_text(app)
        assert "answered 404" in text
        assert "Some text." in text


async def test_marks_are_kept_when_the_screen_shows_them(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "s", "j", "m", "j", "d")
        assert row_of(store, "Story number 8").starred
        assert row_of(store, "Story number 7").read
        assert row_of(store, "Story number 6").read
        assert current_title(app) == "Story number 5"
        text = screen_text(app)
        assert "★" in text
        assert "1 marked read · u undoes" in text


async def test_undo_and_redo_say_what_they_do(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "A")
        assert sidebar(store, NOW).unread == 0
        assert "8 marked read · u undoes" in screen_text(app)
        await press(pilot, app, "u")
        assert sidebar(store, NOW).unread == 8
        assert "undone: 8 marked read" in screen_text(app)
        await press(pilot, app, "ctrl+r")
        assert sidebar(store, NOW).unread == 0
        assert "done again" in screen_text(app)
        await press(pilot, app, "u", "u")
        assert "nothing to undo" in screen_text(app)


async def test_marking_above_and_below_takes_the_rows_as_shown(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "j", "j", "<")
        assert [row_of(store, f"Story number {n}").read for n in (8, 7, 6, 5)] == [True, True, False, False]
        await press(pilot, app, "u", ">")
        assert [row_of(store, f"Story number {n}").read for n in (8, 7, 6, 5, 1)] == [False, False, False, True, True]


async def test_what_arrives_waits_behind_a_line_and_moves_nothing(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "j", "j")
        before = list(app.main.headlines.listing.ids) if app.main.headlines.listing else []
        add_entries(store, 1, entry("late 1", "Late story", NOW - 10), entry("late 2", "Later story", NOW - 5))
        app.main.lists.refresh_feeds()
        app.main.lists.refresh_rows()
        await settled(pilot, app)
        assert "↑ 2 new · press * to show" in screen_text(app)
        assert "Late story" not in screen_text(app)
        assert list(app.main.headlines.listing.ids) == before if app.main.headlines.listing else False
        assert current_title(app) == "Story number 6"
        await press(pilot, app, "A")
        assert not row_of(store, "Late story").read  # an action takes the rows that were shown
        await press(pilot, app, "*")
        assert "Late story" in screen_text(app)
        assert current_title(app) == "Later story"


async def test_changes_of_another_process_are_noticed(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        app.store.changed()
        from newsreader.library.marks import mark

        mark(store, [row_of(store, "Story number 8").id], "read")
        app._look_around()
        app.main.work._draw()
        await settled(pilot, app)
        assert "○" in screen_text(app)
        assert "Unread 7" in screen_text(app)


async def test_views_are_a_key_away(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "s", "3")
        assert current_title(app) == "Story number 8"
        assert app.main.headlines.count == 1
        await press(pilot, app, "1")
        assert app.main.headlines.count == 8
        await press(pilot, app, "m", "g", "u")
        assert app.main.headlines.count == 7
        await press(pilot, app, "g", "t")
        assert app.main.headlines.count == 8
        await press(pilot, app, "\\", "\\")
        assert current_title(app) == "Story number 1"
        assert "oldest first" in screen_text(app)
    store.close()


async def test_the_feeds_pane_chooses_lists_and_folds_folders(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "f", "]")
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.title == "News"
        assert app.main.headlines.count == 6
        await press(pilot, app, "enter")
        assert "harbours" not in screen_text(app).split("Story number 8")[0]
        await press(pilot, app, "enter", "]")
        assert app.main.feeds.choice.title in ("harbours", "Hills")
        await press(pilot, app, "ctrl+n")
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.kind == "feed"


async def test_a_failure_stands_in_the_feeds_row_and_above_its_headlines(paths: Paths) -> None:
    store = small_library(paths)
    with store.writing() as db:
        db.execute("UPDATE feeds SET error = 'answered 410: gone for good' WHERE title = 'loose'")
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "f", "G")
        text = screen_text(app)
        assert "gone 2" in text
        assert "answered 410: gone for good" in text
    store.close()


async def test_a_failure_does_not_hide_how_much_there_is_to_read(paths: Paths) -> None:
    store = small_library(paths)
    with store.writing() as db:
        db.execute("UPDATE feeds SET error = 'hills.example could not be reached'")
    app = make_app(paths)
    async with driven(app):
        feeds = app.main.feeds
        row = next(at for at, row in enumerate(feeds.rows) if row.choice and row.choice.title == "loose")
        wide, narrow = ("".join(part.text for part in feeds.row_lines(row, width, None)[0]) for width in (30, 18))
    assert wide == " loose           unreachable 2"
    assert narrow == " loose         ! 2"
    store.close()


async def test_space_reads_on_through_all_feeds(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("feed:2")
        await settled(pilot, app)
        assert app.main.headlines.count == 2
        seen = []
        for _ in range(8):
            await press(pilot, app, "space")
            seen.append(app.main.reading.entry.title if app.main.reading.entry else "")
        assert len(set(seen)) == 8
        await press(pilot, app, "space")
        assert "nothing is unread any more" in screen_text(app)


async def test_the_filter_narrows_as_it_is_typed_and_escape_brings_the_list_back(paths: Paths) -> None:
    store = small_library(paths)
    from newsreader.store.search import index

    index(store, [(i, row.title, "", "") for i, row in headlines(store, entry_ids(store, Query())).items()])
    add_entries(store, 1, entry("rare", "A pelican on the pier", NOW - 100))
    index(store, [(row_of(store, "A pelican on the pier").id, "A pelican on the pier", "", "")])
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "j", "/", "p", "e", "l")
        assert app.main.headlines.count == 1
        assert current_title(app) == "A pelican on the pier"
        await press(pilot, app, "enter")
        assert "⌕ pel · 1 of 9" in screen_text(app)
        await press(pilot, app, "escape")
        assert app.main.headlines.count == 9
        assert current_title(app) == "Story number 8"
        await press(pilot, app, "g", "/", "s", "t", "o", "r", "enter")
        assert app.main.headlines.count == 8
        assert "⌕ stor" in screen_text(app)
        assert app.main.active == "headlines"


async def test_a_search_from_a_filtered_list_is_filtered_for_itself_and_gives_the_whole_list_back(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", "4", "enter")
        assert app.main.headlines.count == 1
        await press(pilot, app, "g", "/", *"number", "enter")
        assert (app.main.headlines.count, "⌕ 4" in screen_text(app)) == (8, False)
        await press(pilot, app, "/", *"3", "enter")
        assert "⌕ 3 · 1 of 8" in screen_text(app)
        await press(pilot, app, "escape")
        assert app.main.headlines.count == 8
        await press(pilot, app, "escape")
        assert (app.main.headlines.count, app.main.feeds.choice and app.main.feeds.choice.kind) == (8, "unread")


async def test_a_query_that_cannot_be_read_is_told_while_it_is_typed(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"is", ":", *"new")
        assert "is:unread" in screen_text(app)
        await press(pilot, app, *["backspace"] * 6, *"story")
        assert "is:unread" not in screen_text(app)


async def test_refreshing_adding_and_importing_are_the_workers(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "R", "a", *"x.example", "enter")
        app.main.work.import_file()
        await settled(pilot, app)
        await press(pilot, app, *"/f", "enter")
        app.main.feeds.choose("feed:3")
        await settled(pilot, app)
        await press(pilot, app, "r", "ctrl+o", "r")
        assert worker_of(app).jobs == [Refresh(), FindFeeds("x.example"), ImportFile("/f"), Refresh(feeds=(3,)), SetOffline(True)]
        assert "offline: ^O goes online" in screen_text(app)


async def test_the_status_line_tells_how_far_a_refresh_is_and_how_it_ended(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "R")
        tell = worker_of(app).tell
        tell(Progress(1, 412, 1000, 37, 2))
        tell(FeedRefreshed(1, 1, 3))
        await settled(pilot, app)
        text = screen_text(app)
        assert "↻ 412/1,000" in text
        assert "37 new" in text
        assert "2 failed" in text
        tell(Finished(1, "3 feeds, 5 new entries"))
        await settled(pilot, app)
        assert "↻" not in screen_text(app)
        assert "3 feeds, 5 new entries" in screen_text(app)
        tell(Finished(1, error="the worker stopped"))
        await settled(pilot, app)
        assert "the worker stopped" in screen_text(app)


async def test_unsubscribing_asks_and_can_be_undone(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("feed:3")
        await settled(pilot, app)
        await press(pilot, app, "D")
        assert "Unsubscribe from loose?" in screen_text(app)
        await press(pilot, app, "n")
        assert len(sidebar(store, NOW).feeds) == 3
        await press(pilot, app, "D", "y")
        assert len(sidebar(store, NOW).feeds) == 2
        await press(pilot, app, "u")
        assert len(sidebar(store, NOW).feeds) == 3


async def test_marking_everything_read_asks_first(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "C", "escape")
        assert sidebar(store, NOW).unread == 8
        await press(pilot, app, "C", "y")
        assert sidebar(store, NOW).unread == 0


async def test_the_session_goes_on_where_it_ended(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("feed:2")
        await settled(pilot, app)
        await press(pilot, app, "\\", "o", "-", "s")
        await pilot.press("Q")
    assert app.return_code == 0
    assert worker_of(app).stopped
    again = make_app(paths)
    async with driven(again) as pilot:
        assert again.main.feeds.choice is not None
        assert again.main.feeds.choice.key == "feed:2"
        assert again.main.lists.oldest_first
        assert again.main.headlines.density == "compact"
        assert "★" in screen_text(again)


async def test_quitting_loses_no_mark_that_was_pressed(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        for _ in range(8):
            app.main.marks.done()
        app.exit()
        await pilot.pause()
    assert sidebar(store, NOW).unread == 0


async def test_a_library_without_feeds_offers_ways_to_start(paths: Paths) -> None:
    app = make_app(paths)
    async with driven(app) as pilot:
        assert "There are no feeds yet" in screen_text(app)
        await press(pilot, app, "a", *"hills.example", "enter")
        assert worker_of(app).jobs == [FindFeeds("hills.example")]
        small_library(paths).close()
        worker_of(app).tell(Finished(1, "subscribed"))
        app.main.work._draw()
        await settled(pilot, app)
        assert "There are no feeds yet" not in screen_text(app)
        assert "Story number 8" in screen_text(app)


async def test_the_demo_edition_is_a_key_away(paths: Paths) -> None:
    app = make_app(paths)
    async with driven(app) as pilot:
        await pilot.press("d")
        await pilot.pause()
    assert app.return_value == "demo"


async def test_the_demo_edition_fills_its_library_by_itself(paths: Paths) -> None:
    app = make_app(paths, QUIET, demo=True)
    async with driven(app):
        jobs = worker_of(app).jobs
        assert [type(job) for job in jobs] == [ImportFile]


async def test_the_demo_edition_says_that_it_is_one_and_where_it_is_kept(paths: Paths) -> None:
    app = small_app(paths, demo=True)
    async with driven(app, (100, 30)) as pilot:
        told = " ".join(screen_text(app).split())
        assert "the demo edition: what you do here is kept apart from your own library" in told
        assert "newsreader --demo --fresh` starts it over" in told
        for _ in range(2):
            await press(pilot, app, "j", "s")
        assert screen_lines(app)[-1].startswith(" demo  1 starred · u undoes")
        await press(pilot, app, "ctrl+o")
        assert screen_lines(app)[-1].startswith(" demo · offline ")


async def test_an_own_library_is_no_demo(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app):
        assert "demo" not in screen_text(app)


async def test_what_the_demo_edition_brings_takes_the_place_of_no_words(paths: Paths) -> None:
    app = make_app(paths, demo=True)
    async with driven(app) as pilot:
        worker_of(app).tell(Finished(1, "8 feeds added, 0 were there already"))
        await settled(pilot, app)
        assert "the demo edition: what you do" in " ".join(screen_text(app).split())
        assert "were there already" not in screen_text(app)


async def test_help_and_palette_do_what_is_picked(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "?")
        assert "Keys in the headlines" in screen_text(app)
        await press(pilot, app, *"star,", "enter")
        assert row_of(store, "Story number 8").starred
        await press(pilot, app, ":", *"oldest", "enter")
        assert app.main.lists.oldest_first
        await press(pilot, app, "?", "escape", "q")
        await pilot.press("q")
    assert app.return_code == 0


async def test_what_begins_as_it_is_typed_stands_first_in_the_palette(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        for typed, first in (("quit", "look.quit"), ("q", "look.back"), ("sort: old", "lists.by_oldest"), ("star", "marks.star")):
            await press(pilot, app, ":", *typed)
            assert isinstance(app.screen, Picker)
            current = app.screen.picks.current
            assert (typed, current and current.id) == (typed, first)
            await press(pilot, app, "escape")


async def test_a_picker_with_nothing_left_says_so(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "?", *"frobnicate")
        assert "nothing has these words" in screen_text(app)
        await press(pilot, app, "enter")
        assert "nothing has these words" in screen_text(app)


def test_on_a_light_ground_the_reader_opens_in_the_light_theme_until_one_is_chosen(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    for settings, theme in ((Settings(), "paper"), (Settings(theme="dusk"), "dusk")):
        app = make_app(paths, settings)
        assert app.theme == theme
        app.store.close()


async def test_a_theme_is_shown_while_it_is_looked_at_and_kept_when_picked(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        before = app.theme
        app.main.look.theme()
        await settled(pilot, app)
        await press(pilot, app, *"paper")
        app.screen._show_preview()  # type: ignore[attr-defined]
        assert app.theme == "paper"
        await press(pilot, app, "escape")
        assert app.theme == before
        app.main.look.theme()
        await settled(pilot, app)
        await press(pilot, app, *"paper", "enter")
        assert app.theme == "paper"
    again = make_app(paths)
    assert again.theme == "paper"
    again.store.close()


async def test_names_in_a_list_keep_away_from_what_is_told_of_them(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, (60, 20)) as pilot:
        await press(pilot, app, ":", *"look.theme", "enter")
        assert "high-contrast-da… white on black" in screen_text(app)
        assert "fjord" in screen_text(app)


async def test_more_that_is_wrong_is_counted(paths: Paths) -> None:
    paths.keys_file.write_text('[keys]\n"marks.star" = "esc"\n"marks.done" = "retrun"\n"move.up" = "gg"\n')
    app = small_app(paths)
    async with driven(app):
        told = " ".join(screen_text(app).split())
        assert "escape" in told
        assert "· 2 more: `newsreader doctor` says all" in told


async def test_a_broken_theme_is_told_and_the_default_used(paths: Paths) -> None:
    small_library(paths).close()
    paths.themes_dir.mkdir()
    (paths.themes_dir / "mine.toml").write_text('[colors]\nbackground = "nosuchcolour"\n')
    app = make_app(paths, Settings(theme="mine", refresh_at_start=False, refresh_minutes=0))
    async with driven(app):
        assert app.theme == "dusk"
        assert "mine.toml" in screen_text(app)


async def test_keys_can_be_given_to_other_actions(paths: Paths) -> None:
    store = small_library(paths)
    paths.keys_file.write_text('[keys]\n"marks.star" = "x, g x"\n"nosuch.action" = "y"\n')
    app = make_app(paths)
    async with driven(app) as pilot:
        assert "nosuch.action" in screen_text(app)
        await press(pilot, app, "x")
        assert row_of(store, "Story number 8").starred
        await press(pilot, app, "g", "x")
        assert not row_of(store, "Story number 8").starred


async def test_the_mouse_opens_chooses_and_scrolls(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        head = app.main.headlines.head
        await pilot.click("#headlines", offset=(12, head + 2))
        await settled(pilot, app)
        assert app.main.active == "reader"
        assert row_of(store, "Story number 7").read
        await pilot.click("#feeds", offset=(5, 1))
        await settled(pilot, app)
        assert app.main.feeds.choice is not None
        assert app.main.feeds.choice.key == "all"
        assert app.main.active != "reader"


async def test_a_library_that_cannot_be_opened_is_told_in_words(paths: Paths) -> None:
    from newsreader.tui.start import open_reader

    paths_in(paths.data.parents[1])
    paths.library.write_bytes(b"this is no database, whatever its name says" * 100)
    assert open_reader(None, False, False, False) == "failed"


async def test_a_library_that_cannot_be_read_any_more_ends_the_reader_in_words(paths: Paths) -> None:
    app = small_app(paths)
    store = Store(paths.library)

    async def newer_meanwhile() -> None:
        async with driven(app) as pilot:
            store.rows("ALTER TABLE headings RENAME COLUMN title TO words")
            assert app.main.headlines.listing is not None
            app.main.headlines.listing.forget()
            await press(pilot, app, "j")

    with pytest.raises(CannotGoOn) as ended:
        await newer_meanwhile()
    assert app.return_code == 1
    assert str(ended.value.__rich__()).startswith(f"newsreader: a newer newsreader has brought {paths.library} up to date")


async def test_what_the_worker_tells_is_taken_after_the_library_could_not_be_read(paths: Paths) -> None:
    app = small_app(paths)
    store = Store(paths.library)
    async with driven(app) as pilot:
        await press(pilot, app, "enter")
        assert app.main.reading.entry is not None
        store.rows("ALTER TABLE headings RENAME COLUMN title TO words")
        worker_of(app).tell(ArticleReady(1, app.main.reading.entry.id, "page"))
        await settled(pilot, app)
        assert "a newer newsreader has brought" in " ".join(screen_lines(app)[-4:])
        store.rows("ALTER TABLE headings RENAME COLUMN words TO title")
        worker_of(app).tell(ArticleReady(1, app.main.reading.entry.id, "page"))
        await settled(pilot, app)


async def test_what_is_read_to_its_end_is_marked_there_if_the_settings_say_so(paths: Paths) -> None:
    store = small_library(paths)
    long = "".join(f"<p>Paragraph number {n} of a long story that goes on.</p>" for n in range(80))
    add_entries(store, 1, entry("long", "A long story", NOW - 60, long))
    app = make_app(paths, Settings(mark_read="end", refresh_at_start=False, refresh_minutes=0))
    async with driven(app) as pilot:
        await press(pilot, app, "enter", "j", "space")
        assert not row_of(store, "A long story").read
        await press(pilot, app, "G")
        assert row_of(store, "A long story").read


async def test_the_wheel_scrolls_the_list_and_leaves_the_cursor(paths: Paths) -> None:
    store = small_library(paths)
    add_entries(store, 1, *(entry(f"more {n}", f"More {n}", NOW - 90_000 - n) for n in range(60)))
    app = make_app(paths)
    async with driven(app) as pilot:
        pane = app.main.headlines
        event = MouseScrollDown(pane, 5, 5, 0, 1, 0, False, False, False, 40, 10)
        for _ in range(5):
            pane.post_message(event)
        await settled(pilot, app)
        assert pane.scroll_y > 0
        assert pane.cursor == 0


async def test_keys_that_come_faster_than_the_prompt_go_where_they_were_meant_to(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        for key in (*"/number", "enter", "j", "j", "s"):
            app.post_message(Key(key if key != "/" else "slash", key if len(key) == 1 else None))
        await settled(pilot, app)
        await settled(pilot, app)
        assert app.main.finding.text == "number"
        assert "1 starred" in screen_text(app)
