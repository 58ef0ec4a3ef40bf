"""What is known of an article's blocks without laying them out: their links, in the order in which they are numbered, what these are
called, and their images."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from newsreader.model.article import Block, Definitions, Embed, Figure, Footnote, Heading, ListBlock, Paragraph, Quote, Spans, Table
from newsreader.model.sliced import Outline, Sliced
from newsreader.render.links import safe_link
from newsreader.text.clean import SOFT_HYPHEN, clean, clean_block


def outline_of(blocks: Sequence[Block]) -> Outline:
    """The outline of blocks: kept with those that come in slices, made by a walk of all others."""
    if isinstance(blocks, Sliced):
        return blocks.outline
    return Outline(tuple(dict.fromkeys(url for url, _ in _links(blocks))), images_of(blocks))


def link_words(blocks: Sequence[Block]) -> dict[int, str]:
    """What blocks call their links, by their numbers; different words of the same link one after another."""
    numbers = {url: number for number, url in enumerate(outline_of(blocks).links, 1)}
    found: dict[int, dict[str, None]] = {}
    for url, text in _links(blocks):
        words = " ".join(text.replace(SOFT_HYPHEN, "").split())
        if words and (number := numbers.get(url)):
            found.setdefault(number, {})[words] = None
    return {number: " ".join(words) for number, words in found.items()}


def images_of(blocks: Sequence[Block]) -> frozenset[str]:
    """The addresses of the images that the top-level blocks show."""
    if isinstance(blocks, Sliced):
        return blocks.outline.images
    return frozenset(image.url for block in blocks if isinstance(block, Figure) for image in block.images)


def _links(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Every link as it comes: its address, and its words there."""
    for block in blocks:
        match block:
            case Paragraph(spans) | Heading(_, spans):
                yield from _of_spans(spans)
            case ListBlock(items):
                for item in items:
                    yield from _links(item)
            case Definitions(definitions):
                for definition in definitions:
                    yield from _of_spans(definition.term)
                    yield from _links(definition.blocks)
            case Quote(inner) | Footnote(_, inner):
                yield from _links(inner)
            case Table(rows, caption):
                yield from _of_spans(caption)
                for row in rows:
                    for cell in row:
                        yield from _of_spans(cell.spans)
            case Figure(_, caption):
                yield from _of_spans(caption)
            case Embed(url, title, inner):
                yield from _links(inner)
                if link := safe_link(url):
                    yield link, clean(title) or clean(link)


def _of_spans(spans: Spans) -> Iterator[tuple[str, str]]:
    for link, run in groupby(spans, key=lambda span: span.link if span.note is None else None):
        if link and (url := safe_link(link)) and (text := "".join([clean_block(span.text) for span in run])):
            yield url, text
