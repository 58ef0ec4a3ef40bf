"""An article: blocks that are shown, in reading order, and the pieces of the page that are hidden.

Everything is a frozen value of plain text. The text is clean (`text.clean`) where a block is made; no HTML and no markup is left in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

HiddenKind = Literal[
    "ad", "share", "related", "newsletter", "navigation", "repeat", "icon", "promo", "comments", "other"
]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of inline text with one look; `link` is an absolute URL, `note` the label of a footnote it points to."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    strike: bool = False
    sup: bool = False
    sub: bool = False
    link: str | None = None
    note: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the page names it; width and height in pixels where the page says so."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a newline in a span's text is a line break that the author meant (`<br>`, verse, addresses)."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the article; level 2 to 6 (1 is the title's)."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is itself blocks, so that lists nest."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A term of a definition list and what it means."""

    term: Spans
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A definition list (`<dl>`)."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; `pull` marks a pull quote, which repeats words of the article for show."""

    blocks: tuple[Block, ...]
    pull: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, lines and spaces as given."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    spans: Spans
    header: bool = False
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table that holds data (layout tables are unwrapped)."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Spans = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture or a gallery, with its caption and credit."""

    images: tuple[Image, ...]
    caption: Spans = ()
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """Something foreign in the flow (a post, a video) as a titled link; `blocks` holds its text where the page carries it."""

    url: str | None
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote; `label` is what `Span.note` names."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """Maths as readable text (TeX or the MathML's own text)."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break (`<hr>`)."""


Block = (
    Paragraph | Heading | ListBlock | Definitions | Quote | Code | Table | Figure | Embed | Footnote | Formula | Rule
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A piece that was hidden: `reason` in words for people, `after` the index of the top-level block before it (-1: at the top)."""

    kind: HiddenKind
    reason: str
    text: str
    after: int


@dataclass(frozen=True, slots=True)
class Article:
    """What is left of a page, or of an entry's own HTML. Times are ISO 8601 as far as the page gives them, with zone where known."""

    title: str = ""
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    direction: Literal["ltr", "rtl"] = "ltr"
    url: str | None = None
    lead_image: Image | None = None
    words: int = 0
    blocks: Sequence[Block] = ()
    hidden: tuple[Hidden, ...] = ()
    notice: str | None = None
    """A sentence for the reader where the page is cut short (paywall, truncation), else None."""
