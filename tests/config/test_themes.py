"""Themes: what a file may say, what is told about a broken one, and whether ours can be read by people."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from newsreader.config.problems import Problem
from newsreader.config.themes import (
    DEFAULT_DARK,
    DEFAULT_LIGHT,
    SLOTS,
    ThemeSpec,
    bundled_dir,
    default_theme,
    load_theme,
    load_themes,
    read_theme,
    terminal_theme,
    theme_files,
)

SMALL = """
[colors]
background = "#000"
foreground = "#FFFFFF"
primary = "#e0a458"
error = "#f00"
[variables]
dim = "#888"
selection = "#222"
"""
BUNDLED = {theme.name: theme for theme in load_themes([bundled_dir()])[0]}
TRUE_COLOUR = [theme for theme in BUNDLED.values() if not theme.ansi]


def written(directory: Path, name: str, text: str) -> Path:
    directory.mkdir(exist_ok=True)
    path = directory / f"{name}.toml"
    path.write_text(text)
    return path


def good(path: Path) -> ThemeSpec:
    theme, problems = read_theme(path)
    assert theme is not None, problems
    assert problems == ()
    return theme


def broken(path: Path) -> Problem:
    theme, problems = read_theme(path)
    assert theme is None
    assert len(problems) == 1, problems
    return problems[0]


def test_what_is_left_out_takes_the_colour_of_what_it_is_like(tmp_path: Path) -> None:
    theme = good(written(tmp_path, "small", SMALL + 'link = "#12abEF"'))
    assert theme.colors["surface"] == theme.colors["panel"] == "#000000"
    assert theme.variables["unread"] == theme.color("heading") == "#ffffff"
    assert theme.variables["read"] == "#888888"
    assert theme.variables["link"] == "#12abef"
    assert {*theme.colors, *theme.variables} == {slot.name for slot in SLOTS}


@pytest.mark.parametrize(
    ("line", "key", "cause"),
    [
        ('link = "blue"', "variables.link", 'is "blue", not a colour as in "#e0a458"'),
        ('link = "#12345"', "variables.link", "not a colour"),
        ('link = "#12345g"', "variables.link", "not a colour"),
        ('link = "red; background: url(x)"', "variables.link", "not a colour"),
        ("link = 7", "variables.link", "is 7, not a colour"),
        ('link = "ansi_red"', "variables.link", "wants ansi = true"),
    ],
)
def test_a_wrong_colour_is_told_by_key_and_cause(line: str, key: str, cause: str, tmp_path: Path) -> None:
    problem = broken(written(tmp_path, "small", SMALL + line))
    assert problem.key == key
    assert cause in problem.cause


@pytest.mark.parametrize("name", ["background", "foreground", "primary", "error", "dim", "selection"])
def test_a_colour_that_nothing_stands_in_for_is_missed(name: str, tmp_path: Path) -> None:
    text = "\n".join(line for line in SMALL.splitlines() if not line.startswith(name))
    problem = broken(written(tmp_path, "small", text))
    assert problem.cause == "is missing"
    assert problem.key is not None
    assert problem.key.endswith(name)


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    problem = broken(written(tmp_path, "small", SMALL.replace('"#e0a458"', "#e0a458")))
    assert problem.line == 5
    assert str(problem).startswith(f"{tmp_path}/small.toml, line 5: ")


@pytest.mark.parametrize("text", ["", "dark = 1\n" + SMALL, 'name = "other"\n' + SMALL, "colors = 3\n" + SMALL.replace("[colors]", "[variables.x]")])
def test_a_file_that_is_no_theme_is_a_problem(text: str, tmp_path: Path) -> None:
    theme, problems = read_theme(written(tmp_path, "small", text))
    assert theme is None
    assert problems


def test_a_name_that_is_not_known_is_told_but_does_not_cost_the_theme(tmp_path: Path) -> None:
    theme, problems = read_theme(written(tmp_path, "small", SMALL + 'unraed = "#fff"'))
    assert theme is not None
    assert [(problem.key, problem.cause) for problem in problems] == [("variables.unraed", "is not known; unread is")]


def test_an_ansi_theme_has_the_terminals_colours_alone(tmp_path: Path) -> None:
    theme, problems = read_theme(written(tmp_path, "small", "ansi = true\n" + SMALL))
    assert theme is None
    assert len(problems) == 6
    assert all("as in ansi_red" in problem.cause for problem in problems)


def test_what_a_theme_says_of_itself_is_safe_to_show(tmp_path: Path) -> None:
    assert good(written(tmp_path, "small", 'about = "a\\u001b]0;x\\u0007b\\nc"\n' + SMALL)).about == "ab c"


def test_of_two_with_one_name_the_later_directorys_counts(tmp_path: Path) -> None:
    written(tmp_path / "a", "dusk", SMALL)
    mine = written(tmp_path / "b", "dusk", SMALL.replace("#FFFFFF", "#abcdef"))
    dirs = [bundled_dir(), tmp_path / "a", tmp_path / "b", tmp_path / "absent"]
    assert theme_files(dirs)["dusk"] == mine
    assert load_theme("dusk", dirs)[0].color("foreground") == "#abcdef"
    assert len(load_themes(dirs)[0]) == len(BUNDLED)


def test_a_broken_theme_falls_back_on_the_default_even_if_it_is_called_so(tmp_path: Path) -> None:
    written(tmp_path, "dusk", "x")
    theme, problems = load_theme("", [bundled_dir(), tmp_path])
    assert theme == BUNDLED[DEFAULT_DARK]
    assert [problem.line for problem in problems] == [1]


@pytest.mark.parametrize("name", ["absent", "../dusk", "/etc/passwd", "a\x1b[31m"])
def test_a_theme_that_is_not_there_is_told_with_those_that_are(name: str) -> None:
    theme, problems = load_theme(name, [bundled_dir()])
    assert theme == BUNDLED[DEFAULT_DARK]
    assert f"there are {', '.join(BUNDLED)}" in str(problems[0])
    assert "\x1b" not in str(problems[0])


def test_only_the_theme_that_is_asked_for_is_read(tmp_path: Path) -> None:
    written(tmp_path, "mine", SMALL)
    written(tmp_path, "other", "x")
    assert load_theme("mine", [bundled_dir(), tmp_path])[1] == ()


def test_ours_have_no_problems_and_both_defaults_are_there() -> None:
    assert load_themes([bundled_dir()])[1] == ()
    assert BUNDLED[DEFAULT_DARK].dark
    assert not BUNDLED[DEFAULT_LIGHT].dark
    assert {"high-contrast-dark", "high-contrast-light", "ansi-16"} <= set(BUNDLED)


@pytest.mark.parametrize(
    ("said", "theme"),
    [
        ("0;15", DEFAULT_LIGHT),
        ("0;default;15", DEFAULT_LIGHT),
        ("0;7", DEFAULT_LIGHT),
        ("15;0", DEFAULT_DARK),
        ("15;8", DEFAULT_DARK),
        ("0;default", DEFAULT_DARK),
        ("15", DEFAULT_LIGHT),
        ("", DEFAULT_DARK),
        ("0;255\x1b", DEFAULT_DARK),
    ],
)
def test_who_chose_no_theme_has_one_for_the_ground_that_the_terminal_names(said: str, theme: str) -> None:
    assert default_theme({"COLORFGBG": said}) == theme
    assert default_theme({}) == DEFAULT_DARK


@pytest.mark.parametrize("theme", [*BUNDLED.values(), terminal_theme()], ids=lambda theme: theme.name)
def test_the_toolkit_takes_every_theme(theme: ThemeSpec) -> None:
    given = Theme(theme.name, theme.color("primary"), dark=theme.dark, ansi=theme.ansi, variables=dict(theme.variables))
    for name, color in theme.colors.items():
        setattr(given, name, color)
    assert set(theme.colors) <= set(given.to_color_system().generate())
    parsed = [Color.parse(color) for color in (*theme.colors.values(), *theme.variables.values())]
    assert {color.ansi is not None for color in parsed} == {theme.ansi}


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio as WCAG 2 defines it."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


PAIRS = (
    *((text, ground) for text in ("unread", "read", "dim", "primary", "starred", "error") for ground in ("surface", "panel", "selection")),
    *((text, "background") for text in ("foreground", "heading", "dim", "link", "secondary", "quote", "hidden", "primary", "error")),
    *((text, "status-ground") for text in ("foreground", "dim", "primary", "success", "warning", "error")),
    ("foreground", "selection"), ("foreground", "match"), ("code", "code-ground"),
)  # fmt: skip


@pytest.mark.parametrize("theme", TRUE_COLOUR, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_its_ground(theme: ThemeSpec) -> None:
    least = 7.0 if theme.name.startswith("high-contrast") else 4.5
    found = {(text, ground): round(contrast(theme.color(text), theme.color(ground)), 2) for text, ground in PAIRS}
    # A dim word on the selected row is the one place where a quiet theme may be fainter (3:1, as WCAG has it for incidental text).
    faint = {pair: ratio for pair, ratio in found.items() if ratio < (3.0 if pair[1] == "selection" and least < 7 else least)}
    assert faint == {}


@pytest.mark.parametrize("theme", TRUE_COLOUR, ids=lambda theme: theme.name)
def test_running_text_is_clear_and_read_is_quieter_than_unread(theme: ThemeSpec) -> None:
    assert contrast(theme.color("foreground"), theme.color("background")) >= 7
    assert contrast(theme.color("unread"), theme.color("surface")) > contrast(theme.color("read"), theme.color("surface"))
    assert contrast(theme.color("selection"), theme.color("surface")) > 1.1


def test_reading_a_theme_loads_no_toolkit_and_no_parser() -> None:
    code = (
        "import sys; from newsreader.config.themes import load_theme, bundled_dir; load_theme('', [bundled_dir()]);"
        "print(sorted(m for m in ('textual', 'rich', 'lxml', 'platformdirs', 'difflib') if m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
