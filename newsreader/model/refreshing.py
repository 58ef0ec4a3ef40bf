"""What a refresh tells while it runs; apart from the other events, since a command wants these alone."""

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
class Unreached:
    """A refresh reached none of the feeds that it asked, on several hosts: there seems to be no network."""

    job: int
