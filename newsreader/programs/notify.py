"""Notifications: the desktop's by `notify-send`, and the sequences by which a terminal shows one."""

from __future__ import annotations

import html
import shutil
from collections.abc import Mapping

from newsreader.programs.run import detach
from newsreader.text.clean import clean

PROGRAM = "notify-send"


def has_desktop(environ: Mapping[str, str]) -> bool:
    """Whether there is a desktop to tell, and the program that does it."""
    session = any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"))
    return session and shutil.which(PROGRAM, path=environ.get("PATH")) is not None


def tell_desktop(title: str, body: str) -> None:
    """Show a notification; its text is shown as it is (the body may hold markup otherwise). Raises ProgramError."""
    detach([PROGRAM, "--app-name=newsreader", "--", clean(title), html.escape(clean(body), quote=False)], {})


def sequence(kind: str, title: str, body: str, in_tmux: bool = False) -> str:
    """What is written to the terminal: OSC 9 (iTerm2, kitty, Windows Terminal), OSC 777 (urxvt, foot, ghostty), or its bell."""
    if kind == "bell":
        return "\a"
    title, body = (clean(text).replace(";", ",") for text in (title, body))
    told = f"\x1b]9;{title}: {body}\x1b\\" if kind == "osc9" else f"\x1b]777;notify;{title};{body}\x1b\\"
    return "\x1bPtmux;" + told.replace("\x1b", "\x1b\x1b") + "\x1b\\" if in_tmux else told
