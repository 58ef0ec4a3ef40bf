"""Which addresses may become a link: the web's and mail's; everything else stays text."""

from __future__ import annotations

import re

_ALLOWED = re.compile(r"(?:https?://[^/]|mailto:)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe_link(url: str | None) -> str | None:
    """The address with unsafe characters percent-encoded, or None if its scheme isn't http, https or mailto."""
    url = (url or "").strip()
    if not _ALLOWED.match(url):
        return None
    return _UNSAFE.sub(lambda bad: "".join(f"%{byte:02X}" for byte in bad[0].encode("utf-8", "replace")), url)
