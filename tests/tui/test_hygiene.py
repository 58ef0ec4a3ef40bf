"""The screen's process stays light and safe: no parsers, no HTTP client, no markup made from text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import newsreader.tui

FORBIDDEN = ("lxml", "feedparser", "readability", "pycurl", "PIL", "html5lib", "bs4", "httpx", "requests", "trafilatura")
TUI = Path(newsreader.tui.__file__).parent


def loaded_by(code: str) -> set[str]:
    """The top-level names of all modules that a fresh interpreter has after running some code."""
    code += "\nimport sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_screen_never_loads_a_parser_or_an_http_client() -> None:
    modules = [".".join(path.relative_to(TUI.parents[1]).with_suffix("").parts) for path in sorted(TUI.rglob("*.py"))]
    code = "\n".join(f"import {name}" for name in (*modules, "newsreader.worker.client", "newsreader.programs.browser", "newsreader.library.search"))
    assert not loaded_by(code) & set(FORBIDDEN)


def test_no_module_makes_markup() -> None:
    for path in TUI.rglob("*.py"):
        text = path.read_text()
        assert not re.search(r"from_markup|markup=True|\.notify\(|border_title|sub_title|Text\.from", text), path
        for call in re.findall(r"(?:Static|Label)\(([^\n]*)", text):
            assert "Content" in call or call.startswith(")"), (path, call)


def test_the_style_sheets_stay_small() -> None:
    rules = sum(path.read_text().count("{") for path in TUI.rglob("*.tcss"))
    assert 0 < rules < 100
