from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.store.connection import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "library.db")
    yield opened
    opened.close()
