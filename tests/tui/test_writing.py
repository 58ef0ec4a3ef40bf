"""Notes, the sheet of all feeds, and merging, by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from newsreader.config.paths import Paths
from newsreader.library.lists import entry_ids
from newsreader.library.notes import note_of, write_note
from newsreader.library.tagging import tag
from newsreader.model.events import LinkReady
from newsreader.model.query import Query
from newsreader.tui.app import NewsreaderApp
from tests.tui.driving import driven, indexed_library, make_app, number, press, screen_text, settled, small_app, titles, worker_of
from tests.tui.reading import keep_page_of, library_with, long_blocks, paragraph


def edits(monkeypatch: pytest.MonkeyPatch, *changes: Callable[[str], str]) -> list[str]:
    """What the editor does with each text that it gets, in turn; gives the texts it got."""
    got: list[str] = []

    def edit(_app: NewsreaderApp, text: str, _suffix: str) -> str:
        got.append(text)
        return changes[len(got) - 1](text)

    monkeypatch.setattr(NewsreaderApp, "edit", edit)
    return got


def shown_from(app: NewsreaderApp, words: str) -> list[str]:
    """The rows of the reader from the first on that has these words, without its margins."""
    reader = app.main.reader
    rows = [reader.line(y, reader.size.width, reader.rich_style).text.strip(" ▐") for y in range(reader.size.height)]
    return rows[next(at for at, row in enumerate(rows) if words in row) :]


def text_row(app: NewsreaderApp, words: str) -> int:
    """The row of the screen that has these words."""
    return next(at for at, row in enumerate(screen_text(app).split("\n")) if words in row)


async def test_a_note_is_written_changed_found_and_taken_back(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "n", *"ask Ada", "enter")
        assert note_of(store, number(store, 8)) == "ask Ada"
        assert "✎ ask Ada" in screen_text(app)
        await press(pilot, app, "g", "n", "ctrl+u", *"x", "escape")
        assert note_of(store, number(store, 8)) == "ask Ada"
        got = edits(monkeypatch, lambda text: text + "\nand Eve\n", lambda text: text.replace("Eve", "Zoe"))
        await press(pilot, app, "g", "N", "g", "n")
        assert (got, note_of(store, number(store, 8))) == (["ask Ada", "ask Ada\nand Eve"], "ask Ada\nand Zoe")
        await press(pilot, app, "/", *"zoe", "enter")
        assert titles(app) == [8]
        await press(pilot, app, "escape", "u", "u", "u")
        assert note_of(store, number(store, 8)) == ""


async def test_a_note_is_read_above_the_text_and_does_not_move_it(paths: Paths) -> None:
    store, entry_id = library_with(paths, *long_blocks())
    write_note(store, entry_id, "ask Ada")
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter")
        assert shown_from(app, "✎ your note")[:4] == ["✎ your note", "▎ ask Ada", "", "Head"]
        await press(pilot, app, *"gn", " ", *"again", "enter")
        assert shown_from(app, "✎ your note")[:4] == ["✎ your note", "▎ ask Ada again", "", "Head"]
        await press(pilot, app, "u")
        assert shown_from(app, "✎ your note")[:4] == ["✎ your note", "▎ ask Ada", "", "Head"]
        for keys in (["space", "space", "j"], ["g", "g", *"jjj"]):  # deep in the text; at the note itself
            await press(pilot, app, *keys)
            before = shown_from(app, "Paragraph ")
            row = text_row(app, before[0])
            await press(pilot, app, *"gn")
            app.screen.query_one(Input).value = "and again " * 40
            await press(pilot, app, "enter")
            assert text_row(app, before[0]) == row
            assert shown_from(app, "Paragraph ")[:20] == before[:20]
            await press(pilot, app, "u")
            assert text_row(app, before[0]) == row


async def test_a_note_that_is_written_on_a_linked_page_is_there_on_the_way_back(paths: Paths) -> None:
    store, entry_id = library_with(paths, paragraph("There is more.", link="https://site.example/more"))
    keep_page_of(store, "https://site.example/more", "More", paragraph("More of it."))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "F", "a")
        worker_of(app).tell(LinkReady(1, "https://site.example/more", entry_id))
        await settled(pilot, app)
        assert "More of it." in screen_text(app)
        await press(pilot, app, *"gn", *"ask Ada", "enter")
        assert note_of(store, entry_id) == "ask Ada"
        assert "your note" not in screen_text(app)
        await press(pilot, app, "H")
        assert "▎ ask Ada" in screen_text(app)


async def test_all_feeds_are_changed_on_a_sheet_and_a_mistake_is_gone_on_with(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed_library(paths).close()
    got = edits(monkeypatch, lambda text: text.replace("title: loose", "titel: Waves"), lambda text: text.replace("titel: Waves", "title: Waves"))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "E")
        assert "not titel" in screen_text(app)
        await press(pilot, app, "y")
        assert "titel: Waves" in got[1]
        assert "Waves" in [feed.title for feed in app.main.lists.bar.feeds]
        await press(pilot, app, "u")
        assert "loose" in [feed.title for feed in app.main.lists.bar.feeds]


async def test_a_feed_is_merged_into_another(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("feed:3")
        await settled(pilot, app)
        await press(pilot, app, "g", "M", *"hills", "enter")
        assert [feed.title for feed in app.main.lists.bar.feeds] == ["harbours", "hills"]
        assert len(entry_ids(store, Query(feeds=(1,)))) == 6
        await press(pilot, app, "u")
        assert len(entry_ids(store, Query(feeds=(1,)))) == 4


async def test_a_tag_is_painted_renamed_and_deleted(paths: Paths) -> None:
    store = indexed_library(paths)
    tag(store, [number(store, 8), number(store, 3)], "late")
    app = make_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("tag:late")
        await settled(pilot, app)
        assert titles(app) == [8, 3]
        await press(pilot, app, "E", "down", *"bluish", "enter")
        assert "bluish is no colour" in screen_text(app)
        await press(pilot, app, "ctrl+u", *"red", "up", "ctrl+u", *"Later", "enter")
        assert [(each.name, each.color) for each in app.main.lists.bar.tags] == [("Later", "red")]
        app.main.feeds.choose("tag:Later")
        await settled(pilot, app)
        await press(pilot, app, "D")
        assert [each.name for each in app.main.lists.bar.tags if each.unread] == []
        await press(pilot, app, "u")
        assert [(each.name, each.unread) for each in app.main.lists.bar.tags] == [("Later", 2)]


async def test_a_kept_query_is_changed(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"feed:loose", "enter", "F", *"Loose", "enter", "E", "down", "ctrl+u", *"is:nothing", "enter")
        assert "is:nothing is not known" in screen_text(app)
        await press(pilot, app, "ctrl+u", *"feed:hills", "up", "ctrl+u", *"Hills", "enter")
        assert [(choice.title, titles(app)) for choice, _ in app.main.saved.rows] == [("Hills", [8, 5, 3, 1])]
