"""Setting a libcurl handle up for how a feed wants to be reached (`fetch.access`)."""

from __future__ import annotations

import os
import re

import pycurl

from newsreader.fetch.access import Access, Hidden, Reveal
from newsreader.fetch.addresses import Address, is_private
from newsreader.model.options import is_reference

_FAMILIES = {"4": pycurl.IPRESOLVE_V4, "6": pycurl.IPRESOLVE_V6}
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*")
"""Hosts that are no names: libcurl takes `0x7f.1` for 127.0.0.1, and so may a proxy."""
_WAYS = {"any": pycurl.HTTPAUTH_BASIC | pycurl.HTTPAUTH_DIGEST, "basic": pycurl.HTTPAUTH_BASIC, "digest": pycurl.HTTPAUTH_DIGEST}


def set_up(handle: pycurl.Curl, access: Access, here: Address, reveal: Reveal) -> list[str]:
    """Set a handle up for an address on the way; gives the headers to send with it. Raises Hidden."""
    setopt = handle.setopt
    if access.user_agent:
        setopt(pycurl.USERAGENT, access.user_agent)
    if access.ip:
        setopt(pycurl.IPRESOLVE, _FAMILIES[access.ip])
    if access.proxied:
        setopt(pycurl.PROXY, access.proxy)
        if access.proxy_user or access.proxy_password:
            setopt(pycurl.PROXYAUTH, _WAYS["any"])
            setopt(pycurl.PROXYUSERNAME, access.proxy_user)
            setopt(pycurl.PROXYPASSWORD, _secret(access.proxy_password, reveal))
    if not access.at_home(here):
        return []
    if access.ca_file:
        setopt(pycurl.CAINFO, _file(access.ca_file))
    if access.pin:  # its key is known, so that nobody else has to vouch for it
        setopt(pycurl.PINNEDPUBLICKEY, access.pin)
        setopt(pycurl.SSL_VERIFYPEER, 0)
        setopt(pycurl.SSL_VERIFYHOST, 0)
    if access.certificate:
        setopt(pycurl.SSLCERT, _file(access.certificate))
        setopt(pycurl.SSLKEY, _file(access.key or access.certificate))
        if access.key_password:
            setopt(pycurl.KEYPASSWD, _secret(access.key_password, reveal))
    if access.user or access.password:
        setopt(pycurl.HTTPAUTH, _WAYS[access.auth])
        setopt(pycurl.USERNAME, access.user)
        setopt(pycurl.PASSWORD, _secret(access.password, reveal))
    if access.cookie:
        setopt(pycurl.COOKIE, _line(access.cookie, reveal))
    headers = [f"{name}: {_line(value, reveal)}" for name, value in access.headers]
    return [*headers, f"Authorization: Bearer {_line(access.bearer, reveal)}"] if access.bearer else headers


def is_near(host: str) -> bool:
    """Whether a host that only a proxy will look up is a private one by its very name: the open web's have a dot in theirs."""
    if ":" in host or _NUMBERS.fullmatch(host):
        return is_private(host)  # one that is spelled in another way than usual is taken for private
    return "." not in host or host.endswith((".localhost", ".local", ".internal", ".home.arpa"))


def _secret(reference: str, reveal: Reveal) -> bytes:
    """A secret as libcurl takes it: in UTF-8 (RFC 7617), since pycurl takes text of plain letters alone."""
    return reveal(reference).encode("utf-8", "replace") if reference else b""


def _line(value: str, reveal: Reveal) -> str:
    """A value for a header: of one line, plain, and a secret where it is a reference."""
    told = reveal(value) if is_reference(value) else value
    if not told.isascii() or not told.isprintable():
        raise Hidden(f"what {value.partition(':')[0]}: gives has more than plain letters in it, and can't be sent")
    return told


def _file(path: str) -> bytes:
    full = os.path.expanduser(path)
    if not os.path.isfile(full):
        raise Hidden(f"there is no file {path}")
    return os.fsencode(full)
