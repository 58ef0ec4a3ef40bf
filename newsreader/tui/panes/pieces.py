"""What can be pointed at in an article's lines: its blocks, and the hidden pieces where they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.model.article import Article, Hidden
from newsreader.render.lines import Line, Lines


@dataclass(frozen=True, slots=True)
class Target:
    """A block by its index, or a hidden piece (its `block` is the one before it), and its first and last line."""

    first: int
    last: int
    block: int
    hidden: Hidden | None = None


def targets(lines: Lines, article: Article) -> list[Target]:
    """Everything that can be pointed at, from the top; every line must be laid out."""
    last = len(article.blocks) - 1
    pieces = iter(sorted(article.hidden, key=lambda piece: min(piece.after, last)))
    found: list[Target] = []
    for at in range(len(lines)):
        line = lines[at]
        if not line.pieces:
            continue
        before = found[-1] if found else None
        if _is_hidden(line):
            if line.text.lstrip().startswith("┄┄ "):
                piece = next(pieces, None)
                if piece is not None:
                    found.append(Target(at, at, line.block, piece))
            elif before is not None and before.hidden is not None:
                found[-1] = Target(before.first, at, before.block, before.hidden)
        elif 0 <= line.block <= last:
            if before is not None and before.hidden is None and before.block == line.block:
                found[-1] = Target(before.first, at, line.block)
            else:
                found.append(Target(at, at, line.block))
    return found


def _is_hidden(line: Line) -> bool:
    return all(piece.style.startswith("hidden") for piece in line.pieces)
