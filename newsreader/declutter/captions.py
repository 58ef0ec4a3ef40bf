"""Which elements are the text of a picture, by their names."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.declutter.tree import text_of, tokens
from newsreader.text.clean import clean

_CAPTION = re.compile(
    r"(?:^|.*[-])(?:captions?|caption-text|figcaption|credits?|photo-credits?|copyright|photo-by|image-source|bildunterschrift|bilduntertitel|bildtext|bildnachweis|pie-de-foto|didascalia|legend|legende)$|^caption-|^credit-"
)
_CREDIT = re.compile(r"(?:^|.*[-])(?:credits?|copyright|photographer|source|byline|agency)$")


def is_caption(element: HtmlElement) -> bool:
    """Whether an element's names say that it is the text of a picture."""
    return any(_CAPTION.match(name) for name in tokens(element)) and len(text_of(element)) < 600


def credit_of(figure: HtmlElement) -> str:
    """The credit that a figure names apart from its caption."""
    for element in figure.iter("span", "div", "p", "small", "cite"):
        if any(_CREDIT.match(name) for name in tokens(element)):
            return clean(text_of(element))
    return ""
