"""From what somebody types to the feeds that are meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Response
from newsreader.library.discovering import MOST_ASKED, CannotSubscribe, discover, is_typed, typed_address
from newsreader.library.subscribe import choices_at, subscribe, subscribe_to
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.refreshes import refresh_states
from tests.fakes import FakeFetcher, rss

BARE = b"<!doctype html><html><body><p>No feed here</p></body></html>"


def page(*links: str) -> bytes:
    """A page that links feeds."""
    return b"<!doctype html><html><head>" + "".join(f'<link rel="alternate" type="application/rss+xml" title="Link {url}" href="{url}">' for url in links).encode() + b"</head><body>Hi</body></html>"


def fetcher(answers: dict[str, bytes | Response | FetchError]) -> FakeFetcher:
    fake = FakeFetcher()
    fake.answers = answers
    return fake


def asked(fake: FakeFetcher) -> list[str]:
    return [request.url for request in fake.asked]


def atom(*names: str) -> bytes:
    """The stories of `rss` in the other format."""
    entries = "".join(f"<entry><id>tag:{n}</id><title>Story {n}</title><link href='https://hills.example/{n}'/></entry>" for n in names)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Hills</title>{entries}</feed>".encode()


def test_a_feeds_own_address_is_asked_once() -> None:
    fake = fetcher({"https://hills.example/feed.xml": rss("a", "b")})
    found = discover(fake, "https://hills.example/feed.xml")
    assert found.direct
    assert [(choice.title, choice.entries) for choice in found.choices] == [("Hills", 2)]
    assert asked(fake) == ["https://hills.example/feed.xml"]


def test_the_feeds_of_a_page_have_their_own_titles_and_say_how_often_they_post() -> None:
    links = page("/comments/feed", "/news.xml", "/empty.xml", "/walks.xml")
    fake = fetcher({
        "https://hills.example": links,
        "https://hills.example/news.xml": rss("a", "b", "c", title="Hill news"),
        "https://hills.example/walks.xml": rss("w", title="Walks"),
        "https://hills.example/empty.xml": rss(title="Nothing yet"),
        "https://hills.example/comments/feed": rss("z", title="What people say"),
    })  # fmt: skip
    found = discover(fake, "hills.example")
    assert [choice.title for choice in found.choices] == ["Hill news", "Walks", "Nothing yet", "What people say"]
    assert [choice.comments for choice in found.choices] == [False, False, False, True]
    assert found.several
    news = found.choices[0]
    assert news.rate(news.newest or 0) == "24 a day, last within the hour"
    assert found.choices[2].rate(0) == "no entries yet"


def test_one_feed_in_two_formats_or_at_two_addresses_is_one_choice() -> None:
    fake = fetcher({
        "https://hills.example": page("/rss", "/atom", "/feed", "/comments"),
        "https://hills.example/rss": rss("a", "b", "c"),
        "https://hills.example/atom": atom("a", "b", "c"),
        "https://hills.example/feed": Response("https://hills.example/rss", 200, rss("a", "b", "c")),
        "https://hills.example/comments": rss("x"),
    })  # fmt: skip
    found = discover(fake, "hills.example")
    assert [choice.url for choice in found.choices] == ["https://hills.example/rss", "https://hills.example/comments"]
    assert not found.several


def test_a_link_that_leads_to_no_feed_is_left_out() -> None:
    fake = fetcher({"https://hills.example": page("/gone", "/page", "/rss"), "https://hills.example/page": BARE, "https://hills.example/rss": rss("a")})
    assert [choice.url for choice in discover(fake, "hills.example").choices] == ["https://hills.example/rss"]


def test_no_more_feeds_are_asked_than_anybody_compares() -> None:
    urls = [f"/f{n}.xml" for n in range(40)]
    fake = fetcher({"https://hills.example": page(*urls), **{f"https://hills.example{url}": rss(url, title=url) for url in urls}})
    found = discover(fake, "hills.example")
    assert len(fake.asked) == MOST_ASKED + 1
    assert len(found.choices) == 40
    assert found.choices[-1].rate(0) == "not asked"


def test_a_known_sites_feed_needs_no_look_at_the_page() -> None:
    fake = fetcher({"https://www.reddit.com/r/hills/.rss": rss("a", title="r/hills")})
    assert [choice.title for choice in discover(fake, "reddit.com/r/hills").choices] == ["r/hills"]
    assert asked(fake) == ["https://www.reddit.com/r/hills/.rss"]


def test_a_channels_page_is_looked_at_for_its_feed() -> None:
    fake = fetcher({
        "https://www.youtube.com/@hills": b'<script>{"externalId":"UCBR8-60-B28hp2BmDPdntcQ"}</script>',
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCBR8-60-B28hp2BmDPdntcQ": rss("a", title="Hill films"),
    })  # fmt: skip
    assert discover(fake, "https://www.youtube.com/@hills").choices[0].title == "Hill films"


def test_where_the_sites_rule_fails_the_page_itself_is_asked() -> None:
    fake = fetcher({"https://medium.com/hill-notes": page("/moved-feed"), "https://medium.com/moved-feed": rss("a")})
    assert discover(fake, "https://medium.com/hill-notes").choices[0].url == "https://medium.com/moved-feed"


def test_sites_without_feeds_are_told_and_not_asked() -> None:
    fake = fetcher({})
    with pytest.raises(CannotSubscribe, match="Instagram has no feeds"):
        discover(fake, "https://www.instagram.com/hills/")
    assert fake.asked == []


def test_a_page_that_names_no_feed_may_have_one_of_its_kind_or_at_a_usual_path() -> None:
    social = fetcher({"https://hill.social/@walker": BARE, "https://hill.social/@walker.rss": rss("a", title="walker")})
    assert discover(social, "https://hill.social/@walker").choices[0].title == "walker"
    blog = fetcher({"https://hills.example/blog/": BARE, "https://hills.example/atom.xml": rss("a")})
    assert discover(blog, "https://hills.example/blog/").choices[0].url == "https://hills.example/atom.xml"
    assert "https://hills.example/feed.json" not in asked(blog)  # the first success ends it


def test_a_server_that_wants_to_be_left_alone_is() -> None:
    busy = FetchError("http-status", "too many requests", url="https://hills.example/feed", status=429)
    fake = fetcher({"https://hills.example": BARE, "https://hills.example/feed": busy})
    found = discover(fake, "hills.example")
    assert found.choices == ()
    assert asked(fake) == ["https://hills.example", "https://hills.example/feed"]


def test_a_page_without_feeds_says_so_and_is_kept() -> None:
    fake = fetcher({"https://hills.example": BARE})
    found = discover(fake, "hills.example")
    assert found.why == "https://hills.example: this is a web page, not a feed, and it links no feed"
    assert found.page is not None
    assert found.page.body == BARE
    assert len(fake.asked) < 12


def test_only_what_was_typed_may_be_a_private_address() -> None:
    fake = fetcher({"http://localhost:8000/": page("/feed.xml", "http://localhost:9000/feed.xml", "http://10.0.0.1/feed.xml")})
    discover(fake, "http://localhost:8000/")
    typed = {request.url: request.typed for request in fake.asked}
    assert typed["http://localhost:8000/"]
    assert typed["http://localhost:8000/feed.xml"]
    assert not typed["http://localhost:9000/feed.xml"]
    assert not typed["http://10.0.0.1/feed.xml"]
    assert is_typed("https://www.hills.example/feed", "https://hills.example")


def test_a_path_that_is_no_file_is_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(CannotSubscribe, match="is a directory; a feed is a file or an address"):
        typed_address(str(tmp_path))
    with pytest.raises(CannotSubscribe, match="is no file"):
        typed_address("./not/here.xml")
    assert typed_address("//example.org/feed") == "https://example.org/feed"


def test_what_was_chosen_is_not_fetched_again(store: Store) -> None:
    fake = fetcher({
        "https://hills.example": page("/news.xml", "/walks.xml", "https://elsewhere.example/x.xml"),
        "https://hills.example/news.xml": rss("a", title="News"),
        "https://hills.example/walks.xml": rss("w", "v", title="Walks"),
        "https://elsewhere.example/x.xml": rss("x", title="X"),
    })  # fmt: skip
    found = choices_at(store, fake, "hills.example")
    before = len(fake.asked)
    added = [subscribe_to(store, fake, found, choice, "Hills") for choice in found.choices[1:]]
    assert [(each.title, each.new_entries) for each in added] == [("Walks", 2), ("X", 1)]
    assert len(fake.asked) == before
    assert {state.url: state.typed for state in refresh_states(store)} == {"https://hills.example/walks.xml": True, "https://elsewhere.example/x.xml": False}
    assert [choice.feed > 0 for choice in choices_at(store, fake, "hills.example").choices] == [False, True, True]


def test_without_a_choice_the_main_feed_is_taken(store: Store) -> None:
    fake = fetcher({
        "https://hills.example": page("/comments.xml", "/news.xml"),
        "https://hills.example/comments.xml": rss("c", title="Comments"),
        "https://hills.example/news.xml": rss("a", title="News"),
    })  # fmt: skip
    added = subscribe(store, fake, "hills.example")
    assert added.title == "News"
    assert [choice.title for choice in added.others] == ["Comments"]
    assert [feed.url for feed in all_feeds(store)] == ["https://hills.example/news.xml"]


def test_a_host_that_speaks_no_https_is_asked_without_unless_somebody_said_so() -> None:
    refused = FetchError("refused", "hills.example refused the connection", url="https://hills.example")
    fake = fetcher({"https://hills.example": refused, "http://hills.example": rss("a")})
    assert discover(fake, "hills.example").url == "http://hills.example"
    with pytest.raises(CannotSubscribe, match="refused"):
        discover(fake, "https://hills.example")
    broken = FetchError("tls", "hills.example could not prove who it is", url="https://hills.example")
    with pytest.raises(CannotSubscribe, match="prove"):
        discover(fetcher({"https://hills.example": broken, "http://hills.example": rss("a")}), "hills.example")
