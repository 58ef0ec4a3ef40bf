"""Finds a place of an article by its words: at another width, after another layout, in a fresh extraction of the page."""

from __future__ import annotations

from bisect import bisect_right
from unicodedata import normalize

from newsreader.render.layout import Line
from newsreader.render.lines import HYPHEN, Lines

SIGNS = ("number", "bar", "marker", "rule")
"""Styles of what is no text of the article: link numbers, bars and bullets, rules."""
_LONG = 60
_SHORT = 24


def anchor_at(lines: Lines, number: int) -> str:
    """The running text from a line on to the end of its block, sixty characters at the most; empty where there are no words."""
    words = ""
    for at in range(max(0, number), len(lines)):
        if lines[at].block != lines[number].block or len(words) > _LONG:
            break
        words = f"{words} {line_words(lines[at])}".strip()
    return " ".join(words.split())[:_LONG]


def line_of(lines: Lines, block: int, anchor: str) -> int:
    """The line of a block that holds the anchor's words; the nearest one that does if the block doesn't, else the block's first line."""
    first = lines.line_at((block, 0.0))
    wanted = _letters(anchor)
    if not wanted:
        return first
    found = _search(lines, lines.lines_of(block), wanted, block)
    if found is None:
        lines.finish()
        first = lines.line_at((block, 0.0))
        whole = range(len(lines))
        found = next((at for words in (wanted, wanted[:_SHORT]) if (at := _search(lines, whole, words, block)) is not None), None)
    return first if found is None else found


def line_words(line: Line) -> str:
    """A line's text without signs and numbers."""
    return "".join([piece.text for piece in line.pieces if not (piece.style.startswith(SIGNS) or piece.style.endswith(HYPHEN))])


def _search(lines: Lines, where: range, wanted: str, block: int) -> int | None:
    starts: list[int] = []
    texts: list[str] = []
    offset = 0
    for at in where:
        starts.append(offset)
        texts.append(_letters(line_words(lines[at])))
        offset += len(texts[-1])
    text = "".join(texts)
    found: list[int] = []
    place = text.find(wanted)
    while place >= 0:
        found.append(where[bisect_right(starts, place) - 1])
        place = text.find(wanted, place + 1)
    return min(found, key=lambda at: abs(lines[at].block - block), default=None)


def _letters(text: str) -> str:
    return "".join([character for character in normalize("NFKC", text).casefold() if character.isalnum()])
