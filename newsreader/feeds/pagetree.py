"""A page as a tree for finding lists in it: scripts gone, selectors tried, texts in one line."""

from __future__ import annotations

import re

from lxml import etree, html
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement as Element

from newsreader.feeds.document import to_utf8
from newsreader.feeds.errors import NotAFeed

__all__ = ["HEADINGS", "Element", "one_line", "page_tree", "select"]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MOST_BYTES = 8 << 20
_DROPPED = "script, style, noscript, template, svg, iframe, object"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)


def page_tree(body: bytes, content_type: str | None) -> Element:
    """Parse a page; raises NotAFeed in words where there is nothing in it, or nothing without its scripts (which are never run)."""
    if len(body) > MOST_BYTES:
        raise NotAFeed(f"the page is too large ({len(body) >> 20} MB)")
    named = _CHARSET.search(body[:4096])
    if named and "charset" not in (content_type or "").lower():
        content_type = f"text/html; charset={named[1].decode('ascii')}"
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
    """What a CSS selector finds below an element, in the page's order; raises NotAFeed for what is no selector."""
    try:
        found = CSSSelector(selector, translator="html")(root)
    except Exception:  # cssselect and lxml raise half a dozen kinds
        raise NotAFeed(f"{selector[:80]!r} is no CSS selector") from None
    return [each for each in found if isinstance(each, Element)] if isinstance(found, list) else []


def one_line(element: Element | None) -> str:
    """An element's text, with single spaces."""
    return " ".join(element.text_content().split()) if element is not None else ""
