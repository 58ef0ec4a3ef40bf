"""When a feed may be asked again."""

from __future__ import annotations

import pytest

from newsreader.fetch.politeness import DAY, HOUR, Asked, Pace, may_ask, next_refresh

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
