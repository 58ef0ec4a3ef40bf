"""The reader sees where a link really leads."""

from __future__ import annotations

import pytest

from newsreader.text.hosts import address_shown, domain, host_shown, named_host, warning


def test_the_host_is_shown_so_that_a_look_alike_shows_itself() -> None:
    assert host_shown("https://Example.org:8080/x?y") == "example.org:8080"
    assert host_shown("https://example.org:443/") == host_shown("http://example.org:80/") == "example.org"
    assert host_shown("http://example.org:99999/") == "example.org"
    assert address_shown("https://Example.org:8080/x/?y#z") == "example.org:8080/x?y"
    assert address_shown("https://example.org/" + "long/" * 20, 24) == "example.org/long/long/l…"
    assert host_shown("https://m\u00fcnchen.de/") == "xn--mnchen-3ya.de (m\u00fcnchen.de)"
    assert host_shown("https://user@example.org/") == "example.org"
    assert host_shown("mailto:a@b.test") == "mail"
    assert host_shown("http://[bad") == ""


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("example.org", "example.org"), ("https://www.example.org/a/b", "www.example.org"), ("www.example.org/…", "www.example.org"), ("the report", None),
        ("index.html", None), ("Mr. Smith", None), ("example.org said", None), ("e.g.", None), ("https://example.org said", "example.org"),
    ],
)  # fmt: skip
def test_words_that_name_a_host_are_known(words: str, host: str | None) -> None:
    assert named_host(words) == host


def test_a_text_that_names_another_host_is_told() -> None:
    assert "says bank.example" in (warning("https://evil.test/bank.example", "https://bank.example/login") or "")
    assert warning("https://www.bank.example/x", "bank.example") is None
    assert warning("https://evil.test/", "read more") is None


def test_logins_and_mixed_letters_are_told() -> None:
    assert "evil.test" in (warning("https://bank.example@evil.test/") or "")
    assert "more than one script" in (warning("https://аpple.com/") or "")
    assert warning("https://münchen.de/") is None
    assert warning("https://日本語.jp/") is None


def test_the_registered_part_of_a_name() -> None:
    assert [domain(host) for host in ("news.bbc.co.uk", "www.example.org", "example.org", "a.b.c.test")] == ["bbc.co.uk", "example.org", "example.org", "c.test"]
