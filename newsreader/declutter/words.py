"""The words of clutter as tables: read once from `words.toml`, looked up by line. Callers bring the context."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_STRANGE = re.compile(r"^[\W_]+")
_LEAD = 200
_COUNTER = re.compile(r"^(?:[(\[]?\d[\d.,]*\s?[km]?[)\]]?\s+)|(?:\s*[(\[]?\d[\d.,]*\s?[km]?[)\]]?)$")


@dataclass(frozen=True, slots=True)
class Table:
    """One role's words: the words, as whole lines, and as a pattern."""

    words: tuple[str, ...]
    lines: frozenset[str]
    lead: re.Pattern[str]

    def within(self, text: str) -> bool:
        """Whether one of the words occurs in a text."""
        text = fold(text)
        for word in self.words:  # asked of every paragraph: `any()` over a generator takes twice as long
            if word in text:
                return self.lead.search(text) is not None
        return False

    def is_line(self, line: str) -> bool:
        """Whether a line is nothing but one of the words, give or take a counter."""
        text = fold(line)
        return text in self.lines or uncounted(text) in self.lines

    def starts(self, line: str) -> str | None:
        """The word that a line starts with."""
        found = self.lead.match(fold(line[:_LEAD], keep_end=True))
        return found[0].strip() if found else None


@cache
def table(role: str) -> Table:
    """The table of a role (a heading of `words.toml`), all languages together: pages mix them."""
    words = {fold(word, keep_end=True) for words in _roles()[role].values() for word in words}
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(re.escape(word) + (r"\b" if word[-1:].isascii() and word[-1:].isalnum() else "") for word in longest_first)
    return Table(tuple(longest_first), frozenset(uncoloned(word) for word in words), re.compile(f"(?:{pattern})"))


@cache
def _roles() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("newsreader.declutter").joinpath("words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=512)
def fold(text: str, keep_end: bool = False) -> str:
    """A line as the tables spell it: compatible forms, lower case, single spaces, no punctuation at the ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = " ".join(text.split()).casefold()
    if keep_end:
        return text if text[:1].isalnum() else _STRANGE.sub("", text) or text
    return _inner(text) or text


@lru_cache(maxsize=512)
def uncounted(text: str) -> str:
    """A folded line without the number that counts something ("12 comments", "Share (3)")."""
    if not (text[:1].isdigit() or text[:1] in "([" or text[-1:].isdigit() or text[-1:] in "km)]"):
        return _inner(text)
    return _inner(_COUNTER.sub("", text))


def uncoloned(word: str) -> str:
    """A word without the punctuation that only its leading form has."""
    return _inner(word) or word


def _inner(text: str) -> str:
    """A text from its first letter or digit to its last."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]
