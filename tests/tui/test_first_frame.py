"""What the first frame waits for: every module that it loads costs a tenth of a millisecond, and every dataclass that is made half of one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.store.connection import Store
from tests.tui.driving import paths_in, small_library

ROOMS = {
    "config": "actions columns keys paths problems settings themes",
    "images": "shape",
    "library": "folding keptqueries lists members positions state",
    "model": "entry feed query sorting",
    "store": "connection documents errors feeds feedsets headlines hidden lists migrate plans positions state tags tellings walks",
    "text": "clean natural width",
    "tui": "ages app escape hints keys listing looks narrowing start status stores typedahead",
    "tui.panes": "columns feeds headlines lines rows titles",
    "tui.parts": "finding lists saved taking",
    "tui.pictures": "probe",
    "tui.screens": "made main saying",
}
"""The modules of each room that the first frame shows something of. What else it would load is better imported where it is used."""
WELCOME = {"tui.panes.welcome"}
DATACLASSES = {"config.settings.Settings", "library.folding.Folded", "model.query.Query", "store.plans.Plan", "tui.panes.feeds.FeedRow"}
"""Other values that the first frame makes are NamedTuples, which take a fifth of the time to define."""
LIBRARIES = {"gc", "json", "_json", "sqlite3", "_sqlite3", "tomllib"}
"""What it loads besides Textual and what that loads."""
STARTED = """
import sys
import textual.app, textual.scroll_view, textual.drivers.headless_driver, textual.drivers.linux_driver, tests.bench.bare
before = {name.split(".")[0] for name in sys.modules}
from dataclasses import is_dataclass
from newsreader.tui import app, start

async def looked(self):
    for name, module in list(sys.modules.items()):
        if name.startswith("newsreader."):
            seen.add(name)
            seen.update(f"{name}.{value.__name__}!" for value in vars(module).values() if is_dataclass(value) and value.__module__ == name)
    seen.update({name.split(".")[0] + "?" for name in sys.modules} - {name + "?" for name in before})
    self.exit("quit")

seen = set()
run = app.NewsreaderApp.run
app.NewsreaderApp.run = lambda self: run(self, headless=True, size=(120, 40))
app.NewsreaderApp._after_first_frame = looked
start.open_reader(None, False, False, False)
print(*seen)
"""


@pytest.fixture(params=["empty", "filled"])
def loaded(request: pytest.FixtureRequest, tmp_path: Path) -> set[str]:
    """Modules (`room.name`), dataclasses (with a `!`) and libraries (with a `?`) that are there when the first frame is."""
    paths = paths_in(tmp_path)
    store = small_library(paths) if request.param == "filled" else Store(paths.library)
    store.close()
    environ = {**os.environ, "NEWSREADER_HOME": str(paths.config.parent)}
    run = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True, env=environ)
    return {name.removeprefix("newsreader.") for name in run.stdout.split()}


def test_the_first_frame_loads_no_more_than_it_shows(loaded: set[str]) -> None:
    modules = {name for name in loaded if "!" not in name and "?" not in name}
    wanted = {f"{room}.{name}" for room, names in ROOMS.items() for name in names.split()}
    rooms = set(ROOMS) | {room.split(".")[0] for room in ROOMS}
    assert "tui.app" in modules
    assert modules - rooms - WELCOME <= wanted
    assert {name.rstrip("!") for name in loaded if "!" in name} <= DATACLASSES
    assert {name.rstrip("?") for name in loaded if "?" in name} - {"newsreader"} <= LIBRARIES
