"""A page parsed into a tree of bounded depth, and the few questions that every step asks of it."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, XHTMLParser, document_fromstring, fragment_fromstring

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPE = re.compile("\x1b([@-_])")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,6}|[0-9]{1,7});?")
LIMIT = 20 * 1024 * 1024
_DEEPEST = 100
_LONG_TEXT = 5000
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|p|div|a|br|span|table|ul|ol|li|h[1-6]|article|section|meta|title|img|frameset|font|center|pre|blockquote|b|i|em|strong|iframe|form|script|style|dl|figure)\b",
    re.IGNORECASE,
)
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)  # lxml.html's own lookup asks Python about each element
_NAMESPACE = re.compile(r"^\{[^}]*\}")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff]+")

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "html",
    ]
)


class PageRefused(Exception):
    """A page that isn't read at all; the message says why, in words for people."""


def looks_like_html(text: str) -> bool:
    """Whether a text has tags at all, as opposed to plain text that may contain a "<"."""
    return bool(_TAG.search(text[:200_000]))


def parse(text: str) -> HtmlElement:
    """Parse a page into a tree at most `_DEEPEST` tags deep; raises PageRefused where it nests deeper than the parser can hold."""
    text = _without_controls(text)
    if text.lstrip()[:5] == "<?xml":
        xhtml = _parse_xhtml(text)
        if xhtml is not None:
            _empty_frames(xhtml)
            _flatten(xhtml)
            return xhtml
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    parser.set_element_class_lookup(_ELEMENTS)
    body = text.encode("utf-8", "replace")
    try:
        root = document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise PageRefused("the page is empty") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise PageRefused("the page is nested deeper than 2,000 tags; no page that is meant to be read is")
    _empty_frames(root)
    _flatten(root)
    return root


def _empty_frames(root: HtmlElement) -> None:
    """Take out what frames hold: words for programs that know no frames, or the markup behind one that was never closed, as text."""
    for frame in root.iter("iframe"):
        frame.text = None


def _flatten(root: HtmlElement) -> None:
    """Put what is nested deeper than `_DEEPEST` after what holds it: tags that were never closed nest without a meaning."""
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    while level:
        element = level.pop()
        children = list(element)
        for child in reversed(children):
            element.addnext(child)
        level += children


def _without_controls(text: str) -> str:
    """A page without the control characters that a tree can't hold, written out or as references.

    What begins and ends an escape sequence becomes its one-character form (C1), so that all of it is cleaned where blocks are made;
    cut out here, it could take a tag with it.
    """
    if "&#" in text:
        text = _REFERENCE.sub(_control, text)
    if not _CONTROL.search(text):
        return text
    text = _ESCAPE.sub(lambda match: chr(ord(match[1]) + 0x40), text).replace("\x07", "\x9c")
    return _CONTROL.sub(lambda match: "\n" if match[0] in "\x0b\x0c" else "", text)


def _control(match: re.Match[str]) -> str:
    digits = match[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 128 <= number < 160:
        return bytes([number]).decode("cp1252", "ignore")
    return chr(number) if number < 32 and number not in (9, 10, 13) else match[0]


def parse_fragment(html: str) -> HtmlElement:
    """Parse a piece of HTML as feeds carry it, into a `div`."""
    if not html.strip():
        return fragment_fromstring("<div></div>")
    root = parse(f"<html><body><div>{html}</div></body></html>")
    body = root.find("body")
    return body if body is not None else root


def _parse_xhtml(text: str) -> HtmlElement | None:
    """XHTML as XML, so that `<div/>` and CDATA mean what they say; None where it isn't well formed."""
    parser = XHTMLParser(encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    for element in root.iter(etree.Element):
        element.tag = _NAMESPACE.sub("", element.tag).lower()
    return root if root.tag == "html" and isinstance(root, HtmlElement) else None


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line, as plain as it comes."""
    if not len(element):
        return " ".join(element.text.split()) if element.text else ""
    return " ".join(str(element.text_content()).split())


def short_text(element: HtmlElement, most: int) -> str | None:
    """The text of an element on one line, or None where it is longer than so many characters: asked of the boxes around many things."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        size += len(piece.strip()) + 1
        if size > 2 * most + 50:
            return None
        pieces.append(piece)
    text = " ".join("".join(pieces).split())
    return text if len(text) <= most else None


def spaced_text(element: HtmlElement) -> str:
    """The text of an element on one line, with a space wherever tags part it: for lists of links and menus."""
    if not len(element):
        return " ".join(element.text.split()) if element.text else ""
    return " ".join(" ".join(element.itertext()).split())


def count_words(text: str) -> int:
    """Words of a text: runs between spaces, and for scripts written without spaces one word for each character."""
    if text.isascii():
        return len(text.split())
    rest, runs = _CJK.subn(" ", text)
    return len(text) - len(rest) + runs + len(rest.split()) if runs else len(text.split())


def tokens(element: HtmlElement) -> tuple[str, ...]:
    """The names that an element's class and id give it, lower case, camelCase as dashes."""
    return names_of(element.get("class"), element.get("id"))


@lru_cache(maxsize=2048)
def names_of(classes: str | None, mark: str | None) -> tuple[str, ...]:
    """The names of a class attribute and an id as `tokens` has them."""
    return tuple(dashed(name) for value in (classes, mark) if value for name in value.split()[:20])


_HASH = re.compile(r"(?:___|-sc-).*$")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def dashed(name: str) -> str:
    """A class name as lower case words between dashes."""
    name = _HASH.sub("", name)
    if not name.islower():
        name = _CAMEL.sub("-", name).lower()
    return name.replace("_", "-")


def unlink(element: HtmlElement) -> None:
    """Take an element out of its tree; the text after it stays.

    It is put into a document of its own: the elements of a part without one are freed one by one, and lxml walks over all of it for each.
    """
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        held = parent.text if before is None else before.tail
        if held and len(held) > _LONG_TEXT:  # thousands of tails joined to one text would be copied again and again
            element.addprevious(element.makeelement("span"))
    element.drop_tree()
    etree.Element("gone").append(element)


_BARE = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """A text's letters and digits alone, for comparing."""
    return _BARE.sub("", text).casefold()
