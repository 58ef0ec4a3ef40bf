"""Dates as people write them."""

from __future__ import annotations

import pytest

from newsreader.feeds.loosedates import is_month_first, read_loose_date
from newsreader.feeds.parse import parse_feed

MARCH_12 = 1_773_273_600
TEN = MARCH_12 + 36_000

DAYS = [
    "12 March 2026", "March 12th, 2026", "Mar. 12, 2026", "Thursday, 12 March 2026", "12-Mar-2026", "2026-03-12", "2026/3/12", "12.03.2026",
    "12/03/2026", "Published on 12 March 2026 by May", "12 de marzo de 2026", "12 mars 2026", "12. März 2026", "12 Mär 2026", "12 марта 2026 г.",
    "12 marca 2026", "12 Mart 2026", "12 मार्च 2026", "१२ मार्च २०२६", "12 ਮਾਰਚ 2026", "১২ মার্চ ২০২৬", "١٢ مارس ٢٠٢٦", "2026年3月12日", "２０２６年３月１２日", "2026년 3월 12일",
    "12 Μαρτίου 2026", "12 maart 2026", "Posted 2026-03-12", "on 12/3/2026, by May", "12-3-26", "١٢/٣/٢٠٢٦", "12 maaliskuuta 2026", "12. března 2026", "12. brezna 2026", "2026. március 12.",
    "12 martie 2026", "12 במרץ 2026", "12 mars 2026", "12. marts 2026", "Thu, 12 Mar 2026 25:00:00 GMT",
]  # fmt: skip
TIMES = [
    "2026-03-12T10:00:00Z", "2026-03-12 10:00", "2026-03-12T10:00:00.123+00:00", "12.03.2026, 10:00 Uhr", "March 12, 2026 10:00 am", "12 mars 2026 à 10h00",
    "Thu, 12 mars 2026 12:00:00 +0200", "Чт, 12 мар 2026 13:00:00 +0300", "Do, 12 Mrz 2026 11:00:00 +0100", "1773309600", "1773309600000", "2026年3月12日 10:00",
]  # fmt: skip
NONE = ["", "hello", "May 2026", "3 hours ago", "12 Mar", "30 février 2026", "99/99/2026", "0000-00-00", "9999-12-31", "1066-10-14", "2026", "1" * 500, "12 " * 5000]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_in_many_shapes_and_languages(text: str) -> None:
    assert read_loose_date(text) == MARCH_12


@pytest.mark.parametrize("text", TIMES)
def test_a_time_after_it_is_read_too(text: str) -> None:
    assert (read_loose_date(text) or 0) // 60 == TEN // 60


@pytest.mark.parametrize("text", NONE, ids=range(len(NONE)))
def test_no_date_is_made_up(text: str) -> None:
    assert read_loose_date(text) is None


def test_which_number_is_the_month_is_seen_from_the_others() -> None:
    assert is_month_first(["3/4/2026", "3/14/2026"])
    assert not is_month_first(["3/4/2026", "14/3/2026"])
    assert not is_month_first(["3/4/2026"])
    assert read_loose_date("3/12/2026", month_first=True) == MARCH_12


@pytest.mark.parametrize("text", [*DAYS, *TIMES])
def test_feeds_may_write_them_so(text: str) -> None:
    document = f"<rss version='2.0'><channel><title>C</title><item><title>A</title><pubDate>{text}</pubDate></item></channel></rss>"
    (entry,) = parse_feed(document.encode(), None, None).entries
    assert entry.published is not None
    assert abs(entry.published - MARCH_12) <= 86_400  # feedparser has its own zones for some
