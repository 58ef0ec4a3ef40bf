"""A headline's words broken into two lines."""

from __future__ import annotations

from newsreader.text.width import fit, most, safe_end

_NEVER_FIRST = "、。，．：；！？）］｝」』】〉》〕”’…・ーっゃゅょッャュョ々)]}!,.:;?%"


def two_lines(text: str, cells: int) -> tuple[str, str]:
    """Break a title into at most two lines of `cells` cells: at a space, between CJK characters, else where the line ends."""
    if most(text) <= cells:
        return text, ""
    at = _break(text, cells)
    return text[:at].rstrip(), fit(text[at:].lstrip(), cells).rstrip()


def _break(text: str, cells: int) -> int:
    at = max(1, safe_end(text, cells))
    for place in range(at, max(0, at - 40), -1):
        before, after = text[place - 1], text[place : place + 1]
        if before == " " or after == " ":
            return place
        if (_is_cjk(before) or _is_cjk(after)) and after not in _NEVER_FIRST:
            return place
    return at


def _is_cjk(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or "\uff00" <= character <= "\uff60"
