"""Small proxies on loopback: one that speaks HTTP, one that speaks SOCKS 5; both note where they were sent."""

from __future__ import annotations

import base64
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Relay(socketserver.ThreadingTCPServer):
    """A proxy that sends everything on to loopback, whatever name it is asked for."""

    daemon_threads = True

    def __init__(self, handler: type[socketserver.BaseRequestHandler], login: str = "") -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.login = login
        self.sent_to: list[tuple[str, int]] = []
        self.heads: list[str] = []

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_address[1]}"


class HttpRelay(socketserver.BaseRequestHandler):
    """GET with a whole address, and CONNECT."""

    server: Relay

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := self.request.recv(65536)):
                return
            head += more
        text = head.decode("latin-1")
        self.server.heads.append(text)
        wanted = "Basic " + base64.b64encode(self.server.login.encode()).decode()
        if self.server.login and wanted not in text:
            self.request.sendall(b'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
            return
        method, target, _ = text.split(" ", 2)
        parts = urlsplit("//" + target) if method == "CONNECT" else urlsplit(target)
        host, port = str(parts.hostname), parts.port or 80
        self.server.sent_to.append((host, port))
        with socket.create_connection(("127.0.0.1", port), 5) as there:
            if method == "CONNECT":
                self.request.sendall(b"HTTP/1.1 200 Yes\r\n\r\n")
            else:
                alone = head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)  # the next one may be for another host
                there.sendall(alone.replace(target.encode(), (parts.path or "/").encode(), 1))
            _pass_on(self.request, there)


class SocksRelay(socketserver.BaseRequestHandler):
    """SOCKS 5 (RFC 1928) with names looked up here, with or without a login (RFC 1929)."""

    server: Relay

    def handle(self) -> None:
        _, count = self.request.recv(2)
        self.request.recv(count)
        if self.server.login:
            self.request.sendall(b"\x05\x02")
            self.request.recv(1)
            name, word = (self.request.recv(self.request.recv(1)[0]).decode() for _ in range(2))
            good = f"{name}:{word}" == self.server.login
            self.request.sendall(b"\x01\x00" if good else b"\x01\x01")
            if not good:
                return
        else:
            self.request.sendall(b"\x05\x00")
        _, _, _, kind = self.request.recv(4)
        host = self.request.recv(self.request.recv(1)[0]).decode() if kind == 3 else socket.inet_ntoa(self.request.recv(4))
        port = int.from_bytes(self.request.recv(2), "big")
        self.server.sent_to.append((host, port))
        with socket.create_connection(("127.0.0.1", port), 5) as there:
            self.request.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
            _pass_on(self.request, there)


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    while True:
        ready, _, _ = select.select([one, other], [], [], 10)
        if not ready:
            return
        for end in ready:
            data = end.recv(65536)
            if not data:
                return
            (other if end is one else one).sendall(data)


@contextmanager
def relaying(handler: type[socketserver.BaseRequestHandler], login: str = "") -> Iterator[Relay]:
    """A proxy that runs."""
    relay = Relay(handler, login)
    threading.Thread(target=relay.serve_forever, args=(0.01,), daemon=True).start()
    yield relay
    relay.shutdown()
    relay.server_close()
