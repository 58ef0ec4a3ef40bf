"""The user's macros, as keys.toml says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.config.keys import read_keys, read_user_macros
from newsreader.config.macros import Step

KNOWN = ("marks.star", "move.down")


def macros(tmp_path: Path, text: str) -> tuple[dict[str, tuple[Step, ...]], list[str]]:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    found, problems = read_user_macros(path, KNOWN)
    return {macro.key: macro.steps for macro in found}, [*map(str, problems), *map(str, read_keys(path, KNOWN)[1])]


def test_steps_counts_and_commands(tmp_path: Path) -> None:
    found, problems = macros(tmp_path, '[macros]\nr = "marks.star; 3 move.down"\nf5 = " :tag read, later ;"\n')
    assert found == {"r": (Step("marks.star"), Step("move.down", "", 3)), "f5": (Step("tag", "read, later"),)}
    assert problems == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('r = "marks.starr"', '"marks.starr" is not known; marks.star is'), ('r = ":tga x"', ":tga is not known; tag is"), ('r = ":tag"', ":tag wants words"),
        ('r = "0 marks.star"', "1 to 100 are possible"), ('r = ""', "not steps as in"), ("r = 3", "not steps as in"), ('"a b" = "marks.star"', "is no key for a macro"),
        ('"," = "marks.star"', "is no key for a macro"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_left_out(line: str, words: str, tmp_path: Path) -> None:
    found, problems = macros(tmp_path, f"[macros]\n{line}\n")
    assert found == {}
    assert len(problems) == 1
    assert words in problems[0]


def test_macros_that_are_no_table_are_told(tmp_path: Path) -> None:
    assert "not a table" in macros(tmp_path, "macros = 3")[1][0]
    assert macros(tmp_path, '[keys]\n"marks.star" = "s"') == ({}, [])
