"""A headline drawn in columns (`config.columns`): what each says, how wide it is, and which give way in a narrow pane."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from newsreader.config.columns import Column, Columns
from newsreader.model.entry import Headline
from newsreader.text.clean import clean
from newsreader.text.width import fit, most
from newsreader.tui.ages import age
from newsreader.tui.panes.lines import GAP
from newsreader.tui.panes.titles import two_lines

WORDS_A_MINUTE = 230
BEGUN, FINISHED = 0.02, 0.95
_TITLE_ROOM = 16
"""Cells that a title has at the least before other columns are left out."""
Piece = tuple[str, str]
"""Words and the theme's name of their look."""
Paint = Callable[[str], Style]


class Facts(NamedTuple):
    """What is known of a row besides its headline; `mixed`: its list has several feeds."""

    now: int
    mixed: bool
    also: tuple[Headline, ...]
    below: bool
    """Whether it was unfolded below another headline of its story."""
    excerpt: tuple[Piece, ...]
    colors: Mapping[str, str]
    """Colours by the names of tags."""


def draw(row: Headline, facts: Facts, columns: Columns, width: int, paint: Paint, look: Style) -> list[list[Segment]]:
    """A row's lines, each `width` cells wide; `look` is the title's."""
    first = _fitting(columns.first, width)
    room = max(1, width - _taken(first))
    at = next(number for number, column in enumerate(first) if column.name == "title")
    title = "↳ " * facts.below + (clean(row.title) or "(no title)")
    shown, rest = two_lines(title, room) if columns.second is not None else (title, "")
    line = [Segment(" ", paint("dim"))]
    for number, column in enumerate(first):
        if number:
            line.append(GAP)
        if column.name == "title":
            line.append(Segment(fit(shown, room), look))
        else:
            line += _cell(words(column.name, row, facts), column, paint)
        if number < len(first) - 1:
            line.append(Segment(" ", paint("dim")))
    if columns.second is None:
        return [line]
    lead = 1 + sum(column.width + 1 for column in first[:at])
    return [line, _second(rest, _about(columns.second, row, facts), lead, width - lead, paint, look)]


def words(name: str, row: Headline, facts: Facts) -> list[Piece]:
    """What a column says of a row."""
    match name:
        case "mark":
            return [_mark(row, facts)]
        case "age":
            return [(age(facts.now - row.published), "dim")]
        case "date":
            return [(time.strftime("%Y-%m-%d", time.localtime(row.published)), "dim")]
        case "time":
            return [(time.strftime("%H:%M", time.localtime(row.published)), "dim")]
        case "feed" | "source" if facts.mixed or name == "feed":
            return [(clean(row.feed), "dim")]
        case "author" | "source":
            return [(clean(row.author or ""), "dim")]
        case "length":
            return [(f"{max(1, round(row.words / WORDS_A_MINUTE))} min", "dim")] if row.words else []
        case "story":
            others = dict.fromkeys(clean(other.feed) for other in facts.also)
            return [("also in " + ", ".join(others), "dim")] if others and not facts.below else []
        case "progress":
            return [(f"{round(100 * row.progress)} % read", "dim")] if BEGUN < row.progress < FINISHED else []
        case "changed":
            return [("changed", "dim")] if row.changed else []
        case "note":
            return [("✎ " + clean(row.note), "dim")] if row.note else []
    return [(f"#{clean(tag)}", f"tag:{color}" if (color := facts.colors.get(tag)) else "dim") for tag in row.tags]


def _mark(row: Headline, facts: Facts) -> Piece:
    if row.starred:
        return "★", "starred"
    if row.read:
        return ("◐" if any(not other.read for other in facts.also) else "○"), "dim"
    return "●", "primary"


def _about(names: Iterable[str], row: Headline, facts: Facts) -> list[Piece]:
    """What stands on the second line, with dots between."""
    if facts.excerpt:
        return [*facts.excerpt, (" · ", "dim"), *words("source", row, facts)]
    told: list[Piece] = []
    for name in names:
        if name != "length" or (row.has_article and row.words >= 2 * WORDS_A_MINUTE):
            told += [piece for piece in words(name, row, facts) if piece[0]]
    return [each for number, piece in enumerate(told) for each in ([(" · ", "dim"), piece] if number else [piece])]


def _second(rest: str, about: list[Piece], lead: int, room: int, paint: Paint, look: Style) -> list[Segment]:
    taken = most(rest)
    line = [Segment(" " * lead, paint("dim"))]
    line += [Segment(fit(rest, taken), look)] if rest else []
    left = room - taken
    if about and left > (min(most("".join(text for text, _ in about)), 12) + 3 if rest else 0):
        air = 2 if rest else 0
        return [*line, GAP, Segment(" " * air, paint("dim")), *_cut(about, left - air, paint)]
    return [*line, GAP, Segment(" " * left, paint("dim"))]


def _cell(told: list[Piece], column: Column, paint: Paint) -> list[Segment]:
    """Words in a column's width, at its left or its right."""
    told = [each for number, piece in enumerate(told) for each in ([(" ", "dim"), piece] if number else [piece])]
    short = column.width - most("".join(text for text, _ in told)) if column.right else 0
    if short <= 0:
        return _cut(told, column.width, paint)
    return [Segment(" " * short, paint("dim")), *_cut(told, column.width - short, paint)]


def _cut(pieces: list[Piece], cells: int, paint: Paint) -> list[Segment]:
    """Pieces in exactly so many cells."""
    whole = fit("".join(text for text, _ in pieces), cells)
    out: list[Segment] = []
    at = 0
    for text, name in pieces:
        if whole[at : at + len(text)]:
            out.append(Segment(whole[at : at + len(text)], paint(name)))
        at += len(text)
    return [*out, Segment(whole[at:], paint("dim"))] if whole[at:] else out


def _fitting(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """The columns that leave the title room enough; the last ones go first, the mark stays."""
    kept = columns
    while width - _taken(kept) < _TITLE_ROOM:
        gone = next((column for column in reversed(kept) if column.name not in ("title", "mark")), None)
        if gone is None:
            break
        kept = tuple(column for column in kept if column is not gone)
    return kept


def _taken(columns: tuple[Column, ...]) -> int:
    return 1 + sum(column.width + 1 for column in columns if column.name != "title")
