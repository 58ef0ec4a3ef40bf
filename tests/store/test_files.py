from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.store.errors import StoreError
from newsreader.store.files import Files


def test_what_was_put_is_got_back(tmp_path: Path) -> None:
    files = Files(tmp_path / "pages")
    digest = files.put(b"a page" * 1000)
    assert files.get(digest) == b"a page" * 1000
    assert files.put(b"a page" * 1000) == digest


def test_a_damaged_file_counts_as_missing(tmp_path: Path) -> None:
    files = Files(tmp_path / "pages")
    digest = files.put(b"a page")
    (path,) = [found for found in (tmp_path / "pages").rglob("*.z")]
    path.write_bytes(path.read_bytes()[:-3])
    assert files.get(digest) is None


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("in the way")
    with pytest.raises(StoreError, match="can't be written"):
        Files(tmp_path / "pages").put(b"a page")


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    files = Files(tmp_path / "pages")
    files.put(b"a page")
    assert [found.name for found in (tmp_path / "pages").rglob(".part-*")] == []
