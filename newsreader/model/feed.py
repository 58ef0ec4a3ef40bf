"""A feed as the library keeps it."""

from __future__ import annotations

from typing import NamedTuple


class Feed(NamedTuple):
    """A subscription. Times are seconds since the epoch (UTC); `folder` is `A/B` or None at the top."""

    id: int
    url: str
    title: str
    site_url: str | None = None
    folder: str | None = None
    tags: tuple[str, ...] = ()
    unread: int = 0
    total: int = 0
    error: str | None = None
    last_refresh: int | None = None
    next_refresh: int | None = None
    paused: bool = False
    """Whether it is refreshed only when it is named."""


def is_inside(folder: str | None, outer: str) -> bool:
    """Whether a folder is another one, or lies in it."""
    return folder is not None and (folder == outer or folder.startswith(outer + "/"))
