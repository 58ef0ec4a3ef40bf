"""A feed's document made ready to be kept: parsed, its new entries as rows, texts plain and counted. Pure, so another core can do it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from newsreader.feeds.parse import NotAFeed, parse_feed
from newsreader.feeds.schedule import read_period, read_skips
from newsreader.library.canonical import page_key
from newsreader.model.pageselectors import BadSelectors, read_selectors
from newsreader.model.parsed import ParsedEntry, ParsedFeed
from newsreader.store.arriving import KEY_BYTES, Arriving, arriving, digest_of, key_of, utf8
from newsreader.store.search import spread, spread_runs
from newsreader.text.count import count_plain
from newsreader.text.markup import plain_text
from newsreader.text.opening import opening
from newsreader.text.unspaced import unspaced_runs

_MOST_KEYS = 4000


class Prepared(NamedTuple):
    """A feed's document: what it says of itself, and those of its entries that weren't known.

    `identities` and `dates` are those of all its entries, `keys` what they are known by next time, `terms` the words of the new ones, but
    for those that came with documents before (`library.prepool`); `cut_off`: it ends in the middle, `ends_between`: after an entry.
    """

    title: str
    site_url: str | None
    language: str | None
    ttl: int | None
    skips: str
    identities: tuple[str, ...]
    dates: tuple[int, ...]
    keys: bytes
    entries: tuple[Arriving, ...]
    terms: frozenset[bytes]
    cut_off: bool = False
    ends_between: bool = False


def prepare(body: bytes, content_type: str | None, url: str, known: bytes = b"", page: str = "") -> Prepared | NotAFeed:
    """Parse a document and make its entries ready, but for those of `known` keys; what is no feed comes back as its reason. `page`: the
    document is a page, whose entries are where these selectors say (`model.pageselectors`)."""
    try:
        feed = _read_page(body, content_type, url, page) if page else parse_feed(body, content_type, url)
    except NotAFeed as error:
        return error
    seen = frozenset(known[at : at + KEY_BYTES] for at in range(0, len(known), KEY_BYTES))
    keys: list[bytes] = []
    rows: list[Arriving] = []
    for entry in feed.entries:
        html = utf8(entry.html)
        digest = digest_of(entry, html)
        key = key_of(entry.identity, digest)
        keys.append(key)
        if key not in seen:
            rows.append(ready(entry, digest, html))
    return Prepared(
        feed.title,
        feed.site_url,
        feed.language,
        feed.ttl if feed.ttl is not None else read_period(body),
        read_skips(body),
        tuple(entry.identity for entry in feed.entries),
        tuple(entry.published for entry in feed.entries if entry.published is not None),
        b"".join(keys[:_MOST_KEYS]),
        tuple(rows),
        terms_of(rows),
        feed.cut_off,
        feed.ends_between,
    )


def _read_page(body: bytes, content_type: str | None, url: str, selectors: str) -> ParsedFeed:
    from newsreader.feeds.pagefeed import read_page  # lxml, which few feeds want

    try:
        return read_page(body, content_type, url, read_selectors(selectors))
    except BadSelectors as error:
        raise NotAFeed(str(error)) from None


def terms_of(rows: list[Arriving]) -> frozenset[bytes]:
    """The words of entries as the index takes them, each once, in UTF-8."""
    titles = "\n".join([text for row in rows for text in (spread(row.title), spread(row.author or ""))])
    return frozenset(b"\n".join((utf8(titles), *(row.searched for row in rows))).split())


def ready(entry: ParsedEntry, digest: bytes, html: bytes | None = None) -> Arriving:
    """An entry as a row, its text plain and counted; one without a title is called by its first words. `html` is its HTML in UTF-8, where
    that is there.

    The digest is of the title that the feed gave: when a real one comes, the entry has changed.
    """
    if not entry.title:
        entry = replace(entry, title=opening(entry.html))
    text = utf8(plain_text(entry.html))
    runs = unspaced_runs(text)
    return arriving(entry, digest, spread_runs(text, runs), count_plain(text, runs), page_key(entry.url), html)
