"""A small news site on loopback: what it serves is a dictionary, what it was asked is a list."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from xml.sax.saxutils import escape

from tests.pages import page, picture


class Site(ThreadingHTTPServer):
    """Serves `answers` by path (404 for the rest) and notes every request in `asked`; the one for `held` waits until it is let go.

    `says` are the status and the headers with which a path is answered; an ETag that comes back is answered by 304.
    With a `login` (`name:password`) nobody gets anything without it; `heads` are the headers of every request.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        self.heads: list[tuple[str, dict[str, str]]] = []
        self.login = ""
        self.says: dict[str, tuple[int, dict[str, str]]] = {}
        self.held = ""
        self.reached = threading.Event()
        self.let_go = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """A client that goes away is nothing to report."""

    def publish(self, *names: str) -> str:
        """A feed of stories, each with a page and a picture of its own; gives the feed's address."""
        for at, name in enumerate(names):
            self.answers[f"/{name}"] = ("text/html", page(f"Story {name}", f"/{name}.png"))
            self.answers[f"/{name}.png"] = ("image/png", picture(shade=at))
        items = "".join(
            f"<item><title>{escape(f'Story {name}')}</title><link>{self.url}/{name}</link><guid>{name}</guid><description>In short.</description></item>"
            for name in names
        )
        self.answers["/feed.xml"] = ("application/rss+xml", f'<rss version="2.0"><channel><title>Hills</title>{items}</channel></rss>'.encode())
        return f"{self.url}/feed.xml"


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        heads = {name.lower(): value for name, value in self.headers.items()}
        self.server.heads.append((self.path, heads))
        if self.server.login and heads.get("authorization") != "Basic " + b64encode(self.server.login.encode()).decode():
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path == self.server.held:
            self.server.reached.set()
            self.server.let_go.wait(20)
        kind, body = self.server.answers.get(self.path, ("text/plain", b""))
        status, headers = self.server.says.get(self.path, (200 if body else 404, {}))
        if heads.get("if-none-match", "") == headers.get("ETag", "none"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output clean."""


@contextmanager
def serving() -> Iterator[Site]:
    """A site that runs."""
    site = Site()
    thread = threading.Thread(target=site.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield site
    site.let_go.set()
    site.shutdown()
    site.server_close()
