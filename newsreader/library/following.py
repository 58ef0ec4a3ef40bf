"""An article that goes on over several pages, or stands better on another form of its page, read as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from newsreader.declutter.page import PageRefused
from newsreader.declutter.pages import OtherPages, is_first, joined_pages
from newsreader.model.article import Article

MOST_PAGES = 10
_POOR = 80
REST_MISSING = "The article goes on over more pages, which could not be fetched."


@dataclass(frozen=True, slots=True)
class Page:
    """A page and where it came from in the end."""

    url: str
    content_type: str | None
    body: bytes


Get = Callable[[str], Page | None]
"""Gives a page, from the network or the cache; None where it can't be had."""
Read = Callable[[Page], Article]
"""Makes an article of a page; raises PageRefused."""
Others = Callable[[Page], OtherPages]
"""Says which other pages a page names."""


def whole_story(article: Article | None, page: Page, get: Get, read: Read, others: Others) -> Article | None:
    """All of the article of a page: from another form of it where it has next to nothing itself, from the page that has everything, or with
    the pages after it. None where there is none (`article` is what the page itself gave)."""
    better = better_version(article, page, get, read, others)
    if better is None:
        return None
    if better is not article:
        better = replace(better, url=article.url if article is not None else page.url)
    whole = on_one_page(better, page, get, read, others)
    return replace(whole, url=better.url) if whole is not None else with_following(better, page, get, read, others)


def with_following(article: Article, page: Page, get: Get, read: Read, others: Others) -> Article:
    """An article with the pages after its first, up to `MOST_PAGES`: each on the same host, none twice, none that adds nothing."""
    named = others(page)
    if not is_first(page.url) and not named.ruled:
        return article
    articles = [article]
    seen = {page.url}
    following = named.following
    while following is not None and following not in seen and len(articles) < MOST_PAGES:
        seen.add(following)
        page_after = get(following)
        more = _read(page_after, read)
        if page_after is None or more is None:
            articles[-1] = replace(articles[-1], notice=REST_MISSING)
            break
        if page_after.url in seen - {following} or len(joined_pages([*articles, more]).blocks) == len(joined_pages(articles).blocks):
            break
        seen.add(page_after.url)
        articles.append(more)
        following = others(page_after).following
    return joined_pages(articles)


def on_one_page(article: Article, page: Page, get: Get, read: Read, others: Others) -> Article | None:
    """The article from the page that has all of it, where the site's rules name one and it holds no less; None where they don't."""
    single = others(page).single
    whole = _read(get(single), read) if single is not None else None
    return whole if whole is not None and whole.blocks and whole.words >= article.words else None


def better_version(article: Article | None, page: Page, get: Get, read: Read, others: Others) -> Article | None:
    """The article, or that of the page's AMP or print form or of a frame of it, where the page itself has next to nothing of it."""
    words = article.words if article is not None else 0
    if words >= _POOR:
        return article
    best = article
    for address in others(page).versions:
        other = _read(get(address), read)
        if other is not None and other.blocks and other.words > 2 * words:
            best, words = other, other.words
    return best


def _read(page: Page | None, read: Read) -> Article | None:
    try:
        return read(page) if page is not None else None
    except PageRefused:
        return None
