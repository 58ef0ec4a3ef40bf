"""Settings: one table (`SCHEMA`) says what there is, and drives the defaults, the checks, `newsreader config` and the README."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from newsreader.config.columns import ONE_LINE, TWO_LINES, WIDTHS, wrong_columns
from newsreader.config.problems import Problem, located, quoted, read_toml, unknown

if TYPE_CHECKING:
    from newsreader.config.highlights import Highlight

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set in `config.toml`; `SCHEMA` says what each is for and what it may be."""

    mark_read: Literal["opening", "end", "hand"] = "opening"
    stories_once: bool = True
    read_same_story: bool = True
    fetch_page: Literal["opening", "hand"] = "opening"
    refresh_at_start: bool = True
    refresh_minutes: int = 30
    after_refresh: str = ""
    notify: Literal["auto", "desktop", "osc9", "osc777", "bell", "off"] = "auto"
    edition_after_refresh: str = ""
    edition_budget: int = 200
    ahead_on: str = ""
    offline: bool = False
    theme: str = ""
    density: Literal["comfortable", "compact"] = "comfortable"
    columns: str = TWO_LINES
    columns_compact: str = ONE_LINE
    width: int = 72
    images: Literal["auto", "halfblock", "kitty", "sixel", "alt", "off"] = "auto"
    bidi: Literal["terminal", "python-bidi"] = "terminal"
    hyphens: Literal["off", "pyphen"] = "off"
    browser: str = ""
    clipboard: str = "auto"
    cursor: Literal["hidden", "shown"] = "hidden"
    connections: int = 128
    connections_per_host: int = 2
    timeout: int = 30
    cache_limit: int = 1000
    share_cache: bool = False
    user_agent: str = ""
    site_rules_dir: str = ""
    highlight: tuple[Highlight, ...] = ()
    """Tables of their own (`config.highlights`), not a line of `SCHEMA`."""


class Setting(NamedTuple):
    """One setting: its key, what it is for, and what it may be; its default and type are those of the field in `Settings`."""

    key: str
    help: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    check: Callable[[str], str | None] | None = None

    @property
    def default(self) -> Value:
        """What holds when the file doesn't say."""
        value: Value = getattr(Settings(), self.key)
        return value

    @property
    def allowed(self) -> str:
        """What fits, in words."""
        if self.choices:
            return " or ".join((", ".join(f'"{c}"' for c in self.choices[:-1]), f'"{self.choices[-1]}"'))
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, int):
            return f"a whole number from {self.least} to {self.most}"
        return "text"

    def wrong(self, value: object) -> str | None:
        """Why a value doesn't fit, in words (None: it does)."""
        if type(value) is not type(self.default):
            return f"is {quoted(value)}, not {self.allowed}"
        if self.choices and value not in self.choices:
            return f"is {quoted(value)}, not {self.allowed}"
        if isinstance(value, int) and not isinstance(value, bool) and not self.least <= value <= self.most:
            return f"is {value}, not {self.allowed}"
        return self.check(value) if self.check and isinstance(value, str) else None


def _command(template: str) -> str | None:
    words = _words(template)
    if words is None:
        return f"is {quoted(template)}, where a quotation mark is not closed"
    if words and not any("{url}" in word for word in words[1:]):
        return f'is {quoted(template)}, without {{url}} among its arguments, as in "firefox --new-tab {{url}}"'
    return None


def _program(template: str) -> str | None:
    words = _words(template)
    if words is None:
        return f"is {quoted(template)}, where a quotation mark is not closed"
    return f"is {quoted(template)}, which names no program" if template and not words else None


def _words(template: str) -> list[str] | None:
    """A command's words; None where a quotation mark is not closed."""
    import shlex  # with the first command, since most settings are none

    try:
        return shlex.split(template)
    except ValueError:
        return None


def _query(text: str) -> str | None:
    from newsreader.model.query import QueryError, parse_query  # the language is read by those alone who set one

    if text.strip() == "usual":
        return None
    try:
        parse_query(text)
    except QueryError as error:
        return f"is {quoted(text)}: {error}"
    return None


def _bidi(name: str) -> str | None:
    return _missing(name, "bidi") if name == "python-bidi" else None


def _pyphen(name: str) -> str | None:
    return _missing(name, "pyphen") if name == "pyphen" else None


def _missing(name: str, module: str) -> str | None:
    from importlib.util import find_spec  # by those who set one

    return None if find_spec(module) else f"is {quoted(name)}, which is not installed (pip install {name})"


def _header(text: str) -> str | None:
    return None if text.isascii() and text.isprintable() else f"is {quoted(text)}, which has more than plain letters in it"


SCHEMA = (
    Setting("mark_read", "when an entry counts as read: on opening it, at its end, or by hand", ("opening", "end", "hand")),
    Setting("stories_once", "a story that several feeds tell is one headline in a list"),
    Setting("read_same_story", "what is marked read is read in every feed that tells the same story"),
    Setting("fetch_page", "when an entry's page is fetched: on opening it, or by hand", ("opening", "hand")),
    Setting("refresh_at_start", "refresh what is due when the reader opens"),
    Setting("refresh_minutes", "minutes between two refreshes while the reader is open (0: never by itself)", most=7 * 24 * 60),
    Setting("after_refresh", "a command that gets what a refresh brought as JSON on its stdin (empty: none)", check=_program),
    Setting(
        "notify",
        "how you are told of what rules with notify are for (auto: on the desktop where there is one, else by the terminal)",
        ("auto", "desktop", "osc9", "osc777", "bell", "off"),
    ),
    Setting(
        "edition_after_refresh",
        'the query of an edition that is made after each refresh ("usual": begun, starred, saved, and unread and new; empty: none)',
        check=_query,
    ),
    Setting("edition_budget", "megabytes that what is fetched ahead after a refresh may take", least=1, most=1_000_000),
    Setting(
        "ahead_on",
        'networks on which pages are fetched ahead, as NetworkManager names them, with commas; "unmetered" for any such (empty: on all)',
    ),
    Setting("offline", "open no socket"),
    Setting("theme", "a theme's name (empty: dusk, or paper where the terminal says in COLORFGBG that its ground is light)"),
    Setting("density", "two lines for a headline, or one", ("comfortable", "compact")),
    Setting(
        "columns",
        f"a headline's columns on two lines: {', '.join(WIDTHS)}; feed:20 says a width, length:>6 one at the right",
        check=lambda text: wrong_columns(text, two_lines=True),
    ),
    Setting("columns_compact", "the same on one line", check=lambda text: wrong_columns(text, two_lines=False)),
    Setting("width", "columns of an article's text", least=20, most=200),
    Setting(
        "images",
        "pictures: as the terminal can, in half blocks, by kitty's graphics, in sixels, their words until i is pressed, or never",
        ("auto", "halfblock", "kitty", "sixel", "alt", "off"),
    ),
    Setting(
        "bidi",
        "who puts right-to-left text in order: the terminal, or python-bidi (`pip install python-bidi`) where it doesn't",
        ("terminal", "python-bidi"),
        check=_bidi,
    ),
    Setting(
        "hyphens",
        "break long words in columns of up to 60: not, or as pyphen says (`pip install pyphen`)",
        ("off", "pyphen"),
        check=_pyphen,
    ),
    Setting("browser", "the command that opens a page, with {url} in it (empty: $BROWSER, else the system's)", check=_command),
    Setting(
        "clipboard",
        "where y copies to: the terminal (osc52), the system's program (command), both, both as far as they are there (auto), or a command"
        " that reads the text on its stdin",
        check=lambda text: _program(text) if text else 'is "", not auto, osc52, command, both or a command',
    ),
    Setting("cursor", "whether the terminal's cursor is seen where you are, as screen readers and magnifiers want it", ("hidden", "shown")),
    Setting("connections", "connections at once", least=1, most=500),
    Setting("connections_per_host", "connections at once to one host", least=1, most=8),
    Setting("timeout", "seconds that a server has for an answer; one that is silent for 20 is given up before", least=1, most=300),
    Setting("cache_limit", "megabytes that pages and images may take; what is wanted least goes first (0: no limit)", most=1_000_000),
    Setting("share_cache", "pages and images that other profiles hold too are on the disk once (those that say so, by hard links)"),
    Setting("user_agent", "what servers are told who asks (empty: newsreader and its version)", check=_header),
    Setting("site_rules_dir", "a directory of ftr-site-config files, which say where articles are on sites (empty: none)"),
)


def read_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read `config.toml`; what is wrong in it keeps its default and is told, a file that isn't there is all defaults."""
    table, problems = read_toml(path)
    schema = {setting.key: setting for setting in SCHEMA}
    found = list(problems)
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key == "highlight":
            from newsreader.config.highlights import read_highlights  # where there are any, since most have none

            given[key], wrong = read_highlights(path, value)
            found += wrong
        elif key not in schema:
            found.append(Problem(path, unknown(key, (*schema, "highlight")), key))
        elif cause := schema[key].wrong(value):
            found.append(Problem(path, f"{cause}; {quoted(schema[key].default)} is used", key))
        else:
            given[key] = value
    return Settings(**given), located(found)


def as_mapping(settings: Settings) -> Mapping[str, Value]:
    """The settings by key, in the order of the table."""
    return {setting.key: getattr(settings, setting.key) for setting in SCHEMA}
