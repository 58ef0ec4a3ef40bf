"""Paints a laid-out line: names of `render.layout` become the theme's styles, and text is cleaned once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from newsreader.render.layout import Line
from newsreader.text.clean import clean_block

# What each name of the layout takes from the theme: a colour, a ground, looks.
_NAMES: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "kicker": ("primary", None, ()),
    "title": ("heading", None, ("bold",)),
    "byline": ("dim", None, ()),
    "text": ("foreground", None, ()),
    "heading": ("heading", None, ("bold",)),
    "quote": ("quote", None, ("italic",)),
    "bar": ("dim", None, ()),
    "code": ("code", "code-ground", ()),
    "keyword": ("primary", "code-ground", ("bold",)),
    "string": ("link", "code-ground", ()),
    "comment": ("dim", "code-ground", ("italic",)),
    "defined": ("heading", "code-ground", ("bold",)),
    "caption": ("dim", None, ("italic",)),
    "link": ("link", None, ()),
    "number": ("dim", None, ()),
    "hidden": ("hidden", None, ("italic",)),
    "rule": ("dim", None, ()),
    "marker": ("dim", None, ()),
    "term": ("heading", None, ("bold",)),
    "header": ("dim", None, ("bold",)),
    "note": ("dim", None, ()),
    "own": ("primary", None, ("bold",)),
    "notice": ("dim", None, ("italic",)),
    "hint": ("background", "primary", ("bold",)),
}
Look = tuple[str, str | None, tuple[str, ...]]
Marked = tuple[int, int, Look]
"""Characters of a line, from start to end, and the look that is laid over theirs."""
FOUND: Look = ("foreground", "match", ("bold", "underline"))
CURRENT: Look = ("background", "primary", ("bold",))
CHOSEN: Look = ("foreground", "selection", ("bold",))


def look(style: str) -> Look:
    """What a layout's style is in a theme's words: colour, ground, looks."""
    name, *looks = style.split(" ")
    color, ground, own = _NAMES.get(name, _NAMES["text"])
    return ("dim" if "dim" in looks else color), ground, (*own, *(one for one in looks if one not in (*own, "dim")))


def paint(line: Line, style: Callable[[Look], Style], marked: Sequence[Marked] = ()) -> list[Segment]:
    """The segments of a line; of two marks over one character the first counts."""
    if not marked:
        return [Segment(safe(piece.text), style(look(piece.style))) for piece in line.pieces]
    segments: list[Segment] = []
    at = 0
    for piece in line.pieces:
        stop = at + len(piece.text)
        edges = sorted({at, stop, *(min(max(edge, at), stop) for start, end, _ in marked for edge in (start, end))})
        for first, last in pairwise(edges):
            over = next((mark for start, end, mark in marked if start <= first and last <= end), None)
            segments.append(Segment(safe(piece.text[first - at : last - at]), style(over or look(piece.style))))
        at = stop
    return segments


def safe(text: str) -> str:
    """Text as it may reach a terminal; its spaces stay."""
    return text if text.isprintable() else clean_block(text).replace("\n", " ").replace("\t", " ")
