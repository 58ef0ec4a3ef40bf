"""A locale of ASCII alone, as in a bare container, loses no letter of what is typed or said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from newsreader.__main__ import can_say
from tests.fakes import rss

ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


def newsreader(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "newsreader", *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **ASCII}, check=False, timeout=60)


def test_what_is_typed_named_and_said_keeps_its_letters(tmp_path: Path) -> None:
    feed = tmp_path / "hügel.xml"
    feed.write_bytes(rss("a"))
    assert newsreader("add", str(feed)).returncode == 0
    assert newsreader("note", "1", "Zürich 雲").returncode == 0
    assert newsreader("note", "1").stdout.decode() == "Zürich 雲\n"
    assert newsreader("export", "--format", "text", "--query", "Zürich", str(tmp_path / "ausgewählt.txt")).returncode == 0
    assert "Zürich 雲" in (tmp_path / "ausgewählt.txt").read_text(encoding="utf-8")
    assert "There is no command nösuch." in newsreader("nösuch").stderr.decode()


def test_encodings_without_the_marks_of_the_screen_are_known() -> None:
    assert [can_say("●", name) for name in ("utf-8", "gb18030", "euc_jp", "ascii", "iso8859-1")] == [True, True, True, False, False]
