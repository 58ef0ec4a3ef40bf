"""Hand-written stand-ins: a fetcher that answers from a dictionary and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsreader.fetch.exchange import FetchError, Outcome, Request, Response, Stop


class FakeFetcher:
    """Answers by address: bytes, a Response, or a FetchError; what it doesn't know is a 404."""

    def __init__(self, **answers: bytes | Response | FetchError) -> None:
        self.offline = False
        self.answers: dict[str, bytes | Response | FetchError] = dict(answers)
        self.asked: list[Request] = []

    def get(self, request: Request, stop: Stop | None = None) -> Response:
        self.asked.append(request)
        answer = self.answers.get(request.url)
        if answer is None:
            raise FetchError("http-status", f"{request.url} answered 404: not found", url=request.url, status=404)
        if isinstance(answer, FetchError):
            raise answer
        if isinstance(answer, bytes):
            return Response(request.url, 200, answer)
        if answer.etag is not None and answer.etag == request.etag:
            return replace(answer, status=304, body=b"")
        return answer

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        for request in requests:
            if stop and stop():
                return
            try:
                yield request, self.get(request)
            except FetchError as error:
                yield request, error


def rss(*items: str, title: str = "Hills", more: str = "") -> bytes:
    """An RSS document of items given as names; each has its link, its guid and a text of its own."""
    body = "".join(
        f"<item><title>Story {name}</title><link>https://hills.example/{name}</link><guid>{name}</guid>"
        f"<pubDate>Sun, 04 May 2025 0{n}:00:00 GMT</pubDate><description>&lt;p&gt;About {name}.&lt;/p&gt;</description></item>"
        for n, name in enumerate(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{more}{body}</channel></rss>'.encode()
