"""An article that goes on over several pages, or stands better on another form of its page, read as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from newsreader.declutter.page import PageRefused
from newsreader.declutter.pages import is_first, joined_pages, other_pages
from newsreader.model.article import Article

MOST_PAGES = 10
_POOR = 80
_REST = "The article goes on over more pages, which could not be fetched."


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


def with_following(article: Article, page: Page, get: Get, read: Read) -> Article:
    """An article with the pages after its first, up to `MOST_PAGES`: each on the same host, none twice, none that adds nothing."""
    if not is_first(page.url):
        return article
    articles = [article]
    seen = {page.url}
    following = other_pages(page.body, page.url, page.content_type).following
    while following is not None and following not in seen and len(articles) < MOST_PAGES:
        seen.add(following)
        page_after = get(following)
        try:
            more = read(page_after) if page_after is not None else None
        except PageRefused:
            more = None
        if page_after is None or more is None:
            articles[-1] = replace(articles[-1], notice=_REST)
            break
        if page_after.url in seen - {following} or len(joined_pages([*articles, more]).blocks) == len(joined_pages(articles).blocks):
            break
        seen.add(page_after.url)
        articles.append(more)
        following = other_pages(page_after.body, page_after.url, page_after.content_type).following
    return joined_pages(articles)


def better_version(article: Article | None, page: Page, get: Get, read: Read) -> Article | None:
    """The article, or that of the page's AMP or print form or of a frame of it, where the page itself has next to nothing of it."""
    words = article.words if article is not None else 0
    if words >= _POOR:
        return article
    best = article
    for address in other_pages(page.body, page.url, page.content_type).versions:
        version = get(address)
        try:
            other = read(version) if version is not None else None
        except PageRefused:
            continue
        if other is not None and other.blocks and other.words > 2 * words:
            best, words = other, other.words
    return best
