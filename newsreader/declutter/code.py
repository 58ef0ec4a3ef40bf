"""Preformatted text: its lines as given, and the language that it is written in where the page says so."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.model.article import Code
from newsreader.text.clean import clean, clean_block

_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source|brush|sourcecode|highlight)[-: ]+([a-z][a-z0-9+#_-]{0,19})\b", re.IGNORECASE)


def code_of(element: HtmlElement) -> Code | None:
    """The code of a `pre`, or None where it has no text."""
    for gap in list(element.iter("br")):
        gap.tail = "\n" + clean_block(gap.tail or "")
    text = clean_block(str(element.text_content())).strip("\n").rstrip()
    names = " ".join(filter(None, (element.get("class"), element.get("lang"), *(code.get("class") for code in element.iter("code")))))
    language = element.get("data-lang") or element.get("data-language") or next(iter(_LANGUAGE.findall(names)), None)
    return Code(text, clean(language).lower() if language else None) if text.strip() else None
