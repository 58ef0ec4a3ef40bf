"""Making a feed of a page that has none: what selectors find on it, guessed or given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.pagefeed import entries_of
from newsreader.feeds.pageguess import guess_selectors
from newsreader.feeds.pagetree import page_tree
from newsreader.fetch.exchange import Fetcher, Request, Response
from newsreader.library.discovering import CannotSubscribe, fetched
from newsreader.model.pageselectors import PARTS, PageSelectors
from newsreader.model.parsed import ParsedFeed


@dataclass(frozen=True, slots=True)
class Tried:
    """What a page's feed would be with some selectors; `guesses` are those that were found likely, the best first."""

    selectors: PageSelectors
    feed: ParsedFeed
    guesses: tuple[PageSelectors, ...] = ()


def fetch_page(fetcher: Fetcher, address: str, typed: bool = True) -> Response:
    """The page that somebody wants a feed of. Raises CannotSubscribe in words."""
    return fetched(fetcher, Request(address, typed=typed))


def guess_page(page: Response, given: Mapping[str, str] | None = None) -> Tried:
    """The likeliest entries of a page; what is given stands over the guess. Raises CannotSubscribe in words."""
    try:
        root = page_tree(page.body, page.content_type)
        guesses = guess_selectors(root, page.url)
        if not guesses and not (given and given.get("item")):
            raise NotAFeed("nothing on the page looks like a list of stories; say with `item` where they are")
        guess = guesses[0] if guesses else PageSelectors("")
        parts = {name: getattr(guess, name) for name in PARTS} if not (given and given.get("item")) else {}
        selectors = PageSelectors(**{**parts, **(given or {})})
        return Tried(selectors, entries_of(root, page.url, selectors), guesses)
    except NotAFeed as error:
        raise CannotSubscribe(f"{page.url}: {error}") from error


def try_page(page: Response, selectors: PageSelectors) -> Tried:
    """What a page's feed would be. Raises CannotSubscribe in words."""
    try:
        return Tried(selectors, entries_of(page_tree(page.body, page.content_type), page.url, selectors))
    except NotAFeed as error:
        raise CannotSubscribe(str(error)) from error
