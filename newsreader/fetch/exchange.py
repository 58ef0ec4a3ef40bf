"""What is asked, what comes back, what goes wrong, and who can fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from newsreader.fetch.access import Access

FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)
PAGES = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5"

FetchErrorKind = Literal[
    "timeout", "dns", "refused", "tls", "too-big", "redirects", "http-status", "blocked", "bad-address", "offline", "broken", "stopped",
    "secret", "program",
]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Request:
    """An address with the validators of what is already there.

    `typed`: the user gave this very address, so its host may be a private one, and it may be a file. `may_run`: the user confirmed
    this very command, which makes the feed. `access` is how the feed wants to be reached.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    typed: bool = False
    accept: str = FEEDS
    most_bytes: int | None = None
    access: Access | None = None
    may_run: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: status 200, or 304 with an empty body. `url` is where it came from in the end.

    `permanent_url` is where the address has moved for good (301, 308), `fresh_for` the seconds that the server calls the answer
    fresh, `retry_after` the seconds it asks to be left alone, `took` the milliseconds from asking to the last byte.
    `whole`: the server said where the answer ends, so that nothing of it is missing.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after: int | None = None
    permanent_url: str | None = None
    fresh_for: int | None = None
    took: int | None = None
    whole: bool = True


class FetchError(Exception):
    """Why nothing came, in words for people; `status` and `retry_after` where a server answered."""

    def __init__(
        self, kind: FetchErrorKind, message: str, *, url: str, status: int | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(message)
        self.kind: FetchErrorKind = kind
        self.url = url
        self.status = status
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes whole."""
        return _error, (self.kind, str(self), self.url, self.status, self.retry_after)


def _error(kind: FetchErrorKind, message: str, url: str, status: int | None, retry_after: int | None) -> FetchError:
    return FetchError(kind, message, url=url, status=status, retry_after=retry_after)


Outcome = tuple[Request, Response | FetchError]


class Fetcher(Protocol):
    """Who fetches: the network's client, or the demo edition's."""

    offline: bool

    def get(self, request: Request, stop: Stop | None = None) -> Response:
        """Fetch one address; raises FetchError."""

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        """Fetch many, each yielded as it arrives; `requests` is read as there is room."""
