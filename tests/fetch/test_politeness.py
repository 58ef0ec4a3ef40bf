"""When a feed may be asked again."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsreader.fetch.politeness import DAY, HOUR, TAKEN_BACK, Asked, Pace, Skips, hold_off, is_due, may_ask, moving, next_refresh, posting

URL = "https://example.org/feed"
NOW = 1_760_000_000


def wait(asked: Asked, pace: Pace | None = None) -> int:
    return next_refresh(URL, NOW, asked, pace) - NOW


def test_a_feed_without_wishes_is_asked_at_the_usual_interval() -> None:
    assert HOUR <= wait(Asked()) < HOUR * 1.05
    assert 600 <= wait(Asked(), Pace(usual=1)) < 660


@pytest.mark.parametrize("asked", [Asked(ttl=4 * HOUR), Asked(fresh_for=4 * HOUR), Asked(ttl=60, fresh_for=4 * HOUR)])
def test_a_feed_that_asks_for_patience_gets_it(asked: Asked) -> None:
    assert 4 * HOUR <= wait(asked) < 4.2 * HOUR


def test_no_feed_can_ask_to_be_forgotten() -> None:
    assert wait(Asked(ttl=10**9)) < 1.05 * DAY
    assert wait(Asked(fresh_for=10**9)) < 1.05 * DAY
    assert wait(Asked(retry_after=10**9)) == 7 * DAY


def test_retry_after_holds_in_full() -> None:
    assert wait(Asked(retry_after=3 * DAY)) == 3 * DAY
    assert wait(Asked(retry_after=5)) >= HOUR
    assert not may_ask(NOW, NOW + 1)
    assert may_ask(NOW, NOW)
    assert may_ask(NOW, None)


def test_a_time_that_was_noted_by_a_clock_ahead_does_not_silence_a_feed_for_good() -> None:
    pace, years = Pace(), 50 * 365 * DAY
    assert may_ask(NOW, NOW + years)
    assert is_due(NOW, NOW + years, None, pace)
    assert is_due(NOW, NOW, None, pace)
    assert is_due(NOW, None, None, pace)
    assert not is_due(NOW, NOW + 7 * DAY, None, pace)
    assert not is_due(NOW, NOW + 60 * DAY, 60 * DAY, pace)


def test_each_failure_in_a_row_doubles_the_wait_up_to_a_day() -> None:
    waits = [wait(Asked(failures=n)) for n in range(1, 9)]
    assert waits == sorted(waits)
    assert waits[1] > 1.9 * waits[0]
    assert DAY <= waits[-1] < 1.05 * DAY
    assert wait(Asked(failures=10**6)) == waits[-1]


def test_what_is_gone_is_asked_once_a_week() -> None:
    assert 7 * DAY <= wait(Asked(gone=True)) < 7.4 * DAY


def test_feeds_are_spread_by_address_and_always_the_same_way() -> None:
    due = {next_refresh(f"https://site{n}.example/feed", NOW, Asked()) for n in range(50)}
    assert len(due) > 25
    assert due == {next_refresh(f"https://site{n}.example/feed", NOW, Asked()) for n in range(50)}


def test_a_feed_that_posts_seldom_is_asked_four_times_between_two_posts_but_never_too_seldom() -> None:
    assert 2 * HOUR <= wait(Asked(posts_every=8 * HOUR)) < 2.2 * HOUR
    assert HOUR <= wait(Asked(posts_every=600)) < 1.05 * HOUR
    assert 6 * HOUR <= wait(Asked(posts_every=30 * DAY)) < 6.5 * HOUR
    assert 6 * HOUR <= wait(Asked(posts_every=600, silent_for=90 * DAY)) < 6.5 * HOUR


def test_the_users_interval_stands_above_that_but_not_above_the_servers_wishes() -> None:
    assert 900 <= wait(Asked(posts_every=30 * DAY, every=900)) < 1000
    assert 600 <= wait(Asked(every=1)) < 660
    assert wait(Asked(every=900, fresh_for=2 * HOUR)) >= 2 * HOUR
    assert wait(Asked(every=900, retry_after=DAY)) == DAY


def test_skipped_hours_and_days_are_waited_out() -> None:
    noon = NOW // DAY * DAY + 12 * HOUR
    assert Skips.read("h12 h13").after(noon + 5) == noon + 2 * HOUR
    thursday = 0
    assert Skips.read("d3 d4").after(thursday) == 2 * DAY
    assert Skips.read("").after(noon) == noon
    everything = " ".join(f"h{hour}" for hour in range(24))
    assert Skips.read(everything).after(noon) == noon


def test_a_busy_server_is_left_alone_longer_each_time_and_its_feeds_do_not_come_back_together() -> None:
    waits = [hold_off(URL, 503, None, n) or 0 for n in range(1, 5)]
    assert all(b > 1.5 * a for a, b in pairwise(waits))
    assert 60 <= waits[0] <= 75
    assert len({hold_off(f"{URL}/{n}", 429, None, 3) for n in range(40)}) > 20
    assert hold_off(URL, 429, 7, 5) == 7
    assert hold_off(URL, 404, None, 3) is None
    assert (hold_off(URL, 503, None, 10**6) or 0) <= 1.25 * DAY


def test_how_often_a_feed_posts_is_read_off_its_newest_dates() -> None:
    assert posting([NOW - n * HOUR for n in range(1, 40)], NOW) == (HOUR, NOW - HOUR)
    assert posting([NOW + DAY, NOW - 5], NOW) == (None, NOW - 5)
    assert posting([], NOW) == (None, None)


def test_a_move_is_followed_the_second_time_it_leads_to_the_same_place() -> None:
    assert moving(None, 0, "b") == ("b", 1, False)
    assert moving("b", 1, "b") == ("b", 2, True)
    assert moving("b", 1, "c") == ("c", 1, False)
    assert moving("b", 1, None) == (None, 0, False)
    assert moving("b", TAKEN_BACK, "b") == ("b", TAKEN_BACK, False)
    assert moving("b", TAKEN_BACK, "c") == ("c", 1, False)
