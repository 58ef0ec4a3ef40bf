"""Rows that stand out, from `config.toml`:

    [[highlight]]
    query = "title:/election/ OR feed:12"
    style = "warning bold"          # a theme's name, and bold, italic, underline, reverse or strike; the first one that fits counts
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsreader.config.problems import Problem, quoted, unknown

LOOKS = ("bold", "italic", "underline", "reverse", "strike")
MOST = 50


@dataclass(frozen=True, slots=True)
class Highlight:
    """Which rows stand out, and how: a theme's name (empty: the row's own colour) and looks."""

    query: str
    color: str
    looks: tuple[str, ...] = ()


def read_highlights(path: Path, value: object) -> tuple[tuple[Highlight, ...], tuple[Problem, ...]]:
    """The rules of the `[[highlight]]` tables, and what is wrong with the others."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return (), (Problem(path, "is written as tables, each under [[highlight]]", "highlight"),)
    found: list[Highlight] = []
    problems: list[Problem] = []
    if len(value) > MOST:
        problems.append(Problem(path, f"are {len(value)}; the first {MOST} count", "highlight"))
    for number, table in enumerate(value[:MOST], 1):
        made, wrong = _read(table)
        if made is not None:
            found.append(made)
        problems += [Problem(path, cause, f"highlight {number}{'.' + key if key else ''}") for key, cause in wrong]
    return tuple(found), tuple(problems)


def _read(table: dict[str, Any]) -> tuple[Highlight | None, list[tuple[str, str]]]:
    from newsreader.model.query import QueryError, parse_query  # with the first rule, since most have none

    wrong = [(key, unknown(key, ("query", "style"))) for key in table if key not in ("query", "style")]
    query, style = table.get("query", ""), table.get("style", "")
    if not isinstance(query, str) or not query.strip():
        return None, [*wrong, ("query", 'is missing: which rows, as in "is:starred feed:12"')]
    if not isinstance(style, str) or not style.strip():
        return None, [*wrong, ("style", 'is missing: how they look, as in "warning bold"')]
    try:
        parse_query(query)
    except QueryError as error:
        return None, [*wrong, ("query", f"{error}: {query[: error.position]} ⟶ {query[error.position :]}")]
    color, looks, cause = _style(style.split())
    return (None, [*wrong, ("style", cause)]) if cause else (Highlight(query, color, looks), wrong)


def _style(words: Sequence[str]) -> tuple[str, tuple[str, ...], str]:
    from newsreader.config.themes import SLOTS

    names = [slot.name for slot in SLOTS]
    colors = [word for word in words if word not in LOOKS]
    if len(colors) > 1:
        return "", (), f"has several colours: {', '.join(map(quoted, colors))}"
    for word in colors:
        if word not in names:
            return "", (), f"{quoted(word)} {unknown(word, (*names, *LOOKS))}; a theme's names and {', '.join(LOOKS)} are"
    return "".join(colors), tuple(word for word in words if word in LOOKS), ""
