"""The system's clipboard, by the programs that hold it; the text goes on their stdin, and nobody waits for them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from newsreader.programs.run import ProgramError, environment, fill, start
from newsreader.text.clean import clean

PATIENCE = 3.0
"""Seconds in which a program takes the text; one that runs on after them holds it, which is what some do."""
NONE = 'there is no program for the clipboard here: install wl-clipboard, xclip or xsel, or set clipboard = "PROGRAM" in config.toml'


def clipboard_programs(setting: str, environ: Mapping[str, str]) -> list[list[str]]:
    """The arguments of the programs that are to have what is copied: the system's, and tmux, which hands it to its own terminal.

    `setting` is `auto`, `osc52`, `command`, `both`, or a command that reads its stdin. Raises ProgramError where it can't be read, or wants
    a program where there is none.
    """
    if setting == "osc52":
        return []
    if setting not in ("auto", "command", "both"):
        return [fill(setting, {})]
    path = environ.get("PATH")
    here = next((argv for argv in _system(environ) if shutil.which(argv[0], path=path)), None)
    tmux = ["tmux", "load-buffer", "-w", "-"]
    programs = [argv for argv in (here, tmux if environ.get("TMUX") and shutil.which("tmux", path=path) else None) if argv]
    if not programs and setting != "auto":
        raise ProgramError(NONE)
    return programs


def hand_over(argv: Sequence[str], text: str, told: Callable[[str | None], None]) -> None:
    """Give a program a text on its stdin, in a thread of its own; `told` hears there why it failed, or None.

    Raises ProgramError where it can't be started.
    """
    data = b"\xff\xfe" + text.encode("utf-16-le") if argv[0] == "clip.exe" else text.encode("utf-8", "replace")
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - a program that stays behind keeps a pipe open, and nobody would read its end
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        process = start(argv, environment({}), given, subprocess.DEVNULL, errors)

    def wait() -> None:
        with errors:
            try:
                code = process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                code = 0
            errors.seek(0)
            said = clean(errors.read(400).decode("utf-8", "replace"))
            told((said or f"it ended with code {code}") if code else None)
        process.wait()  # so that no zombie stays

    threading.Thread(target=wait, name=f"waits for {argv[0]}", daemon=True).start()


def _system(environ: Mapping[str, str]) -> Iterator[list[str]]:
    """What may hold the clipboard of the screen that the user sits at, the likeliest first."""
    if environ.get("WSL_DISTRO_NAME") or environ.get("WSL_INTEROP"):
        yield ["clip.exe"]
    if environ.get("TERMUX_VERSION"):
        yield ["termux-clipboard-set"]
    if sys.platform == "darwin" and not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        yield ["pbcopy"]
    if environ.get("WAYLAND_DISPLAY"):
        yield ["wl-copy"]
    if environ.get("DISPLAY"):
        yield ["xclip", "-selection", "clipboard", "-in"]
        yield ["xsel", "--clipboard", "--input"]
