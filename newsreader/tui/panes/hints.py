"""Letters over links, so that a link is chosen by typing them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from rich.cells import split_graphemes

from newsreader.render.layout import Line, Piece

LETTERS = "asdfghjklewvbnmrtuiopc"
Hint = tuple[int, str]
"""A character of a line, and the letters that are drawn from it on."""


def labels(count: int) -> list[str]:
    """So many labels, all of one length, so that none is the start of another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for _, letters in zip(range(count), product(LETTERS, repeat=length), strict=False)]


def with_hints(line: Line, hints: Sequence[Hint]) -> Line:
    """A line with letters drawn over what stands there, whole clusters of it; its width stays."""
    pieces: list[Piece] = []
    at = 0
    over = 0  # cells that a label still covers
    waiting = dict(hints)
    for piece in line.pieces:
        begin = 0
        for start, end, cells in split_graphemes(piece.text)[0]:
            label = waiting.get(at + start)
            if label is not None and not over:
                pieces += [piece._replace(text=piece.text[begin:start]), Piece(label, "hint", piece.link)]
                over, begin = len(label), start
            if over:
                over, begin = over - cells, end
                if over < 0:  # half of a wide cluster is left
                    pieces.append(piece._replace(text=" " * -over))
                    over = 0
        pieces.append(piece._replace(text=piece.text[begin:]))
        at += len(piece.text)
    return line._replace(pieces=tuple(piece for piece in pieces if piece.text))
