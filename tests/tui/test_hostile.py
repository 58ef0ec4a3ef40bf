"""Hostile titles and names go through every pane, screen and line, and nothing of them reaches the terminal but letters."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

import pytest

from newsreader.config.paths import Paths
from newsreader.model.events import Finished
from newsreader.model.parsed import ParsedEntry
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.store.saving import save_entries
from tests.builders import NOW
from tests.tui.driving import driven, make_app, press, screen_text, worker_of

TITLES = (
    "\x1b]52;c;cHduZWQ=\x07clipboard",
    "\x1b]0;pwned\x1b\\window title",
    "\x1b]0;never closed",
    "\x1b[31;5mred\x1b[2J\x1b[H",
    "\x9b31m8 bit",
    "\x90$q q\x9cdecrqss",
    "\x1bPq#0;2;0;0;0\x1b\\sixel",
    "\x1b_Gf=24;AAAA\x1b\\kitty",
    "\u202eevil\u202c \u2066isolate\u2069",
    "tab\there\nline\r\nbreak\x00\x07\x08\x7f",
    "\U000e0041\U000e0042 tags \ufeff bom \u2028 ls",
    "[@click=app.quit]free money[/]",
    "price [/b] drop [/] [a=\"] [type=x, v={'a[0]'}]",
    "[PDF] report $primary {curly} %s",
    "\x1b[200~pasted\x1b[201~",
    "surrogate \ud800 end",
)
# What no text may bring: C0 (a newline between rows aside), DEL, C1, bidi overrides and isolates, tags.
BAD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0001\U000e0020-\U000e007f\ufeff]")


def hostile_library(paths: Paths) -> None:
    """Feeds, folders and entries with such names, as if nobody had cleaned them at ingest."""
    store = Store(paths.library)
    with store.writing() as db:
        for number, title in enumerate(TITLES):
            raw = title.encode("utf-8", "replace").decode()
            ids, _ = add_feeds(store, [Subscription(f"https://h{number}.example/", "name", folder="x/y" if number % 2 else None)], typed=True)
            entry = ParsedEntry(str(number), "title", f"https://h{number}.example/1", "author", NOW - number, None, f"<p>text</p>{raw}")
            saved = save_entries(store, ids[0], [(entry, 1)], NOW)
            db.execute("UPDATE feeds SET title = ?1, given_title = ?1, error = ?2 WHERE id = ?3", (raw, raw if number % 3 == 0 else None, ids[0]))
            db.execute("UPDATE feeds SET folder = ? WHERE id = ?", (f"{raw}/{raw}".replace("\n", " ") if number % 2 else "", ids[0]))
            db.execute("UPDATE headings SET title = ?, author = ?, url = ? WHERE entry_id = ?", (raw, raw, f"https://e.example/{raw}", saved.new[0][0]))
    store.close()


def test_the_list_of_titles_is_hostile() -> None:
    assert all(BAD.search(title) or "[" in title or "\ud800" in title for title in TITLES)


@pytest.mark.parametrize("size", [(140, 60), (40, 12)])
async def test_no_pane_or_screen_lets_a_title_through(paths: Paths, size: tuple[int, int]) -> None:
    hostile_library(paths)
    app = make_app(paths)
    async with driven(app, size) as pilot:
        seen = screen_text(app)
        for _ in range(len(TITLES)):
            await pilot.press("enter", "s", "h", "j")
            await pilot.pause()
            seen += screen_text(app)
        await press(pilot, app, "1", "-", "g", "f", "G")
        seen += screen_text(app)
        for _ in range(6):
            await pilot.press("[", "D")
            await pilot.pause()
            seen += screen_text(app)
            await pilot.press("escape")
        for text in TITLES:
            app.main.say(text)
            worker_of(app).tell(Finished(1, text, None))
            await pilot.pause()
            seen += screen_text(app)
            worker_of(app).tell(Finished(1, "", text))
            app.main.headlines.set_note(text)
            app.main.reader.clear(text)
            await pilot.pause()
            seen += screen_text(app)
        await press(pilot, app, "g", "/", *"report", "enter", "?", "escape", ":", "escape")
        seen += screen_text(app)
        assert app.is_running
    assert not BAD.search(seen), repr(BAD.search(seen))
    assert "[@click=app.quit]" in seen
    assert "[PDF] report" in seen


def test_the_bytes_that_reach_a_terminal_are_the_programs_own(paths: Paths) -> None:
    hostile_library(paths)
    paths.config_file.write_text("refresh_at_start = false\nrefresh_minutes = 0\nfetch_page = 'hand'\n")
    seen = _in_a_terminal(["-m", "newsreader", "--offline"], [b"1", b"g", b"f", b"j" * 12, b"\t", b"\r", b"J", b"J", b"?", b"\x1b", b"D", b"n", b"Q"])
    text = seen.decode("utf-8", "replace")
    assert "[@click=app.quit]" in text
    for sequence in ("\x1b]52", "\x1b]0;pwned", "pwned\x1b", "\x1bP", "\x1b_G", "\x9b", "\x90", "\x1b[31;5m", "\x1b[200~"):
        assert sequence not in text, sequence
    assert not re.search("[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def _in_a_terminal(arguments: list[str], keys: list[bytes]) -> bytes:
    """Run the program in a pty, press keys as the screen falls silent, and give every byte that it wrote."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe(sys.executable, [sys.executable, *arguments], {**os.environ, "COLUMNS": "140", "LINES": "40"})  # noqa: S606
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
    seen, waiting, until = b"", list(keys), time.monotonic() + 60
    while time.monotonic() < until:
        if not select.select([fd], [], [], 0.5)[0]:
            if waiting and b"unread" in seen:
                os.write(fd, waiting.pop(0))
            continue
        try:
            data = os.read(fd, 1 << 16)
        except OSError:
            break
        if not data:
            break
        seen += data
    os.waitpid(pid, 0)
    os.close(fd)
    assert not waiting
    return seen
