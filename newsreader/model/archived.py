"""An entry as another reader has kept it: what an import takes over, beside the subscriptions."""

from __future__ import annotations

from typing import NamedTuple


class Archived(NamedTuple):
    """An entry of newsboat's cache as it stands there, nothing of it clean; `published` is 0 where it isn't known, `flags` are letters."""

    guid: str
    title: str
    author: str
    url: str
    published: int
    content: str
    unread: bool
    flags: str
    deleted: bool
    enclosure_url: str
    enclosure_type: str
    content_type: str
