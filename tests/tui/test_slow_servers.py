"""The real worker and servers that take their time: text never waits for a picture or jumps when one comes, and no two articles are mixed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from newsreader.cli.main import run
from newsreader.config.paths import Paths
from newsreader.store.articles import article_json
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.pictures.probe import Canvas
from newsreader.tui.start import worker_argv
from tests.pages import page
from tests.site import Site, serving
from tests.tui.driving import QUIET, driven, screen_lines, screen_text, settled

SIZE = (120, 40)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@asynccontextmanager
async def opened(paths: Paths) -> AsyncIterator[tuple[NewsreaderApp, Pilot[Any]]]:
    """The app with its real worker and half blocks."""
    app = NewsreaderApp(paths, QUIET, worker_argv(None, False, False), canvas=Canvas("halfblock"))
    async with driven(app, SIZE) as pilot:
        yield app, pilot


async def until(pilot: Pilot[Any], app: NewsreaderApp, so: Callable[[], object]) -> None:
    """Let the app run until something is so; fails loudly when it never is."""
    async with asyncio.timeout(60):
        while not so():
            await pilot.pause(0.02)
    await settled(pilot, app)


def words(app: NewsreaderApp) -> list[tuple[int, str]]:
    """The rows of the reader that have words in them, and where they stand."""
    left = app.main.reader.region.x
    rows = [(y, line[left:].strip(" ▐")) for y, line in enumerate(screen_lines(app)[:-1])]
    return [(y, text) for y, text in rows if any(letter.isalpha() for letter in text) and "A picture" not in text]


def painted(app: NewsreaderApp) -> bool:
    """Whether pixels are seen."""
    reader = app.main.reader
    return any(style and style.bgcolor and style.bgcolor.triplet and style.bgcolor.triplet.blue == 99
               for y in range(reader.size.height) for _, style, _ in reader.render_line(y))  # fmt: skip


@pytest.mark.parametrize("scrolled", [0, 1, 2])
async def test_no_line_moves_when_a_picture_comes_late(paths: Paths, site: Site, scrolled: int) -> None:
    feed = site.publish("one")
    site.held = "/one.png"
    assert run(["add", feed]) == 0
    async with opened(paths) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, app, lambda: "Story one, part 0" in screen_text(app) and site.reached.is_set())
        for _ in range(scrolled):
            await pilot.press("j")
        await settled(pilot, app)
        before, place = words(app), app.main.reader.scroll_y
        assert not painted(app)
        site.let_go.set()
        await until(pilot, app, lambda: painted(app))
        assert words(app) == before
        assert app.main.reader.scroll_y == place


async def test_no_line_moves_when_a_picture_of_unknown_size_comes_late(paths: Paths, site: Site) -> None:
    feed = site.publish("one")
    site.answers["/one"] = ("text/html", page("Story one", "/one.png").replace(b' width="640" height="480"', b""))
    site.held = "/one.png"
    assert run(["add", feed]) == 0
    async with opened(paths) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, app, lambda: "Story one, part 0" in screen_text(app) and site.reached.is_set())
        before = words(app)
        site.let_go.set()
        await until(pilot, app, lambda: "a picture came" in app.main.status.words)
        assert words(app) == before
        await pilot.press("i")
        await until(pilot, app, lambda: painted(app))


async def test_a_page_that_comes_late_stays_with_its_own_headline(paths: Paths, site: Site) -> None:
    feed = site.publish("one", "two")
    site.held = "/one"
    assert run(["add", feed]) == 0
    async with opened(paths) as (app, pilot):
        rows = app.main.headlines.listing
        assert rows is not None
        titles = [row.title for at in range(2) if (row := rows.row(at)) is not None]
        first, way = titles.index("Story one"), "J" if titles.index("Story one") == 0 else "K"
        for _ in range(first):
            await pilot.press("j")
        await pilot.press("enter")
        await until(pilot, app, site.reached.is_set)
        await pilot.press(way)
        await until(pilot, app, lambda: "Story two, part 0" in screen_text(app))
        await until(pilot, app, lambda: painted(app))
        before, late = words(app), rows.row(first)
        site.let_go.set()
        await until(pilot, app, lambda: late is not None and article_json(app.store, late.id, "page") is not None)
        assert words(app) == before
        await pilot.press("J" if way == "K" else "K")
        await until(pilot, app, lambda: "Story one, part 0" in screen_text(app))
        assert "Story two, part" not in screen_text(app)
        await pilot.press(way)
        await settled(pilot, app)
        assert "Story two, part 0" in screen_text(app)
        assert "Story one, part" not in screen_text(app)
