"""Queries: which entries a list, a search, a rule or a command is about. One language for all of them (`model.query_parser`).

A query is a conjunction. What most lists ask for has a field of its own; everything else is a tree of terms under `where`
(`model.query_terms`), which is imported where it is used: the first frame does without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.model.query_terms import Node, Text


class QueryError(ValueError):
    """A query that can't be read; `position` is the offset of the part that is wrong, the message says what would fit."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Query:
    """Entries for which every part holds; the empty query is every entry.

    `words` (a `*` at the end: may go on) and `phrases` are searched in title, author and text. `folder` includes its subfolders.
    `since` and `before` bound the published time, in seconds since the epoch (`since` included, `before` not).
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    feeds: tuple[int, ...] = ()
    folder: str | None = None
    unread: bool | None = None
    starred: bool | None = None
    since: int | None = None
    before: int | None = None
    where: tuple[Node, ...] = ()

    @property
    def needs_text(self) -> bool:
        """Whether it looks for words, so that it can be ranked."""
        from newsreader.model.query_terms import has_text

        return bool(self.words or self.phrases) or any(has_text(part) for part in self.where)

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but what has a field and needs no words."""
        return not (self.words or self.phrases or self.where)

    def parts(self) -> Iterator[Node]:
        """Its terms, every one of which must hold."""
        from newsreader.model.query_terms import Feeds, Ids, Is, Published, Text, Within

        for word in self.words:
            yield Text(word.rstrip("*"), prefix=word.endswith("*"))
        for phrase in self.phrases:
            yield Text(phrase)
        if self.ids:
            yield Ids(self.ids)
        if self.feeds:
            yield Feeds(self.feeds)
        if self.folder is not None:
            yield Within("folder", self.folder)
        if self.unread is not None:
            yield Is("unread" if self.unread else "read")
        if self.starred is not None:
            yield Is("starred" if self.starred else "unstarred")
        if self.since is not None or self.before is not None:
            yield Published(self.since, self.before)
        yield from self.where

    def within(self, whole: Query) -> Query:
        """What this query finds among what `whole` finds."""
        return replace(self, where=(*self.where, *whole.parts()))

    def sought(self) -> tuple[Text, ...]:
        """The words and phrases that a found text holds, to show them in it; those that must not be there are left out."""
        from newsreader.model.query_terms import sought

        return tuple(text for part in self.parts() for text in sought(part))


def parse_query(text: str) -> Query:
    """Read a query as people write it; raises QueryError with the place and what would fit."""
    from newsreader.model.query_parser import read  # when the first one is typed, since the first frame does without

    return read(text)
