"""From what somebody typed to the feeds that are meant: known sites, a page's links, the usual paths, with few requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from newsreader.feeds.discover import find_feeds, is_about_comments, page_text, usual_paths
from newsreader.feeds.parse import NotAFeed
from newsreader.feeds.sites import SiteFeeds, known_site, usual_shape
from newsreader.fetch import addresses
from newsreader.fetch.exchange import PAGES, Fetcher, FetchError, Request, Response
from newsreader.fetch.politeness import posting
from newsreader.library.preparing import Prepared, prepare
from newsreader.model.choices import FeedChoice
from newsreader.model.sources import command_of, is_fed

MOST_ASKED = 12
"""Of the feeds that a page links, so many are asked for their titles and dates."""
_TWINS = 0.8
_LONGEST = 300
_REFUSED = (None, 401, 403, 429, 503)
Document = tuple[Response, Prepared]


class CannotSubscribe(Exception):
    """An address that gave no feed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an address leads to: the feed itself (`direct`), or those to choose from, the main one first, those of comments last.

    `documents` are what was fetched, by the choice's address. Without any choice `page` is what the address gave, and `why` says in words
    that no feed was found; `note` is what the site is known not to offer.
    """

    url: str
    choices: tuple[FeedChoice, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    direct: bool = False
    page: Response | None = None
    why: str = ""
    note: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    """The settings by which it was reached: those of feeds on the same host, too."""
    @property
    def several(self) -> bool:
        """Whether somebody has to choose: comments are nobody's first choice."""
        return sum(not choice.comments for choice in self.choices) > 1


def discover(fetcher: Fetcher, address: str, stop: Callable[[], bool] = lambda: False) -> Found:
    """Find the feeds of an address that somebody typed. Raises CannotSubscribe in words where it can't be asked."""
    url = typed_address(address)
    site = known_site(url)
    if site is not None:
        if site.note and not site.feeds:
            raise CannotSubscribe(f"{url}: {site.note}")
        asked = _ask(fetcher, _of_site(fetcher, site, url), url, stop)
        if asked.choices:
            return Found(url, asked.choices, asked.documents, note=site.note)
    try:
        answer = fetched(fetcher, Request(url, typed=True))
    except CannotSubscribe as error:
        if "://" in address or getattr(error.__cause__, "kind", "") != "refused" or not url.startswith("https:"):
            raise
        url = f"http:{url[6:]}"  # nobody said https
        answer = fetched(fetcher, Request(url, typed=True))
    prepared = prepare(answer.body, answer.content_type, answer.url)
    if not isinstance(prepared, NotAFeed):
        return Found(url, (_choice(url, prepared.title or url, prepared),), {url: (answer, prepared)}, direct=True)
    links = [(link.title, link.url) for link in find_feeds(answer.body, answer.url)]
    shape = usual_shape(answer.url)
    linked = asked = _ask(fetcher, links, url, stop)
    for feeds in [*([shape.feeds] if shape is not None else []), *((("", path),) for path in usual_paths(answer.url))]:
        if asked.choices or asked.refused or stop():
            break
        asked = _ask(fetcher, feeds, url, stop)
    if asked.choices:
        return Found(url, asked.choices, asked.documents)
    why = f"the page links {links[0][1]}, but {linked.problem}" if links else f"{prepared}, and it links no feed"
    return Found(url, page=answer, why=f"{url}: {why}")


def typed_address(address: str) -> str:
    """The URL that somebody means who typed an address: a path of a file that is there, else as `fetch.addresses` has it."""
    address = address.strip()
    if not address:
        raise CannotSubscribe("an address is wanted, as in https://example.org/feed.xml")
    if command_of(address) is not None or is_fed(address):
        return address
    with suppress(OSError, ValueError):  # what is no path can't be one of a file
        path = Path(address).expanduser()
        if path.is_file():
            return path.resolve().as_uri()
        if address.startswith(("/", "./", "../", "~/")) and not address.startswith("//"):
            raise CannotSubscribe(f"{address} is {'a directory' if path.is_dir() else 'no file'}; a feed is a file or an address")
    return addresses.typed_address(address)


def is_typed(url: str, typed: str) -> bool:
    """Whether an address counts as typed: it is what was typed, or on the same host and port."""
    return url == typed or _place(url) == _place(typed)


def _place(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return url, ""
    return (parts.hostname or "").removeprefix("www."), str(port)


@dataclass(slots=True)
class _Asked:
    """What came of asking for feeds: those that are feeds, and why the first isn't that isn't; `refused`: its host wants no more of it."""

    choices: tuple[FeedChoice, ...] = ()
    documents: dict[str, Document] = field(default_factory=dict)
    problem: str = ""
    refused: bool = False


def _of_site(fetcher: Fetcher, site: SiteFeeds, url: str) -> Sequence[tuple[str, str]]:
    """The feeds of a known site: told by the address, or by the first of its pages that tells."""
    for page in site.look_at:
        try:
            answer = fetched(fetcher, Request(page, typed=is_typed(page, url), accept=PAGES))
        except CannotSubscribe:
            continue
        if feeds := site.in_page(page_text(answer.body)):
            return feeds
    return site.feeds


def _ask(fetcher: Fetcher, feeds: Sequence[tuple[str, str]], typed: str, stop: Callable[[], bool]) -> _Asked:
    """Fetch feeds for their titles and dates; what is told twice, at another address or in another format, is left out."""
    titles = {url: title for title, url in reversed(feeds)}
    urls = list(dict.fromkeys(url for _, url in feeds))
    asked = _Asked()
    requests = [Request(url, typed=is_typed(url, typed)) for url in urls[:MOST_ASKED]]
    answers = {request.url: answer for request, answer in fetcher.get_many(requests, stop)}
    for url in [url for url in urls if url in answers]:
        answer = answers[url]
        if isinstance(answer, FetchError):
            asked.problem = asked.problem or str(answer)
            asked.refused = asked.refused or (is_typed(url, typed) and answer.status in _REFUSED)
            continue
        prepared = prepare(answer.body, answer.content_type, answer.url)
        if isinstance(prepared, NotAFeed):
            asked.problem = asked.problem or str(prepared)
        elif not any(_is_twin(document, (answer, prepared)) for document in asked.documents.values()):
            asked.documents[url] = (answer, prepared)
    choices = [_choice(url, titles[url], prepared) for url, (_, prepared) in asked.documents.items()]
    choices += [
        FeedChoice(url, titles[url][:_LONGEST] or url, comments=is_about_comments(url, titles[url]), asked=False)
        for url in urls[MOST_ASKED:]
    ]
    asked.choices = tuple(sorted(choices, key=lambda choice: (choice.comments, choice.asked and not choice.entries)))
    return asked


def _choice(url: str, title: str, prepared: Prepared) -> FeedChoice:
    every, newest = posting(prepared.dates, int(time.time()))
    comments = is_about_comments(url, title or prepared.title)
    return FeedChoice(url, (prepared.title or title or url)[:_LONGEST], len(prepared.identities), every, newest, comments)


def _is_twin(one: Document, other: Document) -> bool:
    """Whether two documents are one feed at two addresses, or in two formats."""
    if one[0].body == other[0].body or one[0].url == other[0].url:
        return True
    mine, theirs = ({row.url for row in prepared.entries if row.url} for _, prepared in (one, other))
    return bool(mine and theirs) and len(mine & theirs) >= _TWINS * len(mine | theirs)


def fetched(fetcher: Fetcher, request: Request) -> Response:
    """What an address gives. Raises CannotSubscribe."""
    try:
        return fetcher.get(request)
    except FetchError as error:
        raise CannotSubscribe(str(error)) from error
