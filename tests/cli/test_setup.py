"""`keys` lists what the reader's keys do, with the user's own in their place, and checks the file."""

from __future__ import annotations

from pathlib import Path

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
