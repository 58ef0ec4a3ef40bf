"""Tables that fit: columns as wide as they are, else shrunk and wrapped, else a record per row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from newsreader.model.article import Spans, Table
from newsreader.text.width import width
from newsreader.text.wrap import unwrapped_width, wrap_spans

Look = tuple[str, int | None]
Flow = list[tuple[str, Look]]
_NUMBER = re.compile(r"[\s+\-–−±~<>≈$€£¥₹%‰\d.,:/()kKmMbB]*\d[\s\d.,:%‰/()kKmMbB]*|[-–—]")
_GAP = 2
_NARROW = 10  # cells that a column of words keeps, if it has that much to say
_MANY = 40  # columns beyond which nobody reads a table across
_MEASURED = 40  # rows that the columns are made for
_AT_ONCE = 100  # cells of a part
_PLAIN: Look = ("text", None)
HYPHEN = " hyphen"
"""What the style of a hyphen ends with that stands at a line's end because a word is broken there, and is no part of the text."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A table's cells in a row (`across`), or as a record per row; `parts` are its lines, some rows of the table at a time."""

    across: bool
    cells: int
    parts: Iterator[list[Flow]]


def lay_out_table(table: Table, cells: int, pieces: Callable[[Spans, str], Flow]) -> Laid:
    """A table in `cells` cells, each line a list of styled texts; `pieces` styles the words of a cell.

    The columns are made for the first rows: what is wider further down is wrapped. So a long table is laid out as far as it is looked at.
    """
    rows = _rows(table, pieces)
    measured = list(islice(rows, _MEASURED))
    grid, headers = [row for row, _ in measured], [header for _, header in measured]
    count = max(map(len, grid), default=0)
    if not count:
        return Laid(True, 0, iter(()))
    widths = _widths(grid, count, cells)
    some = max(1, _AT_ONCE // count)
    if widths is None:
        names = [_text(flow) for flow in grid[0]] if headers[0] else []
        told = chain(grid[1:] if headers[0] and len(grid) > 1 else grid, (row for row, _ in rows))
        return Laid(False, cells, _records(told, names, cells, some))
    data = [row for row, header in measured if not header]
    right = [bool(data) and all(_is_number(row[at]) for row in data if at < len(row)) for at in range(count)]
    across = min(cells, sum(widths) + _GAP * (count - 1))
    return Laid(True, across, _grid(chain(measured, rows), widths, right, across, some))


def hyphened(look: Look) -> Look:
    """The look of a hyphen in a word of a look."""
    return look[0] + HYPHEN, look[1]


def _rows(table: Table, pieces: Callable[[Spans, str], Flow]) -> Iterator[tuple[list[Flow], bool]]:
    """The rows that say something, and whether each is a header."""
    for row in table.rows:
        flows: list[Flow] = []
        for cell in row:
            flow = pieces(cell.spans, "header" if cell.header else "text")
            flows.append([(text.replace("\n", " "), look) for text, look in flow])
            flows += [[] for _ in range(min(cell.columns, _MANY) - 1)]
        if any(text.strip() for flow in flows for text, _ in flow):
            yield flows, all(cell.header for cell in row)


def _grid(
    rows: Iterator[tuple[list[Flow], bool]], widths: Sequence[int], right: Sequence[bool], across: int, some: int
) -> Iterator[list[Flow]]:
    """The lines of rows that stand across, a rule below the header, and air between rows where the first of them take several lines."""
    airy: bool | None = None
    above: bool | None = None  # whether the row above is a header
    while part := list(islice(rows, some if airy is not None else _MEASURED)):
        made = [(_row(row, widths, right), header) for row, header in part]
        airy = any(len(lines) > 1 for lines, header in made if not header) if airy is None else airy
        out: list[Flow] = []
        for lines, header in made:
            if above and not header:
                out.append([("─" * across, ("rule", None))])
            elif above is not None and airy and not header:
                out.append([])
            above = header
            out += lines
        yield out


def _widths(grid: Sequence[Sequence[Flow]], count: int, cells: int) -> list[int] | None:
    """The columns' widths, or None where even the narrowest don't fit."""
    natural, least = [1] * count, [1] * count
    for row in grid:
        for at, flow in enumerate(row):
            text = _text(flow)
            natural[at] = max(natural[at], unwrapped_width(text))
            least[at] = max(least[at], max(map(unwrapped_width, text.split()), default=0))
    room = cells - _GAP * (count - 1)
    if sum(natural) <= room:
        return natural
    least = [min(have, max(_NARROW, min(word, 2 * _NARROW))) for have, word in zip(natural, least, strict=True)]
    if count > _MANY or sum(least) > room:
        return None
    wanting = [have - few for have, few in zip(natural, least, strict=True)]
    spare, whole = room - sum(least), sum(wanting)
    widths = [few + want * spare // whole for few, want in zip(least, wanting, strict=True)]
    widths[max(range(count), key=wanting.__getitem__)] += room - sum(widths)
    return [min(have, given) for have, given in zip(natural, widths, strict=True)]


def _row(row: Sequence[Flow], widths: Sequence[int], right: Sequence[bool]) -> list[Flow]:
    wrapped = [wrap_spans(flow, cells, hyphened) if flow else [] for flow, cells in zip(row, widths, strict=False)]
    lines: list[Flow] = []
    for at in range(max(map(len, wrapped), default=0)):
        line: Flow = []
        for column, (cell, cells) in enumerate(zip(wrapped, widths, strict=False)):
            part = list(cell[at]) if at < len(cell) else []
            pad = " " * max(0, cells - sum(width(text) for text, _ in part))
            gap = " " * _GAP if column else ""
            line += [(gap + pad, _PLAIN), *part] if right[column] else [(gap, _PLAIN), *part, (pad, _PLAIN)]
        while line and not line[-1][0].strip():
            line.pop()
        lines.append([part for part in line if part[0]])
    return lines


def _records(rows: Iterator[list[Flow]], names: Sequence[str], cells: int, some: int) -> Iterator[list[Flow]]:
    begun = False
    while part := list(islice(rows, some)):
        lines: list[Flow] = []
        for row in part:
            lines += [[]] if begun else []
            begun = True
            for at, flow in enumerate(row):
                if not _text(flow).strip():
                    continue
                if at == 0:
                    lines += [[(text, ("term", look[1])) for text, look in line] for line in wrap_spans(flow, cells, hyphened)]
                    continue
                named: Flow = [(f"{names[at]}: ", ("header", None)), *flow] if at < len(names) and names[at].strip() else list(flow)
                lines += [[("  ", _PLAIN), *line] for line in wrap_spans(named, max(1, cells - 2), hyphened)]
        yield lines


def _is_number(flow: Flow) -> bool:
    text = _text(flow).strip()
    return len(text) < 40 and (not text or _NUMBER.fullmatch(text) is not None)


def _text(flow: Flow) -> str:
    return "".join([text for text, _ in flow])
