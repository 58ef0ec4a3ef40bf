"""How this terminal can show pictures: asked once, before the reader opens, from its environment and, where that says kitty, itself."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from newsreader.images.shape import USUAL, Cell

Way = Literal["kitty", "sixel", "halfblock", "alt"]
PATIENCE = 1.0
"""Seconds that a terminal has for its answer; it ends earlier with the second one, which every terminal gives."""
_GRAPHICS, _CELL, _ATTRIBUTES = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24,U=1;AAAA\x1b\\", b"\x1b[16t", b"\x1b[c"
"""`U=1`, since a kitty before 0.28 has no placeholders, doesn't know this key, and answers nothing."""
_YES = rb"\x1b_Gi=31;OK\x1b\\"
_SIZE = rb"\x1b\[6;(\d{1,3});(\d{1,3})t"
_END = rb"\x1b\[\?([\d;]*)c"
_SIXEL_TERMS = ("foot", "mlterm", "contour", "yaft")
_SIXEL_NAMES = ("XTERM_VERSION", "WEZTERM_PANE", "KONSOLE_VERSION", "WT_SESSION")


class Canvas(NamedTuple):
    """What pictures are drawn on: how, in cells of which size, and whether through tmux."""

    way: Way = "alt"
    cell: Cell = USUAL
    tmux: bool = False


WORDS_ALONE = Canvas()


class Said(NamedTuple):
    """What a terminal says of itself: whether it has kitty's graphics, whether it has sixels, how large its cells are."""

    kitty: bool = False
    sixel: bool = False
    cell: Cell | None = None


def probe(setting: str, environ: Mapping[str, str], ask: Callable[[], Said], known: Cell | None) -> Canvas:
    """How to show pictures: as the setting says (`auto`, `kitty`, `sixel`, `halfblock`, `alt`, `off`), and `auto` as the terminal can.

    `ask` asks the terminal; only one whose environment says that it may have kitty's graphics or sixels is asked. Sixels need the true
    size of a cell: where neither the system (`known`) nor the terminal tells it, there are half blocks.
    """
    tmux = bool(environ.get("TMUX")) or environ.get("TERM", "").startswith(("tmux", "screen"))
    cell = known or USUAL
    if setting == "kitty":
        return Canvas("kitty", cell, tmux)
    if setting == "sixel":
        true = known or ask().cell
        return Canvas("sixel", true) if true is not None else Canvas("halfblock", cell)
    if setting == "halfblock":
        return Canvas("halfblock", cell)
    if setting != "auto" or not _colors(environ):
        return Canvas("alt", cell)
    placeholders, sixels = _has_placeholders(environ), _may_have_sixels(environ)
    said = ask() if not tmux and (placeholders or sixels) else Said()
    if placeholders and said.kitty:
        return Canvas("kitty", cell)
    true = known or said.cell
    return Canvas("sixel", true) if sixels and said.sixel and true is not None else Canvas("halfblock", cell)


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


def _may_have_sixels(environ: Mapping[str, str]) -> bool:
    """Whether the environment names a terminal that draws sixels, in one of its versions or settings at least."""
    names = any(environ.get(name) for name in _SIXEL_NAMES) or environ.get("TERM_PROGRAM") in ("WezTerm", "iTerm.app")
    return names or environ.get("TERM", "").startswith(_SIXEL_TERMS)


def _is_kitty(term: str) -> bool:
    return term in ("xterm-kitty", "xterm-ghostty", "ghostty")


def ask_terminal(reading: int, writing: int, patience: float = PATIENCE) -> Said:
    """Ask the terminal behind two file descriptors what it draws; what it doesn't say it can't."""
    import termios
    import tty

    if not (os.isatty(reading) and os.isatty(writing)):
        return Said()
    before = termios.tcgetattr(reading)
    try:
        tty.setcbreak(reading, termios.TCSANOW)
        os.write(writing, _GRAPHICS + _CELL + _ATTRIBUTES)
        said = _answer(reading, time.monotonic() + patience)
    except OSError:
        return Said()
    finally:
        termios.tcsetattr(reading, termios.TCSANOW, before)
    size, attributes = re.search(_SIZE, said), re.search(_END, said)
    cell = Cell(int(size[2]), int(size[1])) if size is not None and int(size[1]) and int(size[2]) else None
    return Said(bool(re.search(_YES, said)), attributes is not None and b"4" in attributes[1].split(b";")[1:], cell)


def _answer(reading: int, until: float) -> bytes:
    said = b""
    while (left := until - time.monotonic()) > 0 and not re.search(_END, said) and len(said) < 4096:
        if select.select([reading], [], [], left)[0]:
            said += os.read(reading, 256)
    return said


def cell_size(terminal: int) -> Cell | None:
    """How large the terminal's cells are, in pixels; None where the system doesn't know."""
    import fcntl
    import struct
    import termios

    try:
        told = fcntl.ioctl(terminal, termios.TIOCGWINSZ, b"\0" * 8)
    except OSError:
        return None
    rows, columns, width, height = struct.unpack("HHHH", told)
    if not (rows and columns and width // columns and height // rows):
        return None
    return Cell(width // columns, height // rows)


def this_terminal(setting: str) -> Canvas:
    """How the terminal that this process runs in can show pictures. Only before the reader opens, since it reads the terminal's answer."""
    terminal = [stream.fileno() for stream in (sys.__stdin__, sys.__stderr__) if stream is not None]
    if len(terminal) < 2:
        return WORDS_ALONE
    canvas = probe(setting, os.environ, lambda: ask_terminal(*terminal), cell_size(terminal[1]))
    return canvas if canvas.way != "kitty" or not canvas.tmux or tmux_passes() else Canvas("halfblock", canvas.cell)


def cell_now() -> Cell | None:
    """How large a cell of this process's terminal is by now: another font may have been chosen."""
    return cell_size(sys.__stderr__.fileno()) if sys.__stderr__ is not None else None


def tmux_passes() -> bool:
    """Whether tmux hands on to its terminal what is wrapped for it; without that a picture's place would be full of boxes."""
    from newsreader.programs.run import ProgramError, run  # here, since it is asked where kitty was set by hand, in tmux

    try:
        said = run("tmux show-options -pAqv allow-passthrough", {}, timeout=2).stdout.strip()
    except ProgramError:
        return False
    return said in (b"on", b"all")
