"""How much there is to read: words, and minutes by script."""

from __future__ import annotations

import re

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
WORDS_A_MINUTE = 230
CHARACTERS_A_WORD = 2
"""Scripts without spaces: two characters count as a word, which makes 460 characters a minute (Trauzettel-Klosinski & Dietz 2012
measured 255 for Chinese and 357 for Japanese aloud, silent reading is faster)."""


def count_words(text: str) -> int:
    """Words of a text; two characters of a script that is written without spaces count as one."""
    if text.isascii():
        return len(text.split())
    spaced, characters = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + -(-characters // CHARACTERS_A_WORD)


def reading_minutes(words: int) -> int:
    """Minutes that so many words take, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))
