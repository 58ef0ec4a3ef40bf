"""An article in reading order for ears and pipes: no columns, no signs, every kind of block named in words, links by number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsreader.model.article import (
    Article,
    Block,
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
from newsreader.render.header import when
from newsreader.render.links import safe_link
from newsreader.text.clean import SOFT_HYPHEN, clean, clean_block
from newsreader.text.count import reading_minutes
from newsreader.text.counted import counted
from newsreader.text.maths import readable

_FILE = re.compile("(?:Audio|Video|Picture|File)(?::| on )")
"""How a file begins that an entry brings along (`library.enclosed`): it says what it is."""


def to_linear(article: Article, own: str = "") -> str:
    """The whole article after the reader's `own` note on it; a line a paragraph, and where its links lead at the end."""
    links: dict[str, int] = {}
    about = [part for part in (clean(article.byline or ""), clean(article.site or ""), when(article.published)) if part]
    if article.words:
        about.append(counted(reading_minutes(article.words), "minute"))
    lines = [clean(article.title), ", ".join(about), ""]
    if own.strip():
        note = clean_block(own).strip()
        lines += [f"Your note: {note}", *(["End of your note."] if "\n" in note else []), ""]
    for block in article.blocks:
        made = list(_block(block, links))
        lines += [*made, ""] if made else []
    if article.notice:
        lines += [clean(article.notice), ""]
    lines += [f"Link {number}: {clean(url)}" for url, number in links.items()]
    return clean_block("\n".join(lines).strip("\n")) + "\n"


def _block(block: Block, links: dict[str, int]) -> Iterable[str]:
    match block:
        case Paragraph(spans):
            yield from _some(_words(spans, links))
        case Heading(_, spans):
            yield from _some(_words(spans, links), "Heading: ")
        case ListBlock(items, ordered, start):
            yield f"List of {len(items)}:"
            for number, item in enumerate(items, start):
                made = [line for inner in item for line in _block(inner, links)]
                yield from _marked(made, f"{number}. " if ordered else "- ")
        case Definitions(items):
            for definition in items:
                yield from _some(_words(definition.term, links), "Term: ")
                yield from _blocks(definition.blocks, links)
        case Quote(blocks, pull):
            yield from _between("Pull quote:" if pull else "Quote:", _blocks(blocks, links), "End of quote.")
        case Code(text, language):
            name = f"Code, {clean(language)}:" if language else "Code:"
            yield from _between(name, clean_block(text).strip("\n").split("\n"), "End of code.")
        case Table():
            yield from _table(block, links)
        case Figure(images, caption, credit):
            yield from _figure([clean(image.alt) for image in images], _words(caption, links), clean(credit))
        case Embed(url, title, blocks):
            name = clean(title).replace(" · ", ", ") or "something foreign"
            yield f"{'' if _FILE.match(name) else 'Embedded: '}{name}{_number(url, links)}"
            yield from _blocks(blocks, links)
        case Footnote(label, blocks):
            yield from _marked(list(_blocks(blocks, links)), f"Note {clean(label)}: ")
        case Formula(text):
            yield from _some(clean(readable(text)), "Formula: ")
        case Rule():
            yield "Section break."


def _blocks(blocks: Iterable[Block], links: dict[str, int]) -> list[str]:
    return [line for block in blocks for line in _block(block, links)]


def _table(table: Table, links: dict[str, int]) -> Iterable[str]:
    """A table row by row, each cell behind the name of its column."""
    rows = [[_words(cell.spans, links) for cell in row] for row in table.rows]
    names = rows[0] if rows and all(cell.header for cell in table.rows[0]) else []
    data = rows[1:] if names and len(rows) > 1 else rows
    yield f"Table of {counted(len(data), 'row')}{': ' + _words(table.caption, links) if table.caption else ''}:"
    for number, row in enumerate(data, 1):
        cells = [f"{names[at]}: {cell}" if at < len(names) and names[at] else cell for at, cell in enumerate(row) if cell]
        yield f"Row {number}. {'; '.join(cells)}."


def _figure(alts: list[str], caption: str, credit: str) -> Iterable[str]:
    told = [alt for alt in alts if alt and alt != caption]
    many = f"{len(alts)} pictures" if len(alts) > 1 else "Picture"
    parts = [*told, *([f"Caption: {caption}"] if caption else []), *([f"Credit: {credit}"] if credit else [])]
    yield f"{many}: {'. '.join(parts)}" if parts else f"{many}."


def _words(spans: Spans, links: dict[str, int]) -> str:
    """Inline text, a link's number in words behind it, a note's too."""
    out = ""
    for at, span in enumerate(spans):
        if span.note is not None:
            out += f" (note {span.note})"
            continue
        text = clean_block(span.text).replace(SOFT_HYPHEN, "")
        last = at + 1 == len(spans) or spans[at + 1].link != span.link
        number = _number(span.link, links) if span.link and last else ""
        out += text.rstrip() + number + " " * (len(text) - len(text.rstrip())) if number else text
    return clean(out)


def _number(url: str | None, links: dict[str, int]) -> str:
    safe = safe_link(url) if url else None
    return f" (link {links.setdefault(safe, len(links) + 1)})" if safe else ""


def _some(text: str, before: str = "") -> Iterable[str]:
    return [before + text] if text else []


def _marked(lines: list[str], mark: str) -> list[str]:
    return [mark + lines[0], *lines[1:]] if lines else []


def _between(before: str, lines: list[str], after: str) -> list[str]:
    return [before, *lines, after] if any(line.strip() for line in lines) else []
