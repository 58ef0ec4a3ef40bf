"""Where the article is: readability's scores name the container, and a judge checks its choice against the page's own marks."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement
from readability import Document

from newsreader.declutter.tree import text_of


@dataclass(frozen=True, slots=True)
class Body:
    """The chosen container and how it was chosen, in words."""

    element: HtmlElement
    how: str


class _Heart(Document):  # type: ignore[misc]
    """readability-lxml on a tree that is parsed and cleaned already: its scores and its choice, without its own parsing and cleaning."""

    def __init__(self, tree: HtmlElement) -> None:
        super().__init__(tree)
        self.html = tree

    def _html(self, force: bool = False) -> HtmlElement:
        return self.html

    def choose(self) -> HtmlElement | None:
        """The elements that readability takes for the article, moved into a new `div`."""
        candidates = self.score_paragraphs()
        best = self.select_best_candidate(candidates)
        if not best:
            return None
        best = self.get_semantic_article_candidate(candidates, best)
        best = self.get_semantic_main_candidate(candidates, best)
        return self.get_article(candidates, best, html_partial=True)


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
    for element in list(root.iter("div", "section", "article", "main", "center")):
        if element.tag == "div" and all(child.tag in _INLINE for child in element) and not _double_break(element):
            if (element.text and element.text.strip()) or len(element):
                element.tag = "p"
            continue
        _wrap(element)


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


def _wrap(element: HtmlElement) -> None:
    children = list(element)
    paragraph: HtmlElement | None = None
    if element.text and element.text.strip():
        paragraph = element.makeelement("p")
        paragraph.text, element.text = element.text, None
        element.insert(0, paragraph)
    breaks: list[HtmlElement] = []
    for child in children:
        inline = child.tag in _INLINE and not any(inner.tag not in _INLINE for inner in child.iter())
        if not inline:
            paragraph = None
            breaks = []
        elif child.tag == "br":
            breaks.append(child)
            if len(breaks) > 1:
                paragraph = None
        else:
            breaks = []
        if inline and (child.tag != "br" or paragraph is not None):
            if paragraph is None:
                paragraph = element.makeelement("p")
                child.addprevious(paragraph)
            paragraph.append(child)
        elif child.tail and child.tail.strip():
            paragraph = element.makeelement("p")
            paragraph.text, child.tail = child.tail, None
            child.addnext(paragraph)
        if child.tail and child.tail.strip():
            breaks = []


def choose_body(root: HtmlElement) -> Body:
    """Choose the body of a page whose clutter is gone."""
    body = root.find("body")
    whole: HtmlElement = body if body is not None else root
    wrap_loose_text(whole)
    chosen = _Heart(root).choose()
    if chosen is None or not text_of(chosen):
        return Body(whole, "the whole page: no part of it stands out")
    return Body(chosen, "readability's best container")
