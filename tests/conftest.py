"""The same machine for every test: no colours, keys, directories or time zone of whoever runs them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.machine import make_plain

make_plain()
pytest_plugins = ["pytest_textual_snapshot"]  # loaded here (and by `pyproject.toml` not earlier), since it imports Textual
# The same examples each time, however slow the machine: `--hypothesis-profile=default --hypothesis-seed=N` looks at others.
settings.register_profile("the same each time", deadline=None, derandomize=True)
settings.load_profile("the same each time")
CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test, so that none reads or writes the user's library."""
    path = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(path))
    monkeypatch.setenv("NEWSREADER_HOME", str(path / "newsreader"))
    return path


@pytest.fixture(autouse=True)
def _garbage_of_this_test_alone() -> Iterator[None]:
    """Commands and the screen change how garbage is collected for the rest of their process, which goes on here: its files stayed open."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real pages and feeds beside the checkout; without them the test is skipped."""
    path = CHECKOUT.parent / "shared"
    if not path.is_dir():
        pytest.skip("the real data (../shared) is not here")
    return path
