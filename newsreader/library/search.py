"""Searching the library: ids by rank, and the words around a match. Light: the TUI calls it in its own process."""

from __future__ import annotations

import re
import time
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsreader.library.lists import text_of
from newsreader.model.query import Query
from newsreader.model.query_terms import Text
from newsreader.store.connection import Store
from newsreader.store.questions import best_first
from newsreader.store.search import spread

Place = tuple[int, int]
_AROUND = 70
_LOOKED_AT = 100_000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text, and where in it the words stand that were sought (start and end)."""

    text: str
    places: tuple[Place, ...] = ()


def search_ids(store: Store, query: Query, limit: int = 500) -> array[int]:
    """The best entries for a query's words, best first; without any the newest. Raises `store.errors.Interrupted` where
    `Store.interrupt` stopped it."""
    return array("q", (entry for part in search_parts(store, query, limit) for entry in part))


def search_parts(store: Store, query: Query, limit: int = 500, unranked: Callable[[], object] = bool) -> Iterator[array[int]]:
    """The same in parts, none of them empty: what is found later stands below what was found before. `unranked` is called before the
    first where they are newest first."""
    return best_first(store, query, limit, int(time.time()), text_of(store), unranked)


def snippet(text: str, query: Query) -> str:
    """The words around the place in a text that holds most of what was sought, else the text's start."""
    return excerpt(text, query).text


def excerpt(text: str, query: Query, around: int = _AROUND) -> Excerpt:
    """The piece of a text that holds most of the words that were sought, with their places in it; else the text's start."""
    flat = " ".join(text[:_LOOKED_AT].split())
    found = sorted(_found(flat, [each for each in query.sought() if not each.field]))
    if not found:
        return Excerpt(flat[: 2 * around].strip() + (" …" if len(flat) > 2 * around else ""))
    best = max(found, key=lambda here: (len({word for start, _, word in found if here[0] <= start < here[0] + 2 * around}), -here[0]))
    start = max(0, best[0] - around)
    if start:
        start = flat.find(" ", start, best[0]) + 1 or start
    end = min(len(flat), max(best[1], best[0] + around))
    if end < len(flat):
        end = max(flat.rfind(" ", best[1], end), best[1])
    lead = "… " if start else ""
    shift = len(lead) - start
    within = _joined((first, last) for first, last, _ in found if first >= start and last <= end)
    tail = " …" if end < len(flat) else ""
    return Excerpt(lead + flat[start:end] + tail, tuple((first + shift, last + shift) for first, last in within))


def places(text: str, query: Query, field: str = "title") -> tuple[Place, ...]:
    """Where a query's words stand in a title or author, as they are shown."""
    sought = [each for each in query.sought() if each.field in ("", field)]
    return tuple(_joined((start, end) for start, end, _ in sorted(_found(text, sought))))


def _found(text: str, sought: list[Text]) -> Iterator[tuple[int, int, int]]:
    """Every place of every word: start, end and which word it is. As the index does it, case and accents don't count."""
    folded, origin = _folded(text)
    for number, wanted in enumerate(sought):
        words = [re.escape(word) for word in _tokens(wanted.text)]
        if not words:
            continue
        for match in re.finditer(r"[\W_]*?".join(words), folded):
            start, end = match.span()
            if _is_inside(folded, start) or (_is_inside(folded, end) and not wanted.prefix):
                continue
            while wanted.prefix and end < len(folded) and _is_inside(folded, end):
                end += 1
            yield origin[start], origin[end - 1] + 1, number


def _tokens(text: str) -> list[str]:
    return spread("".join(character if _is_token(character) else " " for character in _folded(text)[0])).split()


def _is_inside(folded: str, at: int) -> bool:
    """Whether a word goes on over this place; scripts without spaces have no words that could."""
    if not 0 < at < len(folded) or not (_is_token(folded[at - 1]) and _is_token(folded[at])):
        return False
    pair = folded[at - 1 : at + 1]
    return pair.isascii() or len(spread(pair).split()) == 1


def _is_token(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc", "Nl", "No", "Co")


def _folded(text: str) -> tuple[str, range | list[int]]:
    """A text in small letters without accents, and where each of its characters came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        if "\u0300" <= character <= "\u036f":
            if origin:
                origin[-1] = index
            continue
        base = unicodedata.normalize("NFD", character) if character < "\u0900" or "\u1e00" <= character <= "\u1fff" else character
        for letter in base.lower():
            if not "\u0300" <= letter <= "\u036f":
                characters.append(letter)
                origin.append(index)
    return "".join(characters), origin


def _joined(found: Iterator[Place]) -> list[Place]:
    """Places that overlap as one."""
    joined: list[Place] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
