"""How much there is to read: words, and minutes by script."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from newsreader.text.unspaced import FEW, Runs, unspaced_runs

_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
WORDS_A_MINUTE = 230
CHARACTERS_A_WORD = 2
"""Scripts without spaces: two characters count as a word, which makes 460 characters a minute (Trauzettel-Klosinski & Dietz 2012
measured 255 for Chinese and 357 for Japanese aloud, silent reading is faster)."""


def count_words(text: str) -> int:
    """Words of a text; two characters of a script that is written without spaces count as one."""
    if text.isascii():
        return len(text.split())
    spaced, characters = _unspaced().subn(" ", text)
    return len(spaced.split()) + -(-characters // CHARACTERS_A_WORD)


def count_plain(text: str, runs: Runs | None = None) -> int:
    """The same for what `plain_text` gave, where single spaces and line ends are all that parts words: four times faster. `runs` are the
    text's `unspaced_runs`, where they are known."""
    if not text:
        return 0
    words = text.count(" ") + text.count("\n") + 1
    if runs is None:
        runs = unspaced_runs(text)
    if not runs:
        return words
    find = _unspaced_run().finditer
    characters = 0
    for run in chain.from_iterable(find(text, *each) for each in runs) if len(runs) <= FEW else find(text):
        start, end = run.span()
        characters += end - start
        before = start == 0 or text[start - 1] in " \n"
        after = end == len(text) or text[end] in " \n"
        if before and after:
            words -= 1  # nothing but such characters between two spaces
        elif not before and not after:
            words += 1  # they part the word that they stand in
    return words + -(-characters // CHARACTERS_A_WORD)


def reading_minutes(words: int) -> int:
    """Minutes that so many words take, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


@cache
def _unspaced() -> re.Pattern[str]:
    """Compiled when a text first wants it, which takes milliseconds."""
    return re.compile(_UNSPACED)


@cache
def _unspaced_run() -> re.Pattern[str]:
    """Not `+`: `re` looks for a class fast, for a repeated one slowly."""
    return re.compile(f"{_UNSPACED}{_UNSPACED}*")
