"""Making articles to read: from the feed's own text at once, from the web page when it has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from newsreader.declutter.page import PageRefused, declutter, feed_article, whole_page
from newsreader.declutter.pages import OtherPages, other_pages
from newsreader.fetch.exchange import PAGES, Fetcher, FetchError, Request
from newsreader.library.access import reaching
from newsreader.library.changes import keep_what_was_read
from newsreader.library.enclosed import with_enclosures
from newsreader.library.failures import failure_word
from newsreader.library.following import Get, Page, whole_story
from newsreader.library.indexing import index_waiting
from newsreader.library.opened import heading
from newsreader.library.reasons import FEED_TEXT, NO_ARTICLE, REST_LEFT
from newsreader.library.sitefiles import Sites
from newsreader.library.siterules import rules_for
from newsreader.model.article import Article
from newsreader.model.entry import Entry
from newsreader.render.kept import packed
from newsreader.store.articles import KeptPage, article_json, entries_of_host, keep_article, keep_page, keep_page_failure, kept_page
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.feeds import feed_by_id
from newsreader.store.files import Files
from newsreader.store.refreshes import refresh_states
from newsreader.text.count import count_words
from newsreader.text.markup import plain_text

_SHORTER = 0.6


class NoArticle(Exception):
    """An entry's page could not be had or read; the message says why, `kind` is the word for it in a summary."""

    def __init__(self, message: str, kind: str = NO_ARTICLE) -> None:
        super().__init__(message)
        self.kind = kind


def make_feed_article(store: Store, entry_id: int) -> Article:
    """The article of an entry's own text, made once and kept; with the files that it brings. Raises NoArticle where there is none."""
    entry = _entry(store, entry_id)
    row = entry.headline
    article = _filled(feed_article(entry.html, row.url, heading(entry)), entry)
    keep_article(store, entry_id, "feed", packed(article), article.words, int(time.time()))
    return with_enclosures(article, entry.enclosures)


def fetch_article(
    store: Store, files: Files, fetcher: Fetcher, entry_id: int, again: bool = False, sites: Sites | None = None
) -> Article | None:
    """Fetch an entry's page, declutter it and keep both; None where it is there already. Raises NoArticle, and keeps why."""
    entry = _entry(store, entry_id)
    kept = article_json(store, entry_id, "page")
    if not again and kept is not None and REST_LEFT not in kept:
        return None
    try:
        article = _page_article(store, files, fetcher, entry, sites)
    except NoArticle as error:
        keep_page_failure(store, entry_id, str(error), int(time.time()), error.kind)
        raise
    with store.writing():
        keep_what_was_read(store, entry_id, article)
        keep_article(store, entry_id, "page", packed(article), article.words, int(time.time()))
    index_waiting(store)
    return article


def make_whole_article(store: Store, files: Files, fetcher: Fetcher, entry_id: int) -> Article:
    """Everything that an entry's page says, from the cache or else fetched, made once and kept. Raises NoArticle."""
    entry = _entry(store, entry_id)
    url = entry.headline.url
    page = kept_page(store, url) if url else None
    body = files.get(page.digest) if page is not None else None
    if page is None or body is None:
        page, body = _fetched(store, files, fetcher, entry)
    try:
        article = whole_page(body, page.final_url, page.content_type)
    except PageRefused as error:
        raise NoArticle(str(error)) from error
    article = _filled(article, entry)
    keep_article(store, entry_id, "full", packed(article), article.words, int(time.time()))
    return article


def remake_articles(store: Store, files: Files, sites: Sites, host: str, stop: Callable[[], bool] = lambda: False) -> Iterator[int]:
    """Make the kept articles of a site again from their raw pages, after its rules were changed; gives each entry as it is done.

    A page of which the rules leave nothing keeps its article.
    """
    for entry_id in entries_of_host(store, host):
        entry = entry_by_id(store, entry_id)
        page = kept_page(store, entry.headline.url) if entry is not None and entry.headline.url else None
        body = files.get(page.digest) if page is not None else None
        if stop():
            return
        if entry is None or page is None or body is None:
            continue
        first = Page(page.final_url, page.content_type, body)
        try:
            article = joined_article(entry, first, lambda url: _from_cache(store, files, url), sites)
        except NoArticle:
            continue
        keep_article(store, entry_id, "page", packed(article), article.words, int(time.time()))
        yield entry_id


def page_article(entry: Entry, body: bytes, url: str, content_type: str | None, sites: Sites | None = None) -> Article:
    """The article of an entry's page alone, `url` being where it came from in the end. Raises NoArticle."""
    rules = rules_for(sites, url)
    try:
        article = declutter(body, url, content_type, witness=entry.html or None, rules=rules)
    except PageRefused as error:
        raise NoArticle(str(error)) from error
    if not article.blocks:
        raise NoArticle("no article was found on the page")
    if rules is None and article.words < _SHORTER * count_words(plain_text(entry.html)):
        raise NoArticle("the page holds less than the feed's own text", FEED_TEXT)
    return _filled(article, entry)


def same_place(store: Store, feed_id: int, url: str) -> bool:
    """Whether a page is on the host and port of a feed that the user typed, and so may be a private address too."""
    feed = feed_by_id(store, feed_id)
    typed = any(state.typed for state in refresh_states(store, [feed_id]))
    wanted = urlsplit(url)  # of a file nothing is asked on a feed's word, whoever typed the feed
    return feed is not None and typed and wanted.scheme in ("http", "https") and urlsplit(feed.url).netloc == wanted.netloc


def _fetched(store: Store, files: Files, fetcher: Fetcher, entry: Entry) -> tuple[KeptPage, bytes]:
    """An entry's page from the network, kept in the cache. Raises NoArticle."""
    row = entry.headline
    if row.url is None:
        raise NoArticle("this entry links no page")
    try:
        asking = reaching(store, fetcher, row.feed_id)
        answer = asking.get(Request(row.url, typed=same_place(store, row.feed_id, row.url), accept=PAGES))
    except FetchError as error:
        raise NoArticle(str(error), failure_word(error)) from error
    page = KeptPage(row.url, answer.url, answer.content_type, files.put(answer.body), len(answer.body), int(time.time()))
    keep_page(store, page)
    return page, answer.body


def _page_article(store: Store, files: Files, fetcher: Fetcher, entry: Entry, sites: Sites | None) -> Article:
    page, body = _fetched(store, files, fetcher, entry)
    feed = entry.headline.feed_id
    asking = reaching(store, fetcher, feed)

    def get(url: str) -> Page | None:
        try:
            answer = asking.get(Request(url, typed=same_place(store, feed, url), accept=PAGES))
        except FetchError:
            return None
        if urlsplit(answer.url).netloc != urlsplit(url).netloc:
            return None
        keep_page(store, KeptPage(url, answer.url, answer.content_type, files.put(answer.body), len(answer.body), int(time.time())))
        return Page(answer.url, answer.content_type, answer.body)

    return joined_article(entry, Page(page.final_url, page.content_type, body), get, sites)


def _from_cache(store: Store, files: Files, url: str) -> Page | None:
    page = kept_page(store, url)
    body = files.get(page.digest) if page is not None else None
    return Page(page.final_url, page.content_type, body) if page is not None and body is not None else None


def joined_article(entry: Entry, page: Page, get: Get, sites: Sites | None) -> Article:
    """The article of an entry's page and the pages after it; of another form of the page where it has none itself. Raises NoArticle.

    Needs no store: it may run anywhere.
    """

    def read(other: Page) -> Article:
        return declutter(other.body, other.url, other.content_type, rules=rules_for(sites, other.url))

    def others(other: Page) -> OtherPages:
        return other_pages(other.body, other.url, other.content_type, rules_for(sites, other.url))

    failure: NoArticle | None = None
    article: Article | None = None
    try:
        article = page_article(entry, page.body, page.url, page.content_type, sites)
    except NoArticle as error:
        if error.kind == FEED_TEXT:
            raise
        failure = error
    story = whole_story(article, page, get, read, others)
    if story is None:
        raise failure or NoArticle("no article was found on the page")
    return _filled(story, entry)


def _filled(article: Article, entry: Entry) -> Article:
    """An article with what the feed knows where the page is silent."""
    row = entry.headline
    return replace(
        article,
        title=article.title or heading(entry),
        byline=article.byline or row.author,
        site=article.site or row.feed,
        published=article.published or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(row.published)),
        language=article.language or entry.language,
        url=article.url or row.url,
    )


def _entry(store: Store, entry_id: int) -> Entry:
    entry = entry_by_id(store, entry_id)
    if entry is None:
        raise NoArticle(f"there is no entry {entry_id}; `newsreader list` shows their numbers")
    return entry
