"""What is wrong with a file of the user's, in words, and TOML read so that a broken file is a value and never a traceback."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from newsreader.text.clean import clean

_LINE = r"\(at line (\d+), column \d+\)|\(at end of document\)"
_TABLE = re.compile(r"\s*\[+([^\[\]#]+)\]")
_NAMED = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PARTS = re.compile(r"""\s*("[^"]*"|'[^']*'|[^."']+)\s*""")
_LARGEST = 1_000_000


class Problem(NamedTuple):
    """One thing that is wrong: where (`key` is None for the whole file, `line` is known for syntax errors) and why."""

    file: Path
    cause: str
    key: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = clean(str(self.file))
        if self.line is not None:
            place += f", line {self.line}"
        if self.key is not None:
            place += f", {clean(self.key)}"
        return f"{place}: {clean(self.cause)}"


def read_toml(path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Read a TOML file; one that isn't there is empty, one that can't be read is empty and a problem."""
    try:
        with path.open("rb") as file:
            body = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        return {}, (Problem(path, f"can't be read: {error.strerror or error}"),)
    if len(body) > _LARGEST:
        return {}, (Problem(path, f"is larger than {_LARGEST:,} bytes"),)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return {}, (Problem(path, "is not UTF-8 text", line=body.count(b"\n", 0, error.start) + 1),)
    import tomllib  # here, since most people have no such file

    try:
        return tomllib.loads(text), ()
    except ValueError as error:  # TOMLDecodeError is one; a number of five thousand digits raises another
        return {}, (_syntax(path, text, str(error)),)
    except RecursionError:
        return {}, (Problem(path, "is nested too deeply"),)


def located(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems with the lines on which their keys stand, as far as these are found."""
    found = tuple(problems)
    lines: dict[Path, dict[str, int]] = {}
    for each in found:
        if each.key is not None and each.line is None and each.file not in lines:
            lines[each.file] = _lines_of_keys(each.file)
    return tuple(each._replace(line=each.line or lines.get(each.file, {}).get(each.key or "")) for each in found)


def _lines_of_keys(path: Path) -> dict[str, int]:
    table, lines = "", dict[str, int]()
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return {}
    for number, line in enumerate(text.splitlines(), 1):
        if head := _TABLE.match(line):
            table = _bare(head[1]) + "."
            lines.setdefault(table[:-1], number)
        elif named := _NAMED.match(line):
            lines.setdefault(table + _bare(named[1]), number)
    return lines


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in _PARTS.findall(name))


def _syntax(path: Path, text: str, message: str) -> Problem:
    place = re.search(_LINE, message)
    line = int(place[1]) if place and place[1] else len(text.splitlines())
    cause = clean(re.sub(_LINE, "", message)).rstrip(".")
    return Problem(path, cause[:1].lower() + cause[1:], line=max(1, line))


def quoted(value: object) -> str:
    """A value as a problem shows it: clean, short, in quotes where it is text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = clean(str(value))
    text = text if len(text) <= 60 else text[:59] + "…"
    return f'"{text}"' if isinstance(value, str) else text


def unknown(name: str, known: Iterable[str]) -> str:
    """The cause for a name that nobody knows, with the known one that it is nearest to."""
    from difflib import get_close_matches  # here, since a file without mistakes never needs it

    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"is not known; {near[0]} is" if near else "is not known"
