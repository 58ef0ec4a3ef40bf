"""Definition lists: terms with their meanings, or a gallery that is written as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from newsreader.declutter.joined import joined
from newsreader.model.article import Block, Definition, Definitions, Figure, Paragraph, Spans

Part = tuple[bool, tuple[Block, ...]]
"""A part of a list: whether it is a term, and what is in it."""


def own_parts(definitions: HtmlElement) -> list[HtmlElement]:
    """The terms and meanings of a list, without those of the lists in it."""
    return [part for part in definitions.iter("dt", "dd") if _stands_in(part, definitions)]


def listed(parts: Sequence[Part]) -> list[Block]:
    """The blocks of a list. A meaning without a term explains nothing yet, and keeps an empty one. A list whose terms are pictures and no
    words is a gallery: the pictures, and what is told of them."""
    items = _items(parts)
    pictured = any(isinstance(block, Figure) and block.images for is_term, blocks in parts if is_term for block in blocks)
    if items and (any(item.term for item in items) or not pictured):
        return [Definitions(tuple(items))]
    return _gallery(parts)


def _items(parts: Sequence[Part]) -> list[Definition]:
    items: list[Definition] = []
    term: Spans = ()
    for is_term, blocks in parts:
        if is_term:
            if term:
                items.append(Definition(term, ()))
            term = joined(blocks)
            continue
        if blocks or term:
            items.append(Definition(term, blocks))
        term = ()
    return [*items, Definition(term, ())] if term else items


def _gallery(parts: Sequence[Part]) -> list[Block]:
    out: list[Block] = []
    for is_term, blocks in parts:
        last = out[-1] if out and not is_term else None
        if isinstance(last, Figure) and not last.caption and all(isinstance(block, Paragraph) for block in blocks):
            out[-1] = replace(last, caption=joined(blocks))
        else:
            out += blocks
    return out


def _stands_in(part: HtmlElement, definitions: HtmlElement) -> bool:
    """Whether a term or its meaning is a list's own, and no part of another term or meaning in it."""
    around = (each for each in part.iterancestors("dl", "dt", "dd") if each.tag != "dl" or each is definitions)
    return next(around, None) is definitions
