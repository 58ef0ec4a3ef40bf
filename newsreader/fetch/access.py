"""How a feed's server is reached: who asks, through what, with which proof; and where none of that may go.

What proves who asks (a password, a cookie, a certificate, headers of the user's) goes to the feed's own scheme, host and port, or to the
same host's https, and nowhere else. A proxy, a name for who asks and the kind of address hold on the whole way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from newsreader.fetch.addresses import Address, BadAddress, read_address

Reveal = Callable[[str], str]
"""Gives the secret that a reference (`keyring:site/me`) stands for; raises `Hidden`."""


class Hidden(Exception):
    """A secret that can't be had; the message says which reference, why, and what to do, and never the secret."""


@dataclass(frozen=True, slots=True)
class Access:
    """The settings of a feed as its requests need them; secrets stand here by reference. `home` is the feed's address."""

    home: str
    user: str = ""
    password: str = ""
    auth: Literal["any", "basic", "digest"] = "any"
    bearer: str = ""
    cookie: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    certificate: str = ""
    key: str = ""
    key_password: str = ""
    proxy: str = ""
    proxy_user: str = ""
    proxy_password: str = ""
    user_agent: str = ""
    ca_file: str = ""
    pin: str = ""
    ip: str = ""

    def at_home(self, here: Address) -> bool:
        """Whether an address is the feed's own scheme, host and port, or the same host's https."""
        try:
            home = read_address(self.home)
        except BadAddress:
            return False
        if home.host != here.host:
            return False
        return (home.scheme, home.port) == (here.scheme, here.port) or (home.scheme, home.port, here.scheme, here.port) == (
            "http", 80, "https", 443,
        )  # fmt: skip

    @property
    def proxied(self) -> bool:
        """Whether a proxy stands between."""
        return self.proxy not in ("", "none")
