"""The status line: what goes on, what can be pressed, where one is; hints give way first, then words, and the place stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from newsreader.config.paths import Paths, ensure, find_paths
from newsreader.model.events import Finished, Unreached
from newsreader.model.jobs import Refresh
from newsreader.text.width import width
from newsreader.tui.status import Doing, StatusLine
from tests.tui.driving import driven, make_app, press, screen_lines, screen_text, settled, small_app, worker_of

HINTS = (("Enter", "open"), ("m", "read/unread"), ("s", "star"), ("?", "keys"))


class Line(App[None]):
    """A status line alone."""

    def compose(self) -> ComposeResult:
        yield StatusLine()


async def shown(columns: int, words: str = "", doing: Doing | None = None, offline: str = "") -> str:
    app = Line()
    async with app.run_test(size=(columns, 1)) as pilot:
        line = app.query_one(StatusLine)
        line.set(hints=HINTS, place="12 unread · 3/40")
        line.set_doing(doing, offline)
        line.say(words)
        await pilot.pause()
        return line.line(0, columns, line.rich_style).text


async def test_all_three_parts_stand_in_a_wide_line() -> None:
    text = await shown(120, doing=Doing(412, 1000, 37, 2))
    assert [part in text for part in ("↻ 412/1,000", "37 new", "2 failed", "Enter open", "? keys")] == [True] * 5
    assert text.rstrip().endswith("12 unread · 3/40")


async def test_hints_give_way_but_the_last_one_leads_to_all() -> None:
    text = await shown(60, "8 marked read · u undoes")
    assert "8 marked read · u undoes" in text
    assert "s star" not in text
    assert "? keys" in text
    assert "3/40" in text


async def test_offline_is_told_beside_all_else() -> None:
    assert "offline · 2 wait  ↻ 1/2" in await shown(80, "8 marked read", Doing(1, 2, 0, 0), "offline · 2 wait")
    assert "offline" not in await shown(80)


async def test_an_edition_tells_what_it_takes() -> None:
    assert "↓ 12/40  3.1 MB  1 failed" in await shown(80, doing=Doing(12, 40, 0, 1, "3.1 MB"))


async def test_words_go_away_when_they_have_been_read() -> None:
    app = Line()
    async with app.run_test(size=(80, 1)):
        line = app.query_one(StatusLine)
        line.say("first")
        line.say("second")
        line._unsay(1)
        assert line.words == "second"
        line._unsay(2)
        assert line.words == ""


async def test_what_an_import_came_to_stays_until_the_next_key(paths: Paths) -> None:
    app = make_app(paths)
    async with driven(app) as pilot:
        app.main.work.import_from("/urls")
        worker_of(app).tell(Finished(len(worker_of(app).jobs), "3 feeds added, 1 waits for your word"))
        app.main.work.send(Refresh((1,)))
        worker_of(app).tell(Finished(len(worker_of(app).jobs), "1 feed, nothing new"))
        worker_of(app).tell(Unreached(0))
        await settled(pilot, app)
        assert app.main.status.words == "3 feeds added, 1 waits for your word"
        await press(pilot, app, "j")
        assert app.main.status.words.startswith("none of the feeds could be reached")


async def test_what_is_told_meanwhile_follows_when_kept_words_have_been_read() -> None:
    app = Line()
    async with app.run_test(size=(80, 1)):
        line = app.query_one(StatusLine)
        line.say("imported", kept=True)
        line.tell("nothing new")
        assert line.words == "imported"
        line._unsay(1)
        assert line.words == "nothing new"
        line.tell("one new")
        assert line.words == "one new"


@pytest.mark.parametrize("columns", [1, 5, 8, 12, 20, 33, 47, 80, 200])
async def test_it_takes_exactly_the_line(columns: int) -> None:
    text = await shown(columns, "unsubscribed from हिमालय संवाद, 6 entries", Doing(1, 2, 3, 4))
    assert width(text) == columns


async def test_words_that_are_too_long_for_the_line_stand_whole_above_it_and_nothing_moves(paths: Paths) -> None:
    app = small_app(paths)
    words = "this is a long notice " * 8 + "and this is its end"
    async with driven(app, (100, 30)) as pilot:
        before, height = screen_lines(app), app.main.headlines.size.height
        app.main.say(words)
        await settled(pilot, app)
        lines = screen_lines(app)
        assert words in " ".join(" ".join(lines[-4:]).split())
        assert lines[:26] == before[:26]
        assert app.main.headlines.size.height == height
        assert "unread" in lines[-1]
        app.main.say("short")
        await settled(pilot, app)
        assert screen_lines(app)[:28] == before[:28]


async def test_asking_for_a_line_of_text_takes_the_place_of_long_words(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, (100, 30)) as pilot:
        app.main.say("a word " * 40)
        await press(pilot, app, "/")
        assert screen_lines(app)[-1].startswith(" filter")
        assert "a word" not in screen_text(app)
        await press(pilot, app, "escape")
        assert "unread" in screen_lines(app)[-1]


async def test_an_old_message_makes_way_for_what_continues_a_key(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app, (150, 20)) as pilot:
        app.main.say("something was said before, and it is rather long for a line in which there is much else to be read")
        await press(pilot, app, "\\")
        assert "longest first" in screen_text(app)
        assert "something was said" not in screen_text(app)
        assert "r hide read" in screen_text(app)
        before = screen_lines(app)[:-3]
        await press(pilot, app, "escape")
        assert "longest first" not in screen_text(app)
        assert screen_lines(app)[:-3] == before


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
async def test_what_continues_a_key_is_shown_whole(paths: Paths, columns: int) -> None:
    app = small_app(paths)
    async with driven(app, (columns, 20)) as pilot:
        await press(pilot, app, "\\")
        shown_now = screen_text(app)
        assert all(f"{rest} {action.label}" in shown_now for rest, action in app.main.keys.continuations("headlines"))


async def test_commands_are_said_with_the_profile_that_is_read(home: Path) -> None:
    paths = find_paths({"NEWSREADER_HOME": str(home)}, "work")
    ensure(paths)
    app = make_app(paths)
    async with driven(app, (150, 20)) as pilot:
        app.main.told(ValueError("there is no feed 3; `newsreader feeds` lists them"))
        await pilot.pause()
        assert "`newsreader --profile work feeds` lists them" in screen_text(app)
