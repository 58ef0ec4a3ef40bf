"""A whole day offline, in a real terminal: an edition is made, every socket denied, the way home plays what waits, once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from newsreader.cli.main import run
from newsreader.config.paths import find_paths
from newsreader.library.lists import entry_ids, headlines
from newsreader.library.outbox import queue
from newsreader.model.query import Query
from newsreader.store.connection import Store
from tests.bench.terminal import Terminal
from tests.denied import can_deny
from tests.site import Site, serving

pytestmark = pytest.mark.skipif(not can_deny(), reason="this system has no seccomp filters to deny sockets with")

TRAIN = ("-m", "tests.denied", "screen", "--offline")
STATION = ("-m", "newsreader")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@contextmanager
def reader(arguments: tuple[str, ...], first: bytes = rb"unread|all read") -> Iterator[Terminal]:
    """The reader in a pty, on the list of all, from when it has said what it says by itself (`first`); it is ended by Q."""
    with Terminal([sys.executable, *arguments], {"COLUMNS": "180", "LINES": "40"}, columns=180) as terminal:
        terminal.until(first)
        terminal.quiet(0.5)
        yield terminal
        ask(terminal, b"Q", rb"\x1b\[\?1049l")


def ask(terminal: Terminal, keys: bytes, pattern: bytes) -> None:
    """Press keys, and wait for words on the screen."""
    terminal.quiet(0.1)
    pressed = terminal.press(keys)
    terminal.until(pattern, since=pressed)  # a minute: the worker steps back behind whatever else a machine does


def kept() -> tuple[list[str], list[str]]:
    """The titles of starred entries, and what the outbox says."""
    store = Store(find_paths(os.environ).library)
    starred = [row.title for row in headlines(store, list(entry_ids(store, Query(starred=True)))).values()]
    waits = [f"{item.kind} {item.subject.rpartition('/')[2]} {item.state}" for item in queue(store)]
    store.close()
    return starred, waits


def test_the_denial_is_real_for_the_screen_too(site: Site) -> None:
    config = find_paths(os.environ).config_file
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("refresh_at_start = false\nrefresh_minutes = 0\n")  # else it says so at once, and R says nothing new
    assert run(["add", site.publish("a")]) == 0
    with Terminal([sys.executable, "-m", "tests.denied", "screen"], {}) as terminal:
        terminal.until(rb"unread")
        terminal.quiet(0.5)
        ask(terminal, b"R", rb"the worker stopped unexpectedly")


def test_a_whole_day(site: Site) -> None:
    config = find_paths(os.environ).config_file
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("refresh_at_start = false\nrefresh_minutes = 0\n")
    assert run(["add", site.publish("a", "b", "c")]) == 0
    with reader(STATION) as home:
        home.press(b"1")
        ask(home, b"P", rb"ready for the train: 3 articles")
        ask(home, b"ge", rb"what was begun, starred, saved")
        ask(home, b"\x1b", rb"Enter ")

    site.publish("a", "b", "c", "later", "wanted")
    site.answers["/plains.xml"] = site.answers["/feed.xml"]
    site.asked.clear()
    with reader(TRAIN) as train:
        ask(train, b"1\r", rb"part 0\. The river rose")
        ask(train, b"s", rb"starred")
        ask(train, b'g/"Story b, part 2"\r', rb"1/1")
        ask(train, b"\r", rb"Story b, part 0")
        ask(train, b"g+" + f"{site.url}/later\r".encode(), rb"offline: the page is on the list")
        ask(train, b"g+" + f"{site.url}/nowhere\r".encode(), "offline · 2 wait".encode())
        ask(train, b"a" + f"{site.url}/plains.xml\r".encode(), "offline · 3 wait".encode())
    with reader(TRAIN) as train:
        ask(train, b"g+" + f"{site.url}/later\r".encode(), rb"offline: the page is on the list")
        ask(train, b"go", rb"subscribe to http")
        ask(train, b"\x1b", rb"Enter ")
    assert site.asked == []
    starred, waits = kept()
    assert (len(starred), waits) == (1, ["save later waiting", "save nowhere waiting", "subscribe plains.xml waiting"])

    with reader(STATION, rb"asked for offline: 2 done, 1 failed") as home:
        ask(home, b"go", rb"has nothing at this address \(404\)")
        ask(home, b"d", rb"nothing waits")
        ask(home, b"\x1b", rb"Enter ")
    wanted = ("/later", "/nowhere", "/plains.xml")
    assert [path for path in site.asked if path in wanted] == list(wanted)  # in the order of asking, each once
    assert kept() == (starred, [])
    site.asked.clear()
    with reader(STATION) as home:
        ask(home, b"1", rb"Story later")
    assert site.asked == []
