"""Whether a page keeps the rest of its article from the reader, and the sentence that tells so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import fold
from newsreader.model.article import Hidden

_CUT = ("...", "…", "[…]", "[...]", "(…)", "(...)")
_SHORT = 400
_BEGINNING = 150
_LONG_LINE = 400
_LAST = 4


def notice(texts: Sequence[str], hidden: Sequence[Hidden], blocks: int, free: bool | None, told: str) -> str | None:
    """The sentence for a page that is cut short: by a paywall, by its own ellipsis, or None for a whole one.

    `texts` are the shown blocks, of which there are `blocks`, `hidden` what was hidden among them, `free` what the metadata says
    (`isAccessibleForFree`), `told` the metadata's own text of the article.
    """
    words = sum(count_words(text) for text in texts)
    last = texts[-1].rstrip() if texts else ""
    # What stands before the last blocks may be any menu's or any box's: it is the end of a text that says what is missing.
    after = [piece.text for piece in hidden if piece.after >= blocks - 2]
    ending = [text for text in (*texts[-_LAST:], *after) if len(text) < _LONG_LINE]
    broken = last.endswith(_CUT)
    if words < _SHORT and free is not True:
        asked = any(_says("sure", text) for text in ending)
        if asked or ((free is False or broken) and any(_says("perhaps", text) for text in ending)):
            return "This page shows only a part of the article: the rest is for subscribers."
    if free is False and words < _SHORT:
        return "This article is for subscribers; the page may show only a part of it."
    if words < _BEGINNING and (broken or any(fold(text) in _lines("goes_on") for text in (*texts[-1:], *after[:2]))):
        return "This article breaks off on the page itself."
    if told and count_words(told) > 1.5 * words + 50 and not bare(told).startswith(bare(last)):
        return "This page shows less of the article than it says it has."
    return None


def _says(role: str, text: str) -> bool:
    return _within(role).search(fold(text)) is not None


@cache
def _lines(role: str) -> frozenset[str]:
    text = files("newsreader.declutter").joinpath("paywalls.toml").read_text(encoding="utf-8")
    return frozenset(fold(word) for words in tomllib.loads(text)[role].values() for word in words)


@cache
def _within(role: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_lines(role), key=len, reverse=True)))
