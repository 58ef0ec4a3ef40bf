"""The terms of a query: a tree of frozen values. Apart from `model.query`, since a list of everything, of a feed or a folder does without.

Relative times ("newer:2d", "is:today") stay relative, so that a saved query means the same every day.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

State = Literal["unread", "read", "starred", "unstarred", "noted", "tagged", "offline", "long", "today"]
STATES: tuple[State, ...] = ("unread", "read", "starred", "unstarred", "noted", "tagged", "offline", "long", "today")
LONG = 1_000
"""How many words a long read has."""
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Text:
    """A word, or a phrase word by word in a row, in title, author or text, or in one of them; `prefix`: its last word may go on."""

    text: str
    field: Literal["", "title", "author"] = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """A state of the entry. `today` is the last 24 hours, `long` 1,000 words and more, `offline`: its page is kept, `noted` and
    `tagged`: it has a note, or a tag of its own."""

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
    "feedtitle", "feedlink", "rssurl", "tags", "feeddate",
]  # fmt: skip
NumberField = Literal["words", "age", "unread_count", "total_count", "articleindex", "feedindex", "latest_article_age"]


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


def has_text(node: Node) -> bool:
    """Whether a node can be asked of the full-text index, at least as the bigger half of the question."""
    match node:
        case Text():
            return True
        case Every(parts):
            return any(has_text(part) for part in parts)
        case Either(parts):
            return all(has_text(part) for part in parts)
        case _:
            return False


def sought(node: Node) -> Iterator[Text]:
    """The words and phrases that a term wants to be there."""
    match node:
        case Text():
            yield node
        case Every(parts) | Either(parts):
            for part in parts:
                yield from sought(part)
