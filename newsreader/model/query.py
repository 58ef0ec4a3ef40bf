"""Queries: which entries a list, a search or a command is about, and how people write them.

A query is a conjunction of terms, as in `is:unread feed:3 monsoon kerala`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Query:
    """Entries for which every part holds; the empty query is every entry.

    `words` are searched in title, author and text; `phrases` the same, word by word in a row. `folder` includes its subfolders.
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

    @property
    def needs_text(self) -> bool:
        """Whether the full-text index has to be asked."""
        return bool(self.words or self.phrases)


class QueryError(ValueError):
    """A query that can't be read; `position` is the offset of the part that is wrong, the message says what would fit."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


State = Literal["unread", "read", "starred", "unstarred"]
_TOKEN = re.compile(r'"([^"]*)("?)|(\S+)')


def parse_query(text: str) -> Query:
    """Read a query as people write it; raises QueryError with the place and what would fit."""
    words: list[str] = []
    phrases: list[str] = []
    ids: list[int] = []
    feeds: list[int] = []
    folder: str | None = None
    unread: bool | None = None
    starred: bool | None = None
    for match in _TOKEN.finditer(text):
        start = match.start()
        if match[3] is None:
            if not match[2]:
                raise QueryError('a phrase is not closed: it wants a second "', start)
            if match[1].strip():
                phrases.append(match[1].strip())
            continue
        token = match[3]
        key, colon, value = token.partition(":")
        if not colon or key not in ("id", "feed", "folder", "is"):
            words.append(token)
        elif key == "id":
            ids += _numbers(key, value, start)
        elif key == "feed":
            feeds += _numbers(key, value, start)
        elif key == "folder":
            if not value:
                raise QueryError("folder: wants a folder's name, as in folder:News/India", start)
            folder = value.strip("/")
        elif value in ("unread", "read"):
            unread = value == "unread"
        elif value in ("starred", "unstarred"):
            starred = value == "starred"
        else:
            raise QueryError(f"is:{value} is not known; is:unread, is:read, is:starred and is:unstarred are", start)
    return Query(tuple(words), tuple(phrases), tuple(ids), tuple(feeds), folder, unread, starred)


def _numbers(key: str, value: str, position: int) -> list[int]:
    try:
        return [int(part) for part in value.split(",") if part] or _refuse(key, position)
    except ValueError:
        return _refuse(key, position)


def _refuse(key: str, position: int) -> list[int]:
    raise QueryError(f"{key}: wants a number, as in {key}:12 or {key}:12,14", position)
