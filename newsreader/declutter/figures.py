"""What a `figure` is: pictures with a caption and a credit, or whatever else stands in it."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsreader.declutter.captions import credit_of
from newsreader.declutter.inline import plain
from newsreader.declutter.joined import glue
from newsreader.declutter.tree import count_words
from newsreader.model.article import Block, Figure, Heading, Paragraph, Rule, Spans

_LONG_CAPTION = 100


def figure_of(element: HtmlElement, nested: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a figure of which the blocks inside are made: one Figure, or those where it holds more than pictures and a caption."""
    images = tuple(image for block in nested if isinstance(block, Figure) for image in block.images)
    others = any(not isinstance(block, Figure | Paragraph | Heading | Rule) for block in nested)
    caption_element = element.find(".//figcaption")
    words = sum(count_words(plain(block.spans)) for block in nested if isinstance(block, Paragraph | Heading))
    told = (caption_element is not None and caption_element.find(".//h2") is not None) or words > _LONG_CAPTION
    if others or told:
        return nested
    spans: list[Spans] = [block.caption for block in nested if isinstance(block, Figure) and block.caption]
    spans += [block.spans for block in nested if isinstance(block, Paragraph | Heading)]
    if not images and not spans and caption_element is None:
        return ()
    credit = credit_of(element)
    caption = glue(tuple(dict.fromkeys(spans)))
    return (Figure(images, caption, credit if credit not in plain(caption) else ""),) if images or caption else ()
