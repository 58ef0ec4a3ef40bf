"""The screen as a picture, by key presses, for a few states that say what it should look like; `--snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from newsreader.config.paths import Paths
from newsreader.library.lists import entry_ids
from newsreader.model.events import Progress
from newsreader.model.query import Query
from newsreader.store.articles import keep_article
from newsreader.store.connection import Store
from tests.builders import NOW, add_entries, add_feed, entry
from tests.tui.driving import make_app, press, settled, worker_of

HOUR = 3600
ROWS = (
    ("The Tribune", "India", "Rajnath to hold bilateral meet with Japanese counterpart", 2),
    ("The Tribune", "India", "Monsoon arrives early over Kerala, says IMD", 3),
    ("LWN", "Technology", "A new scheduler class", 4),
    ("हिमालय संवाद", "India", "सूखा नौला फिर भरा: बारह गाँवों ने मिलकर बचाया पानी", 6),
    ("科学の窓", "Science", "駅の軒先、ツバメの巣は今年も七つ　三十年の記録からわかること", 11),
    ("LWN", "Technology", "Footbridge opens again, for carts too", 30),
    ("المرفأ", "Science", "حارسة المنارة الأخيرة تطفئ مصباحها", 50),
    ("old blog", None, "In pictures: the tulips of Palampur", 900),
)
ARTICLE = """{"title": "Rajnath to hold bilateral meet with Japanese counterpart", "byline": "Tribune News Service", "blocks": [
    {"kind": "paragraph", "text": "Defence Minister Rajnath Singh will hold a bilateral meeting in New Delhi on Monday."},
    {"kind": "heading", "level": 2, "text": "Second meeting"},
    {"kind": "paragraph", "text": "This will be the second meeting between the two defence ministers within six months."}], "hidden": []}"""


@pytest.fixture
def library(paths: Paths) -> Paths:
    """A small library of several scripts, one article made, one feed that fails."""
    store = Store(paths.library)
    feeds: dict[str, int] = {}
    for feed, folder, title, hours in ROWS:
        if feed not in feeds:
            feeds[feed] = add_feed(store, feed, folder)
        add_entries(store, feeds[feed], entry(title, title, NOW - hours * HOUR))
    with store.writing() as db:
        db.execute("UPDATE feeds SET error = 'gone' WHERE id = ?", (feeds["old blog"],))
    keep_article(store, entry_ids(store, Query())[0], "page", ARTICLE, 384, NOW)
    store.close()
    return paths


Compare = Callable[..., bool]


def test_three_panes_while_a_refresh_runs(snap_compare: Compare, library: Paths) -> None:
    app = make_app(library)

    async def before(pilot: Pilot[object]) -> None:
        await settled(pilot, app)
        await press(pilot, app, "enter")
        app.main.say("")
        worker_of(app).tell(Progress(1, 412, 1000, 37, 2))
        await settled(pilot, app)

    assert snap_compare(app, run_before=before, terminal_size=(132, 32))


def test_compact_headlines_of_a_filtered_list(snap_compare: Compare, library: Paths) -> None:
    app = make_app(library)

    async def before(pilot: Pilot[object]) -> None:
        await settled(pilot, app)
        await press(pilot, app, "j", "s", "j", "d", "-")

    assert snap_compare(app, run_before=before, terminal_size=(84, 24))


def test_the_help(snap_compare: Compare, library: Paths) -> None:
    app = make_app(library)

    async def before(pilot: Pilot[object]) -> None:
        await settled(pilot, app)
        await press(pilot, app, "?", *"undo")

    assert snap_compare(app, run_before=before, terminal_size=(100, 28))


def test_the_welcome(snap_compare: Compare, paths: Paths) -> None:
    app = make_app(paths)

    async def before(pilot: Pilot[object]) -> None:
        await settled(pilot, app)

    assert snap_compare(app, run_before=before, terminal_size=(100, 24))
