"""Notifications leave this program as plain text in arguments, or in a sequence that they can't end."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from newsreader.programs.notify import has_desktop, sequence, tell_desktop

HOSTILE = "A <b>bold</b> & \x1b[31m\x07story\x1b\\; rm -rf ~"


@pytest.fixture
def notify_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notify-send that writes down its arguments."""
    told = tmp_path / "told.json"
    program = tmp_path / "notify-send"
    program.write_text(f"#!{sys.executable}\nimport json, os, sys\nwith open({str(told)!r} + '~', 'w') as out:\n    json.dump(sys.argv[1:], out)\nos.rename({str(told)!r} + '~', {str(told)!r})\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return told


def told_by(path: Path) -> list[str]:
    end = time.monotonic() + 20
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.01)
    arguments: list[str] = json.loads(path.read_text())
    return arguments


def test_the_desktop_gets_arguments_without_markup_or_controls(notify_send: Path) -> None:
    tell_desktop("-x 1 new", HOSTILE)
    *_, dashes, title, body = told_by(notify_send)
    assert (dashes, title) == ("--", "-x 1 new")
    assert body.startswith("A &lt;b&gt;bold&lt;/b&gt; &amp; ")
    assert body.isprintable()


def test_there_is_a_desktop_where_there_is_a_session_and_the_program(notify_send: Path) -> None:
    path = str(notify_send.parent)
    assert has_desktop({"PATH": path, "WAYLAND_DISPLAY": "wayland-0"})
    assert not has_desktop({"PATH": path})
    assert not has_desktop({"PATH": "/nowhere", "DISPLAY": ":0"})


@pytest.mark.parametrize(("kind", "start", "end"), [("osc9", "\x1b]9;2 new: A ", "\x1b\\"), ("osc777", "\x1b]777;notify;2 new;A ", "\x1b\\")])
def test_the_terminal_gets_one_sequence_that_text_cannot_end(kind: str, start: str, end: str) -> None:
    told = sequence(kind, "2 new", HOSTILE)
    assert told.startswith(start)
    assert told.endswith(end)
    inner = told[2:-2]
    assert inner.isprintable()
    assert inner.count(";") == start.count(";")
    wrapped = sequence(kind, "2 new", HOSTILE, in_tmux=True)
    assert wrapped.startswith("\x1bPtmux;\x1b\x1b]")


def test_the_bell_is_a_bell() -> None:
    assert sequence("bell", "x", HOSTILE) == "\a"
