"""Paragraphs made of text that stands in the page without any: bare `div`s, text between blocks, `<br><br>`."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsreader.text.clean import clean_block

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "br",
        "img",
    ]
)


def wrap_loose_text(root: HtmlElement) -> None:
    """Make paragraphs of text that stands in a `div` as it is, between blocks or between pairs of line breaks; linear in the page."""
    flat = _flat_elements(root)
    for element in list(root.iter("div", "section", "article", "main", "center", "body", "td")):
        if element.tag == "div" and all(child in flat for child in element) and not _double_break(element):
            if (element.text and element.text.strip()) or len(element):
                element.tag = "p"
            continue
        if element.tag == "td" and (not len(element) or not _double_break(element)):
            continue
        _wrap(element, flat)


def _flat_elements(root: HtmlElement) -> set[HtmlElement]:
    """The elements that hold inline text alone."""
    deep: set[HtmlElement] = set()
    flat: set[HtmlElement] = set()
    for element in reversed(list(root.iter())):
        if element.tag in _INLINE and element not in deep:
            flat.add(element)
        else:
            parent = element.getparent()
            if parent is not None:
                deep.add(parent)
    return flat


def _double_break(element: HtmlElement) -> bool:
    last = False
    for child in element:
        if child.tag == "br":
            if last:
                return True
            last = not (child.tail or "").strip()
        else:
            last = False
    return False


def _wrap(element: HtmlElement, flat: set[HtmlElement]) -> None:
    children = list(element)
    paragraph: HtmlElement | None = None
    if element.text and element.text.strip():
        paragraph = element.makeelement("p")
        paragraph.text, element.text = clean_block(element.text), None
        element.insert(0, paragraph)
    breaks = 0
    for child in children:
        inline = child in flat
        if not inline:
            paragraph = None
            breaks = 0
        elif child.tag == "br":
            breaks += 1
            if breaks > 1:
                paragraph = None
        else:
            breaks = 0
        if inline and (child.tag != "br" or paragraph is not None):
            if paragraph is None:
                paragraph = element.makeelement("p")
                child.addprevious(paragraph)
            paragraph.append(child)
        elif child.tail and child.tail.strip():
            paragraph = element.makeelement("p")
            paragraph.text, child.tail = clean_block(child.tail), None
            child.addnext(paragraph)
        if child.tail and child.tail.strip():
            breaks = 0
