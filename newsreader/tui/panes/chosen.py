"""What is chosen of an article, by keys or by the mouse, as running text or as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

from newsreader.model.article import Article, Block, Heading, Paragraph
from newsreader.render.lines import HYPHEN, Line, Lines
from newsreader.render.markdown import to_markdown

UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u30ff\u0e00-\u0eff]")
"""A character of a script that is written without spaces."""


def chosen_text(lines: Lines, article: Article, first: int, last: int, start: int = 0, end: int | None = None) -> str:
    """The words from a character of the first line to one of the last; a paragraph's lines are put together again."""
    out = ""
    before: int | None = None  # the block of the line before, if that had words
    first = max(0, first)
    for at in range(first, min(last, len(lines) - 1) + 1):
        line = lines[at]
        text = _words(line, start if at == first else 0, end if at == last else None)
        flows = _flows(article, line.block)
        text = text.strip() if flows else text.rstrip()
        if before == line.block and flows and text:
            tight = out[-1:] == "\n" or lines[at - 1].broken or (UNSPACED.match(out[-1:]) and UNSPACED.match(text))
            out += text if tight else f" {text}"
        else:
            out += text if at == first else f"\n{text}"
        before = line.block if text else None
    return out.strip("\n")


def chosen_markdown(lines: Lines, article: Article, first: int, last: int) -> str:
    """The blocks that the lines touch, as Markdown; the head of the article only where it is touched."""
    touched = {lines[at].block for at in range(max(0, first), min(last, len(lines) - 1) + 1) if lines[at].pieces}
    blocks = tuple(article.blocks[at] for at in sorted(touched) if 0 <= at < len(article.blocks))
    if -1 in touched:
        return to_markdown(replace(article, blocks=blocks))
    return to_markdown(Article(blocks=blocks, language=article.language))


def _words(line: Line, start: int, end: int | None) -> str:
    """A line's characters from start to end, but for the numbers of links and notes."""
    out, at = "", 0
    for piece in line.pieces:
        if not (piece.style.startswith("number") or piece.style.endswith(HYPHEN)):
            out += piece.text[max(0, start - at) : None if end is None else max(0, end - at)]
        at += len(piece.text)
    return out


def _flows(article: Article, block: int) -> bool:
    """Whether a block is running text without line breaks of its own."""
    found: Block | None = article.blocks[block] if 0 <= block < len(article.blocks) else None
    return isinstance(found, Paragraph | Heading) and not any("\n" in span.text for span in found.spans)
