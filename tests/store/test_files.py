from __future__ import annotations

import random
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


def test_what_deflating_would_not_make_smaller_is_kept_as_it_came(tmp_path: Path) -> None:
    files = Files(tmp_path)
    noise = random.Random(1).randbytes(5000)
    digest = files.put(noise)
    assert files.get(digest) == noise
    assert files.size(digest) == 5000
    assert (files.size(files.put(b"<p>words</p>" * 1000)) or 0) < 500


def test_a_damaged_file_makes_way_for_a_whole_one(tmp_path: Path) -> None:
    files = Files(tmp_path)
    digest = files.put(random.Random(1).randbytes(5000))
    (held,) = tmp_path.rglob(digest)
    held.write_bytes(b"cut")
    assert files.get(digest) is None
    assert files.put(random.Random(1).randbytes(5000)) == digest
    assert files.get(digest) is not None


def test_all_files_are_listed_and_half_written_ones_are_not(tmp_path: Path) -> None:
    files = Files(tmp_path / "pages")
    assert list(files.all()) == []
    kept = {files.put(b"one"), files.put(random.Random(1).randbytes(5000))}
    part = tmp_path / "pages" / next(iter(kept))[:2] / ".part-killed"
    part.write_bytes(b"half")
    assert {held.digest for held in files.all()} == kept
    assert files.remove_parts(before=0) == 0
    assert files.remove_parts(before=1 << 40) == 1
    assert not part.exists()
    for digest in kept:
        files.remove(digest)
    assert list(files.all()) == []
