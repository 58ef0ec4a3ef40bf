"""The surroundings that every other test relies on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_textual_is_imported_after_the_environment_was_set() -> None:
    from textual import constants

    assert constants.TEXTUAL_ANIMATIONS == "none"
    assert constants.DEFAULT_THEME == "textual-dark"


def test_whoever_runs_the_tests_does_not_count() -> None:
    strange = {**os.environ, "NO_COLOR": "1", "TEXTUAL_THEME": "nord", "TEXTUAL_ANIMATIONS": "full", "NEWSREADER_HOME": "/nowhere", "TZ": "Asia/Kolkata"}
    this = f"{__file__}::{test_textual_is_imported_after_the_environment_was_set.__name__}"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", this]
    told = subprocess.run(command, env=strange, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


def test_each_test_has_a_home_of_its_own(home: Path) -> None:
    assert list(home.iterdir()) == []
    assert Path(os.environ["NEWSREADER_HOME"]).parent == home == Path.home()
