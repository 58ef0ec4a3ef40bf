"""Footnotes: short links to a place further down the page, and what stands there."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.declutter.blocks import Context
from newsreader.declutter.tree import short_text, text_of, tokens

_MARK = re.compile(r"[\[(]?\s*([0-9]{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})\s*[\])]?\.?$", re.IGNORECASE)
_BACK = re.compile(r"^[\s\^↩↑⏎↵️︎]*$")
_HOLDERS = frozenset(("li", "p", "div", "dd", "aside", "section", "td"))


def find_footnotes(root: HtmlElement, context: Context) -> None:
    """Find the marks and the notes they lead to; links back from a note are taken out of it."""
    marks: dict[str, dict[HtmlElement, None]] = {}  # by what they lead to, in their order
    for link in root.iter("a"):
        href = link.get("href") or ""
        if href.startswith("#") and len(href) > 1 and _MARK.match(text_of(link)) and _is_raised(link):
            marks.setdefault(href[1:], {})[link] = None
    if not marks:
        return
    looked: set[str] = set()
    short: dict[HtmlElement, bool] = {}
    for element in list(root.iter()):
        key = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if key not in marks or key in looked or element in marks[key]:
            continue
        looked.add(key)  # of several of one name the first is meant
        holder = _holder(element, short)
        if holder is None or any(mark is holder or holder in mark.iterancestors() for mark in marks[key]):
            continue
        match = _MARK.match(text_of(next(iter(marks[key]))))
        label = match[1] if match else key
        known = holder in context.notes
        context.notes.setdefault(holder, label)
        for mark in marks[key]:
            context.marks[mark] = label
        if known:
            continue
        for back in list(holder.iter("a")):
            if (back.get("href") or "").startswith("#") and (_BACK.match(text_of(back)) or _MARK.match(text_of(back))):
                back.drop_tree()


def _is_raised(link: HtmlElement) -> bool:
    """Whether a link is set as a footnote's mark: raised, in brackets, or named so."""
    if link.find(".//sup") is not None or any(True for _ in link.iterancestors("sup")) or link.get("role") == "doc-noteref":
        return True
    names = " ".join(tokens(link))
    return "footnote" in names or "noteref" in names or text_of(link).startswith("[")


def _holder(element: HtmlElement, short: dict[HtmlElement, bool]) -> HtmlElement | None:
    """The block that a note's anchor stands in; `short` remembers which blocks are short enough to be a note."""
    for candidate in (element, *element.iterancestors()):
        if candidate.tag in _HOLDERS:
            if candidate not in short:
                short[candidate] = short_text(candidate, 3000) is not None
            return candidate if short[candidate] else None
        if candidate.tag in ("body", "ul", "ol", "table"):
            return None
    return None
