"""`keys` lists what the reader's keys do, with the user's own in their place, and checks the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def _keys_file(home: Path, text: str) -> None:
    path = home / "newsreader" / "config" / "keys.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_keys_are_listed_with_the_users_own(shell: Shell, home: Path) -> None:
    _keys_file(home, '[keys]\nmarks.star = "m, g x"\n')
    ran = shell("keys", "--json")
    keys = {each["action"]: each["keys"] for each in ran.json["keys"]}
    assert ran.code == 0
    assert keys["marks.star"] == ["m", "g x"]
    assert keys["marks.toggle_read"] == []
    assert "gx" in shell("keys").out


def test_a_broken_keys_file_is_told_and_fails(shell: Shell, home: Path) -> None:
    _keys_file(home, '[keys]\nmarks.stars = "m"\n')
    ran = shell("keys")
    assert ran.code == 1
    assert "marks.stars" in ran.err
    assert "marks.star " in ran.out


@pytest.mark.parametrize(
    ("line", "told", "commands"),
    [
        ('theme = "nosuch"', 'theme: "nosuch" is not known; `newsreader themes` lists what there is', ("config", "themes", "doctor")),
        ('site_rules_dir = "/nope"', 'site_rules_dir: there is no directory "/nope"', ("config", "doctor")),
    ],
)
def test_what_a_setting_names_and_is_not_there_is_told(shell: Shell, home: Path, line: str, told: str, commands: tuple[str, ...]) -> None:
    config = home / "newsreader" / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f"{line}\n")
    for command in commands:
        ran = shell(command)
        assert (ran.code, told in ran.err) == (1, True), command
    assert "the set-up has problems" in shell("doctor").out


def test_what_a_setting_names_and_is_there_is_well(shell: Shell, home: Path) -> None:
    config = home / "newsreader" / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f'theme = "{shell("themes", "--json").json[0]["name"]}"\nsite_rules_dir = "{home}"\n')
    assert [shell(command).code for command in ("config", "themes", "doctor")] == [0, 0, 0]


def test_the_doctor_knows_the_names_of_the_readers_deeds(shell: Shell, home: Path) -> None:
    _keys_file(home, '[keys]\nmarks.stars = "m"\n')
    ran = shell("doctor")
    assert ran.code == 1
    assert "keys.marks.stars: is not known; marks.star is" in ran.err
