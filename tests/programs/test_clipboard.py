"""What is copied goes to the program that holds the clipboard here, on its stdin; nobody waits for it, and its failure is told."""

from __future__ import annotations

import queue
import sys
from pathlib import Path

import pytest

from newsreader.programs.clipboard import clipboard_programs, hand_over
from newsreader.programs.run import ProgramError

HOLD = "import os, sys; text = sys.stdin.buffer.read(); os.fork() and os._exit(0); open(sys.argv[1], 'wb').write(text); sys.stdin.read()"


def with_programs(folder: Path, *names: str) -> dict[str, str]:
    """An environment in which these programs are installed, and no others."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


@pytest.mark.parametrize(
    ("around", "installed", "first"),
    [
        ({"DISPLAY": ":0"}, ("xclip", "xsel", "wl-copy"), "xclip"),
        ({"DISPLAY": ":0"}, ("xsel",), "xsel"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ("xclip", "wl-copy"), "wl-copy"),
        ({"DISPLAY": ":0", "WSL_DISTRO_NAME": "Debian"}, ("xclip", "clip.exe"), "clip.exe"),
        ({"TERMUX_VERSION": "0.118"}, ("termux-clipboard-set",), "termux-clipboard-set"),
    ],
)
def test_the_program_of_the_system_that_is_there(tmp_path: Path, around: dict[str, str], installed: tuple[str, ...], first: str) -> None:
    environ = {**with_programs(tmp_path, *installed), **around}
    for setting in ("auto", "command", "both"):
        assert [argv[0] for argv in clipboard_programs(setting, environ)] == [first]
    assert clipboard_programs("osc52", environ) == []


def test_a_program_is_asked_only_where_it_has_a_screen(tmp_path: Path) -> None:
    environ = with_programs(tmp_path, "xclip", "xsel", "wl-copy", "clip.exe", "termux-clipboard-set", "tmux")
    assert clipboard_programs("auto", environ) == []
    assert clipboard_programs("auto", {**environ, "TMUX": "tmux-0/default,1,0"}) == [["tmux", "load-buffer", "-w", "-"]]
    for setting in ("command", "both"):
        with pytest.raises(ProgramError, match="install wl-clipboard, xclip or xsel"):
            clipboard_programs(setting, environ)


def test_a_command_of_the_users_own() -> None:
    assert clipboard_programs("ssh desk 'pbcopy'", {}) == [["ssh", "desk", "pbcopy"]]
    with pytest.raises(ProgramError, match="can't be read"):
        clipboard_programs("pbcopy 'x", {})


def told_by(argv: list[str], text: str) -> str | None:
    """What is told of a program that was handed a text."""
    told: queue.Queue[str | None] = queue.Queue()
    hand_over(argv, text, told.put)
    return told.get(timeout=60)


def test_a_program_that_stays_behind_to_hold_the_text_is_not_waited_for(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert told_by([sys.executable, "-c", HOLD, str(kept)], "Grüße; $(touch x) \n`id`") is None


def test_the_text_goes_on_stdin_whole_and_as_it_is(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    text = "Grüße; $(touch x)\n`id` 日本 \udc80" + "x" * 200_000
    assert told_by([sys.executable, "-c", "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())", str(kept)], text) is None
    assert kept.read_bytes() == text.encode("utf-8", "replace")


def test_a_program_that_fails_is_told_in_its_words() -> None:
    fails = [sys.executable, "-c", "import sys; sys.stderr.write('no \\x1b[31mdisplay'); sys.exit(1)"]
    assert told_by(fails, "x") == "no display"
    assert told_by([sys.executable, "-c", "raise SystemExit(7)"], "x") == "it ended with code 7"
    with pytest.raises(ProgramError, match="there is no program 'nowhere'"):
        hand_over(["nowhere"], "x", lambda _: None)
