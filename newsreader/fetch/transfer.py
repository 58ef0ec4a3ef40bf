"""One address on its way: the libcurl handle, its callbacks, and the guards that hold at every hop."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable

import pycurl

from newsreader.fetch.access import Hidden, Reveal
from newsreader.fetch.addresses import Address, BadAddress, is_private, next_address, read_address
from newsreader.fetch.exchange import FetchError, FetchErrorKind, Request, Response
from newsreader.fetch.headers import fresh_for, header_value, retry_after
from newsreader.fetch.incoming import IN_MEMORY, Incoming
from newsreader.fetch.limits import Limits
from newsreader.fetch.proving import is_near, set_up
from newsreader.fetch.words import status_words, too_big_words, transfer_words
from newsreader.text.clean import clean

_STATUS = re.compile(r"HTTP/[\d.]{1,9} +(\d{3})(?!\S)", re.ASCII)
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_ENDINGS = (pycurl.E_WRITE_ERROR, pycurl.E_ABORTED_BY_CALLBACK)


class Transfer:
    """A request at its present hop; `ended` says what came of the hop: an answer, or another hop (None), or it raises FetchError.

    `must_wait` is asked once, when the answer turns out to be large; where it says so, nothing more is taken in until the handle is
    told to go on, after the `waited` seconds.
    """

    def __init__(self, request: Request, limits: Limits) -> None:
        self.request = request
        self.most_bytes = min(limits.body, request.most_bytes or limits.body)
        self.must_wait: Callable[[], bool] = lambda: False
        self.waited = 0.0
        self._limits = limits
        self._hops = 0
        self._permanent: str | None = None
        self._only_permanent = True
        self._forbidden: str | None = None
        self.address = self._read(request.url)
        self._typed = (self.address.scheme, self.address.host, self.address.port) if request.typed else None
        self._fresh()

    def prepare(self, handle: pycurl.Curl, user_agent: str, certificates: str | None, proxy: str | None, reveal: Reveal) -> None:
        """Set a handle up for the present hop. Raises FetchError where a secret can't be had."""
        limits, setopt = self._limits, handle.setopt
        handle.reset()
        setopt(pycurl.URL, self.address.url)
        setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        setopt(pycurl.USERAGENT, user_agent)
        setopt(pycurl.ENCODING, "")  # whatever this libcurl can decompress
        setopt(pycurl.FOLLOWLOCATION, 0)
        setopt(pycurl.NOSIGNAL, 1)
        setopt(pycurl.PROXY, proxy or "")  # the environment's proxies are the top's to read
        setopt(pycurl.CONNECTTIMEOUT_MS, int(limits.connect * 1000))
        setopt(pycurl.TIMEOUT_MS, int(limits.total * 1000))
        setopt(pycurl.LOW_SPEED_LIMIT, limits.slow)
        setopt(pycurl.LOW_SPEED_TIME, limits.slow_for)
        setopt(pycurl.MAXFILESIZE, self.most_bytes)
        setopt(pycurl.DNS_CACHE_TIMEOUT, 300)
        setopt(pycurl.WRITEFUNCTION, self._write)
        setopt(pycurl.HEADERFUNCTION, self._header)
        if certificates:
            setopt(pycurl.CAINFO, certificates)
        headers = self._request_headers()
        if (access := self.request.access) is not None:
            try:
                headers += set_up(handle, access, self.address, reveal)
            except Hidden as error:
                raise self._error("secret", f"{self.address.host} was not asked: {error}") from None
        setopt(pycurl.HTTPHEADER, headers)
        setopt(pycurl.HEADEROPT, pycurl.HEADER_SEPARATE)  # a proxy that tunnels sees none of them
        if self._may_be_private():
            return
        if proxy or (access is not None and access.proxied):
            if is_near(self.address.host):
                raise self._error("blocked", f"{self.address.host} is at a private address, which feeds and pages may not reach")
        else:
            setopt(pycurl.OPENSOCKETFUNCTION, self._open)
            setopt(pycurl.PREREQFUNCTION, self._about_to_ask)

    def ended(self, handle: pycurl.Curl, code: int) -> Response | None:
        """What the hop came to; None where a redirect leads on. Raises FetchError."""
        host, status = self.address.host, self._status
        if self._too_big or code == pycurl.E_FILESIZE_EXCEEDED:
            raise self._error("too-big", too_big_words(host, self.most_bytes))
        if code and self._forbidden:
            raise self._error("blocked", f"{host} is at a private address ({self._forbidden}), which feeds and pages may not reach")
        if code and not (code in _ENDINGS and status in _REDIRECTS):
            connected = handle.getinfo(pycurl.PRETRANSFER_TIME) > 0
            access = self.request.access
            proxy = access.proxy if access is not None and access.proxied else ""
            raise self._error(*transfer_words(code, host, handle.errstr(), self._limits, connected, self._size > 0, proxy))
        now = time.time()
        wait = retry_after(self._headers, now)
        if status in _REDIRECTS and self._headers.get("location"):
            self._follow(self._headers["location"], status)
            return None
        conditional = self.request.etag or self.request.last_modified
        if not (200 <= status < 300 or (status == 304 and conditional)):
            access = self.request.access
            proven = access is not None and bool(access.user or access.password or access.bearer or access.cookie)
            words = status_words(status, host, wait, proven)
            raise FetchError("http-status", words, url=self.address.url, status=status, retry_after=wait)
        return Response(
            url=self.address.url,
            status=304 if status == 304 else 200,
            body=b"" if status == 304 else self._body.take(),
            content_type=header_value(self._headers, "content-type"),
            etag=header_value(self._headers, "etag"),
            last_modified=header_value(self._headers, "last-modified"),
            retry_after=wait,
            permanent_url=self._permanent,
            fresh_for=fresh_for(self._headers, now),
            took=int((handle.getinfo(pycurl.TOTAL_TIME) - self.waited) * 1000),
            whole=self._is_framed or "content-length" in self._headers or "transfer-encoding" in self._headers,
        )

    def broken(self, code: object) -> None:
        """Note with which of libcurl's codes it broke while it was told to go on."""
        self._too_big |= code == pycurl.E_FILESIZE_EXCEEDED

    def _fresh(self) -> None:
        self._status = 0
        self._is_framed = False
        self._size = 0
        self._is_large = False
        self._too_big: bool = False
        self._body = Incoming()
        self._headers: dict[str, str] = {}

    def _read(self, url: str) -> Address:
        try:
            return read_address(url)
        except BadAddress as error:
            raise FetchError("bad-address", str(error), url=url) from None

    def _follow(self, location: str, status: int) -> None:
        before = self.address
        self._hops += 1
        if self._hops > self._limits.redirects:
            raise self._error("redirects", f"{before.host} redirects more than {self._limits.redirects} times")
        try:
            self.address = read_address(next_address(before.url, location))
        except BadAddress as error:
            raise FetchError("bad-address", f"{before.host} redirects, but {error}", url=before.url) from None
        if self.address.scheme == "file":
            raise self._error("blocked", f"{before.host} redirects to a file of this machine, which nothing from outside may read")
        self._only_permanent = self._only_permanent and status in _FOR_GOOD
        if self._only_permanent:
            self._permanent = self.address.url
        self._fresh()

    def _may_be_private(self) -> bool:
        """Whether this hop goes to the very host and port that the user typed (or to the same host's https)."""
        here = self.address
        if self._typed is None or here.host != self._typed[1]:
            return False
        return here.port == self._typed[2] or (here.scheme, here.port, self._typed[2]) == ("https", 443, 80)

    def _request_headers(self) -> list[str]:
        request = self.request
        headers = ["Accept: " + request.accept]
        if request.etag and (etag := header_value({"": request.etag}, "")):
            headers.append("If-None-Match: " + etag)
        if request.last_modified and (when := header_value({"": request.last_modified}, "")):
            headers.append("If-Modified-Since: " + when)
        return headers

    def _open(self, purpose: int, address: pycurl.CurlSockAddr) -> socket.socket | int:
        """Refuse a private address after the name is resolved, before anything is sent to it."""
        ip = str(address.addr[0]) if isinstance(address.addr, tuple) else ""
        if is_private(ip):
            self._forbidden = clean(ip) or "a local socket"
            return pycurl.SOCKET_BAD
        return socket.socket(address.family, address.socktype, address.protocol)

    def _about_to_ask(self, ip: str, local_ip: str, port: int, local_port: int) -> int:
        """Refuse to ask over a warm connection that another request was allowed to open."""
        if is_private(ip):
            self._forbidden = clean(ip)
            return pycurl.PREREQFUNC_ABORT
        return pycurl.PREREQFUNC_OK

    def _header(self, line: bytes) -> None:
        text = line.decode("latin-1").strip()
        if found := _STATUS.match(text):
            self._headers = {}
            self._status = int(found[1])
            self._is_framed = not text.startswith("HTTP/1")
            return
        name, colon, value = text.partition(":")
        if colon:
            self._headers.setdefault(name.strip().lower(), value.strip())

    def _write(self, data: bytes) -> int:
        if not self._is_large and self._size + len(data) > IN_MEMORY:
            self._is_large = True
            if self.must_wait():
                return pycurl.WRITEFUNC_PAUSE  # the same piece comes again
        self._size += len(data)
        if self._size > self.most_bytes:
            self._too_big = True
            self._body.clear()
            return 0
        if 200 <= self._status < 300:
            try:
                self._body.add(data)
            except OSError:
                return 0  # the disk is full: told as an answer that could not be read
        elif self._status in _REDIRECTS and self._size > 65536:
            return 0  # nobody reads what a redirect says
        return len(data)

    def _error(self, kind: FetchErrorKind, message: str) -> FetchError:
        return FetchError(kind, message, url=self.address.url)
