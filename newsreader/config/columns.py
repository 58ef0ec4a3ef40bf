"""The columns of a headline's row, as settings say them: `mark age title:40 feed:18 / story tags`.

Columns stand in their order with a space between them; `:18` is a width in cells, `:>18` sets the text to the right. The title takes what
the others leave. What follows the `/` stands on a second line, after what is left of the title, with dots between.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

TWO_LINES = "mark age title / source note story changed progress length tags"
ONE_LINE = "mark age title"
WIDTHS = {
    "mark": 1, "age": 4, "date": 10, "time": 5, "feed": 18, "author": 16, "source": 18, "title": 0, "length": 6, "story": 16,
    "progress": 8, "changed": 7, "tags": 14, "note": 16,
}  # fmt: skip
"""Every column and the cells that it takes where nothing else is said."""
_RIGHT = ("age", "length")
_COLUMN = r"([a-z]+)(?::(>?)(\d{1,3}))?"
_WIDEST = 200


class ColumnError(ValueError):
    """Columns that can't be; the message says which and what would fit."""


class Column(NamedTuple):
    """A column: its name, its width in cells (0: what the others leave), and whether its text stands at the right."""

    name: str
    width: int
    right: bool = False


class Columns(NamedTuple):
    """A row's first line, and what stands on its second; None: it has none."""

    first: tuple[Column, ...]
    second: tuple[str, ...] | None = None


@lru_cache(maxsize=16)
def parse_columns(text: str, two_lines: bool) -> Columns:
    """Read the columns of a row of one line or two; raises ColumnError."""
    lines = text.split("/")
    if len(lines) > 2 or (len(lines) == 2 and not two_lines):
        raise ColumnError("a / begins the second line, once" if two_lines else "one line has no second: take the / away")
    first = tuple(_column(word) for word in lines[0].split())
    names = [column.name for column in first]
    if "title" not in names:
        raise ColumnError("title has to stand on the first line")
    second = [_column(word) for word in lines[1].split()] if len(lines) == 2 else []
    for column in second:
        if column.width != WIDTHS[column.name]:
            raise ColumnError(f"{column.name} can't have a width on the second line")
    for name in [*names, *(column.name for column in second)]:
        if [*names, *(column.name for column in second)].count(name) > 1:
            raise ColumnError(f"{name} stands there twice")
    return Columns(first, tuple(column.name for column in second) if two_lines else None)


def wrong_columns(text: str, two_lines: bool) -> str | None:
    """Why columns can't be, in words (None: they can)."""
    try:
        parse_columns(text, two_lines)
    except ColumnError as error:
        return f'is "{text}": {error}'
    return None


def _column(word: str) -> Column:
    found = re.fullmatch(_COLUMN, word)
    if found is None:
        raise ColumnError(f"{word} is no column; one is a name as in feed, with a width as in feed:20 or, at the right, length:>6")
    name = found[1]
    if name not in WIDTHS:
        raise ColumnError(f"{name} is no column; {', '.join(WIDTHS)} are")
    width = int(found[3]) if found[3] else WIDTHS[name]
    if found[3] and not 1 <= width <= _WIDEST:
        raise ColumnError(f"{word} has a width beyond 1 to {_WIDEST}")
    if name == "title" and found[3]:
        raise ColumnError("title takes what the others leave: it has no width")
    return Column(name, width, bool(found[2]) or (name in _RIGHT and not found[3]))
