"""Where a text has scripts that are written without spaces: every entry is asked, so it is found at half the cost of a pattern."""

from __future__ import annotations

import re
from functools import cache

Runs = list[tuple[int, int]]
_IDEOGRAPHS = bytes(1 if 0xE3 <= byte <= 0xE9 else 2 if 0x80 <= byte < 0xC0 else 0 for byte in range(256))
"""By the first byte of a character: U+3000 to U+9FFF; 2 for what is never a first byte."""
_OTHER = rb"\xe0[\xb8-\xbb].|\xe1[\x80-\x82\x9e\x9f].|\xef[\xa4-\xab].|\xf0[\xa0-\xb3].."
"""Whose first bytes are those of many others, too: of Hindi, Vietnamese, emoji."""


def unspaced_runs(text: bytes) -> Runs:
    """Start and end of each run of characters from the blocks of Thai, Lao, Burmese, Khmer, kana and ideographs in a text in UTF-8;
    others are in these blocks, too, so the patterns of whoever asks still say which is which. Costs 1 µs a 1,000 bytes."""
    if text.isascii():
        return []
    if (b"\xe0" in text or b"\xe1" in text or b"\xef" in text or b"\xf0" in text) and _other().search(text):
        return [run.span() for run in _any().finditer(text)]
    firsts = text.translate(_IDEOGRAPHS)
    runs: Runs = []
    start = firsts.find(1)
    while start >= 0:
        end = firsts.find(0, start)
        if end < 0:
            end = len(firsts)
        runs.append((start, end))
        start = firsts.find(1, end)
    return runs


@cache
def _other() -> re.Pattern[bytes]:
    """Compiled when the first text comes that may have one, which takes milliseconds."""
    return re.compile(_OTHER, re.DOTALL)


@cache
def _any() -> re.Pattern[bytes]:
    return re.compile(rb"(?:[\xe3-\xe9]..|" + _OTHER + rb")++", re.DOTALL)
