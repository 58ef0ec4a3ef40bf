"""The desk of feeds: what was looked at is not fetched again for what is done with it."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from newsreader.library.discovering import CannotSubscribe
from newsreader.library.trusting import CannotTrust
from newsreader.model.events import CertificateShown, Event, FeedsFound, PageTried, Subscribed
from newsreader.model.jobs import FindFeeds, ShowCertificate, Subscribe, TryPage
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.contacts import all_contacts
from newsreader.store.feeds import add_feeds
from newsreader.store.options import keep_option
from newsreader.store.outbox import items
from newsreader.worker.feeds import FeedDesk
from newsreader.worker.protocol import decode_event, decode_job, encode_event, encode_job
from tests.fakes import FakeFetcher, rss
from tests.feeds.listpages import CARDS, TITLES
from tests.fetch.conftest import certificates, serving_tls

URL = "https://hills.example/"
PAGE = b'<link rel="alternate" type="application/rss+xml" href="/a.xml"><link rel="alternate" type="application/rss+xml" href="/b.xml">' + b"words " * 30


class Office:
    """A desk with a fetcher and a library; jobs and events go through the protocol."""

    def __init__(self, folder: Path, **answers: bytes) -> None:
        self.store, self.fetcher, self.desk = Store(folder / "library.db"), FakeFetcher(), FeedDesk()
        self.fetcher.answers = dict(answers)
        self.told: list[Event] = []

    def do(self, job: FindFeeds | TryPage | Subscribe | ShowCertificate) -> str:
        number, sent = decode_job(encode_job(7, job))
        assert isinstance(sent, FindFeeds | TryPage | Subscribe | ShowCertificate)
        return self.desk.do(self.store, self.fetcher, number, sent, lambda event: self.told.append(decode_event(encode_event(event))), lambda: False)


def test_what_was_found_is_chosen_from(tmp_path: Path) -> None:
    office = Office(tmp_path, **{URL: PAGE, f"{URL}a.xml": rss("a", title="A"), f"{URL}b.xml": rss("b", "c", title="B")})
    office.do(FindFeeds(URL))
    (found,) = office.told
    assert isinstance(found, FeedsFound)
    assert [(choice.title, choice.entries) for choice in found.choices] == [("A", 1), ("B", 2)]
    before = len(office.fetcher.asked)
    assert office.do(Subscribe(f"{URL}b.xml", "Hills", found_at=URL)) == "subscribed to B: 2 entries"
    assert len(office.fetcher.asked) == before
    assert isinstance(office.told[-1], Subscribed)


def test_a_feeds_certificate_is_shown_and_that_its_server_was_asked_is_logged(tmp_path: Path) -> None:
    certificates(tmp_path, "server")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    office = Office(tmp_path)
    with serving_tls(context) as server:
        ((feed,), _) = add_feeds(office.store, [Subscription(f"https://127.0.0.1:{server.server_address[1]}/feed")], typed=True)
        assert office.do(ShowCertificate(feed)) == ""
    (shown,) = office.told
    assert isinstance(shown, CertificateShown)
    assert (shown.feed, shown.host, len(shown.fingerprint), shown.pin[:8]) == (feed, "127.0.0.1", 95, "sha256//")
    assert [(contact.host, contact.purpose) for contact in all_contacts(office.store)] == [(f"127.0.0.1:{server.server_address[1]}", "certificate")]
    office.fetcher.offline = True
    with pytest.raises(CannotTrust, match="was not asked"):
        office.do(ShowCertificate(feed))


def test_a_page_is_fetched_once_for_all_that_is_tried_with_it(tmp_path: Path) -> None:
    office = Office(tmp_path, **{URL: CARDS.encode()})
    office.do(FindFeeds(URL))
    before = len(office.fetcher.asked)
    office.do(TryPage(URL))
    office.do(TryPage(URL, "item=article.post; title=p.excerpt"))
    office.do(TryPage(URL, "item=li.none"))
    office.do(TryPage(URL, "title=x"))
    guess, other, nothing, wrong = office.told[1:]
    assert isinstance(guess, PageTried)
    assert (guess.count, guess.titles, guess.error) == (6, TITLES, None)
    assert guess.guesses[0] == guess.selectors
    assert isinstance(other, PageTried)
    assert other.titles[0].startswith("Some words")
    assert isinstance(nothing, PageTried)
    assert "find nothing" in (nothing.error or "")
    assert isinstance(wrong, PageTried)
    assert "item= is wanted" in (wrong.error or "")
    assert office.do(Subscribe(URL, found_at=URL, page=guess.selectors)) == "subscribed to Hill news: 6 entries"
    assert len(office.fetcher.asked) == before


def test_a_page_that_is_tried_is_reached_as_its_folder_says(tmp_path: Path) -> None:
    office = Office(tmp_path, **{URL: CARDS.encode(), f"{URL}other": CARDS.encode()})
    keep_option(office.store, "folder:Hills", "proxy", "socks5h://localhost:9050")
    keep_option(office.store, "folder:", "ip", "4")
    office.do(FindFeeds(URL, "Hills"))
    office.do(FindFeeds(f"{URL}other"))
    office.fetcher.asked.clear()
    office.do(TryPage(URL))
    office.do(TryPage("https://elsewhere.example/"))
    reached = [(request.url, request.access.proxy, request.access.ip) for request in office.fetcher.asked if request.access]
    assert reached == [(URL, "socks5h://localhost:9050", "4"), ("https://elsewhere.example/", "", "4")]


def test_offline_an_address_is_remembered_but_no_page_can_be_made_one(tmp_path: Path) -> None:
    from newsreader.fetch.exchange import FetchError

    office = Office(tmp_path)
    office.fetcher.answers = {URL: FetchError("offline", "offline: hills.example was not asked", url=URL)}
    assert "is on the list" in office.do(FindFeeds(URL))
    assert [item.subject for item in items(office.store, "waiting")] == [URL]
    with pytest.raises(CannotSubscribe):
        office.do(Subscribe(URL, found_at=URL, page="item=li"))
