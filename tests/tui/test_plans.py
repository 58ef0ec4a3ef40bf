"""Every statement that the screen has the library answer, in a day's worth of keys: none walks or sorts a whole table but those named here."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from newsreader.config.paths import Paths
from newsreader.config.settings import Settings
from newsreader.library.indexing import index_waiting
from newsreader.library.storythreads import thread_arrivals
from newsreader.store import held
from newsreader.store.connection import Store
from tests.builders import NOW, add_entries, add_feed, entry
from tests.tui.driving import driven, make_app, settled

SIZE = (110, 20)
GROWING = ("entries", "headings", "bodies", "articles", "documents", "threads", "story_urls", "story_keys", "terms", "edition_entries", "rule_hits", "trimmed", "journal")
"""Tables that grow with the library; feeds, tags, notes, rules and the like are small."""
KNOWN = (
    "FROM threads o CROSS JOIN entries",  # what tells one story, for a list of more than 20,000: all stories, in a thread
    "EXISTS (SELECT 1 FROM threads)",
    "FROM rule_hits h JOIN entries",  # what rules muted, when somebody asks for it
)
DAY = [
    "1 2 3 g t g c g a", "] ] ] [ g f j enter l", "j j k G g g ctrl+f ctrl+b ctrl+d", "n N p",
    "enter J K x X = escape h", "space backspace h", "m m d s s u u ctrl+r", "V j j m u", "g V d u", "A u", "< u > u", "C y u",
    "t k e p t enter T enter", "Z Z V j j & u ~ u", "backslash backslash", "backslash t backslash u backslash f backslash l backslash n", "backslash r backslash r",
    "g v i s : u n r e a d enter s u",
    *(f"/ {' '.join(query)} enter escape escape" for query in (
        "rain", "ra*", "rain!is:unread", "is:starred", "tag:kept", "feed:hills", "folder:News", "newer:2d", "-rain", "rain!OR!is:starred", "title:/o/",
        "words:>3", "url:hills", "is:noted", "is:tagged", "is:offline", "id:3", '"rain!falls"',
    )),
    *(f"g / {' '.join(query)} enter escape" for query in ("rain", "rain!snow", '"rain!falls"', "ra", "is:starred", "rain!feed:hills")),
    "/ r a i n enter F w e t enter f enter D y", "M escape escape", "g r escape", "g m escape", "g h escape", "g H escape", "* r R",
    "g f j D y u", "E escape", "P escape", "U escape", "? escape",
]  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every statement that SQLite runs for a store, those of triggers but for their names."""
    told: set[str] = set()
    opening = Store.__init__

    def opened(store: Store, path: Path, **how: Any) -> None:
        opening(store, path, **how)
        store._db.set_trace_callback(told.add)

    monkeypatch.setattr(Store, "__init__", opened)
    return told


def library(paths: Paths) -> None:
    """Two hundred entries with words, stories, tags, notes and stars in them."""
    store = Store(paths.library)
    for name, folder in (("hills", "News/Hills"), ("harbours", "News"), ("loose", None)):
        add_entries(store, add_feed(store, name, folder), *(entry(f"{name}{n}", f"Story number {n} of rain and {name}", NOW - 600 * n) for n in range(60)))
    for name in ("paper", "post"):
        add_entries(store, add_feed(store, name), entry(name, "The same", NOW - 10, "<p>Rain falls on snow</p>", url="https://same.example/story"))
    index_waiting(store)
    thread_arrivals(store, NOW)
    store.close()


def wrong(db: sqlite3.Connection, statement: str) -> list[str]:
    """The steps of a statement that walk a growing table, but for one that is read from an index alone."""
    names = {alias or table: table for table, alias in re.findall(rf"\b({'|'.join(GROWING)})\b(?:\s+(?:AS\s+)?([a-z]\w*))?", statement)}
    steps = [str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {statement}")]
    walked = [step for step in steps if (found := re.match(r"SCAN (\w+)", step)) and (found[1] in names or found[1] in GROWING)]
    return [step for step in walked if "USING COVERING INDEX entries" not in step]


async def test_no_statement_of_the_screen_walks_a_table(paths: Paths, asked: set[str]) -> None:
    library(paths)
    asked.clear()
    app = make_app(paths, Settings(refresh_at_start=False, refresh_minutes=0, read_same_story=True))
    async with driven(app, SIZE) as pilot:
        for keys in DAY:
            await pilot.press(*("space" if key == "!" else key for key in keys.split()))
            await settled(pilot, app)
        app.main.work.soon()
        await settled(pilot, app)
    asking = [each for each in asked if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", each)]
    assert len(asking) > 100
    with sqlite3.connect(paths.library) as db:
        for name in ("pattern_found", "text_of_entry", "date_in_words", "feed_rank", "folded"):
            db.create_function(name, -1, lambda *_given: None)
        for table in held._TABLES:
            db.execute(table)
        found = {each: steps for each in asking if not any(known in " ".join(each.split()) for known in KNOWN) and (steps := wrong(db, each))}
    db.close()
    assert found == {}
