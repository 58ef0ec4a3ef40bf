"""What driven tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from newsreader.config.paths import Paths
from tests.tui.driving import paths_in


@pytest.fixture
def paths(home: Path) -> Paths:
    """The directories of an empty library."""
    return paths_in(home)


@pytest.fixture(autouse=True)
def _no_clipboard_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is copied in a test stays in it."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME", "WSL_INTEROP", "TERMUX_VERSION"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks in a picture."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _self: None)
