"""Which parts of a page tell of other things than its article: comments, menus, lists of other stories."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

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
