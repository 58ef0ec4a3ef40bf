"""Regular expressions over remote text, with a time limit, as functions that SQL can call.

Python's own `re` can't be stopped: a pattern that backtracks would hold a text's whole evening. `regex` gives up after a time, and lets
other threads run while it looks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.model.query import QueryError
from newsreader.store.errors import StoreError

if TYPE_CHECKING:
    import regex

EACH = 0.05
"""Seconds that one text is looked at."""
_MOST_TIMEOUTS = 20


class PatternTooSlow(StoreError):
    """A pattern took too long on too many texts."""


class Patterns:
    """The patterns of one question. A text that takes too long is left out; when many do, the question ends in words."""

    def __init__(self, text_of: Callable[[int], str] | None = None) -> None:
        self.problem: StoreError | None = None
        self.left_out = 0
        self._text_of = text_of
        self._compiled: list[regex.Pattern[str]] = []
        self._last: tuple[int, str] = (0, "")

    def add(self, pattern: str, at: int) -> int:
        """Make a pattern ready and number it; raises QueryError where it can't be read."""
        import regex  # for questions with a pattern alone, since the first frame does without

        try:
            self._compiled.append(regex.compile(pattern, regex.IGNORECASE | regex.VERSION0))
        except (regex.error, RecursionError, OverflowError) as error:
            raise QueryError(f"the pattern can't be read: {error}; put a \\ before signs that are meant as they are", at) from error
        return len(self._compiled) - 1

    def found(self, number: int, text: str) -> bool | None:
        """Whether a pattern is found in a text; None where that took too long."""
        try:
            return self._compiled[number].search(text, timeout=EACH, concurrent=True) is not None
        except TimeoutError:
            self.left_out += 1
            if self.left_out >= _MOST_TIMEOUTS:
                self.problem = PatternTooSlow(
                    f"the pattern {self._compiled[number].pattern} takes too long; say it with fewer repetitions inside repetitions"
                )
                raise
            return None

    def text(self, entry_id: int) -> str:
        """An entry's text; the last one is kept, since alternatives ask for the same."""
        if self._last[0] != entry_id:
            try:
                self._last = (entry_id, self._text_of(entry_id) if self._text_of else "")
            except StoreError as error:
                self.problem = error
                raise
        return self._last[1]


def date_text(published: int) -> str:
    """A time as newsboat writes it for its filters (RFC 5322, UTC)."""
    from email.utils import formatdate

    return formatdate(published, usegmt=True)
