"""Pictures in the driven app: room kept, painted when they come, never moving what is read, asked for only where they may be."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Literal

import pytest
from textual.pilot import Pilot

from newsreader.config.paths import Paths
from newsreader.config.settings import Settings
from newsreader.images.shape import Cell, Form
from newsreader.library.pictures import draw
from newsreader.model.article import Article, Block, Figure, Image, Paragraph, Span
from newsreader.model.events import ImageReady
from newsreader.model.jobs import Cancel, FetchImages
from newsreader.render.json import to_json
from newsreader.store.articles import keep_article
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.images import KeptImage, keep_image
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.pictures.probe import Canvas
from newsreader.tui.pictures.rows import holds_picture
from tests.builders import NOW, add_entries, add_feed, entry
from tests.images.drawing import picture
from tests.tui.driving import QUIET, driven, make_app, settled, worker_of

HILLS = Image("https://hills.example/hills.jpg", "hills at dawn", 640, 360)
LAKE = Image("https://hills.example/lake.jpg", "a lake")
PIXEL = Image("https://count.example/pixel.gif", "", 1, 1)
TEXT = Paragraph((Span("Something happened in the hills, and nobody saw it. " * 20),))
SIZE = (120, 30)
HALF = Canvas("halfblock")


class Library:
    """A library of two entries with an article each, and a cache of pictures."""

    def __init__(self, paths: Paths, *blocks: Block) -> None:
        self.paths = paths
        self.store = Store(paths.library)
        self.files = Files(paths.images_dir, sync=False)
        feed = add_feed(self.store)
        self.first, self.second = add_entries(self.store, feed, entry("first", published=NOW - 100), entry("second", published=NOW - 200))
        self.feed = feed
        for entry_id in (self.first, self.second):
            article = Article(title="A story", words=100, blocks=blocks)
            keep_article(self.store, entry_id, "page", json.dumps(to_json(article)), 100, NOW)

    def keep(self, image: Image, width: int = 640, height: int = 360) -> KeptImage:
        """Put a red picture into the cache, as the worker does when it has come."""
        kept = KeptImage(image.url, self.files.put(picture(width, height)), 100, width, height, None, NOW)
        keep_image(self.store, kept)
        return kept

    def make(self, app: NewsreaderApp, image: Image, width: int = 640, height: int = 360) -> ImageReady:
        """Do what the worker does for the last job: make the picture small, and tell of it."""
        kept = self.keep(image, width, height)
        job = [job for job in pictures_asked(app) if image.url in job.urls][-1]
        at = job.urls.index(image.url)
        cell = Cell(job.cell_width, job.cell_height)
        forms: dict[str, tuple[Form, ...]] = {"png": ("png",), "rgb": ("rgb",), "sixel": ("rgb", "sixel")}
        for form in forms[job.form]:
            draw(self.files, self.paths.pictures_dir, kept, job.columns[at], job.rows[at], form, cell)
        return ImageReady(1, job.entry, image.url, kept.digest or "", width, height)


@pytest.fixture
def library(paths: Paths) -> Iterator[Library]:
    made = Library(paths, Figure((HILLS,), (Span("The hills."),)), TEXT)
    yield made
    made.store.close()


@asynccontextmanager
async def opened(
    paths: Paths, settings: Settings = QUIET, canvas: Canvas = HALF, **more: object
) -> AsyncIterator[tuple[NewsreaderApp, Pilot[Any]]]:
    """The app with its first entry open."""
    app = make_app(paths, settings, canvas=canvas, **more)
    async with driven(app, SIZE) as pilot:
        await pilot.press("enter")
        await settled(pilot, app)
        yield app, pilot


def pictures_asked(app: NewsreaderApp) -> list[FetchImages]:
    return [job for job in worker_of(app).jobs if isinstance(job, FetchImages)]


def rows(app: NewsreaderApp) -> list[str]:
    """The reader's rows, as they are drawn."""
    reader = app.main.reader
    return [reader.render_line(y).text.rstrip(" ▐") for y in range(reader.size.height)]


def red_cells(app: NewsreaderApp) -> int:
    """How many cells of the reader show the red picture."""
    reader = app.main.reader
    found = 0
    for y in range(reader.size.height):
        for text, style, _ in reader.render_line(y):
            if style and style.bgcolor and style.bgcolor.triplet and style.bgcolor.triplet.hex == "#ff0000":
                found += len(text)
    return found


async def test_room_is_kept_and_the_picture_painted_into_it_without_moving_a_word(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        before = rows(app)
        at = next(y for y, text in enumerate(before) if "▣ hills at dawn" in text)
        caption = next(y for y, text in enumerate(before) if "The hills." in text)
        (job,) = pictures_asked(app)
        assert (job.entry, job.urls, job.form, job.fetch) == (library.first, (HILLS.url,), "rgb", True)
        assert caption - at == job.rows[0]
        assert red_cells(app) == 0
        worker_of(app).tell(library.make(app, HILLS))
        await pilot.pause()
        after = rows(app)
        assert red_cells(app) == job.rows[0] * job.columns[0]
        assert [text for text in before if "▣" not in text and text.strip()] == [text for text in after if text.strip()]
        assert after.index(before[caption]) == caption


async def test_a_picture_of_other_proportions_stays_within_the_room(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        caption = next(y for y, text in enumerate(rows(app)) if "The hills." in text)
        worker_of(app).tell(library.make(app, HILLS, 300, 900))
        await pilot.pause()
        assert "The hills." in rows(app)[caption]
        assert 0 < red_cells(app) < pictures_asked(app)[0].rows[0] * pictures_asked(app)[0].columns[0] // 2


async def test_a_picture_that_was_made_before_is_there_at_once(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        worker_of(app).tell(library.make(app, HILLS))
        await pilot.pause()
    async with opened(library.paths) as (app, pilot):
        assert red_cells(app) > 0
        assert not pictures_asked(app)


async def test_a_picture_that_cannot_be_had_says_why_in_its_room(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        caption = next(y for y, text in enumerate(rows(app)) if "The hills." in text)
        worker_of(app).tell(ImageReady(1, library.first, HILLS.url, error="404\x1b[31m: gone"))
        await pilot.pause()
        assert any("▣ hills at dawn — 404: gone" in text for text in rows(app))
        assert "The hills." in rows(app)[caption]
        assert "\x1b" not in "".join(rows(app))


async def test_a_picture_of_an_entry_that_is_no_longer_open_is_not_shown(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        late = library.make(app, HILLS)
        await pilot.press("J")
        await settled(pilot, app)
        assert any(isinstance(job, Cancel) for job in worker_of(app).jobs)
        assert pictures_asked(app)[0].entry == library.first
        worker_of(app).tell(replace(late, entry=library.first, error="too late"))
        await pilot.pause()
        assert not any("too late" in text for text in rows(app))


async def test_a_picture_of_unknown_size_that_is_in_view_waits_for_a_key(paths: Paths) -> None:
    library = Library(paths, Figure((LAKE,)), TEXT)
    async with opened(paths) as (app, pilot):
        before = rows(app)
        assert any("▣ a lake" in text for text in before)
        worker_of(app).tell(library.make(app, LAKE))
        await until(pilot, lambda: app.main.pictures._new == [])
        assert rows(app) == before
        assert red_cells(app) == 0
        await pilot.press("i")
        await settled(pilot, app)
        worker_of(app).tell(library.make(app, LAKE))
        await pilot.pause()
        assert red_cells(app) > 0
    library.store.close()


async def test_a_picture_of_unknown_size_below_the_fold_gets_room_and_nothing_in_view_moves(paths: Paths) -> None:
    library = Library(paths, TEXT, TEXT, TEXT, Figure((LAKE,)), TEXT)
    async with opened(paths) as (app, pilot):
        before, height = rows(app), app.main.reader.virtual_size.height
        worker_of(app).tell(library.make(app, LAKE))
        await until(pilot, lambda: app.main.reader.virtual_size.height > height)
        assert rows(app) == before
    library.store.close()


async def test_offline_the_worker_is_told_to_ask_nobody(library: Library) -> None:
    async with opened(library.paths, offline=True) as (app, _):
        assert [job.fetch for job in pictures_asked(app)] == [False]


async def test_what_counts_readers_is_never_asked_for(paths: Paths) -> None:
    library = Library(paths, Figure((PIXEL,)), Figure((Image("https://x.example/a.svg", "", 90, 90),)), TEXT)
    async with opened(paths) as (app, _):
        assert not pictures_asked(app)
    library.store.close()


@pytest.mark.parametrize("images", ["off", "alt"])
async def test_where_the_user_says_so_nothing_is_asked_for_and_words_stand_for_pictures(library: Library, images: Literal["off", "alt"]) -> None:
    settings = replace(QUIET, images=images)
    async with opened(library.paths, settings, Canvas("alt")) as (app, _):
        assert not pictures_asked(app)
        assert any("▣ The hills." in text for text in rows(app))


async def test_i_turns_the_pictures_of_a_feed_off_and_on_and_it_is_remembered(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        await pilot.press("i")
        await settled(pilot, app)
        assert any("▣ The hills." in text for text in rows(app))
    async with opened(library.paths) as (app, pilot):
        assert any("▣ The hills." in text for text in rows(app))
        assert not pictures_asked(app)
        await pilot.press("i")
        await settled(pilot, app)
        assert len(pictures_asked(app)) == 1


async def test_pictures_everywhere_are_off_and_on_by_a_key(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        await pilot.press("g", "i")
        await settled(pilot, app)
        assert any("▣ The hills." in text for text in rows(app))
        await pilot.press("g", "i")
        await settled(pilot, app)
        assert not any("▣ The hills." in text for text in rows(app))


async def test_a_damaged_file_of_the_cache_is_not_shown(library: Library) -> None:
    async with opened(library.paths) as (app, pilot):
        ready = library.make(app, HILLS)
        for file in library.paths.pictures_dir.glob("*/*"):
            file.write_bytes(b"\x1b[31m" + file.read_bytes()[:100])
        worker_of(app).tell(ready)
        await pilot.pause()
        assert red_cells(app) == 0
        assert "\x1b" not in "".join(rows(app))


async def test_on_a_small_screen_pictures_leave_room_for_text(library: Library) -> None:
    app = make_app(library.paths, canvas=HALF)
    async with driven(app, (20, 5)) as pilot:
        await pilot.press("enter")
        await settled(pilot, app)
        assert pictures_asked(app)[0].rows[0] <= 4
        assert pictures_asked(app)[0].columns[0] <= 20


async def until(pilot: Pilot[Any], done: object) -> None:
    """Let the app run until something is so."""
    for _ in range(200):
        if callable(done) and done():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")


class Outside:
    """What is written to the terminal between frames."""

    def __init__(self, app: NewsreaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[str] = []
        monkeypatch.setattr(app, "to_terminal", self.told.append)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Row and column of every picture that was drawn, from 0 on."""
        return [(int(row) - 1, int(column) - 1) for text in self.told for row, column in re.findall(r"\x1b7\x1b\[(\d+);(\d+)H\x1bP0;1;0q", text)]


async def at_rest(pilot: Pilot[Any], app: NewsreaderApp) -> None:
    """Wait until the view has come to rest, and what is drawn then is drawn."""
    await settled(pilot, app)
    while not app.main.pictures.rests:
        await pilot.pause(0.01)


async def test_sixels_are_drawn_at_rest_where_the_picture_is_whole_and_never_over_anything_else(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Paragraph((Span("Something happened in the hills. " * 16),))
    library = Library(paths, few, Figure((HILLS,), (Span("The hills."),)), TEXT, TEXT)
    async with opened(paths, canvas=Canvas("sixel", Cell(10, 20))) as (app, pilot):
        outside = Outside(app, monkeypatch)
        app.main.pictures.ready(library.make(app, HILLS))
        await at_rest(pilot, app)
        reader = app.main.reader
        at = next(y for y in range(reader.size.height) if reader.lines and holds_picture(reader.lines[y]))
        assert outside.places == []  # its last rows are below the edge

        reader.go_by(at)
        await at_rest(pilot, app)
        row, column = outside.places[-1]
        assert row == at + 1 - round(reader.scroll_y)
        assert column == reader.region.x + reader.left
        assert red_cells(app) > 100  # the half blocks stay below it

        outside.told.clear()
        reader.go_by(2)  # its first row is above the edge now
        await at_rest(pilot, app)
        assert outside.places == []

        tall = pictures_asked(app)[0].rows[0]
        reader.go_by(-(2 + reader.size.height - tall - 3))
        await at_rest(pilot, app)
        assert len(outside.places) == 1  # it is whole, near the lower edge
        outside.told.clear()
        reader.note("something about the page " * 40)
        await at_rest(pilot, app)
        assert outside.places == []  # the note covers its last rows

        reader.note("")
        await pilot.press("?")
        await at_rest(pilot, app)
        outside.told.clear()
        app.main.reader.repaint()
        await at_rest(pilot, app)
        assert outside.places == []  # another screen is over it
        await pilot.press("escape")
        await at_rest(pilot, app)
        assert len(outside.places) == 1

        outside.told.clear()
        await pilot.press("i")
        await at_rest(pilot, app)
        assert outside.told == []


async def test_a_damaged_file_of_sixels_is_not_drawn(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(library.paths, canvas=Canvas("sixel", Cell(10, 20))) as (app, pilot):
        outside = Outside(app, monkeypatch)
        made = library.make(app, HILLS)
        for path in library.paths.pictures_dir.glob("*/*.sixel"):
            path.write_bytes(b"\x1bP0;1;0q\x1b\\\x1b]52;c;cHduZWQ=\x07")
        app.main.pictures.ready(made)
        await at_rest(pilot, app)
        assert red_cells(app) > 100
        assert outside.told == []


async def test_another_font_has_pictures_made_for_its_cells(library: Library) -> None:
    cells = [Cell(10, 20)]
    async with opened(library.paths, canvas=Canvas("sixel", Cell(10, 20)), cell_now=lambda: cells[-1]) as (app, pilot):
        app.main.pictures.ready(library.make(app, HILLS))
        await pilot.resize_terminal(110, 30)
        await settled(pilot, app)
        assert {(job.cell_width, job.cell_height) for job in pictures_asked(app)} == {(10, 20)}
        cells.append(Cell(14, 30))
        await pilot.resize_terminal(100, 24)
        await settled(pilot, app)
        last = pictures_asked(app)[-1]
        assert (last.urls, last.cell_width, last.cell_height) == ((HILLS.url,), 14, 30)
