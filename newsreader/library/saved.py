"""Pages kept for later: any page becomes an entry of the feed "Saved", decluttered, with its images, found by search, undoable."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from newsreader.declutter.page import PageRefused, declutter
from newsreader.fetch.addresses import BadAddress, host_of, read_address, typed_address
from newsreader.fetch.exchange import PAGES, Fetcher, FetchError, Request, Response
from newsreader.library.access import Reaching, access_given
from newsreader.library.caches import Caches
from newsreader.library.editions import image_urls
from newsreader.library.indexing import index_waiting
from newsreader.library.logins import put_away
from newsreader.library.pictures import get_images
from newsreader.library.sitefiles import Sites
from newsreader.library.siterules import rules_for
from newsreader.model.article import Article
from newsreader.model.parsed import ParsedEntry
from newsreader.model.subscription import Subscription
from newsreader.render.kept import packed
from newsreader.store import journal
from newsreader.store.articles import KeptPage, keep_article, keep_page
from newsreader.store.connection import Store
from newsreader.store.entries import remove_entries
from newsreader.store.feeds import add_feeds
from newsreader.store.saving import save_entries
from newsreader.store.schema_offline import SAVED_URL
from newsreader.text.counted import counted


class CannotSave(Exception):
    """A page that could not be had or read; the message says why."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page that was kept as an entry (or was there: `already`), and how many of its images came and are missing."""

    entry: int
    title: str
    words: int
    images: int
    missing: int
    already: bool

    @property
    def summary(self) -> str:
        """What was saved, in a sentence."""
        images = f", {counted(self.images, 'image')}" if self.images else ""
        missing = f", {self.missing} missing" if self.missing else ""
        return f"{'saved again' if self.already else 'saved'}: {self.title} ({self.words:,} words{images}{missing})"


def save_page(
    store: Store, caches: Caches, fetcher: Fetcher, address: str, typed: bool, options: Mapping[str, str] | None = None
) -> SavedPage:
    """Keep a page. `typed`: the user gave this very address, so its host may be a private one; a login in it is put away, `options` are
    what one that was put away left (`library.logins`). Raises CannotSave and StoreError."""
    away = put_away(store, page_address(address))
    url = away.url
    access = access_given(store, url, {**away.options, **(options or {})})
    if access is not None:
        fetcher = Reaching(fetcher, access)
    try:
        answer = fetcher.get(Request(url, typed=typed, accept=PAGES))
    except FetchError as error:
        raise CannotSave(str(error)) from error
    digest = caches.pages.put(answer.body)
    article = _article(url, answer, caches.sites)
    text = packed(article)
    now = int(time.time())
    with store.writing() as db:
        (feed,) = (ids[0] for ids in add_feeds(store, [Subscription(SAVED_URL, "Saved")], typed=False) if ids)
        there = "SELECT id, hidden FROM headings h JOIN entries ON id = entry_id WHERE h.feed_id = ? AND identity = ?"
        before = db.execute(there, (feed, url)).fetchone()
        save_entries(store, feed, [(ParsedEntry(url, article.title, url, article.byline, None, None, ""), article.words)], now)
        (entry, _) = db.execute(there, (feed, url)).fetchone()
        remove_entries(store, [entry], removed=False)
        keep_page(store, KeptPage(url, answer.url, answer.content_type, digest, len(answer.body), now))
        keep_article(store, entry, "page", text, article.words, now)
        already = before is not None and before[1] == 0
        if not already:
            journal.record_saved(store, [entry], f"saved {article.title}", now)
    index_waiting(store)
    images = list(get_images(store, caches.images, fetcher, feed, image_urls(text), typed=answer.url if typed else None))
    here = sum(image.digest is not None for image in images)
    return SavedPage(entry, article.title, article.words, here, len(images) - here, already)


def page_address(address: str) -> str:
    """The address of a page that somebody typed or linked; raises CannotSave for what is none of the web's."""
    try:
        found = read_address(typed_address(address).partition("#")[0])
    except BadAddress as error:
        raise CannotSave(str(error)) from error
    if found.scheme not in ("http", "https"):
        raise CannotSave(f"{address} is no page of the web: http and https addresses can be saved")
    return found.url


def _article(url: str, answer: Response, sites: Sites | None) -> Article:
    try:
        article = declutter(answer.body, answer.url, answer.content_type, rules=rules_for(sites, answer.url))
    except PageRefused as error:
        raise CannotSave(f"{host_of(url)}: {error}") from error
    if not article.blocks:
        raise CannotSave(f"no article was found on the page at {host_of(url)}")
    return replace(article, title=article.title or url, site=article.site or host_of(answer.url), url=article.url or answer.url)
