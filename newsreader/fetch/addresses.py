"""Which addresses may be asked: URLs made exact, hosts in words, and the networks that nothing from outside may reach."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from newsreader.text.clean import clean

LONGEST = 8192
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d+(?:/|$))")
_NEARBY = re.compile(r"(?:localhost|[\d.]+|\[[0-9a-fA-F:.]+\])(?=[:/]|$)")
_PATH = "/%:@!$&'()*+,;=~-._|"
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class BadAddress(ValueError):
    """A text that is no address this program can ask, in words."""


@dataclass(frozen=True, slots=True)
class Address:
    """An http, https or file address, exact: the host in lower case and ASCII, everything else encoded."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def place(self) -> str:
        """The host, with the port where it isn't the usual one."""
        if self.port in (0, _PORTS.get(self.scheme)):
            return self.host
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read_address(url: str) -> Address:
    """Check and encode an address; raises BadAddress for what is no http(s) or file address."""
    text = clean(url)
    if not text or len(text) > LONGEST:
        raise BadAddress("the address is empty" if not text else "the address is too long")
    try:
        parts = urlsplit(text.replace("\\", "/") if text.lower().startswith(("http:\\", "https:\\")) else text)
        scheme, port = parts.scheme.lower(), parts.port
    except ValueError:
        raise BadAddress(f"{_short(text)} is not an address") from None
    if scheme == "file":
        return Address(text, scheme, parts.hostname or "", 0)
    if scheme not in ("http", "https"):
        words = f"addresses start with http:// or https://, not {_short(scheme)}:"
        raise BadAddress(words if scheme else f"{_short(text)} is not an address")
    host = _host(parts.hostname or "", text)
    login, at, _ = parts.netloc.rpartition("@")
    shown = f"[{host}]" if ":" in host else host
    netloc = (quote(login, safe=_PATH) if at else "") + at + shown + (f":{port}" if port is not None else "")
    path = quote(parts.path or "/", safe=_PATH)
    query, fragment = quote(parts.query, safe=_PATH + "/?[]"), quote(parts.fragment, safe=_PATH + "/?")
    return Address(urlunsplit((scheme, netloc, path, query, fragment)), scheme, host, port or _PORTS[scheme])


def typed_address(text: str) -> str:
    """What somebody typed or pasted as an address: `example.org/feed` means https, `localhost:8000`, `10.0.0.2` and `feed:` http."""
    text = clean(text).strip("<>\"' ")
    lower = text.lower()
    if lower.startswith(("feed:http://", "feed:https://")):
        return text[5:]
    if lower.startswith("feed://"):
        return "http://" + text[7:]
    if text.startswith("//"):
        return "https:" + text
    if _SCHEME.match(text):
        return text
    return ("http://" if _NEARBY.match(text) else "https://") + text


def next_address(current: str, location: str) -> str:
    """Where a redirect leads; a login that comes with it is dropped, since no server may hand one on."""
    try:
        parts = urlsplit(urljoin(current, clean(location)))
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        raise BadAddress("the server redirects to something that is no address") from None


def place_of(url: str) -> str:
    """The host of an address, with the port where it isn't the usual one."""
    try:
        return read_address(url).place
    except BadAddress:
        return host_of(url)


def host_of(url: str) -> str:
    """The host for messages: never the login, the path or the query (they may hold secrets)."""
    try:
        host = urlsplit(clean(url)).hostname
    except ValueError:
        host = None
    return host or _short(clean(url).rpartition("@")[2]) or "the address"


def is_private(ip: str) -> bool:
    """Whether an IP address is anything but a public one: private, loopback, link-local, metadata, reserved, multicast."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and (address in _NAT64 or int(address) >> 32 == 0):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
        if address.is_site_local:
            return True
    return not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified


def _host(host: str, text: str) -> str:
    host = host.rstrip(".")
    if ":" in host:
        return host
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            raise BadAddress(f"{_short(text)} has no valid host name") from None
    if not re.fullmatch(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?", host) or ".." in host:
        raise BadAddress(f"{_short(text)} has no valid host name" if host else f"{_short(text)} names no host")
    return host.lower()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
