"""A real HTTP server on loopback with a page for every way a server can behave, and a client with short limits."""

from __future__ import annotations

import gzip
import re
import shutil
import ssl
import subprocess
import threading
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsreader.fetch.client import Client
from newsreader.fetch.limits import Limits

BODY = b"<rss version='2.0'><channel><title>A feed</title></channel></rss>"
MEGABYTE = b" " * (1 << 20)
BOMB = gzip.compress(MEGABYTE * 8)  # here, since a busy machine takes a while for it


@dataclass
class Seen:
    """What the server saw: paths with their headers, connections, and the most requests at one time."""

    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    release: threading.Event = field(default_factory=threading.Event)
    pair: threading.Barrier = field(default_factory=lambda: threading.Barrier(2))


class Handler(BaseHTTPRequestHandler):
    """Answers `/NAME...` with the method `NAME`."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Note the request and answer it."""
        seen = self.server.seen
        with seen.lock:
            seen.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            seen.connections.add(self.client_address)
            seen.at_once += 1
            seen.most_at_once = max(seen.most_at_once, seen.at_once)
        try:
            pages: dict[str, Callable[[], None]] = {
                name.removeprefix("page_"): getattr(self, name) for name in dir(self) if name.startswith("page_")
            }
            pages[self.path.split("/")[1].split("?")[0]]()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        finally:
            with seen.lock:
                seen.at_once -= 1

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output clean."""

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page_feed(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"' or self.headers.get("If-Modified-Since") == "Fri, 10 Oct 2025 00:00:00 GMT":
            self.answer(304, ETag='"v1"')
        else:
            self.answer(
                200, BODY, Content_Type="application/rss+xml", ETag='"v1"', Last_Modified="Fri, 10 Oct 2025 00:00:00 GMT",
                Cache_Control="public, max-age=900",
            )  # fmt: skip

    def page_echoing(self) -> None:
        self.send_response(200)
        self.flush_headers()
        self.wfile.write(b"HTTP/a: \xb2 OK\r\nHTTP/1.1 \xb2\xb2: OK\r\n")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def page_gzip(self) -> None:
        self.answer(200, gzip.compress(BODY), Content_Encoding="gzip")

    def page_deflate(self) -> None:
        self.answer(200, zlib.compress(BODY), Content_Encoding="deflate")

    def page_brotli(self) -> None:
        self.answer(200, b"\x0b\x02\x80hello\x03", Content_Encoding="br")

    def page_notgzip(self) -> None:
        self.answer(200, BODY, Content_Encoding="gzip")

    def page_bomb(self) -> None:
        self.answer(200, BOMB, Content_Encoding="gzip")

    def page_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(MEGABYTE)

    def page_large(self) -> None:
        self.answer(200, MEGABYTE * 2)

    def page_stall(self) -> None:
        self.server.seen.release.wait(20)
        self.close_connection = True

    def page_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<rss>")
        self.wfile.flush()
        self.server.seen.release.wait(20)
        self.close_connection = True

    def page_pair(self) -> None:
        self.server.seen.pair.wait(10)
        self.answer(200, BODY)

    def page_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY))

    def page_unending(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(BODY)
        self.close_connection = True

    def page_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b"<rss")
        self.close_connection = True

    def page_ring(self) -> None:
        number = int(self.path.rpartition("/")[2])
        self.answer(302, Location=f"/ring/{(number + 1) % 3}")

    def page_moved(self) -> None:
        self.answer(301, b"moved", Location="/moved2")

    def page_moved2(self) -> None:
        self.answer(308, Location="/temporarily")

    def page_temporarily(self) -> None:
        self.answer(302, Location="/feed")

    def page_to(self) -> None:
        self.answer(302, Location=self.path.removeprefix("/to/"))

    def page_nowhere(self) -> None:
        self.answer(302)

    def page_retry(self) -> None:
        self.answer(429, Retry_After="120")

    def page_until(self) -> None:
        self.answer(503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")

    def page_status(self) -> None:
        self.answer(int(self.path.rpartition("/")[2]))

    def page_basic(self) -> None:
        if self.headers.get("Authorization") == "Basic " + b64encode(b"me:s3cret pw").decode():
            self.answer(200, BODY)
        else:
            self.answer(401, WWW_Authenticate='Basic realm="x"')

    def page_digest(self) -> None:
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', self.headers.get("Authorization", "").removeprefix("Digest ")))
        ha1, ha2 = (md5(text.encode(), usedforsecurity=False).hexdigest() for text in ("me:x:s3cret pw", f"GET:{self.path}"))
        line = ":".join((ha1, "n0nce", said.get("nc", ""), said.get("cnonce", ""), "auth", ha2))
        if said.get("response") == md5(line.encode(), usedforsecurity=False).hexdigest():
            self.answer(200, BODY)
        else:
            self.answer(401, WWW_Authenticate='Digest realm="x", nonce="n0nce", qop="auth", algorithm=MD5')

    def page_cookie(self) -> None:
        self.answer(200, BODY, Set_Cookie="id=1")

    def page_hostile(self) -> None:
        self.answer(200, BODY, ETag='"a\x1b]52;c;x\x07"', Last_Modified="x" * 5000)


class Server(ThreadingHTTPServer):
    """The server with what it saw."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Handler)
        self.seen = Seen()

    @property
    def url(self) -> str:
        """Where it listens."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is nothing to report."""


def _serving(host: str) -> Iterator[Server]:
    server = Server(host)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.seen.release.set()
    server.seen.pair.abort()
    server.shutdown()
    server.server_close()


def certificates(folder: Path, *names: str) -> None:
    """`NAME.pem` (key and certificate) and `NAME-public.pem` for 127.0.0.1, each signed by itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    for name in names:
        private, public = folder / f"{name}.pem", folder / f"{name}-public.pem"
        subprocess.run(
            [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", str(private), "-out", str(public)],
            check=True, capture_output=True,
        )  # fmt: skip
        private.write_text(private.read_text() + public.read_text())


@contextmanager
def serving_tls(context: ssl.SSLContext) -> Iterator[Server]:
    """A server on 127.0.0.1 that speaks TLS."""
    server = Server()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on 127.0.0.1."""
    yield from _serving("127.0.0.1")


@pytest.fixture
def other_server() -> Iterator[Server]:
    """A second one, on another loopback address."""
    yield from _serving("127.0.0.2")


@pytest.fixture
def client() -> Iterator[Client]:
    """A client that gives up soon."""
    client = Client(Limits(body=1 << 20, connect=2, total=4, slow=64, slow_for=1))
    yield client
    client.close()
