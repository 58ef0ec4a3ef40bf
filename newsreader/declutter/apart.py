"""Which parts of a page tell of other things than its article: comments, menus, lists of other stories."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from newsreader.declutter.tree import text_of

_APART = re.compile(
    r"(?:^|[-_])(?:comments?|commentlist|respond|related|sidebar|footer|recommended|teasers?|widget|nav|menu|latest|popular|more)(?:[-_]|$)"
)
_TAGS = ("aside", "nav", "footer", "form", "label")


def is_apart(element: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that tells of other things."""
    around: HtmlElement | None = element
    while around is not None:
        if around.tag in _TAGS:
            return True
        if around.tag not in ("body", "html", "main", "article"):
            names = f"{around.get('class') or ''} {around.get('id') or ''}".lower().split()
            if any(_APART.search(name) for name in names):
                return True
        around = around.getparent()
    return False


def shown_text(element: HtmlElement) -> str:
    """The text of an element as a browser shows it, on one line: without the scripts that stand in it."""
    if next(element.iter(*_UNSHOWN), None) is None:
        return text_of(element)
    texts: Any = _SHOWN(element)
    return " ".join("".join(texts).split())


def shown_start(element: HtmlElement, most: int) -> str:
    """The same, gathered as far as it takes to have more than `most` characters: asked of boxes that may hold all of a page."""
    pieces: list[str] = []
    size = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        text = inner.text if event == "start" else inner.tail if inner is not element else None
        if event == "start" and inner.tag in _UNSHOWN:
            walk.skip_subtree()
        elif text:
            pieces.append(text)
            size += len("".join(text.split()))
            if size > most:
                break
    return " ".join("".join(pieces).split())


_UNSHOWN = ("script", "style", "template", "noscript")
_SHOWN = etree.XPath(".//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::noscript)]")
