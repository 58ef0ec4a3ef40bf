"""What the worker tells while it works: small frozen values, sent as JSON lines (`worker.protocol`).

`job` is the number that the asker gave the job.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is, in feeds."""

    job: int
    done: int
    total: int
    new_entries: int
    failed: int


@dataclass(frozen=True, slots=True)
class FeedRefreshed:
    """A feed was refreshed, or failed in words."""

    job: int
    feed: int
    new_entries: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleReady:
    """An article of an entry is in the store (`source` is `feed` or `page`), or could not be made (`error`, in words)."""

    job: int
    entry: int
    source: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed was added."""

    job: int
    feed: int
    title: str
    new_entries: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A job is over; `summary` says in words what came of it, `error` what went wrong (None: nothing)."""

    job: int
    summary: str = ""
    error: str | None = None


Event = Progress | FeedRefreshed | ArticleReady | Subscribed | Finished
