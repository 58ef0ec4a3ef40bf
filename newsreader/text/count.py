"""How much there is to read: words, and minutes by script."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsreader.text.unspaced import Runs, unspaced_runs

_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
_SHORT = 48
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


def count_plain(text: bytes, runs: Runs | None = None) -> int:
    """The same for what `plain_text` gave, in UTF-8, where single spaces and line ends are all that parts words: six times faster. `runs`
    are the text's `unspaced_runs`, where they are known."""
    if not text:
        return 0
    words = text.count(b" ") + text.count(b"\n") + 1
    characters = 0
    for at, end in unspaced_runs(text) if runs is None else runs:
        run = text[at:end]
        for first, last, count in _counted(run) if len(run) <= _SHORT else _count(run):
            characters += count
            before = at + first == 0 or text[at + first - 1] in b" \n"
            after = at + last == len(text) or text[at + last] in b" \n"
            if before and after:
                words -= 1  # nothing but such characters between two spaces
            elif not before and not after:
                words += 1  # they part the word that they stand in
    return words + -(-characters // CHARACTERS_A_WORD)


def _count(run: bytes) -> tuple[tuple[int, int, int], ...]:
    """Where such characters stand in a run, in bytes, and how many there are."""
    text = run.decode("utf-8", "surrogatepass")
    found: list[tuple[int, int, int]] = []
    for match in _unspaced_run().finditer(text):
        start = len(text[: match.start()].encode())
        found.append((start, start + len(match[0].encode()), len(match[0])))
    return tuple(found)


_counted = lru_cache(maxsize=4096)(_count)
"""Names and words come again and again in texts that are of another script."""


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
