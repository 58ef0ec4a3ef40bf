"""A headline's words broken into two lines."""

from __future__ import annotations

import unicodedata

from newsreader.text.width import cut, fit, width

_NEVER_FIRST = "、。，．：；！？）］｝」』】〉》〕”’…・ーっゃゅょッャュョ々)]}!,.:;?%"


def two_lines(text: str, cells: int) -> tuple[str, str]:
    """Break a title into at most two lines of `cells` cells: at a space, between CJK characters, else where the line ends."""
    if width(text) <= cells:
        return text, ""
    at = _break(text, cells)
    return text[:at].rstrip(), fit(text[at:].lstrip(), cells).rstrip()


def _break(text: str, cells: int) -> int:
    start = cut(text, cells)
    at = len(start) if text.startswith(start) else len(start) - 1
    if text[at : at + 1] == " ":
        return at
    for place in range(at, max(0, at - 40), -1):
        before, after = text[place - 1], text[place : place + 1]
        if before == " ":
            return place
        if (_is_cjk(before) or _is_cjk(after)) and after not in _NEVER_FIRST:
            return place
    while at > 1 and (unicodedata.combining(text[at]) or text[at] in "\u200d\ufe0f" or text[at - 1] == "\u200d" or _is_mark(text[at])):
        at -= 1
    return max(1, at)


def _is_cjk(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or "\uff00" <= character <= "\uff60"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
