"""Finds words in laid-out lines, over line ends, and says which columns of which lines they take."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from newsreader.render.lines import Lines
from newsreader.tui.panes.paint import CURRENT, FOUND, Marked

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


class Found:
    """What is being found in a text: its places, and at which of them the reader is."""

    def __init__(self) -> None:
        self.needle = ""
        self.matches: tuple[Match, ...] = ()
        self.current = 0
        self.origin = 0  # the line where the find began, so that typing on does not wander
        self._finder: tuple[Lines, Finder] | None = None
        self._marked: dict[int, list[tuple[int, int, int]]] = {}

    def search(self, lines: Lines | None) -> None:
        """Find the words in a text, laid out anew or not."""
        self.matches, self._marked = (), {}
        if self.needle and lines is not None:
            if self._finder is None or self._finder[0] is not lines:
                self._finder = lines, Finder(lines)
            self.matches = self._finder[1].find(self.needle)
        self.current = min(self.current, max(0, len(self.matches) - 1))
        for number, match in enumerate(self.matches):
            for line, (start, end) in match.parts:
                self._marked.setdefault(line, []).append((start, end, number))

    def drop(self) -> None:
        """Find nothing any more."""
        self.needle, self._finder = "", None
        self.search(None)

    def first(self) -> int:
        """The first match at or below where the find began, else the first."""
        return next((at for at, match in enumerate(self.matches) if match.line >= self.origin), 0)

    def marks(self, line: int) -> list[Marked]:
        """What is marked in a line."""
        return [(start, end, CURRENT if number == self.current else FOUND) for start, end, number in self._marked.get(line, ())]
