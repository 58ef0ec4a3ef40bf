"""Addresses: which are public, which can be asked, and what messages say of them."""

from __future__ import annotations

import pytest

from newsreader.fetch.addresses import BadAddress, host_of, is_private, next_address, place_of, read_address, typed_address


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0", "255.255.255.255",  # noqa: S104
        "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fec0::1", "ff02::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::1",
        "2001:db8::1", "not an address", "",
    ],
)  # fmt: skip
def test_what_is_not_public_is_private(ip: str) -> None:
    assert is_private(ip)


@pytest.mark.parametrize("ip", ["1.1.1.1", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450:4001:800::200e", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_public(ip: str) -> None:
    assert not is_private(ip)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:8443/a b?q=ü&x=<y>#z", "https://example.org:8443/a%20b?q=%C3%BC&x=%3Cy%3E#z"),
        ("https://example.org/%C3%BC?a=1%202", "https://example.org/%C3%BC?a=1%202"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://example.org./x", "http://example.org/x"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("http:\\\\example.org\\x", "http://example.org/x"),
        ("http://me:pass%20word@example.org/", "http://me:pass%20word@example.org/"),
        ("http://exam\x1b]0;x\x07ple.org/\u202ecod", "http://example.org/cod"),
    ],
)
def test_addresses_are_made_exact(given: str, url: str) -> None:
    assert read_address(given).url == url
    assert read_address(url).url == url


@pytest.mark.parametrize(
    "given",
    ["", "  ", "example.org", "/path", "http://", "http:///path", "http://exa mple.org", "http://a..b/", "http://x:99999/", "http://[::1", "data:,x",
     "http://-x.example/", "javascript:alert(1)", "http://" + "a" * 300 + ".example/", "http://example.org/" + "a" * 9000, "http://\udcff/"],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_words(given: str) -> None:
    with pytest.raises(BadAddress) as caught:
        read_address(given)
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("example.org/feed", "https://example.org/feed"),
        ("localhost:8080/feed", "http://localhost:8080/feed"),
        ("192.168.1.5/feed", "http://192.168.1.5/feed"),
        ("1.example/feed", "https://1.example/feed"),
        ("feed:https://example.org/x", "https://example.org/x"),
        ("feed://example.org/x", "http://example.org/x"),
        (" <http://example.org/> ", "http://example.org/"),
        ("//example.org/x", "https://example.org/x"),
        ("file:///tmp/x", "file:///tmp/x"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_what_people_type_becomes_an_address(typed: str, url: str) -> None:
    assert typed_address(typed) == url


def test_a_redirect_is_resolved_and_brings_no_login() -> None:
    assert next_address("https://example.org/a/b", "../c?d") == "https://example.org/c?d"
    assert next_address("https://example.org/a", "//other.example/x") == "https://other.example/x"
    assert next_address("https://me:pw@example.org/a", "https://you:pw@other.example/") == "https://other.example/"


def test_messages_name_the_host_and_never_a_secret() -> None:
    assert host_of("https://me:secret@example.org/x?token=secret") == "example.org"
    assert "secret" not in host_of("https://me:secret@[bad")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://me:secret@Example.org/x", "example.org"),
        ("https://example.org:443/x", "example.org"),
        ("https://example.org:80/x", "example.org:80"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_a_place_is_a_host_with_its_port_where_that_is_unusual(url: str, place: str) -> None:
    assert place_of(url) == place
