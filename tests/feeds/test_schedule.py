"""When feeds ask to be left alone."""

from __future__ import annotations

import pytest

from newsreader.feeds.schedule import read_period, read_skips


def test_hours_and_days_are_found() -> None:
    body = b"<skipHours><hour>0</hour><hour> 24 </hour><hour>7</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day><day>x</day></skipDays>"
    assert read_skips(body) == "h0 h7 d6"


def test_most_feeds_ask_for_nothing() -> None:
    assert read_skips(b"<rss><channel/></rss>") == ""
    assert read_skips(b"<skipHours>" * 5000) == ""
    assert read_period(b"<rss/>") is None


@pytest.mark.parametrize(("period", "frequency", "seconds"), [("hourly", "1", 3600), ("daily", "2", 43200), ("weekly", "0", 604800)])
def test_the_syndication_module_says_how_often(period: str, frequency: str, seconds: int) -> None:
    body = f"<sy:updatePeriod>\n{period}\t</sy:updatePeriod><sy:updateFrequency> {frequency} </sy:updateFrequency>"
    assert read_period(body.encode()) == seconds
    assert read_period(b"<sy:updatePeriod>never</sy:updatePeriod>") is None
