"""Lays out blocks as rows of styled pieces; toolkit-free: a style is a name and looks, as in `text bold italic`.

Names: kicker title byline text heading quote bar code keyword string comment defined caption link number hidden rule marker term header
note notice own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from newsreader.model.article import (
    Block,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Hidden,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from newsreader.render.highlight import Runs, highlight
from newsreader.render.hyphens import Hyphenate
from newsreader.render.links import safe_link
from newsreader.render.tables import HYPHEN, Flow, hyphened, lay_out_table
from newsreader.text.clean import clean, clean_block
from newsreader.text.maths import readable
from newsreader.text.width import cut, safe_end, width
from newsreader.text.wrap import wrap_spans


class Picture(NamedTuple):
    """The pictures that a piece stands for: a row of the one that is painted over it, or, where `row` is -1, all that it has words for."""

    urls: tuple[str, ...]
    row: int = -1


class Piece(NamedTuple):
    """Text in one style; `link` is the number of the link it belongs to, below zero for a footnote's mark and the footnote's own label."""

    text: str
    style: str
    link: int | None = None
    picture: Picture | None = None


Reserve = Callable[[Image, int], tuple[int, int] | None]
"""Gives the columns and rows that are kept for a picture in a text of so many columns; None: its words stand for it."""


def no_room(_image: Image, _cells: int) -> None:
    """No room for any picture."""



Row = tuple[Piece, ...]


class Line(NamedTuple):
    """A row and the index of the top-level block it belongs to (-1: the header)."""

    pieces: Row
    block: int

    @property
    def broken(self) -> bool:
        """Whether a word is broken at the line's end, by a hyphen that is no part of the text."""
        return bool(self.pieces) and self.pieces[-1].style.endswith(HYPHEN)

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join([piece.text for piece in self.pieces])


_SUPERSCRIPT = str.maketrans("0123456789+-()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SUBSCRIPT = str.maketrans("0123456789+-()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_STRONG = re.compile(r"[^\W\d_]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BULLETS = "•◦▪"
PAD = "pad"
"""The style of the air before a row that runs from right to left; every such row has it, if only empty."""
HUNG = " hung"
"""What the style of a mark ends with that stands to the right of a row."""
_AT_ONCE = 100  # rows of code
_LEAST = 12  # cells below which nothing is indented further
_LOOKS = (("strong", " bold"), ("emphasis", " italic"), ("strike", " strike"))


class Layout:
    """Lays out blocks for one width and numbers their links in reading order."""

    def __init__(self, cells: int, right_to_left: bool = False, reserve: Reserve = no_room, links: Iterable[str] = (),
                 hyphenate: Hyphenate | None = None) -> None:
        self.width = cells
        self._reserve = reserve
        self._hyphenate = hyphenate
        self.links = {url: number for number, url in enumerate(links, 1)}  # those that are known before their text is laid out
        self._notes: dict[str, int] = {}  # labels of footnotes, and the number that their marks carry as a link: below zero
        self._right_to_left = right_to_left

    def space(self, before: Block | None, block: Block) -> list[Row]:
        """The air between two blocks."""
        if isinstance(before, Heading):
            return [()] if isinstance(block, Heading | Table | Code | Definitions) else []
        return [] if isinstance(before, Figure) and isinstance(block, Figure) and not _told(before) and not _told(block) else [()]

    def text(self, text: str, style: str, cells: int = 0) -> list[Row]:
        """One paragraph of plain text in one style; in the layout's own width unless said otherwise."""
        return self._flow((Span(text),), max(1, cells or self.width), style)

    def block(self, block: Block, cells: int | None = None, style: str = "text", depth: int = 0) -> list[Row]:
        """The rows of a block in `cells` cells (the layout's own width unless said otherwise); none where it says nothing."""
        cells = self.width if cells is None else cells
        match block:
            case Paragraph(spans):
                return self._flow(spans, cells, style)
            case Heading(level, spans):
                return self._flow(spans, cells, "heading" if level < 4 else "heading italic")
            case ListBlock():
                return [row for rows in self._list(block, cells, style, depth) for row in rows]
            case Definitions(items):
                rows: list[Row] = []
                for item in items:
                    rows += self._flow(item.term, cells, "term")
                    rows += self._hang("  ", "", self._blocks(item.blocks, cells - 2, style, depth + 1), cells)
                return rows
            case Quote(blocks, pull):
                inner = self._blocks(blocks, cells - 2, "quote bold" if pull else "quote", depth + 1)
                return self._hang("▎ ", "bar", inner, cells, "▎ ")
            case Code():
                return [row for rows in self._code(block, cells) for row in rows]
            case Table():
                return [row for rows in self._table(block, cells) for row in rows]
            case Figure():
                return self._figure(block, cells)
            case Embed(url, title, blocks):
                shown = clean(title) or clean(url or "") or "embedded"
                room = cells - 2 if blocks else cells
                rows = self._blocks(blocks, room, "quote", depth + 1)
                rows += self._hang("▸ ", "marker", self._flow((Span(shown, link=url),), room - 2, "text"), room)
                return self._hang("▎ ", "bar", rows, cells, "▎ ") if blocks else rows
            case Footnote(label, blocks):
                mark = f"[{cut(clean(label), min(8, len(label)))}] "
                rows = self._hang(mark, "number", self._blocks(blocks, cells - width(mark), "note", depth + 1), cells)
                return [_linked(row, mark.strip(), self._note(label)) if at == 0 else row for at, row in enumerate(rows)]
            case Formula(text):
                return self._flow((Span(readable(text)),), cells, "code")
            case Rule():
                return [(Piece(" " * max(0, (cells - 5) // 2), "text"), Piece(cut("· · ·", min(5, cells)), "rule"))]

    def parts(self, block: Block) -> Iterator[list[Row]]:
        """The rows of a block, those of a table, a list or code some at a time, since these may be long."""
        if isinstance(block, Table):
            yield from self._table(block, self.width)
        elif isinstance(block, ListBlock):
            yield from self._list(block, self.width, "text", 0)
        elif isinstance(block, Code):
            yield from self._code(block, self.width)
        else:
            yield self.block(block)

    def hidden(self, pieces: Iterable[Hidden]) -> list[Row]:
        """Hidden pieces, each a dotted line with kind and reason, its text in it or below it."""
        rows: list[Row] = []
        for piece in pieces:
            said, text = f"┄┄ {piece.kind}: {clean(piece.reason)} ", clean(piece.text)
            if text and width(said) + width(text) + 8 <= self.width:
                said, text = f"{said}· “{text}” ", ""
            if width(said) > self.width:
                text, said = f"{said[3:].strip()} — {text}" if text else said[3:].strip(), "┄┄ "
            rows += [] if rows else [()]
            rows += [(Piece(said + "┄" * (self.width - width(said)), "hidden"),)]
            if text:
                rows += self._hang("┆ ", "hidden", self._flow((Span(text),), self.width - 2, "hidden"), self.width, "┆ ")
        return rows

    def own(self, note: str) -> Iterator[list[Row]]:
        """What the reader wrote: behind a bar of its own, so that nobody takes it for the article's."""
        first: list[Row] = [(Piece(cut("✎ your note", self.width), "own"),)]
        for line in clean_block(note).strip().split("\n"):
            yield first + self._hang("▎ ", "own", self.text(line, "text", self.width - 2) or [()], self.width, "▎ ")
            first = []

    def _blocks(self, blocks: Sequence[Block], cells: int, style: str, depth: int) -> list[Row]:
        rows: list[Row] = []
        before: Block | None = None
        for block in blocks:
            made = self.block(block, max(cells, 1), style, depth)
            if made:
                tight = isinstance(block, ListBlock) and isinstance(before, Paragraph)
                rows += made if before is None or tight else [*self.space(before, block), *made]
                before = block
        return rows

    def _list(self, block: ListBlock, cells: int, style: str, depth: int) -> Iterator[list[Row]]:
        begun = False
        last = f"{block.start + len(block.items) - 1}. "
        airy = any(sum(not isinstance(inner, ListBlock) for inner in item) > 1 for item in block.items)
        for number, item in enumerate(block.items, block.start):
            mark = f"{number}. ".rjust(len(last)) if block.ordered else _BULLETS[min(depth, 2)] + " "
            made = self._blocks(item, cells - len(mark), style, depth + 1)
            if made:
                air: list[Row] = [()] if begun and airy else []
                begun = True
                yield air + self._hang(mark, "marker", made, cells)

    def _hang(self, mark: str, style: str, rows: list[Row], cells: int, rest: str | None = None) -> list[Row]:
        """Rows behind a mark, the further ones behind `rest` (spaces unless given); no mark where there is no room for it."""
        if cells < _LEAST:
            return rows
        rest = " " * width(mark) if rest is None else rest
        if self._right_to_left:
            return [_hung_at_the_right(row, rest if at else mark, style or "text", cells) for at, row in enumerate(rows)]
        first, further = Piece(mark, style or "text"), Piece(rest, style or "text")
        return [(first if at == 0 else further, *row) if row or rest.strip() else row for at, row in enumerate(rows)]

    def _flow(self, spans: Spans, cells: int, style: str) -> list[Row]:
        """A paragraph: wrapped, with link numbers, aligned right where its script runs that way."""
        pieces = self.pieces(spans, style)
        if not any(text.strip() for text, _ in pieces):
            return []
        lines = wrap_spans(pieces, cells, hyphened)
        if len(lines) > 1 and len(lines[-1]) == 1 and " " not in lines[-1][0][0] and any(look[0] == "number" for _, look in lines[-2]):
            lines = [[(text.replace("\u00a0", " "), look) for text, look in line] for line in wrap_spans(_tied(pieces), cells, hyphened)]
        rows = [tuple([Piece(text, *look) for text, look in line]) for line in lines]
        if self._runs_right_to_left(pieces):
            return [_pushed(row, cells) for row in rows]
        return rows

    def pieces(self, spans: Spans, style: str) -> Flow:
        """Spans as text with looks, a number after every link."""
        made: Flow = []
        for at, span in enumerate(spans):
            text, look, link = clean_block(span.text).replace("\t", " "), style, None
            if not text:
                continue
            if span.note is not None:
                made.append((f"[{text.strip('[] ')}]", ("number", self._note(span.note))))
                continue
            if span.sup or span.sub:
                text = _small(text, _SUPERSCRIPT if span.sup else _SUBSCRIPT)
            if span.code:
                look = "code"
            if span.link and (url := safe_link(span.link)):
                link, look = self.links.setdefault(url, len(self.links) + 1), "link"
            for flag, looks in _LOOKS:
                if getattr(span, flag):
                    look += looks
            if self._hyphenate is not None and not span.code:
                text = self._hyphenate(text)
            made.append((text, (look, link)))
            if link is not None and (at + 1 == len(spans) or spans[at + 1].link != span.link):
                trailing = len(text) - len(text.rstrip())
                made[-1] = (text.rstrip(), (look, link))
                made.append((str(link).translate(_SUPERSCRIPT), ("number", link)))
                if trailing:
                    made.append((" ", (style, None)))
        return made

    def _note(self, label: str) -> int:
        return self._notes.setdefault(label, -1 - len(self._notes))

    def _runs_right_to_left(self, pieces: Flow) -> bool:
        if not self._right_to_left and not any(_RTL.search(text) for text, _ in pieces):
            return False
        for text, _ in pieces:
            if strong := _STRONG.search(text):
                return bool(_RTL.match(strong[0]))
        return self._right_to_left

    def _code(self, block: Code, cells: int) -> Iterator[list[Row]]:
        """Code on a ground of its own; a line that is too long goes on behind a mark."""
        if not block.text.strip() or cells < 3:
            yield self._flow((Span(block.text),), cells, "code")
            return
        lines = [line.expandtabs(4).rstrip() for line in clean_block(block.text).strip("\n").split("\n")]
        styled = highlight(lines, block.language)
        rows: list[Row] = []
        for number, line in enumerate(lines):
            mark, at = Piece(" ", "code"), 0
            runs = Runs(styled[number]) if styled is not None else None
            while at == 0 or at < len(line):
                room = cells - width(mark.text) - (mark.text == " ")
                shown = line[at : at + 4 * cells]
                if width(shown) > room or at + len(shown) < len(line):
                    shown = shown[: max(1, safe_end(shown, room))]
                end = at + max(1, len(shown))
                pieces = [Piece(shown, "code")] if runs is None else [Piece(*run) for run in runs.until(end)]
                rows.append((mark, *pieces, Piece(" " * (cells - width(mark.text) - width(shown)), "code")))
                at, mark = end, Piece("↪ ", "code dim")
                if len(rows) == _AT_ONCE:
                    yield rows
                    rows = []
        yield rows

    def _table(self, table: Table, cells: int) -> Iterator[list[Row]]:
        if table.caption:
            yield self._flow(table.caption, cells, "caption")
        laid = lay_out_table(table, cells, self.pieces)
        for part in laid.parts:
            made = [tuple([Piece(text, *look) for text, look in line]) for line in part]
            if self._right_to_left:
                gap = (Piece(" " * (cells - laid.cells), PAD),)
                made = [row and ((*gap, *row) if laid.across else _pushed(row, cells)) for row in made]
            yield made

    def _figure(self, figure: Figure, cells: int) -> list[Row]:
        """Pictures that have room, a row of air between two, then the caption; words with a mark stand for those that have none."""
        rows: list[Row] = []
        closed: list[Image] = []
        for image in figure.images:
            room = self._reserve(image, cells)
            if room is None:
                closed.append(image)
                continue
            rows += [()] if rows else []
            kept = [(Piece(" " * room[0], "picture", None, Picture((image.url,), row)),) for row in range(room[1])]
            rows += [_pushed(row, cells) for row in kept] if self._right_to_left else kept
        caption: Spans = figure.caption
        if closed and not any(span.text.strip() for span in caption):
            alts = [alt for image in closed if (alt := clean(image.alt))]
            caption = (Span(" · ".join(alts)),) if alts else ()
        if clean(figure.credit):
            caption = (*caption, Span(f"{'  ' if caption else ''}{clean(figure.credit)}"))
        if len(closed) > 1:
            caption = (Span(f"{len(closed)} pictures{' · ' if caption else ''}"), *caption)
        if (rows and not closed) or not (figure.images or caption):
            return rows + self._flow(caption, cells, "caption")
        words = self._flow(caption or (Span("picture"),), cells - 2, "caption")
        mark = Picture(tuple(image.url for image in closed))
        return rows + [tuple(piece._replace(picture=mark) for piece in row) for row in self._hang("▣ ", "caption", words, cells)]


def _tied(pieces: Flow) -> Flow:
    """A paragraph whose last two words stay together, since the numbers of its links have pushed the last one into a line of its own."""
    for at in range(len(pieces) - 1, -1, -1):
        text, look = pieces[at]
        place = text.rstrip().rfind(" ") if at == len(pieces) - 1 else text.rfind(" ")
        if place >= 0:
            return [*pieces[:at], (f"{text[:place]}\u00a0{text[place + 1 :]}", look), *pieces[at + 1 :]]
    return pieces


def _told(figure: Figure) -> bool:
    """Whether a figure has words."""
    words = (figure.credit, *(span.text for span in figure.caption), *(image.alt for image in figure.images))
    return any(text.strip() for text in words)


def _linked(row: Row, sign: str, number: int) -> Row:
    """A row whose sign leads somewhere."""
    return tuple(piece._replace(link=number) if piece.text.strip() == sign else piece for piece in row)


def _small(text: str, table: dict[int, int]) -> str:
    """Text as superscript or subscript where Unicode has all of it, else as it is."""
    small = text.translate(table)
    return text if any(character.isascii() and character.isalnum() for character in small) else small


def _hung_at_the_right(row: Row, mark: str, style: str, cells: int) -> Row:
    sign = mark.strip()
    mirrored = (f".{sign[:-1]}" if sign.endswith(".") else sign).rjust(len(mark))
    gap = cells - width(mark) - sum([width(piece.text) for piece in row])
    return (*row, Piece(" " * max(0, gap), "text"), Piece(mirrored, style + HUNG)) if row or sign else row


def _pushed(row: Row, cells: int) -> Row:
    return (Piece(" " * max(0, cells - sum([width(piece.text) for piece in row])), PAD), *row)
