"""Feeds behind a login, a proxy, a certificate: reached as they want it, and what proves who asks goes to nobody else."""

from __future__ import annotations

import ssl
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pycurl
import pytest

from newsreader.fetch.access import Access, Hidden
from newsreader.fetch.client import Client, FetchError, Limits, Request
from newsreader.fetch.pins import NoCertificate, shown_by
from newsreader.fetch.words import transfer_words
from tests.fetch.conftest import BODY, Server, certificates, serving_tls
from tests.fetch.relays import HttpRelay, SocksRelay, relaying

SECRETS = {"file:pw": "s3cret pw", "file:token": "t0ken", "file:cookie": "id=c00kie; b=2", "file:long": "a\r\nX-Evil: 1", "command:proxy": "letmein"}
SECRETS["file:wide"] = "pässwörd 道"
LOGIN = Access("", user="me", password="file:pw")
ALL = Access("", user="me", password="file:pw", auth="basic", cookie="file:cookie", headers=(("X-Key", "file:token"), ("X-Client", "me")))


def reveal(reference: str) -> str:
    if reference not in SECRETS:
        raise Hidden(f"{reference} is not there")
    return SECRETS[reference]


@pytest.fixture
def asking() -> Iterator[Client]:
    client = Client(Limits(connect=5, total=10), reveal=reveal)
    yield client
    client.close()


def get(client: Client, url: str, access: Access, home: str = "", typed: bool = True) -> bytes:
    return client.get(Request(url, typed=typed, access=replace(access, home=home or url))).body


def refused(client: Client, url: str, access: Access, home: str = "", typed: bool = True) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(client, url, access, home, typed)
    for secret in SECRETS.values():
        assert secret not in str(caught.value)
        assert secret not in repr(caught.value)
    return caught.value


def heads(server: Server) -> dict[str, str]:
    return server.seen.requests[-1][1]


@pytest.mark.parametrize(("page", "auth"), [("basic", "any"), ("basic", "basic"), ("digest", "any"), ("digest", "digest")])
def test_name_and_password_are_given_as_the_server_wants_them(asking: Client, server: Server, page: str, auth: str) -> None:
    access = Access("", user="me", password="file:pw", auth=auth)  # type: ignore[arg-type]
    assert get(asking, f"{server.url}/{page}", access) == BODY
    assert get(asking, f"{server.url}/{page}", access) == BODY


def test_a_password_may_have_any_letters(asking: Client, server: Server) -> None:
    access = Access("", user="me", password="file:wide", auth="basic")
    refused(asking, f"{server.url}/basic", access)
    assert b64decode(heads(server)["authorization"].removeprefix("Basic ")).decode() == "me:pässwörd 道"


def test_a_ca_file_may_lie_anywhere(asking: Client, https: Server, folder: Path) -> None:
    there = folder / "Schlüssel.pem"
    there.write_bytes((folder / "server-public.pem").read_bytes())
    assert get(asking, https.url.replace("http:", "https:") + "/feed", Access("", ca_file=str(there))) == BODY


def test_a_password_never_goes_out_in_the_clear_where_only_digest_is_wanted(asking: Client, server: Server) -> None:
    refused(asking, f"{server.url}/basic", replace(LOGIN, auth="digest"))
    assert not any(each[1].get("authorization", "").startswith("Basic") for each in server.seen.requests)


def test_a_token_cookies_and_headers_are_sent(asking: Client, server: Server) -> None:
    access = Access("", bearer="file:token", cookie="file:cookie", headers=(("X-Key", "file:token"), ("X-Client", "me")))
    assert get(asking, f"{server.url}/feed", access) == BODY
    seen = heads(server)
    assert (seen["authorization"], seen["cookie"], seen["x-key"], seen["x-client"]) == ("Bearer t0ken", "id=c00kie; b=2", "t0ken", "me")


def test_what_a_feed_is_asked_with_is_not_left_on_the_connection_for_the_next(asking: Client, server: Server) -> None:
    get(asking, f"{server.url}/feed", ALL)
    asking.get(Request(f"{server.url}/feed", typed=True))
    assert len(server.seen.connections) == 1
    assert not {"authorization", "cookie", "x-key", "x-client"} & heads(server).keys()


def test_a_wrong_password_is_told_apart_from_none(asking: Client, server: Server) -> None:
    assert str(refused(asking, f"{server.url}/basic", Access(""))) == "127.0.0.1 wants a name and a password (401)"
    error = refused(asking, f"{server.url}/basic", Access("", user="me", password="file:token"))
    assert str(error) == "127.0.0.1 doesn't accept the password, token or cookie (401)"
    assert error.status == 401


def test_a_secret_that_cannot_be_had_or_sent_is_told_and_nobody_is_asked(asking: Client, server: Server) -> None:
    error = refused(asking, f"{server.url}/feed", Access("", user="me", password="command:nothing"))
    assert (error.kind, str(error)) == ("secret", "127.0.0.1 was not asked: command:nothing is not there")
    assert "can't be sent" in str(refused(asking, f"{server.url}/feed", Access("", bearer="file:long")))
    assert server.seen.requests == []


def test_nothing_of_it_follows_a_redirect_to_another_host_or_port(asking: Client, server: Server, other_server: Server) -> None:
    port = other_server.server_address[1]
    for target in (f"http://127.0.0.1:{port}/feed", f"http://127.0.0.2:{port}/feed", f"http://localhost:{server.server_address[1]}/feed"):
        with pytest.raises(FetchError, match="private address"):  # another place is not the typed one either
            get(asking, f"{server.url}/to/{target}", ALL)
    home = f"{other_server.url}/feed"
    assert get(asking, f"{server.url}/feed", ALL, home) == BODY
    assert not {"authorization", "cookie", "x-key", "x-client"} & heads(server).keys()
    assert get(asking, f"{server.url}/to//feed", ALL) == BODY
    assert heads(server)["cookie"] == "id=c00kie; b=2"


def test_nothing_of_it_follows_a_redirect_to_another_name(asking: Client, server: Server) -> None:
    port = server.server_address[1]
    with relaying(HttpRelay) as relay:  # leads every name here
        access = replace(ALL, proxy=f"http://{relay.place}")
        assert get(asking, f"http://hills.example:{port}/to/http://evil.example:{port}/feed", access, typed=False) == BODY
        assert [host for host, _ in relay.sent_to] == ["hills.example", "evil.example"]
        first, second = (head.lower() for head in relay.heads)
        assert all(each in first for each in ("authorization: basic", "cookie: id=c00kie", "x-key: t0ken"))
        assert not any(each in second for each in ("authorization:", "cookie:", "x-key:", "x-client:"))
    assert not {"authorization", "cookie", "x-key", "x-client"} & heads(server).keys()


@pytest.mark.parametrize(
    ("home", "here", "goes"),
    [
        ("https://a.example/feed", "https://a.example/page", True),
        ("http://a.example/feed", "https://A.example/page", True),
        ("https://a.example/feed", "http://a.example/page", False),
        ("https://a.example/feed", "https://a.example:8443/page", False),
        ("http://a.example:8080/feed", "https://a.example/page", False),
        ("https://a.example/feed", "https://www.a.example/page", False),
        ("https://a.example/feed", "https://a.example.evil.example/page", False),
        ("https://a.example/feed", "https://a.example@evil.example/page", False),
        ("", "https://a.example/page", False),
    ],
)
def test_a_password_goes_to_the_feeds_own_place_and_to_its_https_alone(home: str, here: str, goes: bool) -> None:
    from newsreader.fetch.addresses import read_address

    assert Access(home).at_home(read_address(here)) is goes


def test_an_http_proxy_stands_between_with_its_own_login(asking: Client, server: Server) -> None:
    with relaying(HttpRelay, "joe:letmein") as relay:
        access = Access("", proxy=f"http://{relay.place}", proxy_user="joe", proxy_password="command:proxy")
        assert get(asking, f"http://hills.example:{server.server_address[1]}/feed", access, typed=False) == BODY
        assert relay.sent_to == [("hills.example", server.server_address[1])]
        error = refused(asking, f"{server.url}/feed", replace(access, proxy_password="file:pw"))
    assert (error.status, str(error)) == (407, "the proxy before 127.0.0.1 wants another name and password (407)")


@pytest.mark.parametrize(("scheme", "login"), [("socks5h", ""), ("socks5h", "joe:letmein"), ("socks5", "")])
def test_a_socks_proxy_stands_between_and_looks_names_up(asking: Client, server: Server, scheme: str, login: str) -> None:
    with relaying(SocksRelay, login) as relay:
        access = Access("", proxy=f"{scheme}://{relay.place}", proxy_user=login and "joe", proxy_password=login and "command:proxy")
        host = "hills.example" if scheme == "socks5h" else "127.0.0.1"
        assert get(asking, f"http://{host}:{server.server_address[1]}/feed", access) == BODY
        assert relay.sent_to == [(host, server.server_address[1])]


def test_a_proxy_that_is_not_there_or_refuses_is_named(asking: Client, server: Server) -> None:
    error = refused(asking, "http://hills.example/feed", Access("", proxy="http://127.0.0.1:9"))
    assert (error.kind, str(error)) == ("refused", "hills.example was not reached: the proxy http://127.0.0.1:9 could not be reached")
    with relaying(SocksRelay, "joe:other") as relay:
        access = Access("", proxy=f"socks5h://{relay.place}", proxy_user="joe", proxy_password="command:proxy")
        assert str(refused(asking, f"{server.url}/feed", access)) == f"127.0.0.1 was not reached: the proxy {access.proxy} refused"


@pytest.mark.parametrize("host", [
    "127.0.0.1", "169.254.169.254", "[::1]", "localhost", "printer.local", "10.0.0.1", "0x7f.1", "0x7f000001", "2130706433", "127.1", "router",
    "nas.home.arpa",
])  # fmt: skip
def test_no_proxy_leads_what_nobody_typed_to_a_private_address(asking: Client, server: Server, host: str) -> None:
    with relaying(HttpRelay) as relay:
        error = refused(asking, f"http://{host}/feed", Access("", proxy=f"http://{relay.place}"), typed=False)
        assert (error.kind, relay.sent_to) == ("blocked", [])


def test_who_asks_and_the_kind_of_address_can_be_chosen(asking: Client, server: Server) -> None:
    assert get(asking, f"{server.url}/feed", Access("", user_agent="Someone/1.0", ip="4")) == BODY
    assert heads(server)["user-agent"] == "Someone/1.0"
    assert refused(asking, f"http://localhost:{server.server_address[1]}/feed", Access("", ip="6")).kind in ("refused", "dns")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    certificates(tmp_path, "server", "client", "other")
    return tmp_path


@pytest.fixture
def https(folder: Path) -> Iterator[Server]:
    """A server with a certificate signed by itself, which wants one of the client, too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    context.verify_mode = ssl.CERT_OPTIONAL
    context.load_verify_locations(folder / "client-public.pem")
    with serving_tls(context) as server:
        yield server


def test_a_certificate_signed_by_itself_is_known_by_its_key_alone(asking: Client, https: Server, folder: Path) -> None:
    url = https.url.replace("http:", "https:") + "/feed"
    assert str(refused(asking, url, Access(""))).endswith("its certificate is signed by itself")
    shown = shown_by(url)
    assert get(asking, url, Access("", pin=shown.pin)) == BODY
    error = refused(asking, url, Access("", pin="sha256//" + "A" * 43 + "="))
    assert str(error) == "127.0.0.1 shows another certificate than the one that you trust (its setting `pin`)"
    assert refused(asking, url, Access("", pin=shown.pin), home="https://elsewhere.example/").kind == "tls"  # trusted for its feed alone
    with pytest.raises(NoCertificate, match="without encryption"):
        shown_by(url.replace("https:", "http:"))


def test_the_fingerprint_is_openssls(https: Server, folder: Path) -> None:
    der = ssl.PEM_cert_to_DER_cert((folder / "server-public.pem").read_text())
    from hashlib import sha256

    assert shown_by(https.url.replace("http:", "https:")).fingerprint.replace(":", "").lower() == sha256(der).hexdigest()


def test_a_ca_file_vouches_for_the_feeds_host(asking: Client, https: Server, folder: Path) -> None:
    url = https.url.replace("http:", "https:") + "/feed"
    assert get(asking, url, Access("", ca_file=str(folder / "server-public.pem"))) == BODY
    assert refused(asking, url, Access("", ca_file=str(folder / "other-public.pem"))).kind == "tls"
    error = refused(asking, url, Access("", ca_file="/nowhere/ca.pem"))
    assert (error.kind, str(error)) == ("secret", "127.0.0.1 was not asked: there is no file /nowhere/ca.pem")


@pytest.mark.parametrize(
    ("alert", "words"),
    [
        ("tlsv13 alert certificate required, errno 0", "127.0.0.1 wants a certificate of yours (the settings `certificate` and `key`)"),
        ("tlsv1 alert unknown ca, errno 0", "127.0.0.1 doesn't accept your certificate"),
    ],
)
def test_a_server_that_wants_another_certificate_or_one_at_all_is_understood(alert: str, words: str) -> None:
    detail = f"OpenSSL SSL_read: error:0A00045C:SSL routines::{alert}"
    assert transfer_words(pycurl.E_RECV_ERROR, "127.0.0.1", detail, Limits(), True, False) == ("tls", words)


def test_a_client_logs_in_with_its_certificate(asking: Client, folder: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(folder / "client-public.pem")
    with serving_tls(context) as server:
        url = server.url.replace("http:", "https:") + "/feed"
        trusted = Access("", ca_file=str(folder / "server-public.pem"))
        assert get(asking, url, replace(trusted, certificate=str(folder / "client.pem"))) == BODY
        assert get(asking, url, replace(trusted, certificate=str(folder / "client-public.pem"), key=str(folder / "client.pem"))) == BODY
        refused(asking, url, trusted)
        refused(asking, url, replace(trusted, certificate=str(folder / "other.pem")))
        error = refused(asking, url, replace(trusted, certificate=str(folder / "client-public.pem")))
        assert str(error).startswith("127.0.0.1 was not asked: your certificate or its key can't be used")
