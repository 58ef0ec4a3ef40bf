"""The pictures of the README, from the demo edition and key presses: `python -m tests.screenshots [NAME]...` makes all, or those named."""

from __future__ import annotations

import asyncio
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from newsreader.config.paths import Paths, ensure, find_paths
from newsreader.config.settings import Settings
from newsreader.config.themes import DEFAULT_DARK, DEFAULT_LIGHT, bundled_dir, theme_files
from newsreader.model.events import Event
from newsreader.model.jobs import FetchImages, Job
from newsreader.tui.pictures.probe import Canvas
from tests.machine import make_plain

if TYPE_CHECKING:
    from newsreader.tui.app import NewsreaderApp

FOLDER = Path(__file__).resolve().parents[1] / "screenshots"
NOW = 1_746_374_400  # 4 May 2025, 16:00 UTC: a little after the newest entry of the edition
FONTS = "Fira Code, Cascadia Code, JetBrains Mono, DejaVu Sans Mono, Menlo, Consolas, monospace"

DARK = TerminalTheme(
    (24, 25, 28), (208, 210, 214),
    [(46, 48, 54), (205, 92, 92), (134, 178, 98), (214, 164, 82), (88, 128, 190), (176, 120, 176), (92, 170, 178), (208, 210, 214)],
    [(122, 126, 134), (228, 116, 110), (160, 204, 124), (238, 196, 114), (120, 160, 220), (204, 150, 204), (126, 202, 208), (244, 245, 247)],
)  # fmt: skip
LIGHT = TerminalTheme(
    (252, 252, 252), (40, 42, 46),
    [(20, 20, 22), (170, 40, 40), (50, 112, 30), (134, 94, 0), (30, 84, 160), (132, 50, 128), (0, 106, 120), (224, 226, 230)],
    [(104, 108, 116), (196, 60, 56), (70, 136, 46), (250, 224, 130), (56, 110, 190), (156, 78, 152), (0, 130, 146), (255, 255, 255)],
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what is pressed, in which theme, on how large a screen, and words that are seen in it."""

    name: str
    keys: tuple[str, ...]
    theme: str = DEFAULT_DARK
    size: tuple[int, int] = (132, 38)
    shows: str = "Water minister"


READ = ("1", "enter")
HALF_BLOCKS = Canvas("halfblock")
PICTURES = (
    *(Picture(f"three-panes-{name}", READ, name) for name in theme_files([bundled_dir()])),
    Picture("zen", (*READ, "z"), size=(100, 38)),
    Picture("hidden", (*READ, "z", "X", "ctrl+f"), size=(100, 38)),
    Picture("narrow", READ, DEFAULT_LIGHT, (84, 30)),
    Picture("small", ("1", "j", "j"), size=(44, 24)),
    Picture("pictures", ("/", *"orchard", "enter", "enter", "z"), size=(100, 38), shows="Orchard growers"),
    Picture("table", ("/", *"buses", "enter", "enter", "z", "ctrl+f"), size=(100, 38), shows="Summer timetable"),
    Picture("code", ("1", "/", *"parser", "enter", "enter", "z"), size=(100, 38), shows="numbered"),
    Picture("notes", ("/", *"dictionary", "enter", "enter", "z", "G", "f"), DEFAULT_LIGHT, (100, 38), "A note on the figures"),
    Picture("links", ("1", "/", *"id:9", "enter", "enter", "z", "G", "f"), size=(100, 38), shows="tribune.example"),
    Picture("right-to-left", ("/", *"حارسة", "enter", "enter", "z"), size=(100, 38), shows="حارسة المنارة"),
    Picture("help", (*READ, "?")),
)


class Idle:
    """A worker that makes pictures and has nothing else to do: every page of the edition has been fetched before."""

    def __init__(self, paths: Paths, tell: Callable[[Event], None]) -> None:
        self._paths, self._tell = paths, tell

    async def start(self) -> None:
        """Nothing to start."""

    async def stop(self) -> None:
        """Nothing to stop."""

    def send(self, job: Job) -> int:
        """Make pictures at once; take any other job and leave it."""
        if isinstance(job, FetchImages):
            from newsreader.demo import edition
            from newsreader.fetch.bundled import BundledClient
            from newsreader.store.connection import Store
            from newsreader.store.files import Files
            from newsreader.worker.pictures import PictureDesk

            store = Store(self._paths.library)
            desk = PictureDesk(Files(self._paths.images_dir), self._paths.pictures_dir)
            desk.bring(store, BundledClient(edition()), 0, job, self._tell, lambda: False)
            store.close()
        return 0


def prepare(home: Path) -> Paths:
    """The demo edition, refreshed, with every page fetched and a few entries read or starred as by somebody who reads."""
    from newsreader.demo import edition
    from newsreader.fetch.bundled import BundledClient
    from newsreader.library.demo import set_up_demo
    from newsreader.library.lists import entry_ids, headlines
    from newsreader.library.marks import mark
    from newsreader.library.reading import NoArticle, fetch_article, make_feed_article
    from newsreader.model.query import Query
    from newsreader.store.connection import Store
    from newsreader.store.files import Files

    paths = find_paths({"NEWSREADER_HOME": str(home)}, "demo")
    ensure(paths)
    store = Store(paths.library)
    client = BundledClient(edition())
    set_up_demo(store, client)
    ids = list(entry_ids(store, Query()))
    for entry_id, row in headlines(store, ids).items():
        if row.url:
            try:
                fetch_article(store, Files(paths.pages_dir), client, entry_id)
            except NoArticle:  # some feeds of the edition bring the whole text and have no pages
                make_feed_article(store, entry_id)
    mark(store, ids[3::4] + ids[17::5], "read")
    mark(store, ids[5:6] + ids[12:13], "star")
    store.close()
    return paths


async def take(picture: Picture, paths: Paths) -> str:
    """Open the reader, press the keys, and give the screen as SVG."""
    from newsreader.tui.app import NewsreaderApp

    settings = Settings(theme=picture.theme, refresh_at_start=False, refresh_minutes=0)
    app = NewsreaderApp(paths, settings, (), demo=True, clock=lambda: NOW, make_worker=lambda tell: Idle(paths, tell), canvas=HALF_BLOCKS)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        for key in picture.keys:
            await pilot.press(key)
            await written(app)
            await pilot.pause()
        return plain(drawn(app))


async def written(app: NewsreaderApp) -> None:
    """Wait until every mark that was pressed is in the library; TimeoutError where it never is."""
    done = asyncio.Event()
    app.writer.put(lambda _store: None, lambda _: done.set(), lambda _: done.set())
    await asyncio.wait_for(done.wait(), 30)


def drawn(app: NewsreaderApp) -> str:
    """The screen as SVG, as `App.export_screenshot` makes it, but in a terminal whose own colours suit the theme."""
    width, height = app.size
    console = Console(width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor", record=True)
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens))
    return console.export_svg(title=app.title, theme=DARK if app.spec.dark else LIGHT)


def plain(svg: str) -> str:
    """The picture without fonts from the network, so that looking at it asks nobody."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: (Fira Code)[^;]*;", f"font-family: {FONTS};", svg)


def make(wanted: Iterable[Picture]) -> Iterator[tuple[str, str]]:
    """Every picture by name, each from the same library."""
    with tempfile.TemporaryDirectory() as folder:
        ready = prepare(Path(folder) / "ready")
        for picture in wanted:
            paths = find_paths({"NEWSREADER_HOME": f"{folder}/{picture.name}"}, "demo")
            shutil.copytree(ready.data, paths.data)
            ensure(paths)
            yield picture.name, asyncio.run(take(picture, paths))


def main(names: list[str]) -> None:
    """Write the pictures."""
    make_plain()
    unknown = set(names) - {picture.name for picture in PICTURES}
    if unknown:
        raise SystemExit(f"no picture is called {', '.join(sorted(unknown))}; there are {', '.join(p.name for p in PICTURES)}")
    FOLDER.mkdir(exist_ok=True)
    for name, svg in make(picture for picture in PICTURES if not names or picture.name in names):
        (FOLDER / f"{name}.svg").write_text(svg)
        print(os.path.relpath(FOLDER / f"{name}.svg"))


if __name__ == "__main__":
    main(sys.argv[1:])
