"""Settings, and what is told about a broken file."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from newsreader.config.problems import Problem
from newsreader.config.settings import SCHEMA, Settings, as_mapping, read_settings
from newsreader.fetch.limits import Limits


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_no_file_is_all_defaults_and_no_problem(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") == (Settings(), ())


def test_what_is_set_holds(tmp_path: Path) -> None:
    settings, problems = read_settings(written(tmp_path, 'mark_read = "end"\nwidth = 66\noffline = true\nbrowser = "w3m -o x=1 {url}"\n'))
    assert problems == ()
    assert settings == Settings(mark_read="end", width=66, offline=True, browser="w3m -o x=1 {url}")


def test_a_broken_key_keeps_its_default_and_the_others_hold(tmp_path: Path) -> None:
    settings, problems = read_settings(written(tmp_path, 'width = "wide"\ndensity = "compact"\n'))
    assert settings == Settings(density="compact")
    problem = only(problems)
    assert problem.key == "width"
    assert str(problem).endswith('config.toml, line 1, width: is "wide", not a whole number from 20 to 200; 72 is used')


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('mark_read = "never"', 'not "opening", "end" or "hand"'),
        ("offline = 1", "not true or false"),
        ("refresh_minutes = true", "is true, not a whole number"),
        ("refresh_minutes = -1", "is -1"),
        ("width = 5", "from 20 to 200"),
        ("width = 72.5", "not a whole number"),
        ("theme = []", "not text"),
        ("browser = 'firefox \"{url}'", "not closed"),
        ("browser = 'firefox'", "without {url}"),
        ("browser = '{url}'", "without {url} among its arguments"),
        ('user_agent = "a\\r\\nX-Evil: 1"', "more than plain letters"),
    ],
)
def test_what_does_not_fit_is_told(line: str, cause: str, tmp_path: Path) -> None:
    settings, problems = read_settings(written(tmp_path, line))
    assert settings == Settings()
    assert cause in only(problems).cause


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    settings, problems = read_settings(written(tmp_path, 'width = 66\n\ntheme = "paper\n'))
    assert settings == Settings()
    assert only(problems).line == 3
    assert "config.toml, line 3: " in str(only(problems))


def test_a_syntax_error_at_the_end_is_on_the_last_line(tmp_path: Path) -> None:
    _, problems = read_settings(written(tmp_path, "width = 66\ntheme ="))
    assert only(problems).line == 2


def test_a_name_that_is_not_known_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    settings, problems = read_settings(written(tmp_path, 'markread = "end"\n'))
    assert settings == Settings()
    assert only(problems).cause == "is not known; mark_read is"


@pytest.mark.parametrize("body", [b"\xff\xfe", b"x = 1\n" * 400_000, b"a = " + b"[" * 100_000])
def test_what_is_no_settings_file_is_a_problem_and_no_traceback(body: bytes, tmp_path: Path) -> None:
    settings, problems = read_settings(written(tmp_path, body))
    assert settings == Settings()
    assert only(problems).cause


def test_a_directory_in_its_place_is_a_problem(tmp_path: Path) -> None:
    assert "can't be read" in only(read_settings(tmp_path)[1]).cause


def test_what_is_told_is_safe_to_show(tmp_path: Path) -> None:
    _, problems = read_settings(written(tmp_path, '"a\\u001b]0;x\\u0007b" = 1\ntheme = 1\ndensity = "\\u001b[31mred\\u202e"\n'))
    assert len(problems) == 3
    assert not any(c in str(problem) for problem in problems for c in "\x1b\x07\u202e")


def test_the_table_names_every_setting_once_and_its_defaults_fit() -> None:
    assert [setting.key for setting in SCHEMA] == [field.name for field in fields(Settings) if field.name != "highlight"] == list(as_mapping(Settings()))
    assert [setting.key for setting in SCHEMA if setting.wrong(setting.default)] == []


def test_the_timeouts_help_names_the_silence_that_ends_it_before() -> None:
    (setting,) = (each for each in SCHEMA if each.key == "timeout")
    assert f"silent for {Limits().slow_for} is given up" in setting.help
