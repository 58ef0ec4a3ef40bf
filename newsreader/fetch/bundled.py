"""A client that answers from files in the package: the demo edition's network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable

from newsreader.fetch.addresses import host_of
from newsreader.fetch.exchange import FetchError, Outcome, Request, Response, Stop


class BundledClient:
    """Answers what `root/index.json` lists (`{url: {"file": "...", "type": "..."}}`); opens no socket, ever.

    `offline` refuses everything, as the network's client does, so that the demo can show that too.
    """

    def __init__(self, root: Traversable, *, offline: bool = False) -> None:
        self.offline = offline
        self._root = root
        index = json.loads((root / "index.json").read_text("utf-8"))
        self._files: dict[str, tuple[str, str | None]] = {url: (about["file"], about.get("type")) for url, about in index.items()}

    def get(self, request: Request, stop: Stop | None = None) -> Response:
        """The bundled answer to an address; raises FetchError where there is none."""
        host = host_of(request.url)
        if self.offline:
            raise FetchError("offline", f"offline: {host} was not asked", url=request.url)
        if stop and stop():
            raise FetchError("stopped", "the request was stopped", url=request.url)
        known = self._files.get(request.url.partition("#")[0])
        if known is None:
            words = f"{host} is not in the demo edition, which never asks the network"
            raise FetchError("http-status", words, url=request.url, status=404)
        body = self._root.joinpath(*known[0].split("/")).read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if request.etag == etag:
            return Response(request.url, 304, content_type=known[1], etag=etag)
        return Response(request.url, 200, body, known[1], etag)

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        """Each request with its answer, in their order."""
        for request in requests:
            if stop and stop():
                return
            try:
                yield request, self.get(request)
            except FetchError as error:
                yield request, error
