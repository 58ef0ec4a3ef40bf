from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Response
from newsreader.library.network import needs_network, way_out
from newsreader.library.refresh import refresh
from newsreader.model.events import FeedRefreshed, Progress, Unreached
from newsreader.store.connection import Store
from tests.builders import add_feed
from tests.fakes import FakeFetcher, rss

HEAD = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
ETHERNET = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
DOWN = "eth0\t00000000\t010200C0\t0002\t0\t0\t0\t00000000\t0\t0\t0\n"
NOWHERE = "00000000000000000000000000000000 00 " + "0" * 32 + " 00 " + "0" * 32 + " 00000400 00000001 00000000 {flags} {card}\n"
LINK_LOCAL = NOWHERE.replace("00000000000000000000000000000000 00", "fe800000000000000000000000000000 40", 1)


@pytest.mark.parametrize(
    ("routes", "routes_6", "way"),
    [
        (HEAD + ETHERNET, "", True),
        (HEAD, "", False),
        (HEAD + DOWN, "", False),
        (HEAD, NOWHERE.format(flags="00000003", card="eth0"), True),
        (HEAD, NOWHERE.format(flags="80200001", card="lo"), False),
        (HEAD, NOWHERE.format(flags="00200200", card="eth0"), False),
        (HEAD, LINK_LOCAL.format(flags="00000001", card="eth0"), False),
    ],
)
def test_a_way_out_is_a_route_that_leads_off_this_machine(tmp_path: Path, routes: str, routes_6: str, way: bool) -> None:
    (tmp_path / "route").write_text(routes)
    (tmp_path / "ipv6_route").write_text(routes_6)
    assert way_out(tmp_path / "route", tmp_path / "ipv6_route") is way


def test_a_system_that_says_nothing_of_its_routes_is_not_guessed_at(tmp_path: Path) -> None:
    assert way_out(tmp_path / "route", tmp_path / "ipv6_route") is None


def test_feeds_of_this_machine_need_no_network() -> None:
    assert not needs_network(["http://127.0.0.1:8000/feed", "http://localhost/feed", "http://[::1]/feed", "file:///feed.xml", "newsreader:saved"])
    assert needs_network(["http://127.0.0.1:8000/feed", "https://hills.example/feed"])


def told_by(store: Store, fetcher: FakeFetcher) -> list[Unreached]:
    events: list[Progress | FeedRefreshed | Unreached] = []
    refresh(store, fetcher, job=7, tell=events.append)
    return [event for event in events if isinstance(event, Unreached)]


def no_name(url: str) -> FetchError:
    return FetchError("dns", "the name could not be found (no such site, or no network)", url=url)


def test_a_refresh_that_reaches_nobody_says_so(store: Store) -> None:
    urls = [f"https://{name}.example/feed.xml" for name in ("hills", "plains")]
    for name in ("hills", "plains"):
        add_feed(store, name)
    fetcher = FakeFetcher()
    fetcher.answers = {url: no_name(url) for url in urls}
    assert told_by(store, fetcher) == [Unreached(7)]
    fetcher.answers[urls[1]] = FetchError("http-status", "plains.example has a fault of its own (500)", url=urls[1], status=500)
    assert told_by(store, fetcher) == []
    fetcher.answers[urls[1]] = Response(urls[1], 200, rss("a"))
    assert told_by(store, fetcher) == []


def test_the_silence_of_one_host_says_nothing_of_the_network(store: Store) -> None:
    add_feed(store, "hills")
    fetcher = FakeFetcher()
    fetcher.answers = {"https://hills.example/feed.xml": no_name("https://hills.example/feed.xml")}
    assert told_by(store, fetcher) == []
