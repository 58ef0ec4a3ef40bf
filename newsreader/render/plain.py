"""An article as running text: its words and nothing else, blocks separated by an empty line."""

from __future__ import annotations

from collections.abc import Iterable

from newsreader.model.article import (
    Article,
    Block,
    Cell,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Spans,
    Table,
)
from newsreader.render.links import safe_link
from newsreader.text.clean import SOFT_HYPHEN, clean_block


def to_text(article: Article, captions: bool = False, addresses: bool = False) -> str:
    """The running text, without title and byline; `captions` adds captions, credits, pull quotes and the titles of embeds.

    `addresses`: an embed without words of its own (a player, a podcast's file) is its title and, in a line, where it leads.
    """
    if not addresses:
        return blocks_text(article.blocks, captions)
    return "\n\n".join(text for block in article.blocks if (text := _addressed(block, captions)))


def _addressed(block: Block, captions: bool) -> str:
    if not isinstance(block, Embed) or blocks_text(block.blocks, captions):
        return block_text(block, captions)
    return "\n".join(line for line in (clean_block(block.title), safe_link(block.url) or "") if line)


def blocks_text(blocks: Iterable[Block], captions: bool = False, between: str = "\n\n") -> str:
    """The text of blocks, `between` them what separates two that say something."""
    return between.join(text for block in blocks if (text := block_text(block, captions)))


def block_text(block: Block, captions: bool = False) -> str:
    """The text of one block: list items and table rows a line each, cells separated by a tab; empty where it has no words."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return spans_text(spans).strip()
        case ListBlock(items):
            return "\n".join(text for item in items if (text := _item(item, captions)))
        case Definitions(definitions):
            lines = [
                text for d in definitions for text in (spans_text(d.term).strip(), _indent(blocks_text(d.blocks, captions, "\n"))) if text
            ]
            return "\n".join(lines)
        case Quote(blocks, pull):
            return "" if pull and not captions else blocks_text(blocks, captions)
        case Code(text):
            return clean_block(text).strip("\n")
        case Table(rows, caption):
            lines = ["\t".join(_cell(cell) for cell in row).rstrip() for row in rows]
            return "\n".join(line for line in [spans_text(caption).strip() if captions else "", *lines] if line)
        case Figure(_, caption, credit):
            return "\n".join(line for line in (spans_text(caption).strip(), clean_block(credit)) if line) if captions else ""
        case Embed(url, title, blocks):
            return blocks_text(blocks, captions) or (clean_block(title) if captions and not _only_names_host(title, url) else "")
        case Footnote(_, blocks):
            return blocks_text(blocks, captions, "\n")
        case Formula(text):
            return clean_block(text).strip()
        case Rule():
            return ""


def spans_text(spans: Spans) -> str:
    """The words of inline text, without its looks and soft hyphens."""
    return clean_block("".join([span.text for span in spans])).replace(SOFT_HYPHEN, "")


def _only_names_host(title: str, url: str | None) -> bool:
    """Whether an embed's title is the one that declutter gives to what has none ("Video on HOST"): no text of the page."""
    kind, _, host = title.partition(" on ")
    return kind in ("Video", "Audio") and bool(host) and host in (url or "")


def _item(blocks: tuple[Block, ...], captions: bool) -> str:
    texts = [(block, block_text(block, captions)) for block in blocks]
    return "\n".join(_indent(text) if isinstance(block, ListBlock | Definitions) else text for block, text in texts if text)


def _cell(cell: Cell) -> str:
    return " ".join(spans_text(cell.spans).split())


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
