"""Queries: which entries a list, a search, a rule or a command is about. One language for all of them (`model.query_parser`).

A query is a conjunction. What most lists ask for has a field of its own; everything else is a tree of terms under `where`.
Relative times ("newer:2d", "is:today") stay relative, so that a saved query means the same every day.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

State = Literal["unread", "read", "starred", "unstarred", "offline", "long", "today"]
STATES: tuple[State, ...] = ("unread", "read", "starred", "unstarred", "offline", "long", "today")
LONG = 1_000
"""How many words a long read has."""
DAY = 86_400


class QueryError(ValueError):
    """A query that can't be read; `position` is the offset of the part that is wrong, the message says what would fit."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Text:
    """A word, or a phrase word by word in a row, in title, author or text, or in one of them; `prefix`: its last word may go on."""

    text: str
    field: Literal["", "title", "author"] = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """A state of the entry. `today` is the last 24 hours, `long` 1,000 words and more, `offline`: its page is kept."""

    state: State


@dataclass(frozen=True, slots=True)
class Ids:
    """Entries by number."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Feeds:
    """Entries of feeds by number."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Entries of a folder and its subfolders, of feeds with a tag, of feeds whose title holds `name`, or in a language."""

    kind: Literal["folder", "tag", "feed", "lang"]
    name: str


@dataclass(frozen=True, slots=True)
class Published:
    """Published at `since` or later and earlier than `before`, in seconds since the epoch."""

    since: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Age:
    """Published less (`newer`) or more than so many seconds ago."""

    newer: bool
    seconds: int


TextField = Literal[
    "title", "author", "url", "content", "guid", "date", "unread", "flags", "enclosure_url", "enclosure_type",
    "feedtitle", "feedlink", "rssurl", "tags",
]  # fmt: skip
NumberField = Literal["words", "age", "unread_count", "total_count"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number compared: the entry's words, its age in whole days, its feed's counts."""

    field: NumberField
    op: Literal["=", "!=", "<", ">", "<=", ">="]
    value: int


@dataclass(frozen=True, slots=True)
class Compare:
    """A text compared: as a whole (`=`, case counts), a part of it (`holds`), or one of its words between spaces (`#`)."""

    field: TextField
    op: Literal["=", "holds", "#"]
    value: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression found in a field, whatever the case; without a field in title, author or text. `at`: where it stood."""

    field: TextField | Literal[""]
    pattern: str
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts holds, or several."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part doesn't hold."""

    part: Node


Node = Text | Is | Ids | Feeds | Within | Published | Age | Number | Compare | Pattern | Every | Either | Not


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
        return any(_has_text(part) for part in self.parts())

    def parts(self) -> Iterator[Node]:
        """Its terms, every one of which must hold."""
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
        return tuple(text for part in self.parts() for text in _sought(part))


def parse_query(text: str) -> Query:
    """Read a query as people write it; raises QueryError with the place and what would fit."""
    from newsreader.model.query_parser import read  # when the first one is typed, since the first frame does without

    return read(text)


def _has_text(node: Node) -> bool:
    """Whether a node can be asked of the full-text index, at least as the bigger half of the question."""
    match node:
        case Text():
            return True
        case Every(parts):
            return any(_has_text(part) for part in parts)
        case Either(parts):
            return all(_has_text(part) for part in parts)
        case _:
            return False


def _sought(node: Node) -> Iterator[Text]:
    match node:
        case Text():
            yield node
        case Every(parts) | Either(parts):
            for part in parts:
                yield from _sought(part)
