"""What is known of an article's blocks without laying them out: their links, in the order in which they are numbered, and their images."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsreader.model.article import Block, Definitions, Embed, Figure, Footnote, Heading, ListBlock, Paragraph, Quote, Spans, Table
from newsreader.model.sliced import Outline, Sliced
from newsreader.render.links import safe_link
from newsreader.text.clean import clean_block


def outline_of(blocks: Sequence[Block]) -> Outline:
    """The outline of blocks: kept with those that come in slices, made by a walk of all others."""
    return blocks.outline if isinstance(blocks, Sliced) else Outline(tuple(dict.fromkeys(_links(blocks))), images_of(blocks))


def images_of(blocks: Sequence[Block]) -> frozenset[str]:
    """The addresses of the images that the top-level blocks show."""
    if isinstance(blocks, Sliced):
        return blocks.outline.images
    return frozenset(image.url for block in blocks if isinstance(block, Figure) for image in block.images)


def _links(blocks: Iterable[Block]) -> Iterator[str]:
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
            case Embed(url, _, inner):
                yield from _links(inner)
                if link := safe_link(url):
                    yield link


def _of_spans(spans: Spans) -> Iterator[str]:
    for span in spans:
        if span.link and span.note is None and (link := safe_link(span.link)) and clean_block(span.text):
            yield link
