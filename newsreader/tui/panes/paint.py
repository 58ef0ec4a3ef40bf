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
    "caption": ("dim", None, ("italic",)),
    "link": ("link", None, ()),
    "number": ("dim", None, ()),
    "hidden": ("hidden", None, ("italic",)),
    "rule": ("dim", None, ()),
    "marker": ("dim", None, ()),
    "term": ("heading", None, ("bold",)),
    "header": ("dim", None, ("bold",)),
    "note": ("dim", None, ()),
    "notice": ("dim", None, ("italic",)),
}
Look = tuple[str, str | None, tuple[str, ...]]
FOUND: Look = ("foreground", "match", ("bold", "underline"))
CURRENT: Look = ("background", "primary", ("bold",))


def look(style: str) -> Look:
    """What a layout's style is in a theme's words: colour, ground, looks."""
    name, *looks = style.split(" ")
    color, ground, own = _NAMES.get(name, _NAMES["text"])
    return ("dim" if "dim" in looks else color), ground, (*own, *(one for one in looks if one not in (*own, "dim")))


def paint(line: Line, style: Callable[[Look], Style], found: Sequence[tuple[int, int, bool]] = ()) -> list[Segment]:
    """The segments of a line; `found` are the characters to mark, as start, end, and whether it is the current match."""
    if not found:
        return [Segment(safe(piece.text), style(look(piece.style))) for piece in line.pieces]
    segments: list[Segment] = []
    at = 0
    for piece in line.pieces:
        stop = at + len(piece.text)
        edges = sorted({at, stop, *(min(max(edge, at), stop) for start, end, _ in found for edge in (start, end))})
        for first, last in pairwise(edges):
            hit = next((current for start, end, current in found if start <= first and last <= end), None)
            mark = look(piece.style) if hit is None else CURRENT if hit else FOUND
            segments.append(Segment(safe(piece.text[first - at : last - at]), style(mark)))
        at = stop
    return segments


def safe(text: str) -> str:
    """Text as it may reach a terminal; its spaces stay."""
    return text if text.isprintable() else clean_block(text).replace("\n", " ").replace("\t", " ")
