"""What the headers of an answer say, as plain values; hostile ones say nothing."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

LONGEST = 1024
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})")
_NEVER = re.compile(r"(?:^|[,\s])(?:no-store|no-cache)(?:$|[,\s=])")


def header_value(headers: dict[str, str], name: str) -> str | None:
    """A header that can be sent back as it came: printable ASCII, and not too long."""
    value = headers.get(name, "").strip()
    return value if value and len(value) <= LONGEST and value.isascii() and value.isprintable() else None


def retry_after(headers: dict[str, str], now: float) -> int | None:
    """Seconds to wait, from seconds or a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return int(value[:9])
    when = _date(value)
    return None if when is None else max(0, int(when - now))


def fresh_for(headers: dict[str, str], now: float) -> int | None:
    """Seconds for which the answer is fresh (RFC 9111: max-age, else Expires less Date)."""
    control = headers.get("cache-control", "").lower()
    if _NEVER.search(control):
        return 0
    if match := _MAX_AGE.search(control):
        return int(match[1])
    expires = _date(headers.get("expires", ""))
    if expires is None:
        return None
    date = _date(headers.get("date", ""))
    return max(0, int(expires - (now if date is None else date)))


def _date(value: str) -> float | None:
    """Seconds since the epoch; a date without a zone is one of Greenwich, as all of HTTP's are."""
    try:
        when = parsedate_to_datetime(value)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
