"""A page as a tree for finding lists in it: scripts gone, selectors tried, texts in one line."""

from __future__ import annotations

from cssselect import parse
from cssselect.parser import CombinedSelector
from lxml import etree, html
from lxml.cssselect import CSSSelector, LxmlHTMLTranslator
from lxml.html import HtmlElement as Element

from newsreader.feeds.discover import named_charset
from newsreader.feeds.document import to_utf8
from newsreader.feeds.errors import NotAFeed

__all__ = ["HEADINGS", "Element", "one_line", "page_tree", "select"]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MOST_BYTES = 8 << 20
MOST_PLACES = 1 << 29
"""What `:nth-child` and its like may look at, in some seconds."""
_TRANSLATOR = LxmlHTMLTranslator()
_DROPPED = "script, style, noscript, template, svg, iframe, object"


def page_tree(body: bytes, content_type: str | None) -> Element:
    """Parse a page; raises NotAFeed in words where there is nothing in it, or nothing without its scripts (which are never run)."""
    if len(body) > MOST_BYTES:
        raise NotAFeed(f"the page is too large ({len(body) >> 20} MB)")
    if "charset" not in (content_type or "").lower() and (charset := named_charset(body)):
        content_type = f"text/html; charset={charset}"
    text = to_utf8(body, content_type)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser) if text.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if not isinstance(root, Element):
        raise NotAFeed("the page is empty")
    scripts = len(root.findall(".//script"))
    for gone in select(root, _DROPPED):
        gone.drop_tree()
    if len(root.text_content().split()) < 20 and scripts and not root.findall(".//a[@href]"):
        raise NotAFeed("the page is empty without its scripts, which newsreader never runs; there is no feed to be made of it")
    return root


def select(root: Element, selector: str) -> list[Element]:
    """What a CSS selector finds below an element, in the page's order; raises NotAFeed for what is no selector, or takes too long."""
    try:
        trees = [each.parsed_tree for each in parse(selector)]
        if ":" in selector and _places(root) > MOST_PLACES:
            raise NotAFeed(f"the page is too long for {selector[:80]!r}: say where the entries are without a :")
        if not any(isinstance(tree, CombinedSelector) for tree in trees):
            found = CSSSelector(selector, translator="html")(root)
            return [each for each in found if isinstance(each, Element)] if isinstance(found, list) else []
        every = [each for each in root.iter() if isinstance(each, Element)]
        wanted = set[Element]().union(*(_matching(root, tree) for tree in trees))
    except NotAFeed:
        raise
    except Exception:  # cssselect and lxml raise half a dozen kinds
        raise NotAFeed(f"{selector[:80]!r} is no CSS selector") from None
    return [each for each in every if each in wanted]


def _matching(root: Element, tree: object) -> set[Element]:
    """What a selector's tree finds. Its combinators are followed here, each in linear time: as XPath they can take hours, on the page and
    by the selector of somebody who wants that."""
    if not isinstance(tree, CombinedSelector):
        found = root.xpath(f"descendant-or-self::{_TRANSLATOR.xpath(tree)}")
        return {each for each in found if isinstance(each, Element)} if isinstance(found, list) else set()
    left, right = _matching(root, tree.selector), _matching(root, tree.subselector)
    if tree.combinator == ">":
        return {each for each in right if each is not root and each.getparent() in left}
    if tree.combinator == "+":
        return {each for each in right if each is not root and each.getprevious() in left}
    found = set()
    if tree.combinator == "~":
        for parent in {each.getparent() for each in left if each is not root}:
            behind = False
            for each in parent if parent is not None else ():
                if behind and each in right:
                    found.add(each)
                behind = behind or each in left
        return found
    inside = 0
    for event, each in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            inside -= each in left
            continue
        if inside and each in right:
            found.add(each)
        inside += each in left
    return found


def _places(root: Element) -> int:
    """How many elements would be looked at where each looks at all that stand beside it."""
    return sum(len(each) ** 2 for each in root.iter())


def one_line(element: Element | None) -> str:
    """An element's text, with single spaces."""
    return " ".join(element.text_content().split()) if element is not None else ""
