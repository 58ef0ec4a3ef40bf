"""Finds words in laid-out lines, over line ends, and says which columns of which lines they take."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from newsreader.render.lines import Lines

Columns = tuple[int, int]
_LEFT_OUT = ("number", "bar", "marker")
_BETWEEN_BLOCKS = "\0"


@dataclass(frozen=True, slots=True)
class Match:
    """A place that was found: for each line it touches, the characters from start to end."""

    parts: tuple[tuple[int, Columns], ...]

    @property
    def line(self) -> int:
        """The line it begins in."""
        return self.parts[0][0]


class Finder:
    """The text of an article as one string that knows its lines; made once for a layout."""

    def __init__(self, lines: Lines) -> None:
        lines.finish()
        texts: list[str] = []
        self._pieces: list[tuple[int, int, int]] = []  # (offset in the string, line, column)
        offset = 0
        for number in range(len(lines)):
            column = 0
            for piece in lines[number].pieces:
                if not piece.style.startswith(_LEFT_OUT):
                    self._pieces.append((offset, number, column))
                    texts.append(piece.text)
                    offset += len(piece.text)
                column += len(piece.text)
            texts.append(" " if lines[number].pieces else _BETWEEN_BLOCKS)
            offset += 1
        self._text = "".join(texts)

    def find(self, words: str) -> tuple[Match, ...]:
        """Every place where the words stand, whatever their case and the white space between them."""
        parts = words.split()
        if not parts:
            return ()
        pattern = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)
        return tuple(match for found in pattern.finditer(self._text) if (match := self._match(*found.span())).parts)

    def _match(self, start: int, end: int) -> Match:
        parts: list[tuple[int, Columns]] = []
        at = max(0, bisect_right(self._pieces, start, key=lambda piece: piece[0]) - 1)
        while at < len(self._pieces) and self._pieces[at][0] < end:
            offset, line, column = self._pieces[at]
            following = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
            last = end if following is None else min(end, following[0] - (following[1] != line))
            first = max(start, offset)
            if first < last:
                parts.append((line, (column + first - offset, column + last - offset)))
            at += 1
        return Match(tuple(parts))
