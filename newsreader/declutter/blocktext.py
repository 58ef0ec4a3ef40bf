"""What a block says, as plain text."""

from __future__ import annotations

from newsreader.declutter.inline import plain
from newsreader.model.article import Block, Code, Definitions, Embed, Footnote, Formula, Heading, ListBlock, Paragraph, Quote, Table


def text_of_block(block: Block) -> str:
    """A block's text on one line, captions apart."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return plain(spans)
        case ListBlock(items):
            return " ".join(text_of_block(inner) for item in items for inner in item)
        case Quote(blocks) | Footnote(_, blocks) | Embed(_, _, blocks):
            return " ".join(text_of_block(inner) for inner in blocks)
        case Definitions(items):
            return " ".join(" ".join([plain(item.term), *(text_of_block(inner) for inner in item.blocks)]) for item in items)
        case Table(rows):
            return " ".join(plain(cell.spans) for row in rows for cell in row)
        case Code(text) | Formula(text):
            return text
        case _:
            return ""
