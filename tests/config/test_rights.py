"""What is in the way of reading and writing, and what mends it, found without writing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsreader.config.paths import Paths
from newsreader.config.rights import May, wrong_rights


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders in a home of which nothing is made but the home."""
    (tmp_path / "home").mkdir()
    return Paths(tmp_path / "home" / "config", tmp_path / "home" / "data", tmp_path / "home" / "cache")


def allowed(*refused: tuple[Path, int]) -> May:
    """A system that refuses these rights."""
    return lambda path, wanted: not any(path == each and wanted & right for each, right in refused)


def told(paths: Paths, *refused: tuple[Path, int]) -> list[str]:
    return [str(problem) for problem in wrong_rights(paths, allowed(*refused))]


def test_where_all_is_allowed_nothing_is_wrong_and_nothing_is_made(paths: Paths) -> None:
    assert told(paths) == []
    assert list(paths.data.parent.iterdir()) == []


def test_a_home_that_cant_be_written_is_told_once_with_what_mends_it(paths: Paths) -> None:
    home = paths.data.parent
    home.chmod(0o555)
    (words,) = told(paths, (home, os.W_OK))
    assert words.startswith(f"{home}: can't be written by you, and a folder has to be made in it (dr-xr-xr-x, ")
    assert words.endswith(f": `chmod u+rwx {home}` mends it")


def test_of_a_folder_and_of_files_the_rights_that_are_missing_are_named(paths: Paths) -> None:
    for folder in (paths.config, paths.data, paths.cache):
        folder.mkdir()
    for path in (paths.library, paths.config_file):
        path.write_bytes(b"")
    assert told(paths, (paths.config, os.W_OK), (paths.config_file, os.W_OK)) == []
    words = told(paths, (paths.cache, os.R_OK | os.W_OK | os.X_OK), (paths.library, os.W_OK), (paths.config_file, os.R_OK))
    assert [each.partition(" by you")[0] for each in words] == [
        f"{paths.cache}: can't be read, written or entered",
        f"{paths.config_file}: can't be read",
        f"{paths.library}: can't be written",
    ]
    assert words[2].endswith(f"`chmod u+rw {paths.library}` mends it")


def test_a_folder_above_that_cant_be_entered_is_where_it_stops(paths: Paths, tmp_path: Path) -> None:
    (words,) = told(paths, (tmp_path, os.X_OK))
    assert words.startswith(f"{tmp_path}: can't be entered by you (")


def test_a_file_or_a_link_to_nowhere_in_the_place_of_a_folder_is_told(paths: Paths) -> None:
    paths.data.write_bytes(b"")
    paths.cache.symlink_to("/nowhere/at/all")
    assert told(paths) == [
        f"{paths.data}: is a file where a folder has to be: `mv {paths.data} {paths.data}.old` makes room for it",
        f"{paths.cache}: is a link that leads nowhere: `rm {paths.cache}` takes it away",
    ]
