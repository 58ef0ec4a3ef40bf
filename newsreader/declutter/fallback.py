"""Where the article's text is when the page's own is missing or cut short: in its metadata, in the feed's entry."""

from __future__ import annotations

import re

from newsreader.declutter.hiding import Placed
from newsreader.declutter.tidy import text_of_block
from newsreader.declutter.tree import count_words
from newsreader.model.article import Paragraph, Span
from newsreader.text.clean import clean

_LEAST = 60
_LINES = re.compile(r"\s*[\r\n]+\s*")


def whole_text(blocks: list[Placed], told: str) -> list[Placed]:
    """The blocks, or paragraphs of the text that the page's metadata tells (JSON-LD), where that is far longer."""
    words = count_words(told)
    if words < _LEAST or sum(count_words(text_of_block(block)) for _, block in blocks) * 2 > words:
        return blocks
    return [(0, Paragraph((Span(text),))) for line in _LINES.split(told) if (text := clean(line))]
