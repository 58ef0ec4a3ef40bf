"""The body's tree made blocks: paragraphs, headings, lists, quotes, code, tables, figures, embeds, footnotes, formulas, rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from newsreader.declutter.captions import is_caption
from newsreader.declutter.code import code_of
from newsreader.declutter.definitions import listed, own_parts
from newsreader.declutter.embeds import embed_of, post_named, video_of
from newsreader.declutter.figures import figure_of
from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.images import image_of, is_pixel
from newsreader.declutter.inline import PLAIN, Runs, absolute, plain, settled
from newsreader.declutter.joined import joined
from newsreader.declutter.looks import LOOKS, linking
from newsreader.declutter.mathml import formula_in_line, formula_of, repeats_formula
from newsreader.declutter.tables import is_data, table_rows
from newsreader.declutter.tree import BLOCKS, text_of, tokens
from newsreader.model.article import (
    Block,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)  # fmt: skip
from newsreader.text.clean import clean
from newsreader.text.maths import readable

_CAPTIONED = frozenset(("span", "small", "em", "i", "cite", "figcaption", "h5", "h6"))
_EMOJI_CLASSES = frozenset(("emoji", "wp-smiley", "emojione", "twemoji"))
_SKIPPED = frozenset((
    "script", "style", "template", "head", "title", "meta", "link", "base", "input", "select", "textarea", "option",
    "button", "object", "embed", "map", "area", "param",
))  # fmt: skip


@dataclass(slots=True)
class Context:
    """What the making of blocks needs to know of the page."""

    base: str | None
    hiding: Hiding
    notes: dict[HtmlElement, str] = field(default_factory=dict)
    marks: dict[HtmlElement, str] = field(default_factory=dict)


def make_blocks(root: HtmlElement, context: Context) -> list[Placed]:
    """The blocks of a tree with the place of each, in reading order."""
    flow = _Flow(context)
    flow.inside(root, PLAIN)
    flow.flush()
    return flow.blocks


class _Flow:
    """One flow of blocks (a body, a list item, a quote): gathers inline text until a block begins or ends."""

    def __init__(self, context: Context, place: int = 0) -> None:
        self.context = context
        self.blocks: list[Placed] = []
        self.runs = Runs()
        self.place = place
        self.start = place
        self.figures: list[Placed] = []

    def inside(self, element: HtmlElement, look: Span) -> None:
        """Take in an element's text and children."""
        if text := element.text:
            self.text(text, look)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, look)
            if text := child.tail:
                self.text(text, look)

    def text(self, text: str, look: Span) -> None:
        """Take in text between tags."""
        if self.runs.blank and not text.isspace():
            self.start = self.place
        self.runs.add(text, look)

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        spans = self.runs.spans()
        if spans:
            self.blocks.append((self.start, Paragraph(spans)))
        if self.figures:
            self.blocks += self.figures
            self.figures = []

    def add(self, block: Block) -> None:
        """Add a block after what was gathered so far."""
        self.flush()
        self.blocks.append((self.place, block))

    def nested(self, element: HtmlElement) -> tuple[Block, ...]:
        """The blocks of an element as a flow of its own."""
        if not len(element):
            spans = settled(element.text) if element.text else ()
            return (Paragraph(spans),) if spans else ()
        flow = _Flow(self.context, self.place)
        flow.inside(element, PLAIN)
        flow.flush()
        self.place = max(self.place, flow.place)
        return tuple([block for _, block in flow.blocks])

    def element(self, element: HtmlElement, look: Span) -> None:
        """Take in an element: what it is decides how."""
        tag = element.tag
        if tag in _SKIPPED or (element.get("aria-hidden") == "true" and repeats_formula(element)):
            return
        self.place = self.context.hiding.order.get(element, self.place)
        if self.context.notes and element in self.context.notes and self.footnote(element):
            return
        if tag in _CAPTIONED and is_caption(element):
            self.flush()
            self.caption(element)
            return
        inline = LOOKS.get(tag)
        if inline is not None:
            self.inside(element, inline(look))
        elif tag == "a":
            self.link(element, look)
        elif tag == "br":
            if self.runs.ends_in_break:
                self.flush()
            elif not self.runs.blank:
                self.runs.line_break(look)
        elif tag == "q":
            self.text("“", look)
            self.inside(element, look)
            self.text("”", look)
        elif tag in _MAKERS:
            _MAKERS[tag](self, element, look)
        elif tag in BLOCKS:
            self.flush()
            self.place = self.context.hiding.order.get(element, self.place)
            if look is PLAIN and not len(element) and not element.keys():
                spans = settled(element.text) if element.text else ()
                if spans:
                    self.blocks.append((self.place, Paragraph(spans)))
            elif not self.container(element):
                self.inside(element, look)
                self.flush()
        else:
            self.inside(element, look)

    def container(self, element: HtmlElement) -> bool:
        """Take in an element that its class makes a figure's text or an embed."""
        if not element.get("class") and not element.get("id"):
            return False
        if self.post(element):
            return True
        if element.tag in ("div", "p", "section", "aside") and is_caption(element):
            self.caption(element)
            return True
        if _is_pull(element):
            self.quote(element, PLAIN)
            return True
        return False

    def post(self, element: HtmlElement) -> bool:
        """Take in a post of another site, with or without something in it: to look again at each in another would have no end."""
        name = post_named(element)
        if name is not None and (embed := embed_of(element, name, self.context.base, self.nested)) is not None:
            self.add(embed)
        return name is not None

    def caption(self, element: HtmlElement) -> None:
        """Give a caption to the figure before it, else make it a figure without a picture."""
        nested = self.nested(element)
        images = tuple(image for block in nested if isinstance(block, Figure) for image in block.images)
        credit = next((block.credit for block in nested if isinstance(block, Figure) and block.credit), "")
        spans = joined(nested)
        last = self.blocks[-1][1] if self.blocks else None
        if isinstance(last, Figure) and not images and not last.caption:
            self.blocks[-1] = (self.blocks[-1][0], replace(last, caption=spans))
        elif images or spans:
            self.add(Figure(images, spans, credit))

    def link(self, element: HtmlElement, look: Span) -> None:
        """Take in a link: a footnote's mark, or text with an address."""
        label = self.context.marks.get(element)
        if label is not None:
            self.runs.add(text_of(element), replace(look, sup=True, note=label))
            return
        href = absolute(element.get("href"), self.context.base)
        self.inside(element, linking(look, href) if href else look)

    def footnote(self, element: HtmlElement) -> bool:
        """Make a footnote of an element that a mark points to."""
        label = self.context.notes.pop(element)
        blocks = self.nested(element)
        if blocks:
            self.add(Footnote(label, blocks))
        return bool(blocks)

    def heading(self, element: HtmlElement, look: Span) -> None:
        """A heading; one that holds whole paragraphs is taken as what it holds."""
        self.flush()
        nested = _Flow(self.context, self.place)
        nested.inside(element, PLAIN)
        nested.flush()
        level = max(2, min(6, int(element.tag[1])))
        for place, block in nested.blocks:
            if isinstance(block, Paragraph) and len(plain(block.spans)) <= 300:
                block = Heading(level, block.spans)
            self.blocks.append((place, block))

    def list_block(self, element: HtmlElement, look: Span) -> None:
        """A list of items; what stands between the items belongs to the item before."""
        self.flush()
        items: list[tuple[Block, ...]] = []
        loose: list[Placed] = []
        start = self.place
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            self.place = self.context.hiding.order.get(child, self.place)
            if self.context.notes and child in self.context.notes:
                label = self.context.notes.pop(child)
                blocks = self.nested(child)
                if blocks:
                    loose.append((self.place, Footnote(label, blocks)))
                continue
            blocks = self.nested(child)
            if not blocks:
                continue
            if child.tag in ("ul", "ol", "menu", "dir") and items:
                items[-1] += blocks
            else:
                items.append(blocks)
        first = (element.get("start") or "").strip()
        number = int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 1
        if items:
            self.blocks.append((start, ListBlock(tuple(items), element.tag == "ol", number)))
        self.blocks += loose

    def definitions(self, element: HtmlElement, look: Span) -> None:
        """A definition list, or the gallery that is written as one."""
        self.flush()
        start = self.place
        parts = [(part.tag == "dt", self.nested(part)) for part in own_parts(element)]
        if parts:
            self.blocks += [(start, block) for block in listed(parts)]
        else:
            self.inside(element, look)

    def quote(self, element: HtmlElement, look: Span) -> None:
        """A quotation, or a post that a site embeds as one."""
        self.flush()
        if self.post(element):
            return
        start = self.place
        blocks = self.nested(element)
        if blocks:
            if len(blocks) == 1 and isinstance(blocks[0], Quote):  # a box named so with the quotation inside
                blocks = blocks[0].blocks
            self.blocks.append((start, Quote(blocks, _is_pull(element))))

    def pre(self, element: HtmlElement, look: Span) -> None:
        """Preformatted text."""
        self.flush()
        code = code_of(element)
        if code is not None:
            self.add(code)

    def table(self, element: HtmlElement, look: Span) -> None:
        """A table of data; one that only lays out the page is taken as what its cells hold."""
        self.flush()
        if not is_data(element):
            self.inside(element, look)
            self.flush()
            return
        start = self.place
        rows, caption = table_rows(element, lambda cell: joined(self.nested(cell)))
        if rows:
            self.blocks.append((start, Table(rows, caption)))

    def figure(self, element: HtmlElement, look: Span) -> None:
        """A figure: its pictures, its caption and credit; one that holds something else (a table, code, an embed) is taken as that."""
        self.flush()
        start = self.place
        self.blocks += [(start, block) for block in figure_of(element, self.nested(element))]

    def figcaption(self, element: HtmlElement, look: Span) -> None:
        """A caption; inside a figure the figure takes it from there."""
        self.flush()
        spans = joined(self.nested(element))
        if spans:
            self.blocks.append((self.place, Figure((), spans)))

    def image(self, element: HtmlElement, look: Span) -> None:
        """A picture: after the paragraph that it stands in, or as its text where it is an emoji or a formula."""
        alt = element.get("alt") or ""
        names = set(tokens(element))
        if names & _EMOJI_CLASSES:
            self.text(alt, look)
            return
        if is_pixel(element):
            return
        if names & {"mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "tex", "latex", "math"} and alt:
            self.text(" ".join(readable(alt).split()), look)
            return
        image = image_of(element, self.context.base)
        if image is not None:
            self.figures.append((self.place, Figure((image,))))
            if self.runs.blank:
                self.flush()

    def iframe(self, element: HtmlElement, look: Span) -> None:
        """A frame that plays something, as a titled link."""
        embed = video_of(element, self.context.base)
        if embed is not None:
            self.add(embed)

    def frame(self, element: HtmlElement, look: Span) -> None:
        """A part of a page made of frames, as a link to it."""
        url = absolute(element.get("src"), self.context.base)
        if url is not None:
            self.add(Embed(url, clean(element.get("title") or element.get("name") or "") or url))

    def math(self, element: HtmlElement, look: Span) -> None:
        """Maths: what stands alone as TeX where the page gives it, so that it can be taken along, and in a line as it is read."""
        if element.get("display") != "block" or not self.runs.blank:
            self.text(formula_in_line(element), look)
        elif text := formula_of(element):
            self.add(Formula(text))

    def rule(self, element: HtmlElement, look: Span) -> None:
        """A thematic break."""
        self.flush()
        if self.blocks and not isinstance(self.blocks[-1][1], Rule):
            self.blocks.append((self.place, Rule()))


def _is_pull(element: HtmlElement) -> bool:
    """Whether an element's names say that it shows words of the article once more, large."""
    return any(name == "pullquote" or name.endswith("-pullquote") or "pull-quote" in name for name in tokens(element))


_MAKERS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Flow.heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _Flow.list_block),
    "dl": _Flow.definitions,
    "blockquote": _Flow.quote,
    "pre": _Flow.pre,
    "listing": _Flow.pre,
    "xmp": _Flow.pre,
    "table": _Flow.table,
    "figure": _Flow.figure,
    "figcaption": _Flow.figcaption,
    "img": _Flow.image,
    "amp-img": _Flow.image,
    "iframe": _Flow.iframe,
    "amp-youtube": _Flow.iframe,
    "frame": _Flow.frame,
    "video": _Flow.iframe,
    "audio": _Flow.iframe,
    "math": _Flow.math,
    "hr": _Flow.rule,
}
