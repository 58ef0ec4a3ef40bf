"""The reader opens on a terminal, and says so where there is none, or where its own files are in the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.tui.start import open_reader


def test_without_a_terminal_it_says_so_and_ends() -> None:
    done = subprocess.run([sys.executable, "-m", "newsreader"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("newsreader: the reader needs a terminal; `newsreader --linear`")
    assert "\x1b" not in done.stderr


def test_a_file_in_the_place_of_a_directory_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "newsreader").write_text("not a directory")
    assert open_reader(None, False, False, False) == "failed"
    said = capsys.readouterr().err
    assert str(home / "newsreader") in said
    assert "[Errno" not in said


def test_who_stops_bringing_the_library_up_to_date_is_told_in_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ctrl_c(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newsreader.store.connection.migrate", ctrl_c)
    assert open_reader(None, False, False, False) == "failed"
    assert capsys.readouterr().err == "newsreader: stopped; the library is as it was\n"
