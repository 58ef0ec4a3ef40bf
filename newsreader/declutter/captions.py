"""Which elements are the text of a picture, by their names."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.declutter.tree import text_of, tokens

_CAPTION = re.compile(
    r"(?:^|.*[-])(?:captions?|caption-text|figcaption|credits?|photo-credits?|copyright|photo-by|image-source|bildunterschrift|bilduntertitel|bildtext|bildnachweis|pie-de-foto|didascalia|legend|legende)$|^caption-|^credit-"
)


def is_caption(element: HtmlElement) -> bool:
    """Whether an element's names say that it is the text of a picture."""
    return any(_CAPTION.match(name) for name in tokens(element)) and len(text_of(element)) < 600
