"""Certificates are checked, always, and what is wrong with one is told."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.fetch.client import Client, FetchError, Limits, Request
from tests.fetch.conftest import BODY, Server, certificates, serving_tls


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1, signed by itself."""
    certificates(tmp_path, "server")
    return tmp_path / "server-public.pem"


@pytest.fixture
def https(certificate: Path) -> Iterator[Server]:
    """A server on 127.0.0.1 that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.with_name("server.pem"))
    with serving_tls(context) as server:
        yield server


def ask(server: Server, certificates: Path | None, host: str = "127.0.0.1") -> bytes:
    client = Client(Limits(connect=5, total=5), certificates=str(certificates) if certificates else None)
    try:
        return client.get(Request(f"https://{host}:{server.server_address[1]}/feed", typed=True)).body
    finally:
        client.close()


def test_a_trusted_certificate_is_enough(https: Server, certificate: Path) -> None:
    assert ask(https, certificate) == BODY


def test_a_certificate_that_nobody_trusts_is_refused_in_words(https: Server) -> None:
    with pytest.raises(FetchError) as caught:
        ask(https, None)
    assert caught.value.kind == "tls"
    assert str(caught.value) == "127.0.0.1 could not prove who it is: its certificate is signed by itself"
    assert https.seen.requests == []


def test_a_certificate_for_another_name_is_refused_in_words(https: Server, certificate: Path) -> None:
    with pytest.raises(FetchError, match="its certificate is for another name"):
        ask(https, certificate, "localhost")


def test_a_machine_without_certificates_is_told_so(https: Server, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no list of trusted certificates"):
        ask(https, tmp_path / "none.pem")
