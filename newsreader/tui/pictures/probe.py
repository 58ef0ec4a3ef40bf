"""How this terminal can show pictures: asked once, before the reader opens, from its environment and, where that says kitty, itself."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from newsreader.images.shape import USUAL, Cell

Way = Literal["kitty", "halfblock", "alt"]
PATIENCE = 1.0
"""Seconds that a terminal has for its answer; it ends earlier with the second one, which every terminal gives."""
_QUERY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[c"
_YES = re.compile(rb"\x1b_Gi=31;OK\x1b\\")
_END = re.compile(rb"\x1b\[\?[\d;]*c")


@dataclass(frozen=True, slots=True)
class Canvas:
    """What pictures are drawn on: how, in cells of which size, and whether through tmux."""

    way: Way = "alt"
    cell: Cell = USUAL
    tmux: bool = False


WORDS_ALONE = Canvas()


def probe(setting: str, environ: Mapping[str, str], ask: Callable[[], bool], cell: Cell) -> Canvas:
    """How to show pictures: as the setting says (`auto`, `kitty`, `halfblock`, `alt`, `off`), and `auto` as the terminal can.

    `ask` asks the terminal whether it has kitty's graphics; only one whose environment says so is asked.
    """
    tmux = bool(environ.get("TMUX")) or environ.get("TERM", "").startswith(("tmux", "screen"))
    if setting == "kitty":
        return Canvas("kitty", cell, tmux)
    if setting == "halfblock":
        return Canvas("halfblock", cell)
    if setting != "auto" or not _colors(environ):
        return Canvas("alt", cell)
    if not tmux and _has_placeholders(environ) and ask():
        return Canvas("kitty", cell)
    return Canvas("halfblock", cell)


def _colors(environ: Mapping[str, str]) -> bool:
    """Whether there are enough colours for a picture: 256 at least, and the user wants them."""
    if "NO_COLOR" in environ:
        return False
    term = environ.get("TERM", "")
    return environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith(("-256color", "-direct")) or _is_kitty(term)


def _has_placeholders(environ: Mapping[str, str]) -> bool:
    """Whether the environment names a terminal that has placeholders; wezterm and Konsole have kitty's graphics without them."""
    if environ.get("WEZTERM_PANE") or environ.get("KONSOLE_VERSION"):
        return False
    return _is_kitty(environ.get("TERM", "")) or bool(environ.get("KITTY_WINDOW_ID")) or environ.get("TERM_PROGRAM") == "ghostty"


def _is_kitty(term: str) -> bool:
    return term in ("xterm-kitty", "xterm-ghostty", "ghostty")


def ask_terminal(reading: int, writing: int, patience: float = PATIENCE) -> bool:
    """Ask the terminal behind two file descriptors whether it draws kitty's graphics; False where it doesn't say."""
    import termios
    import tty

    if not (os.isatty(reading) and os.isatty(writing)):
        return False
    before = termios.tcgetattr(reading)
    try:
        tty.setcbreak(reading, termios.TCSANOW)
        os.write(writing, _QUERY)
        return bool(_YES.search(_answer(reading, time.monotonic() + patience)))
    except OSError:
        return False
    finally:
        termios.tcsetattr(reading, termios.TCSANOW, before)


def _answer(reading: int, until: float) -> bytes:
    said = b""
    while (left := until - time.monotonic()) > 0 and not _END.search(said) and len(said) < 4096:
        if select.select([reading], [], [], left)[0]:
            said += os.read(reading, 256)
    return said


def cell_size(terminal: int) -> Cell:
    """How large the terminal's cells are, in pixels; what most are like where it doesn't say."""
    import fcntl
    import struct
    import termios

    try:
        told = fcntl.ioctl(terminal, termios.TIOCGWINSZ, b"\0" * 8)
    except OSError:
        return USUAL
    rows, columns, width, height = struct.unpack("HHHH", told)
    if not (rows and columns and width // columns and height // rows):
        return USUAL
    return Cell(width // columns, height // rows)


def this_terminal(setting: str) -> Canvas:
    """How the terminal that this process runs in can show pictures. Only before the reader opens, since it reads the terminal's answer."""
    import sys

    terminal = [stream.fileno() for stream in (sys.__stdin__, sys.__stderr__) if stream is not None]
    if len(terminal) < 2:
        return WORDS_ALONE
    return probe(setting, os.environ, lambda: ask_terminal(*terminal), cell_size(terminal[1]))
