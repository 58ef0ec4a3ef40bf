"""Headers as values: Retry-After, freshness, validators."""

from __future__ import annotations

import pytest

from newsreader.fetch.headers import fresh_for, header_value, retry_after

NOW = 1_760_000_000.0  # Thu, 09 Oct 2025 08:53:20 GMT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 0 ", 0), ("Thu, 09 Oct 2025 08:54:20 -0000", 60), ("Thu, 09 Oct 2025 08:54:20", 60), ("²", None), ("Thu, 09 Oct 2025 08:54:20 GMT", 60), ("Thu, 09 Oct 2025 08:00:00 GMT", 0), ("soon", None), ("", None), ("-5", None)],
)
def test_retry_after(value: str, seconds: int | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "Max-Age=600, must-revalidate"}, 600),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "s-maxage=600"}, None),
        ({"expires": "Thu, 09 Oct 2025 09:53:20 GMT"}, 3600),
        ({"expires": "Thu, 09 Oct 2025 09:53:20 GMT", "date": "Thu, 09 Oct 2025 09:00:00 GMT"}, 3200),
        ({"expires": "0"}, None),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "Thu, 99 Foo 99999 00:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_freshness(headers: dict[str, str], seconds: int | None) -> None:
    assert fresh_for(headers, NOW) == seconds


def test_only_validators_that_can_be_sent_back_are_kept() -> None:
    assert header_value({"etag": ' W/"x" '}, "etag") == 'W/"x"'
    for value in ("", "a\x1bb", "a\nb", "é", "x" * 1025):
        assert header_value({"etag": value}, "etag") is None
