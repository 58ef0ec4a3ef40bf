"""Where everything lies."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from newsreader.config.paths import ProfileError, ensure, find_paths, short


def test_everything_is_under_newsreader_home(tmp_path: Path) -> None:
    paths = find_paths({"NEWSREADER_HOME": str(tmp_path)})
    assert paths.config == tmp_path / "config"
    assert paths.library == tmp_path / "data" / "library.db"
    assert paths.cache == tmp_path / "cache"
    assert paths.config_file == tmp_path / "config" / "config.toml"


def test_a_relative_home_stays_where_it_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths({"NEWSREADER_HOME": "here"}).config == tmp_path / "here" / "config"


def test_without_it_the_platform_says_where(home: Path) -> None:
    paths = find_paths({})
    assert home in paths.library.parents
    assert len({paths.config, paths.data, paths.cache}) == 3


def test_a_profile_shares_nothing(tmp_path: Path) -> None:
    environ = {"NEWSREADER_HOME": str(tmp_path)}
    plain, demo, work = (find_paths(environ, profile) for profile in (None, "demo", "work"))
    places = [getattr(paths, name) for paths in (plain, demo, work) for name in ("config_file", "library", "cache", "themes_dir")]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("name", ["", "..", "a/b", "../etc", "-rf", ".hidden", "a b", "x\n", "a" * 65])
def test_a_profile_is_a_plain_word(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="can't be a profile's name"):
        find_paths({"NEWSREADER_HOME": str(tmp_path)}, name)


def test_commands_are_said_with_their_profile(tmp_path: Path) -> None:
    environ = {"NEWSREADER_HOME": str(tmp_path)}
    words = "no newsreader at work: newsreader feed trust 3, or `newsreader feeds` (newsreader undo)"
    assert find_paths(environ).as_typed(words) == words
    assert find_paths(environ, "work").as_typed(words) == (
        "no newsreader at work: newsreader --profile work feed trust 3, or `newsreader --profile work feeds` (newsreader --profile work undo)"
    )
    assert find_paths(environ, "demo").as_typed("newsreader list", demo=True) == "newsreader --demo list"


def test_looking_makes_nothing(tmp_path: Path) -> None:
    find_paths({"NEWSREADER_HOME": str(tmp_path / "home")}, "demo")
    assert not (tmp_path / "home").exists()


def test_what_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    paths = find_paths({"NEWSREADER_HOME": str(tmp_path / "home")}, "demo")
    ensure(paths)
    ensure(paths)
    made = [path for path in (tmp_path / "home").rglob("*") if path.is_dir()]
    assert {paths.config, paths.data, paths.cache} <= set(made)
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o700}


def test_every_profile_of_a_home_shares_in_one_place() -> None:
    environ = {"NEWSREADER_HOME": "/x"}
    assert find_paths(environ).shared_dir == find_paths(environ, "work").shared_dir == Path("/x/cache/shared")


def test_a_home_of_nobody_is_told() -> None:
    with pytest.raises(ProfileError, match="no such home"):
        find_paths({"NEWSREADER_HOME": "~nobody-of-this-name/news"})


def test_a_path_is_told_as_people_write_it(home: Path, tmp_path: Path) -> None:
    assert short(home / "data") == "~/data"
    assert short(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")
