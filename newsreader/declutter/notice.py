"""Whether a page keeps the rest of its article from the reader, and the sentence that tells so."""

from __future__ import annotations

from collections.abc import Iterable

from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import table

_CUT = ("...", "…", "[…]", "[...]", "(…)")
_SHORT = 400
_LONG_LINE = 400


def notice(texts: list[str], hidden: Iterable[str], free: bool | None, told: str) -> str | None:
    """The sentence for a page that is cut short: by a paywall, by its own ellipsis, or None for a whole one.

    `texts` are the shown blocks, `hidden` the texts that were hidden, `free` what the metadata says (`isAccessibleForFree`),
    `told` the metadata's own text of the article.
    """
    words = sum(count_words(text) for text in texts)
    asked = any(len(text) < _LONG_LINE and table("paywall").within(text) for text in (*texts[-4:], *hidden))
    if words < _SHORT and asked:
        return "This page shows only a part of the article: the rest is for subscribers."
    if free is False and words < _SHORT:
        return "This article is for subscribers; the page may show only a part of it."
    last = texts[-1].rstrip() if texts else ""
    if last.endswith(_CUT) and words < 150:
        return "This article breaks off on the page itself."
    if told and count_words(told) > 1.5 * words + 50 and not bare(told).startswith(bare(last)):
        return "This page shows less of the article than it says it has."
    return None
