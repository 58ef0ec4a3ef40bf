"""Whether two entries are one story, where ids don't tell: ids that change, ids that are used again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

DAY = 86400
WINDOW = 7 * DAY
"""Two entries of one link and title that lie further apart are two stories."""


class Known(NamedTuple):
    """An entry that is kept."""

    identity: str
    id: int
    digest: bytes
    title: str
    url: str | None
    published: int


class Told(NamedTuple):
    """An entry that a document tells of; `published` is None where the document doesn't say."""

    identity: str
    digest: bytes
    title: str
    url: str | None
    published: int | None


def reuses_id(before: Known, told: Told) -> bool:
    """Whether a document uses an old entry's id for another story: another title, another link, and not the same day."""
    if before.title == told.title or not before.url or not told.url or _page(before.url) == _page(told.url):
        return False
    return told.published is None or told.published - before.published > DAY


def same_stories(near: Iterable[Known], told: Sequence[Told], present: Container[str], now: int) -> dict[str, Known]:
    """Which of the entries told of are kept under an id that the document no longer has (`present` are its ids): by new identity.

    They have link and title in common and lie within days. A link that several entries share, or that leads to no page of its own,
    tells nothing.
    """
    kept: dict[tuple[str, str], list[Known]] = {}
    for known in near:
        if (place := _place(known.title, known.url)) is not None:
            kept.setdefault(place, []).append(known)
    new = Counter(_place(one.title, one.url) for one in told)
    found: dict[str, Known] = {}
    for one in told:
        place = _place(one.title, one.url)
        if place is None or new[place] > 1:
            continue
        candidates = kept.get(place, ())
        if len(candidates) != 1 or candidates[0].identity in present:
            continue
        published = one.published if one.published is not None else now
        if abs(min(published, now) - candidates[0].published) <= WINDOW:
            found[one.identity] = candidates[0]
    return found


def _place(title: str, url: str | None) -> tuple[str, str] | None:
    page = _page(url) if url else None
    return (page, title) if page else None


def _page(url: str) -> str | None:
    """A link without what changes when a site moves to https; None for a site's front page."""
    _, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    return f"{host.removeprefix('www.')}/{path}" if path.strip("/") else None
