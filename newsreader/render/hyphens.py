"""Where long words may be broken, by pyphen's dictionaries (an extra of the package): soft hyphens, which the layout uses where a line
would stay short without them.

A dictionary takes up to half a second to read (German), so it is read in a thread, and a text is laid out without it until it is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from threading import Thread
from typing import Any

from newsreader.text.clean import SOFT_HYPHEN

Hyphenate = Callable[[str], str]
_PART = 3  # letters of a word that stay together at its ends
_LONG = re.compile(r"[^\W\d_]{8,}")


class Hyphens:
    """The dictionaries of the languages that were asked for so far."""

    def __init__(self) -> None:
        self._known: dict[str, Hyphenate | None] = {}
        self._reading: dict[str, Thread] = {}

    def of(self, language: str | None) -> Hyphenate | None:
        """What breaks words of a language; None where there is no dictionary, or not yet."""
        name = (language or "").replace("-", "_")
        if name and name not in self._reading:
            self._reading[name] = Thread(target=self._read, args=(name,), name="hyphens", daemon=True)
            self._reading[name].start()
        return self._known.get(name)

    def wait(self) -> None:
        """Until what was asked for is read."""
        for thread in self._reading.values():
            thread.join()

    def _read(self, name: str) -> None:
        import pyphen  # here, since few want it

        found = pyphen.language_fallback(name)
        self._known[name] = _hyphenate(pyphen.Pyphen(lang=found, left=_PART, right=_PART)) if found else None


def _hyphenate(dictionary: Any) -> Hyphenate:
    @lru_cache(maxsize=5000)
    def word(text: str) -> str:
        return str(dictionary.inserted(text, SOFT_HYPHEN))

    def hyphenate(text: str) -> str:
        """A text with soft hyphens in its long words, but for addresses and what has some already."""
        if SOFT_HYPHEN in text or "://" in text:
            return text
        return _LONG.sub(lambda found: word(found[0]), text)

    return hyphenate
