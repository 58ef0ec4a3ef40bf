"""Help for what is typed: what would fit at the cursor, and where something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from newsreader.library.complete import Completion, completions, names
from newsreader.model.query import QueryError, parse_query
from newsreader.model.sorting import ABOUT, NAMES, SortError, parse_sorting
from newsreader.store.connection import Store


class Help(Protocol):
    """What a prompt asks while something is typed."""

    def fitting(self, text: str, cursor: int) -> Sequence[Completion]:
        """What could stand at the cursor."""

    def wrong(self, text: str) -> tuple[int, str] | None:
        """The place from which on a text can't be read, and what would fit there."""


class QueryHelp:
    """Help for queries; knows the library's feeds, folders and tags as they were when it was made."""

    def __init__(self, store: Store) -> None:
        self._names = names(store)

    def fitting(self, text: str, cursor: int) -> Sequence[Completion]:
        """Keys, values and names."""
        return completions(text, cursor, self._names)

    def wrong(self, text: str) -> tuple[int, str] | None:
        """Where the query's error is."""
        try:
            parse_query(text)
        except QueryError as error:
            return error.position, str(error)
        return None


class NameHelp:
    """Help for a name that may be one of those there are."""

    def __init__(self, known: Sequence[str]) -> None:
        self._known = known

    def fitting(self, text: str, cursor: int) -> Sequence[Completion]:
        """Names that begin with what is typed."""
        typed = text[:cursor].casefold()
        return [Completion(0, len(text), name) for name in self._known if name.casefold().startswith(typed) and name != text]

    def wrong(self, text: str) -> tuple[int, str] | None:
        """Any name will do."""
        return None


class SortHelp:
    """Help for the order of a list."""

    def fitting(self, text: str, cursor: int) -> Sequence[Completion]:
        """Keys, and the same turned round."""
        start = text.rfind(",", 0, cursor) + 1
        start += len(text[start:cursor]) - len(text[start:cursor].lstrip())
        typed = text[start:cursor]
        known = [sign + name for name in NAMES for sign in ("", "-")]
        return [
            Completion(start, cursor, word, ABOUT[name][word.startswith("-")])
            for word in known
            for name in NAMES
            if word.lstrip("-") == name and word.startswith(typed) and word != typed
        ]

    def wrong(self, text: str) -> tuple[int, str] | None:
        """Where the order can't be read."""
        try:
            parse_sorting(text)
        except SortError as error:
            return error.position, str(error)
        return None
