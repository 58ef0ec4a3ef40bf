"""Themes: colours by name from TOML files, checked here so that a broken one never reaches the toolkit.

A theme is `NAME.toml` in one of the theme directories; of two with one name the later directory's counts. In the file:

    dark = true                  # which kind of ground it is drawn for
    ansi = false                 # true: every colour is one of the terminal's own, named `ansi_red`, `ansi_bright_black`, `ansi_default`
    about = "one line for the list of themes"
    [colors]                     # "#rgb" or "#rrggbb"
    [variables]

`SLOTS` names every colour and what is drawn in it. What a file leaves out takes the colour of its slot's `fallback`, so that
`ThemeSpec.colors` and `ThemeSpec.variables` always hold every name. Colour never says a thing alone: unread is bold and has a dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from newsreader.config.problems import Problem, located, quoted, read_toml, unknown
from newsreader.text.clean import clean

DEFAULT_DARK = "dusk"
DEFAULT_LIGHT = "paper"
_LIGHT_GROUNDS = ("7", "9", "10", "11", "12", "13", "14", "15")
"""White and the bright ones of the terminal's sixteen colours, by number."""


class Slot(NamedTuple):
    """A name in a theme: its table, the slot whose colour it takes when it is left out ("": it must be given), what is drawn in it."""

    name: str
    table: Literal["colors", "variables"]
    fallback: str
    meaning: str


SLOTS = (
    Slot("background", "colors", "", "ground of the reader"),
    Slot("surface", "colors", "background", "ground of the headlines"),
    Slot("panel", "colors", "surface", "ground of the feeds"),
    Slot("foreground", "colors", "", "running text"),
    Slot("primary", "colors", "", "the accent: dots and counts of what is unread, keys that can be pressed, what is selected"),
    Slot("secondary", "colors", "primary", "links and cross-references"),
    Slot("error", "colors", "", "what needs the reader: a feed that fails"),
    Slot("warning", "colors", "primary", "what the reader should know"),
    Slot("success", "colors", "primary", "work that goes on or went well"),
    Slot("dim", "variables", "", "ages, bylines, captions, what is beside the point"),
    Slot("selection", "variables", "", "ground of the selected row"),
    Slot("accent-bar", "variables", "primary", "bar at the left of the selected row in the pane with the focus (the others': dim)"),
    Slot("unread", "variables", "foreground", "titles of unread headlines and names of feeds that have some, drawn bold"),
    Slot("read", "variables", "dim", "titles of read headlines"),
    Slot("starred", "variables", "primary", "the star"),
    Slot("link", "variables", "secondary", "links in an article"),
    Slot("heading", "variables", "unread", "title and headings of an article, drawn bold"),
    Slot("quote", "variables", "foreground", "quotations; their bar is drawn in dim"),
    Slot("code", "variables", "foreground", "code"),
    Slot("code-ground", "variables", "surface", "ground of code"),
    Slot("hidden", "variables", "dim", "hidden pieces, when they are shown, and their dotted lines"),
    Slot("match", "variables", "selection", "ground of what was found"),
    Slot("status-ground", "variables", "panel", "ground of the status line"),
    Slot("scrollbar", "variables", "selection", "the scroll bar"),
    Slot("scrollbar-background", "variables", "background", "ground of the scroll bar"),
)

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_ANSI = re.compile(r"ansi_(?:default|(?:bright_)?(?:black|red|green|yellow|blue|magenta|cyan|white))")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_TOP = ("dark", "ansi", "about", "name", "colors", "variables")


class ThemeSpec(NamedTuple):
    """A theme that was checked: every name of `SLOTS` is in `colors` or `variables`, as `#rrggbb` or (`ansi`) as `ansi_*`."""

    name: str
    dark: bool
    ansi: bool
    about: str
    colors: Mapping[str, str]
    variables: Mapping[str, str]

    def color(self, name: str) -> str:
        """The colour of a slot, whichever table it is in."""
        return self.colors[name] if name in self.colors else self.variables[name]


def default_theme(environ: Mapping[str, str]) -> str:
    """The theme of who chose none: the light one in a terminal that says of itself that its ground is light.

    `COLORFGBG` is `FOREGROUND;GROUND` or `FOREGROUND;PIXMAP;GROUND`, numbers of the sixteen colours or `default`; Konsole, iTerm2 and
    rxvt set it. Read as Vim reads it.
    """
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return DEFAULT_LIGHT if ground in _LIGHT_GROUNDS else DEFAULT_DARK


def bundled_dir() -> Path:
    """Where the themes are that come with the program: inside the installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "themes"
    return packaged if packaged.is_dir() else package.parent / "themes"


def theme_files(dirs: Iterable[Path]) -> dict[str, Path]:
    """The themes there are, by name, without reading them; the later directory wins."""
    found: dict[str, Path] = {}
    for directory in dirs:
        try:
            paths = sorted(directory.glob("*.toml"))
        except OSError:
            continue
        found.update((path.stem, path) for path in paths if _NAME.fullmatch(path.stem))
    return dict(sorted(found.items()))


def load_theme(name: str, dirs: Iterable[Path]) -> tuple[ThemeSpec, tuple[Problem, ...]]:
    """The theme of that name (empty: the default), reading only its file; where that is broken or missing, the default and why."""
    wanted, dirs = name or DEFAULT_DARK, tuple(dirs)
    path = _find(wanted, dirs)
    if path is not None:
        theme, problems = read_theme(path)
        if theme is not None:
            return theme, problems
    else:
        known = ", ".join(theme_files((bundled_dir(), *dirs)))
        problems = (Problem(dirs[-1] if dirs else bundled_dir(), f"there is no theme {quoted(wanted)}; there are {known}"),)
    default, more = read_theme(bundled_dir() / f"{DEFAULT_DARK}.toml")
    return default or terminal_theme(), problems + more


def load_themes(dirs: Iterable[Path]) -> tuple[tuple[ThemeSpec, ...], tuple[Problem, ...]]:
    """Every theme that can be used, by name, and what is wrong with the others."""
    themes: list[ThemeSpec] = []
    problems: list[Problem] = []
    for path in theme_files(dirs).values():
        theme, found = read_theme(path)
        problems += found
        if theme is not None:
            themes.append(theme)
    return tuple(themes), tuple(problems)


def read_theme(path: Path) -> tuple[ThemeSpec | None, tuple[Problem, ...]]:
    """Read and check one file: None where it can't be used; a name that nobody knows is only reported."""
    table, problems = read_toml(path)
    if problems:
        return None, problems
    if not table:
        return None, (Problem(path, "is empty or missing"),)
    errors: list[Problem] = []
    notes = [Problem(path, unknown(key, _TOP), key) for key in table if key not in _TOP]
    dark = _typed(path, table, "dark", bool, True, errors)
    ansi = _typed(path, table, "ansi", bool, False, errors)
    about = _typed(path, table, "about", str, "", errors)
    if table.get("name", path.stem) != path.stem:
        errors.append(Problem(path, f"is {quoted(table['name'])}, but the file is called {quoted(path.name)}", "name"))
    tables = {section: _typed(path, table, section, dict, {}, errors) for section in ("colors", "variables")}
    given: dict[str, str] = {}
    for section, values in tables.items():
        names = [slot.name for slot in SLOTS if slot.table == section]
        for name, value in values.items():
            key = f"{section}.{name}"
            if name not in names:
                notes.append(Problem(path, unknown(name, names), key))
            elif cause := _wrong(value, ansi):
                errors.append(Problem(path, cause, key))
            else:
                given[name] = _long(value)
    errors += [
        Problem(path, "is missing", f"{slot.table}.{slot.name}")
        for slot in SLOTS
        if not slot.fallback and slot.name not in tables[slot.table] and not any(e.key == slot.table for e in errors)
    ]
    if errors:
        return None, located((*errors, *notes))
    return _theme(path.stem, dark, ansi, clean(about), given), located(notes)


def terminal_theme() -> ThemeSpec:
    """A theme of the terminal's own colours, for when no theme file can be read at all."""
    ground = {"background": "ansi_default", "foreground": "ansi_default", "selection": "ansi_black", "dim": "ansi_bright_black"}
    return _theme("terminal", True, True, "the terminal's own colours", {**ground, "primary": "ansi_yellow", "error": "ansi_red"})


def _find(name: str, dirs: tuple[Path, ...]) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    return next((path for path in (d / f"{name}.toml" for d in reversed(dirs)) if path.is_file()), None)


def _theme(name: str, dark: bool, ansi: bool, about: str, given: Mapping[str, str]) -> ThemeSpec:
    tables: dict[str, dict[str, str]] = {"colors": {}, "variables": {}}
    colors: dict[str, str] = {}
    for slot in SLOTS:
        colors[slot.name] = given[slot.name] if slot.name in given else colors[slot.fallback]
        tables[slot.table][slot.name] = colors[slot.name]
    return ThemeSpec(name, dark, ansi, about, tables["colors"], tables["variables"])


def _typed(path: Path, table: Mapping[str, Any], key: str, kind: type, default: Any, errors: list[Problem]) -> Any:
    value = table.get(key, default)
    if isinstance(value, kind):
        return value
    words = {bool: "true or false", str: "text", dict: f"a table, [{key}]"}[kind]
    errors.append(Problem(path, f"is {quoted(value)}, not {words}", key))
    return default


def _wrong(value: object, ansi: bool) -> str | None:
    wanted = "one of the terminal's colours, as in ansi_red" if ansi else 'a colour as in "#e0a458"'
    if not isinstance(value, str):
        return f"is {quoted(value)}, not {wanted}"
    if (_ANSI if ansi else _HEX).fullmatch(value):
        return None
    if not ansi and _ANSI.fullmatch(value):
        return f"is {quoted(value)}, which wants ansi = true and every other colour from the terminal too"
    return f"is {quoted(value)}, not {wanted}"


def _long(color: str) -> str:
    return "#" + "".join(c * 2 for c in color[1:]).lower() if len(color) == 4 else color.lower()
