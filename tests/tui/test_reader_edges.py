"""In a real terminal nothing of the reader leaves its columns, whatever the script and whatever the terminal thinks of its width."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.tui.edges import EDGE, RULER, SCRIPTS, WIDTH

COLUMNS, ROWS = WIDTH + len(RULER) + len(EDGE), 60
pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here")


class Tmux:
    """A tmux server of its own, with one program in it."""

    def __init__(self, *program: str) -> None:
        self._name = f"edges-{os.getpid()}"
        size = ["-x", str(COLUMNS), "-y", str(ROWS)]
        self("-f", "/dev/null", "new-session", "-d", *size, *program)

    def __call__(self, *arguments: str) -> str:
        return subprocess.run(["tmux", "-u", "-L", self._name, *arguments], check=True, capture_output=True, encoding="utf-8").stdout

    def until(self, wanted: str) -> list[str]:
        """The rows of the screen, once they hold a text; the rows as they are where they never do."""
        until = time.monotonic() + 30
        while True:
            rows = self("capture-pane", "-p").split("\n")[:ROWS]
            if any(wanted in row for row in rows) or time.monotonic() > until:
                return rows


@pytest.fixture(scope="module")
def tmux() -> Iterator[Tmux]:
    terminal = Tmux("env", "-u", "COLUMNS", "-u", "LINES", sys.executable, "-m", "tests.tui.edges")
    yield terminal
    terminal("kill-server")


def test_the_right_edge_stands_in_one_column_in_every_script(tmux: Tmux) -> None:
    for name in SCRIPTS:
        rows = tmux.until(name.upper())
        assert any(name.upper() in row for row in rows), name
        wrong = [row for row in rows if not row.endswith(RULER + EDGE)]
        assert wrong == [], name
        tmux("send-keys", "x")
