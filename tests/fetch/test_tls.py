"""Certificates are checked, always, and what is wrong with one is told."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.fetch.client import Client, FetchError, Limits, Request
from tests.fetch.conftest import BODY, Server


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1, signed by itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    path = tmp_path / "server.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(path), "-out", str(tmp_path / "public.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_text(path.read_text() + (tmp_path / "public.pem").read_text())
    return path


@pytest.fixture
def https(certificate: Path) -> Iterator[Server]:
    """A server on 127.0.0.1 that speaks TLS."""
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(server: Server, certificates: Path | None, host: str = "127.0.0.1") -> bytes:
    client = Client(Limits(connect=5, total=5), certificates=str(certificates) if certificates else None)
    try:
        return client.get(Request(f"https://{host}:{server.server_address[1]}/feed", typed=True)).body
    finally:
        client.close()


def test_a_trusted_certificate_is_enough(https: Server, certificate: Path) -> None:
    assert ask(https, certificate.with_name("public.pem")) == BODY


def test_a_certificate_that_nobody_trusts_is_refused_in_words(https: Server) -> None:
    with pytest.raises(FetchError) as caught:
        ask(https, None)
    assert caught.value.kind == "tls"
    assert str(caught.value) == "127.0.0.1 could not prove who it is: its certificate is signed by itself"
    assert https.seen.requests == []


def test_a_certificate_for_another_name_is_refused_in_words(https: Server, certificate: Path) -> None:
    with pytest.raises(FetchError, match="its certificate is for another name"):
        ask(https, certificate.with_name("public.pem"), "localhost")


def test_a_machine_without_certificates_is_told_so(https: Server, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no list of trusted certificates"):
        ask(https, tmp_path / "none.pem")
