"""Making an article of a page that an article links, to be read in its place."""

from __future__ import annotations

import time
from dataclasses import replace

from newsreader.declutter.page import PageRefused, declutter
from newsreader.fetch.addresses import BadAddress, host_of, read_address
from newsreader.fetch.exchange import PAGES, Fetcher, FetchError, Request
from newsreader.library.access import reaching
from newsreader.library.failures import failure_word
from newsreader.library.reading import NoArticle, same_place
from newsreader.library.sitefiles import Sites
from newsreader.library.siterules import rules_for
from newsreader.render.kept import packed
from newsreader.store.articles import KeptPage, keep_page
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.files import Files
from newsreader.store.linked import keep_linked, linked_json


def fetch_link(store: Store, files: Files, fetcher: Fetcher, url: str, entry_id: int, sites: Sites | None = None) -> None:
    """Fetch a page that an entry's article links, declutter it and keep it under `url`, unless it is kept. Raises NoArticle.

    A page links where it likes, so its links may not reach private networks, unless they stay on the host of a feed that the user typed.
    """
    if linked_json(store, url) is not None:
        return
    entry = entry_by_id(store, entry_id)
    try:
        address = read_address(url.partition("#")[0])
    except BadAddress as error:
        raise NoArticle(str(error)) from error
    if address.scheme not in ("http", "https"):
        raise NoArticle("only pages of the web can be opened here")
    typed = entry is not None and same_place(store, entry.headline.feed_id, address.url)
    try:
        asking = reaching(store, fetcher, entry.headline.feed_id) if entry is not None else fetcher
        answer = asking.get(Request(address.url, typed=typed, accept=PAGES))
        article = declutter(answer.body, answer.url, answer.content_type, rules=rules_for(sites, answer.url))
    except FetchError as error:
        raise NoArticle(str(error), failure_word(error)) from error
    except PageRefused as error:
        raise NoArticle(f"{host_of(url)}: {error}") from error
    if not article.blocks:
        raise NoArticle(f"no article was found on the page at {host_of(url)}")
    host = host_of(answer.url)
    article = replace(article, title=article.title or answer.url, site=article.site or host, url=article.url or answer.url)
    digest, now = files.put(answer.body), int(time.time())
    with store.writing():
        keep_page(store, KeptPage(address.url, answer.url, answer.content_type, digest, len(answer.body), now))
        keep_linked(store, url, packed(article), now)
