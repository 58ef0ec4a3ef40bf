from __future__ import annotations

import base64
import os
import re
import shlex
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.style import Style

from newsreader.config.paths import ensure, find_paths
from newsreader.demo import edition
from newsreader.fetch.bundled import BundledClient
from newsreader.images.shape import Box
from newsreader.library.demo import set_up_demo
from newsreader.store.connection import Store
from newsreader.tui.pictures.kitty import MARKS, PLACEHOLDER, delete, image_id, placeholder_row, send, through_tmux
from tests.tui.pictures.terminal import GRAPHICS, Terminal, deletions, transmissions

KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor", "KITTY_WINDOW_ID": "1"}
ROW = re.compile(r"\x1b\[[\d;]*m((?:\U0010eeee[^\x1b\U0010eeee]{3})+)")


def test_the_marks_are_kittys_own() -> None:
    assert len(MARKS) == 297
    assert (MARKS[0], MARKS[1], MARKS[296]) == ("\u0305", "\u030d", "\U0001d244")
    assert all(unicodedata.combining(mark) == 230 and not unicodedata.decomposition(mark) for mark in MARKS)
    assert list(MARKS) == sorted(MARKS)


def test_every_cell_of_a_picture_takes_one_cell() -> None:
    for row in (0, 5, 23):
        text = "".join(part.text for part in placeholder_row(image_id(3, 77), Box(200, 24), row, Style()))
        assert cell_len(text) == 200


def test_a_row_names_the_picture_its_row_and_its_columns() -> None:
    number = image_id(4, 9)
    (segment,) = placeholder_row(number, Box(3, 2), 1, Style())
    high = MARKS[number >> 24]
    assert segment.text == "".join(PLACEHOLDER + MARKS[1] + MARKS[column] + high for column in range(3))
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.color.number == number & 0xFF


def test_ids_fit_in_what_a_colour_and_a_mark_can_tell() -> None:
    numbers = [image_id(low, session) for low in range(1, 255) for session in (0, 1, 254, 255, 40_000)]
    assert all(0 < number < 1 << 32 and 0 < number & 0xFF < 256 and number >> 24 < 297 and not number & 0xFFFF00 for number in numbers)


def test_a_picture_is_sent_in_chunks_that_nothing_remote_is_in() -> None:
    png = bytes(range(256)) * 60
    text = send(7, png, Box(30, 10)).encode()
    parts = list(GRAPHICS.finditer(text))
    assert b"".join(part[0] for part in parts) == text
    assert parts[0][1] == b"a=T,U=1,q=2,f=100,i=7,c=30,r=10,m=1"
    assert {part[1] for part in parts[1:-1]} == {b"q=2,m=1"}
    assert parts[-1][1] == b"q=2,m=0"
    assert all(len(part[2]) <= 4096 for part in parts)
    assert base64.b64decode(b"".join(part[2] for part in parts)) == png


def test_tmux_is_asked_to_let_it_through() -> None:
    assert through_tmux(delete(7)) == "\x1bPtmux;\x1b\x1b_Ga=d,d=I,q=2,i=7\x1b\x1b\\\x1b\\"


@pytest.fixture
def reader(home: Path) -> Terminal:
    """The real reader and its real worker on the demo edition, in a terminal that answers like kitty."""
    return open_demo(home)


def open_demo(
    home: Path, graphics: bool = True, sixels: bool = False, environ: Mapping[str, str] = KITTY, images: str = "auto", tmux: str = ""
) -> Terminal:
    """The real reader and its real worker on the demo edition, in a terminal that says what it draws."""
    paths = find_paths({"NEWSREADER_HOME": str(home / "newsreader")}, "demo")
    ensure(paths)
    paths.config_file.write_text(f'refresh_at_start = false\nrefresh_minutes = 0\nimages = "{images}"\n')
    store = Store(paths.library)
    set_up_demo(store, BundledClient(edition()))
    store.close()
    argv = [sys.executable, "-m", "newsreader", "--demo"]
    if tmux:
        settings = home / "tmux.conf"
        settings.write_text(tmux)
        argv = ["tmux", "-L", f"newsreader-{home.name}-{os.getpid()}", "-f", str(settings), "new-session", shlex.join(argv)]
    return Terminal(argv, {**os.environ, **KITTY, **environ}, graphics, sixels=sixels)


def open_article(terminal: Terminal, words: str) -> None:
    """Find a headline by its words, and open it."""
    terminal.until(lambda written: b"newest first" in written)
    terminal.press("/")
    terminal.until(lambda written: b"filter: " in written)
    terminal.press(words)
    terminal.until(lambda written: " · 1 of ".encode() in written)
    terminal.press("\r")
    terminal.until(lambda written: written.rfind(b"filter: ") < written.rfind(b"keys"))
    terminal.press("\r")


def test_a_picture_is_sent_once_stands_as_placeholders_and_is_removed_at_the_end(reader: Terminal) -> None:
    try:
        open_article(reader, "orchard")
        written = reader.until(lambda written: PLACEHOLDER.encode() in written)
        (sent,) = transmissions(written)
        columns, rows = int(sent["c"]), int(sent["r"])
        reader.until(lambda written: f"{PLACEHOLDER}{MARKS[rows - 1]}{MARKS[columns - 1]}".encode() in written)
        shown = ROW.findall(reader.written.decode(errors="replace"))
        assert {len(row) for row in shown} == {4 * columns}
        assert {MARKS.index(row[1]) for row in shown} == set(range(rows))
        assert {MARKS.index(row[3]) for row in shown} == {int(sent["i"]) >> 24}
        assert f"38;5;{int(sent['i']) & 0xFF};".encode() in reader.written
        reader.press("jjjkkk")
        reader.press("Q")
        code = reader.close()
        assert code == 0
        assert transmissions(reader.written) == [sent]
        assert deletions(reader.written) == [sent["i"]]
        left = reader.written.index(b"\x1b[?1049l")
        assert reader.written.index(b"a=d,d=I") < left
    except BaseException:
        reader.kill()
        raise


@pytest.mark.parametrize(
    ("graphics", "environ"),
    [(False, {}), (True, {"TMUX": "/tmp/tmux,1,0"}), (True, {"TERM": "xterm-256color", "KITTY_WINDOW_ID": ""})],  # noqa: S108
    ids=["says no", "in tmux", "another terminal"],
)
def test_half_blocks_are_shown_where_placeholders_are_not_known_to_work(home: Path, graphics: bool, environ: dict[str, str]) -> None:
    terminal = open_demo(home, graphics, environ=environ)
    try:
        open_article(terminal, "orchard")
        terminal.until(lambda written: written.count("▀".encode()) > 100)
        terminal.press("Q")
        assert terminal.close() == 0
        assert PLACEHOLDER.encode() not in terminal.written
        assert not transmissions(terminal.written)
    except BaseException:
        terminal.kill()
        raise


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize("passes", [True, False])
def test_through_tmux_kitty_is_told_where_tmux_lets_it_through_and_half_blocks_are_shown_elsewhere(home: Path, passes: bool) -> None:
    settings = f"set -g allow-passthrough {'on' if passes else 'off'}\nset -g default-terminal tmux-256color\n"
    terminal = open_demo(home, environ={"TERM": "xterm-256color", "TMUX": ""}, images="kitty", tmux=settings)
    try:
        open_article(terminal, "orchard")
        if passes:
            written = terminal.until(lambda written: PLACEHOLDER.encode() in written)
            (sent,) = transmissions(written)
            assert int(sent["c"]) > 10
        else:
            terminal.until(lambda written: written.count("▀".encode()) > 100)
        terminal.press("Q")
        assert terminal.close() == 0
        assert deletions(terminal.written) == ([sent["i"]] if passes else [])
    except BaseException:
        terminal.kill()
        raise
