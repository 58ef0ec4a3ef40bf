"""When a feed asks to be left alone: `<skipHours>`, `<skipDays>` and `sy:updatePeriod`, found in its bytes, since no parser tells them."""

from __future__ import annotations

import re

_SKIPS = re.compile(rb"<skip(Hours|Days)>(.{0,2000}?)</skip\1>", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(rb"<(?:hour|day)>\s*([A-Za-z]{3,9}|\d{1,2})\s*</", re.IGNORECASE)
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*</sy:updatePeriod>")
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,4})\s*</sy:updateFrequency>")
_SECONDS = {b"hourly": 3600, b"daily": 86400, b"weekly": 7 * 86400, b"monthly": 30 * 86400, b"yearly": 365 * 86400}
_DAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")


def read_skips(body: bytes) -> str:
    """The hours (GMT) and days that a feed asks to skip, as words such as `h0 h23 d6` (Monday is 0); empty for nearly all."""
    if b"<skip" not in body:
        return ""
    words: dict[str, None] = {}
    for found in _SKIPS.finditer(body):
        for item in _ITEM.findall(found[2]):
            if found[1].lower() == b"hours":
                if item.isdigit() and int(item) <= 24:
                    words[f"h{int(item) % 24}"] = None  # RSS 0.91 counts 1 to 24, 2.0 counts 0 to 23
            elif item[:3].lower() in _DAYS:
                words[f"d{_DAYS.index(item[:3].lower())}"] = None
    return " ".join(words)


def read_period(body: bytes) -> int | None:
    """Seconds between two updates that a feed announces by RSS's syndication module."""
    if b"<sy:updatePeriod" not in body:
        return None
    period = _PERIOD.search(body)
    if period is None:
        return None
    often = _FREQUENCY.search(body)
    return _SECONDS[period[1]] // max(1, int(often[1]) if often else 1)
