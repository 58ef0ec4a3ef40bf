"""Editions: which entries are made ready for reading offline, and, in words, what is there of them. Light: needs the store alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from newsreader.library.caches import Caches
from newsreader.library.figures import kept_images, worth_asking
from newsreader.library.reasons import FEED_TEXT, REST_LEFT
from newsreader.model.article import Image
from newsreader.model.query import parse_query
from newsreader.store import editions as kept
from newsreader.store.connection import Store
from newsreader.store.editions import Standing
from newsreader.store.lists import entry_ids
from newsreader.store.positions import started_ids
from newsreader.text.counted import counted

DAYS = 7
"""How far back the unread entries of the default edition go."""
_DAY = 86_400
_UNFINISHED = {
    "budget": "{n} did not fit into the budget",
    "time": "{n} are left: the time was up",
    "offline": "{n} are left: offline",
    "disk": "{n} are left: the disk is full",
}


@dataclass(frozen=True, slots=True)
class Unfetched:
    """An entry whose page could not be had: `reason` in a word, `error` in words."""

    entry: int
    title: str
    reason: str
    error: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What there is of an edition: articles that are ready, the bytes that they take with their images and pages, how many of them
    miss images, what could not be fetched, and how many are left for another run (`ended` says why)."""

    query: str
    articles: int
    bytes: int
    miss_images: int
    failed: tuple[Unfetched, ...]
    left: int
    ended: str

    @property
    def words(self) -> str:
        """The edition in a sentence: "ready for the train: 143 articles, 61 MB; 4 will miss images; …"."""
        parts = [f"ready for the train: {counted(self.articles, 'article')}, {size_words(self.bytes)}"]
        if self.miss_images:
            parts.append(f"{self.miss_images:,} will miss images")
        if self.failed:
            reasons = Counter(each.reason for each in sorted(self.failed, key=lambda each: each.reason))
            parts.append(f"{len(self.failed):,} could not be fetched ({', '.join(word for word, _ in reasons.most_common())})")
        if self.left:
            parts.append(_UNFINISHED.get(self.ended, "{n} are left for the next run").format(n=f"{self.left:,}"))
        return "; ".join(parts)


def choose(store: Store, query: str, now: int) -> list[int]:
    """The entries that a query names, most wanted first; for the empty one what was begun, starred, saved, and unread of the last days."""
    if not query.strip():
        return list(dict.fromkeys([*started_ids(store), *kept.wanted_by_default(store, now - DAYS * _DAY)]))
    ids = entry_ids(store, parse_query(query))
    wanted = {each: at for at, each in enumerate(kept.wanted_by_default(store, 0))}
    stars = sorted((each for each in ids if each in wanted), key=wanted.__getitem__)
    return list(dict.fromkeys([*stars, *ids]))


def edition(store: Store, caches: Caches, query: str) -> Edition | None:
    """What there is now of the edition of a query; None where none was made."""
    asked = kept.kept_edition(store, query)
    return None if asked is None else describe(store, caches, asked.query, kept.edition_ids(store, asked.id), asked.ended)


def queries(store: Store) -> list[str]:
    """The queries of which editions were made, the last one first."""
    return [each.query for each in kept.kept_editions(store)]


def describe(store: Store, caches: Caches, query: str, ids: list[int], ended: str = "") -> Edition:
    """What there is of entries, looked up in the store and on the disk, whatever any run believed."""
    ready = miss = size = left = 0
    failed: list[Unfetched] = []
    counted: set[str] = set()

    def files(names: Iterable[str | None], images: bool) -> Iterator[int]:
        for name in names:
            if name is not None and name not in counted:
                counted.add(name)
                yield (caches.images if images else caches.pages).size(name) or 0

    for row in kept.standings(store, ids):
        size += row.article_size + sum(files([row.page_digest], images=False))
        text = readable(row)
        if text is not None and lacks_pages(row):
            left += 1
        elif text is not None or readable_from_feed(row):
            ready += 1
            wanted = image_urls(text) if text is not None else ()
            digests = kept_digests(store, caches, wanted)
            size += sum(files(digests.values(), images=True))
            miss += len(digests) < len(wanted)
        elif row.failure is not None:
            failed.append(Unfetched(row.entry_id, row.title, row.failure_kind or "not fetched", row.failure))
        else:
            left += 1
    return Edition(query, ready, size, miss, tuple(failed), left, ended)


def readable(row: Standing) -> str | None:
    """The article (JSON text) that is read of an entry: its page's, else the feed's own text where that is the better one."""
    return row.page or (row.feed if readable_from_feed(row) else None)


def lacks_pages(row: Standing) -> bool:
    """Whether the kept article has only the first of its pages, since the run ended before the others had come."""
    return row.page is not None and REST_LEFT in row.page


def readable_from_feed(row: Standing) -> bool:
    """Whether the feed's own text is all there is to read, or the better one."""
    return row.page is None and (not row.url or (row.failure is not None and row.failure_kind == FEED_TEXT))


def kept_digests(store: Store, caches: Caches, urls: Iterable[str]) -> dict[str, str]:
    """The names of the images that are in the cache, by address."""
    known = kept_images(store, list(urls)).values()
    return {image.url: image.digest for image in known if image.digest is not None and caches.images.size(image.digest) is not None}


def image_urls(text: str) -> tuple[str, ...]:
    """The addresses of the images that an article (JSON text) shows and that are worth asking for; its lead image comes first."""
    article: dict[str, Any] = json.loads(text)
    shown = list(_images(article.get("blocks")))
    lead = article.get("lead_image")
    if isinstance(lead, dict):
        shown = [lead, *shown]
    found = (Image(str(image.get("url")), "", image.get("width"), image.get("height")) for image in shown)
    return tuple(dict.fromkeys(image.url for image in found if worth_asking(image)))


def size_words(size: int) -> str:
    """Bytes for people: "61 MB"."""
    for step, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if size >= step:
            number = size / step
            return f"{number:.1f} {name}" if number < 10 else f"{number:.0f} {name}"
    return f"{size} bytes"


def _images(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _images(each)
    elif isinstance(value, dict):
        if value.get("kind") == "figure":
            yield from value.get("images") or ()
        else:
            yield from _images(value.get("blocks"))
            yield from _images(value.get("items"))
