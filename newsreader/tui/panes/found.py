"""Finds words in the blocks that are laid out, over line ends, and says which characters of which lines they take."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from newsreader.render.lines import HYPHEN, Lines
from newsreader.tui.panes.chosen import UNSPACED
from newsreader.tui.panes.paint import CURRENT, FOUND, Marked

Columns = tuple[int, int]
_LEFT_OUT = ("number", "bar", "marker")
_BETWEEN_PARTS = "\0"
_AT_ONCE = 800  # blocks that are searched before what was found is shown


@dataclass(frozen=True, slots=True)
class Match:
    """A place that was found: for each line it touches, the characters from start to end."""

    parts: tuple[tuple[int, Columns], ...]

    @property
    def line(self) -> int:
        """The line it begins in."""
        return self.parts[0][0]


class _Text:
    """The text of a block as one string that knows its lines, counted from the block's first."""

    def __init__(self, lines: Lines, block: int) -> None:
        texts: list[str] = []
        self._pieces: list[tuple[int, int, int]] = []  # (offset in the string, line, column)
        offset = 0
        for at, number in enumerate(lines.lines_of(block)):
            column = 0
            for piece in lines[number].pieces:
                if not (piece.style.startswith(_LEFT_OUT) or piece.style.endswith(HYPHEN)):
                    self._pieces.append((offset, at, column))
                    texts.append(piece.text)
                    offset += len(piece.text)
                column += len(piece.text)
            if not lines[number].broken:
                texts.append(" " if lines[number].pieces else _BETWEEN_PARTS)
                offset += 1
        self.text = "".join(texts)

    def match(self, start: int, end: int, line: int) -> Match:
        """The match at some characters; the block begins at `line`."""
        parts: list[tuple[int, Columns]] = []
        at = max(0, bisect_right(self._pieces, start, key=lambda piece: piece[0]) - 1)
        while at < len(self._pieces) and self._pieces[at][0] < end:
            offset, number, column = self._pieces[at]
            following = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
            last = end if following is None else min(end, following[0])
            first = max(start, offset)
            if first < last:
                parts.append((line + number, (column + first - offset, column + last - offset)))
            at += 1
        return Match(tuple(parts))


Hit = tuple[int, int, int]
"""A block, and the characters of its text from start to end."""


def _pattern(words: str) -> re.Pattern[str]:
    """A pattern of words, whatever their case and the white space between them; in scripts without spaces, a line may end anywhere."""
    if UNSPACED.search(words):
        return re.compile(r"\s*".join(re.escape(each) for each in words if not each.isspace()), re.IGNORECASE)
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


class Found:
    """What is being found in a text: its places, and at which of them the reader is.

    Blocks are searched as they are laid out: from the one where the find began downwards, then upwards. So a place keeps its number: 0 is
    the first from that block on, -1 the one before it.
    """

    def __init__(self) -> None:
        self.needle = ""
        self.current = 0
        self._origin: tuple[int, int] = (-1, 0)  # where the find began, so that typing on does not wander: a block, a line in it
        self._lines: Lines | None = None
        self._pattern: re.Pattern[str] | None = None
        self._texts: dict[int, _Text] = {}
        self._down: list[Hit] = []
        self._up: list[Hit] = []
        self._bounds = (0, 0)  # the blocks that were searched

    def begin(self, lines: Lines | None, line: int) -> None:
        """A find begins at a line."""
        if lines is not None and len(lines):
            block = lines[min(max(0, line), len(lines) - 1)].block
            self._origin = block, line - lines.lines_of(block).start

    def search(self, lines: Lines | None, words: str | None = None) -> None:
        """Find words (those of before unless said otherwise) in a text, laid out anew or not; its nearest blocks at once."""
        self.needle = self.needle if words is None else " ".join(words.split())
        self._down, self._up = [], []
        self._pattern = _pattern(self.needle) if self.needle and lines is not None else None
        if self._pattern is None or lines is None:
            self._lines, self._texts = None, {}
            return
        if lines is not self._lines:
            self._lines, self._texts = lines, {}
        block = min(max(self._origin[0], lines.blocks.start), max(lines.blocks.start, lines.blocks.stop - 1))
        self._bounds = block, block
        self.more(_AT_ONCE)

    def more(self, blocks: int = 100) -> bool:
        """Search some more of the blocks that are laid out; False where all were."""
        lines, pattern = self._lines, self._pattern
        if lines is None or pattern is None:
            return False
        first, end = self._bounds
        known = lines.blocks
        last = min(known.stop, end + blocks)
        for block in range(end, last):
            self._down += self._hits(lines, pattern, block)
        lowest = max(known.start, first - (blocks - (last - end)))
        for block in range(first - 1, lowest - 1, -1):
            self._up += reversed(self._hits(lines, pattern, block))
        self._bounds = lowest, last
        return (lowest, last) != (known.start, known.stop)

    def drop(self) -> None:
        """Find nothing any more."""
        self.current = 0
        self.search(None, "")

    def __len__(self) -> int:
        """How many places were found so far."""
        return len(self._down) + len(self._up)

    @property
    def place(self) -> int:
        """Which of the places, counted from 1 in the order of the text, the reader is at, as far as was searched."""
        return self.current + len(self._up) + 1

    @property
    def line(self) -> int | None:
        """The line where the place begins at which the reader is."""
        hit = self._hit(self.current)
        return None if hit is None else self._match(hit).line

    def first(self) -> int:
        """The number of the first place at or below where the find began, else of the first at all."""
        block, line = self._origin
        for number, hit in enumerate(self._down):
            if hit[0] > block or self._match(hit).line - self._start(block) >= line:
                return number
        return -len(self._up)

    def after(self, step: int) -> int:
        """The number of the place that is so many further, round and round."""
        return (self.current + step + len(self._up)) % len(self) - len(self._up)

    def marks(self, at: int) -> list[Marked]:
        """What is marked in a line."""
        if self._lines is None or not 0 <= at < len(self._lines):
            return []
        block = self._lines[at].block
        found: list[Marked] = []
        for number, hit in [*self._numbered(self._down, block, 1), *self._numbered(self._up, block, -1)]:
            for line, (start, end) in self._match(hit).parts:
                if line == at:
                    found.append((start, end, CURRENT if number == self.current else FOUND))
        return found

    def _numbered(self, hits: list[Hit], block: int, way: int) -> list[tuple[int, Hit]]:
        """The places in a block with their numbers; `way` is -1 where the list goes upwards."""
        first = bisect_left(hits, way * block, key=lambda hit: way * hit[0])
        last = bisect_right(hits, way * block, key=lambda hit: way * hit[0])
        return [(at if way > 0 else -1 - at, hits[at]) for at in range(first, last)]

    def _hit(self, number: int) -> Hit | None:
        hits, at = (self._down, number) if number >= 0 else (self._up, -1 - number)
        return hits[at] if at < len(hits) else None

    def _hits(self, lines: Lines, pattern: re.Pattern[str], block: int) -> list[Hit]:
        text = self._texts.get(block)
        if text is None:
            text = self._texts[block] = _Text(lines, block)
        return [(block, *found.span()) for found in pattern.finditer(text.text)]

    def _match(self, hit: Hit) -> Match:
        block, start, end = hit
        return self._texts[block].match(start, end, self._start(block))

    def _start(self, block: int) -> int:
        return self._lines.lines_of(block).start if self._lines is not None else 0
