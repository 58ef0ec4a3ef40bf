"""The quick dates say what feedparser's say."""

from __future__ import annotations

import calendar

import pytest
from feedparser.datetimes import _parse_date

from newsreader.feeds.dates import read_date
from tests.feeds.generated import DATES

MORE = (
    "Wed, 02 Oct 2002 13:00:00 gmt", "2 Oct 2002 13:00:00 +0000", "2002-10-02T13:00:00+14:00", "2002-10-02T13:00:00.5Z", "Wed, 02 Oct 2002 13:00:60 GMT",
    "Sat, 31 Feb 2004 10:00:00 GMT", "2004-12-31T23:59:59-0500", "Thu, 01 Jan 2004 19:48:21 PDT", "Mon, 26 Jan 2004 16:31:00 At", "2003-335", "03-12-31",
)  # fmt: skip


@pytest.mark.parametrize("text", [*DATES, *MORE])
def test_a_date_is_what_feedparser_says(text: str) -> None:
    theirs = _parse_date(text)
    try:
        seconds = calendar.timegm(theirs) if theirs else None
    except ValueError:
        seconds = None
    assert read_date(text) == seconds


def test_nothing_is_no_date() -> None:
    assert read_date(None) is None
    assert read_date("") is None
