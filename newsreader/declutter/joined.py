"""Blocks put on one line, as captions, cells and terms want them."""

from __future__ import annotations

from newsreader.declutter.hiding import Placed
from newsreader.model.article import (
    Block,
    Code,
    Definitions,
    Figure,
    Footnote,
    Formula,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
)  # fmt: skip


def joined(blocks: tuple[Block, ...]) -> Spans:
    """The spans of a few blocks on one line, as cells and captions want them."""
    return glue(tuple(spans for block in blocks for spans in spans_of(block)))


def spans_of(block: Block) -> list[Spans]:
    """The runs of inline text in a block, in order."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return [spans]
        case ListBlock(items):
            return [spans for item in items for inner in item for spans in spans_of(inner)]
        case Quote(blocks) | Footnote(_, blocks):
            return [spans for inner in blocks for spans in spans_of(inner)]
        case Figure(_, caption):
            return [caption] if caption else []
        case Code(text) | Formula(text):
            return [(Span(text, code=True),)]
        case Definitions(items):
            return [spans for item in items for spans in ([item.term] + [s for inner in item.blocks for s in spans_of(inner)])]
        case Table(rows):
            return [cell.spans for row in rows for cell in row]
        case _:
            return []


def glue(parts: tuple[Spans, ...]) -> Spans:
    """Runs of inline text as one, a space between two."""
    glued: list[Span] = []
    for part in parts:
        if not part:
            continue
        if glued:
            glued.append(Span(" "))
        glued += part
    return tuple(glued)


def first_image(blocks: list[Placed]) -> Image | None:
    """The first picture of an article."""
    return next((image for _, block in blocks if isinstance(block, Figure) for image in block.images), None)
