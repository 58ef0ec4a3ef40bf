"""Where the article's text is when the page's own is missing or cut short: the feed's entry, the metadata, templates for scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.hiding import Placed
from newsreader.declutter.inline import plain
from newsreader.declutter.tree import bare, count_words, looks_like_html
from newsreader.model.article import Figure, Paragraph, Span
from newsreader.text.clean import clean

_LEAST = 60
_MOST_LOOKED_UP = 500  # of the entry's paragraphs
_LINES = re.compile(r"\s*[\r\n]+\s*")
_TEMPLATES = frozenset(("text/template", "text/html", "text/x-template", "text/x-handlebars-template"))


def words_of(blocks: list[Placed]) -> int:
    """The words of running text of blocks."""
    return sum(count_words(text_of_block(block)) for _, block in blocks)


def with_witness(blocks: list[Placed], witness: list[Placed]) -> tuple[list[Placed], bool]:
    """The page's blocks, or the feed's own where those tell the same article at more length, or tell it at all; and which it was.

    A page that has the entry's paragraphs keeps them in its own form. What the feed has and the page lacks is a page that was read wrongly
    or cut short: then the entry's text is the better article.
    """
    told = words_of(witness)
    if told < _LEAST:
        return blocks, False
    page = "".join(bare(text_of_block(block)) for _, block in blocks)
    lines = [(bare(text), count_words(text)) for _, block in witness[:_MOST_LOOKED_UP] if (text := text_of_block(block))]
    found = sum(words for text, words in lines if text in page)
    if found * 2 >= sum(words for _, words in lines):
        return blocks, False
    return (witness, True) if told > words_of(blocks) * 0.5 else (blocks, False)


def told_in_captions(blocks: list[Placed]) -> list[Placed]:
    """The blocks, with captions made paragraphs where they, and not the text between, tell the story."""
    captions = sum(count_words(plain(block.caption)) for _, block in blocks if isinstance(block, Figure))
    if captions < _LEAST or captions < 3 * words_of(blocks):
        return blocks
    unfolded: list[Placed] = []
    for place, block in blocks:
        if isinstance(block, Figure) and block.caption:
            if block.images:
                unfolded.append((place, Figure(block.images, credit=block.credit)))
            unfolded.append((place, Paragraph(block.caption)))
        else:
            unfolded.append((place, block))
    return unfolded


def whole_text(blocks: list[Placed], told: str, blocks_of: Callable[[str], list[Placed]]) -> list[Placed]:
    """The blocks, or those of the text that the page's metadata or a template tells where that is far longer."""
    words = count_words(re.sub(r"<[^<>]*>", " ", told))
    if words < _LEAST or words_of(blocks) * 2 > words:
        return blocks
    if looks_like_html(told):
        return blocks_of(told)
    pictures = [(place, block) for place, block in blocks if isinstance(block, Figure)]
    return pictures + [(0, Paragraph((Span(text),))) for line in _LINES.split(told) if (text := clean(line))]


def template_text(root: HtmlElement) -> str:
    """The longest text that the page keeps in a template for its scripts."""
    texts = [script.text or "" for script in root.iter("script") if (script.get("type") or "").lower() in _TEMPLATES]
    best = max(texts, key=len, default="")
    return best if "<p" in best or "<br" in best else ""
