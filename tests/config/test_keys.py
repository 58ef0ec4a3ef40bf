"""The user's keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.config.keys import read_keys, read_user_macros

KNOWN = ("list.down", "list.up", "list.top", "app.quit")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    return path


def test_no_file_is_no_keys(tmp_path: Path) -> None:
    assert read_keys(tmp_path / "keys.toml", KNOWN) == ({}, ())


def test_keys_sequences_and_none_at_all(tmp_path: Path) -> None:
    text = '[keys]\n"list.down" = "j, down,j"\nlist.top = "g g, home, comma"\n"app.quit" = ""\n'
    assert read_keys(written(tmp_path, text), KNOWN) == ({"list.down": ("j", "down"), "list.top": ("g g", "home", ","), "app.quit": ()}, ())


@pytest.mark.parametrize(
    ("text", "key", "cause"),
    [
        ('[keys]\n"list.dwon" = "j"', "keys.list.dwon", "is not known; list.down is"),
        ('[keys]\n"list.down" = 3', "keys.list.down", "is 3, not keys"),
        ('[keys]\n"list.down" = ["j"]', "keys.list.down", "not keys as in"),
        ('[keys]\n"list.down" = "g  g"', "keys.list.down", "is no key"),
        ('[keys]\n"list.down" = "g\\u001b"', "keys.list.down", "is no key"),
        ('[keys]\n"list.down" = "j, pgdwn"', "keys.list.down", '"pgdwn" is no key; "pagedown" is'),
        ('[keys]\n"list.down" = "g slash"', "keys.list.down", '"slash" is no key; "/" is'),
        ('[keys]\n"list.down" = "ctrl+m"', "keys.list.down", "can't be told from enter"),
        ('[key]\n"list.down" = "j"', "key", "is not known; keys is"),
        ("keys = 1", "keys", "not a table"),
    ],
)
def test_what_does_not_fit_is_told_and_left_out(text: str, key: str, cause: str, tmp_path: Path) -> None:
    overrides, problems = read_keys(written(tmp_path, text), KNOWN)
    assert overrides == {}
    assert [problem.key for problem in problems] == [key]
    assert cause in problems[0].cause


def test_names_may_have_capitals(tmp_path: Path) -> None:
    assert read_keys(written(tmp_path, '[keys]\nlist.down = "J, PageDown, Ctrl+D, F5"'), KNOWN) == (
        {"list.down": ("J", "pagedown", "ctrl+d", "f5")}, (),
    )  # fmt: skip


def test_what_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    text = '# mine\n\n[keys]\nlist.up = "k"\n"list.down" = "downn"\n[macros]\nr = "list.up"\nreturn = "list.up"\n'
    path = written(tmp_path, text)
    overrides, problems = read_keys(path, KNOWN)
    macros, more = read_user_macros(path, KNOWN)
    assert overrides == {"list.up": ("k",)}
    assert [macro.key for macro in macros] == ["r"]
    assert [str(problem) for problem in (*problems, *more)] == [
        f'{path}, line 5, keys.list.down: "downn" is no key; "down" is',
        f'{path}, line 8, macros.return: "return" is no key; "enter" is',
    ]


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    overrides, problems = read_keys(written(tmp_path, '[keys]\n"list.down" = j\n'), KNOWN)
    assert overrides == {}
    assert [problem.line for problem in problems] == [2]
