"""Whether this machine has a way out, as the kernel's routing tables say: a file is read, nobody is asked. Light: the TUI calls it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from newsreader.model.sources import command_of
from newsreader.store.schema_offline import SAVED_URL

ROUTES = Path("/proc/net/route")
ROUTES_6 = Path("/proc/net/ipv6_route")
_UP, _REJECT = 0x1, 0x200
_HERE = ("localhost", "::1")


def way_out(routes: Path = ROUTES, routes_6: Path = ROUTES_6) -> bool | None:
    """Whether a route leads to anywhere but this machine itself; None where the system doesn't say."""
    try:
        lines = [line.split() for line in routes.read_text().splitlines()[1:]]
    except OSError:
        return None
    if any(len(line) > 3 and line[0] != "lo" and _leads(line[3]) for line in lines):
        return True
    try:
        lines_6 = [line.split() for line in routes_6.read_text().splitlines()]
    except OSError:
        return False
    return any(len(line) > 9 and line[9] != "lo" and not _near(line[0]) and _leads(line[8]) for line in lines_6)


def needs_network(addresses: Iterable[str]) -> bool:
    """Whether any of these feeds comes from another machine."""
    return any(_away(address) for address in addresses)


def _away(address: str) -> bool:
    command = command_of(address)
    parts = urlsplit(command.url if command is not None else address)
    host = parts.hostname or ""
    return address != SAVED_URL and parts.scheme in ("http", "https") and host not in _HERE and not host.startswith("127.")


def _leads(flags: str) -> bool:
    number = int(flags, 16)
    return bool(number & _UP) and not number & _REJECT


def _near(network: str) -> bool:
    """Networks that every card has, cable or not: link-local and multicast ones."""
    return network.lower().startswith(("fe8", "fe9", "fea", "feb", "ff"))
