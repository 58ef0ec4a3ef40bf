"""An article read back from the HTML page that `render.html` made of it, without loss. Other pages are for `declutter`."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import get_args

from newsreader.model.article import (
    Article,
    Block,
    Cell,
    Code,
    Definition,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Hidden,
    HiddenKind,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from newsreader.render.html import GENERATOR, METAS
from newsreader.text.clean import clean_block

_VOID = frozenset(("meta", "link", "img", "br", "hr"))
_LOOKS = {"strong": "strong", "em": "emphasis", "code": "code", "s": "strike", "sup": "sup", "sub": "sub"}
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset((*_HEADINGS, "p", "ol", "ul", "dl", "blockquote", "aside", "pre", "table", "figure", "div", "hr"))
_AROUND = frozenset(("header", "footer"))
_DEEPEST = 250


class NotOurs(ValueError):
    """A page that isn't an article's HTML export; the message says so in words."""


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[_Element | str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def number(self, name: str) -> int | None:
        value = self.attributes.get(name, "")
        return int(value) if value.removeprefix("-").isdecimal() and len(value) < 12 else None

    def named(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()

    @property
    def elements(self) -> list[_Element]:
        return [each for each in self.inside if isinstance(each, _Element)]

    def all(self, *tags: str) -> list[_Element]:
        return [each for each in self.elements if each.tag in tags]

    @property
    def text(self) -> str:
        """The text in it; the line's end that follows a `<br>` in the source belongs to it."""
        made: list[str] = []
        for each in self.inside:
            if isinstance(each, str):
                made.append(each[1:] if made[-1:] == ["\n"] and each.startswith("\n") else each)
            else:
                made.append("\n" if each.tag == "br" else each.text)
        return "".join(made)


class _Tree(HTMLParser):
    """Elements as they are nested; ends that close nothing are passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("")
        self._open = [self.root]
        self.metas: list[_Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: clean_block(value or "") for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag in ("meta", "link"):
            self.metas.append(element)
        if tag not in _VOID:
            self._open.append(element)
            if len(self._open) > _DEEPEST:
                raise NotOurs(f"this page has more than {_DEEPEST} tags in one another")

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(clean_block(data))


def from_html(page: str) -> Article:
    """The article of a page that `to_html` made. Raises NotOurs."""
    tree = _Tree()
    try:
        tree.feed(page)
        tree.close()
    except AssertionError:  # `html.parser` on declarations such as `<![x`
        raise NotOurs("this page has a declaration in it that can't be read") from None
    html = next(iter(tree.root.all("html")), None)
    metas: dict[str, _Element] = {}
    for meta in tree.metas:
        metas.setdefault(meta.get("property") or meta.get("name") or meta.get("rel") or "", meta)
    body = _inner(html, "body", "article")
    if html is None or body is None or _content(metas, "generator") != GENERATOR:
        raise NotOurs("this page isn't an article that newsreader has written: `newsreader extract` reads others")
    known = {name: _content(metas, meta) for name, meta in METAS.items()}
    title = _content(metas, "newsreader:title")
    title = title if title is not None else _text_of(_inner(html, "head", "title"))
    url = _content(metas, "newsreader:url")
    canonical = metas.get("canonical")
    return Article(
        title=title,
        **known,
        language=html.get("lang"),
        direction="rtl" if html.get("dir") == "rtl" else "ltr",
        url=url if url is not None or canonical is None else canonical.get("href"),
        lead_image=_lead(metas),
        words=_size(metas, "newsreader:words") or 0,
        blocks=_blocks(body),
        hidden=tuple(_hidden(meta) for meta in tree.metas if meta.get("name") == "newsreader:hidden"),
        notice=_content(metas, "newsreader:notice"),
    )


def _inner(element: _Element | None, *tags: str) -> _Element | None:
    for tag in tags:
        element = next(iter(element.all(tag)), None) if element is not None else None
    return element


def _text_of(element: _Element | None) -> str:
    return element.text if element is not None else ""


def _content(metas: dict[str, _Element], name: str) -> str | None:
    return metas[name].get("content") if name in metas else None


def _size(metas: dict[str, _Element], name: str) -> int | None:
    return metas[name].number("content") if name in metas else None


def _lead(metas: dict[str, _Element]) -> Image | None:
    url = _content(metas, "og:image")
    if url is None:
        return None
    return Image(url, _content(metas, "og:image:alt") or "", _size(metas, "og:image:width"), _size(metas, "og:image:height"))


def _hidden(meta: _Element) -> Hidden:
    kind: HiddenKind = next((each for each in get_args(HiddenKind) if each == meta.get("data-kind")), "other")
    after = meta.number("data-after")
    return Hidden(kind, meta.get("data-reason") or "", meta.get("content") or "", -1 if after is None else after)


def _blocks(around: _Element) -> tuple[Block, ...]:
    return tuple(_block(each) for each in around.elements if each.tag not in _AROUND)


def _block(element: _Element) -> Block:
    match element.tag:
        case tag if tag in _HEADINGS:
            own = element.number("data-level")
            return Heading(int(tag[1]) if own is None else own, _spans(element))
        case "ol" | "ul" as tag:
            start = element.number("start" if tag == "ol" else "data-start")
            return ListBlock(tuple(map(_item, element.all("li"))), tag == "ol", 1 if start is None else start)
        case "dl":
            pairs = zip(element.all("dt"), element.all("dd"), strict=False)
            return Definitions(tuple(Definition(_spans(term), _item(meaning)) for term, meaning in pairs))
        case "blockquote" if element.named("embed"):
            return _embed(element)
        case "blockquote" | "aside" as tag:
            return Quote(_blocks(element), tag == "aside")
        case "pre":
            return _code(element)
        case "table":
            return _table(element)
        case "figure":
            return _figure(element)
        case "div":
            label = next(iter(element.all("sup")), None)
            return Footnote(_text_of(label), tuple(_block(each) for each in element.elements if each is not label))
        case "hr":
            return Rule()
        case _:
            return Formula(element.text) if element.named("formula") else Paragraph(_spans(element))


def _item(element: _Element) -> tuple[Block, ...]:
    """What is in an item of a list: blocks, or a paragraph's text without a `<p>` around it."""
    first = element.inside[0] if element.inside else None
    if first is None or (isinstance(first, _Element) and first.tag in _BLOCKS):
        return _blocks(element)
    return (Paragraph(_spans(element)),)


def _embed(element: _Element) -> Embed:
    source = next((each for each in reversed(element.elements) if each.named("source")), None)
    blocks = tuple(_block(each) for each in element.elements if each is not source)
    link = _inner(source, "a")
    return Embed(_address(link, "href", "data-link"), "" if source is None or source.named("untitled") else source.text, blocks)


def _code(element: _Element) -> Code:
    code = _inner(element, "code") or element
    named = next((name[9:] for name in (code.get("class") or "").split(" ") if name.startswith("language-")), None)
    own = code.get("data-language")
    return Code(code.text, named if own is None else own)


def _table(element: _Element) -> Table:
    caption = _inner(element, "caption")
    rows = tuple(tuple(map(_cell, row.all("td", "th"))) for row in element.all("tr"))
    return Table(rows, _spans(caption) if caption is not None else ())


def _cell(element: _Element) -> Cell:
    return Cell(_spans(element), element.tag == "th", element.number("colspan") or 1)


def _figure(element: _Element) -> Figure:
    told = _inner(element, "figcaption") or _Element("figcaption")
    credit = next((each for each in told.elements if each.named("credit")), None)
    caption = _spans(_Element("figcaption", inside=[each for each in told.inside if each is not credit]))
    words = _text_of(credit)
    return Figure(tuple(map(_image, element.all("img", "span"))), caption, words.removeprefix(" — ") if caption else words)


def _image(element: _Element) -> Image:
    if element.tag == "img":
        url = _address(element, "src", "data-src") or ""
        return Image(url, element.get("alt") or "", element.number("width"), element.number("height"))
    return Image(element.get("data-src") or "", element.text, element.number("data-width"), element.number("data-height"))


def _address(element: _Element | None, name: str, own: str) -> str | None:
    if element is None:
        return None
    given = element.get(own)
    return given if given is not None else element.get(name)


def _spans(around: _Element) -> Spans:
    """Inline text: an element a span, and every run of text between two."""
    made: list[Span] = []
    bare: list[_Element | str] = []
    for each in [*around.inside, None]:
        if isinstance(each, str) or (each is not None and each.tag == "br"):
            bare.append(each)
            continue
        if bare:
            made.append(Span(_Element("", inside=bare).text))
            bare = []
        if each is not None:
            made.append(_span(each))
    return tuple(made)


def _span(element: _Element) -> Span:
    text, link, note = element.text, None, None
    looks: set[str] = set()
    inner: _Element | None = element
    while inner is not None:
        if inner.tag == "sup" and inner.named("note"):
            inner = _inner(inner, "a")
            if inner is not None:
                own = inner.get("data-note")
                note, link = (inner.get("href") or "")[len("#note-") :] if own is None else own, inner.get("data-link")
        elif inner.tag == "a":
            link = _address(inner, "href", "data-link")
        elif inner.tag in _LOOKS:
            looks.add(_LOOKS[inner.tag])
        inner = next((each for each in inner.elements if each.tag != "br"), None) if inner is not None else None
    return Span(text, **{look: True for look in looks}, link=link, note=note)
