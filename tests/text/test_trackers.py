"""Links lead where they mean to, without what only watches the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.trackers import without_trackers

CASES = {
    "https://a.test/story?utm_source=rss&utm_medium=feed": "https://a.test/story",
    "https://a.test/story?id=7&fbclid=x&page=2#part": "https://a.test/story?id=7&page=2#part",
    "https://a.test/story?UTM_Source=rss": "https://a.test/story",
    "https://a.test/story#utm_source=rss": "https://a.test/story",
    "https://a.test/story?s=1&t=2": "https://a.test/story?s=1&t=2",
    "https://x.com/a/status/1?s=20&t=abc": "https://x.com/a/status/1",
    "https://www.youtube.com/watch?v=abc&si=track&t=90": "https://www.youtube.com/watch?v=abc&t=90",
    "https://a.test/?q=a%20b&gclid=1": "https://a.test/?q=a%20b",
    "https://www.google.com/url?sa=t&q=https%3A%2F%2Fb.test%2Fx%3Futm_source%3Dg": "https://b.test/x",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fb.test%2F%3Ffbclid%3D1&h=AT": "https://b.test/",
    "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fb.test%2Fx&data=1": "https://b.test/x",
    "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fb.test%252F": "https://b.test/",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__b.test_x&d=1": "https://b.test/x",
    "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9iLnRlc3QveA&ntb=1": "https://b.test/x",
    "https://href.li/?https://b.test/x": "https://b.test/x",
    "https://www.google.com/amp/s/b.test/x": "https://b.test/x",
    "https://b-test.cdn.ampproject.org/c/s/b.test/x": "https://b.test/x",
    "https://www.google.com/search?q=https%3A%2F%2Fb.test": "https://www.google.com/search?q=https%3A%2F%2Fb.test",
    "https://www.google.com/url?q=javascript:alert(1)": "https://www.google.com/url?q=javascript:alert(1)",
    "https://notgoogle.com/url?q=https://b.test/": "https://notgoogle.com/url?q=https://b.test/",
    "mailto:a@b.test?subject=utm_source": "mailto:a@b.test?subject=utm_source",
    "http://[bad": "http://[bad",
    "https://a.test/plain": "https://a.test/plain",
}


@pytest.mark.parametrize("url", CASES)
def test_an_address_is_what_it_means(url: str) -> None:
    assert without_trackers(url) == CASES[url]


@given(st.text(max_size=60))
def test_any_address_comes_out_and_stays_what_it_is_the_second_time(tail: str) -> None:
    once = without_trackers("https://www.google.com/url?q=" + tail)
    assert without_trackers(once) == once


def test_redirectors_that_lead_to_each_other_end() -> None:
    url = "https://b.test/"
    for _ in range(40):
        url = "https://href.li/?" + url
    assert without_trackers(url).startswith("https://")
