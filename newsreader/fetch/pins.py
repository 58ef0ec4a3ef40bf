"""The public key of a server, by which it is known again whoever signed its certificate (RFC 7469's pin, as libcurl takes it)."""

from __future__ import annotations

import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from newsreader.fetch.addresses import BadAddress, read_address


class NoCertificate(Exception):
    """A server that shows none; the message says why."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a server shows: the fingerprint of its certificate, as browsers write it, and the pin of its key."""

    host: str
    fingerprint: str
    pin: str


def shown_by(url: str, seconds: float = 15) -> Shown:
    """Ask a server for its certificate, and for nothing else; nobody vouches for it. Raises NoCertificate."""
    try:
        address = read_address(url)
    except BadAddress as error:
        raise NoCertificate(str(error)) from None
    if address.scheme != "https":
        raise NoCertificate(f"{address.host} is asked without encryption, so that there is no certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection((address.host, address.port), seconds) as plain,
            context.wrap_socket(plain, server_hostname=address.host) as wrapped,
        ):
            der = wrapped.getpeercert(binary_form=True)
    except (OSError, ValueError) as error:
        raise NoCertificate(f"{address.host} could not be asked for its certificate: {getattr(error, 'strerror', None) or error}") from None
    if not der:
        raise NoCertificate(f"{address.host} shows no certificate")
    digest = sha256(der).hexdigest().upper()
    fingerprint = ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))
    return Shown(address.host, fingerprint, f"sha256//{b64encode(sha256(public_key(der)).digest()).decode()}")


def public_key(der: bytes) -> bytes:
    """The SubjectPublicKeyInfo of a certificate (RFC 5280, 4.1): the seventh part of its first, or the sixth without a version."""
    try:
        body = _content(der, _content(der, 0)[0])
        at, end = body
        number = 0 if der[at] == 0xA0 else 1
        while at < end:
            stop = _content(der, at)[1]
            if number == 6:
                return der[at:stop]
            at, number = stop, number + 1
    except IndexError:
        pass
    raise NoCertificate("the certificate can't be read")


def _content(der: bytes, at: int) -> tuple[int, int]:
    """Where the content of a DER value begins and ends."""
    length, start = der[at + 1], at + 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(der[at + 2 : start], "big")
    if start + length > len(der):
        raise IndexError
    return start, start + length
