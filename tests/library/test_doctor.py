"""The feed doctor: each illness is named once, with its cause and what mends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsreader.library.doctor import DAY, diagnose
from newsreader.store.connection import Store
from newsreader.store.contacts import MOST, all_contacts, note_contacts
from newsreader.store.health import FeedHealth, feed_health, mend_counters
from tests.builders import NOW, add_entries, add_feed, entry

WELL = FeedHealth(
    id=1,
    url="https://hills.example/feed.xml",
    title="Hills",
    site_url=None,
    error=None,
    failures=0,
    failing_since=None,
    last_refresh=NOW,
    posted_at=NOW - DAY,
    moved_to=None,
    moved_times=0,
    retired_at=None,
    took=120,
    body_hash=b"1",
    total=30,
    newest=NOW - DAY,
    recent=7,
)


def test_what_waits_for_the_users_word_is_nothing_else() -> None:
    feed = replace(WELL, error="waits for your word: …")
    (finding,) = diagnose([feed], NOW, {feed.id: "runs 'x' on this machine"})
    assert (finding.kind, finding.cause) == ("waiting", "it runs 'x' on this machine, once you say so")
    assert finding.remedy == f"newsreader feed confirm {feed.id}"


def test_a_certificate_that_nobody_vouches_for_can_be_trusted() -> None:
    (finding,) = diagnose([replace(WELL, error="x could not prove who it is: its certificate is signed by itself", failures=1)], NOW)
    assert finding.remedy == f"newsreader feed trust {WELL.id}"


def test_a_feed_that_is_well_is_not_spoken_of() -> None:
    assert diagnose([WELL], NOW) == []


@pytest.mark.parametrize(
    ("feed", "kind", "cause"),
    [
        (replace(WELL, retired_at=NOW - 3 * DAY), "gone", "its server said 3 days ago"),
        (replace(WELL, retired_at=NOW - 3600), "gone", "its server said today that"),
        (replace(WELL, error="it answered 404", failures=4, failing_since=NOW - 9 * DAY), "failing", "it answered 404 (4 times in a row, for 9 days)"),
        (replace(WELL, moved_to="https://new.example/", moved_times=-1), "moved", "https://new.example/; that was undone"),
        (replace(WELL, posted_at=NOW - 800 * DAY, newest=NOW - 800 * DAY), "silent", "it last posted 2 years ago"),
        (replace(WELL, posted_at=None, newest=None, total=0, recent=0), "silent", "it has no entries at all"),
        (replace(WELL, recent=2000), "noisy", "2,000 entries in the last week"),
        (replace(WELL, took=9500), "slow", "9.5 s"),
    ],
)
def test_what_is_wrong_is_said_with_its_cause(feed: FeedHealth, kind: str, cause: str) -> None:
    (finding,) = diagnose([feed], NOW)
    assert (finding.kind, finding.feed) == (kind, 1)
    assert cause in finding.cause
    assert finding.remedy.startswith("newsreader ")


def test_a_quiet_feed_is_nothing_to_unsubscribe_from_and_a_paused_one_not_quiet() -> None:
    quiet = replace(WELL, posted_at=NOW - 800 * DAY, newest=NOW - 800 * DAY)
    assert diagnose([quiet], NOW)[0].remedy == f"newsreader feed pause {WELL.id}"
    assert diagnose([replace(quiet, paused=True)], NOW) == []


def test_doubles_are_found_by_address_and_by_what_they_bring() -> None:
    spelled = replace(WELL, id=2, url="http://www.hills.example/feed.xml/", body_hash=b"2")
    mirror = replace(WELL, id=3, url="https://mirror.example/rss", body_hash=b"1")
    other = replace(WELL, id=4, url="https://other.example/rss", body_hash=b"4")
    unread = [replace(WELL, id=n, url=f"https://n{n}.example/", body_hash=None) for n in (5, 6)]
    found = diagnose([WELL, spelled, mirror, other, *unread], NOW)
    assert [(finding.kind, finding.feed) for finding in found] == [("duplicated", 2), ("duplicated", 3)]
    assert "same address as feed 1" in found[0].cause
    assert "brings the same as feed 1" in found[1].cause


def test_a_feed_that_moved_onto_another_is_a_double_to_be_merged() -> None:
    target = replace(WELL, id=2, url="https://new.example/feed.xml", body_hash=b"2")
    (finding,) = diagnose([replace(WELL, moved_to=target.url, moved_times=4), target], NOW)
    assert (finding.kind, finding.remedy) == ("moved", "newsreader feed merge 1 2")


@pytest.mark.parametrize(("old", "new"), [(1, 2), (2, 1)])
def test_a_double_that_moved_onto_the_other_is_said_once(old: int, new: int) -> None:
    target = replace(WELL, id=new, url="https://new.example/feed.xml")
    found = diagnose([replace(WELL, id=old, moved_to=target.url, moved_times=4), target], NOW)
    assert [(finding.kind, finding.remedy) for finding in found] == [("moved", f"newsreader feed merge {old} {new}")]


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ("hills.example wants a name and a password (401)", "newsreader feed set 1 user=NAME password=file:PATH"),
        ("hills.example doesn't accept the password, token or cookie (401)", "newsreader feed set 1 user=NAME password=file:PATH"),
        ("this is a web page, not a feed", "newsreader add 'https://hills.example/feed.xml?a=1&b=2'"),
    ],
)
def test_what_another_try_does_not_mend_is_met_by_what_does(error: str, remedy: str) -> None:
    feed = replace(WELL, url="https://hills.example/feed.xml?a=1&b=2", error=error, failures=50, failing_since=NOW - 60 * DAY)
    assert [finding.remedy for finding in diagnose([feed], NOW)] == [remedy]


def test_wrong_counters_are_mended_and_right_ones_left_alone(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, entry("a"), entry("b"))
    assert mend_counters(store) == 0
    with store.writing() as db:
        db.execute("UPDATE feeds SET unread = 7, total = 0")
    assert mend_counters(store) == 1
    assert store.row("SELECT total, unread, starred FROM feeds") == (2, 2, 0)


def test_health_is_read_off_the_library(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, entry("a", published=NOW - DAY), entry("b", published=NOW - 30 * DAY))
    (health,) = feed_health(store, NOW)
    assert (health.id, health.total, health.newest, health.recent) == (feed, 2, NOW - DAY, 1)


def test_the_log_of_hosts_counts_and_is_bounded(store: Store) -> None:
    note_contacts(store, {("a.example", "feed"): 2, ("a.example", "page"): 1}, NOW)
    note_contacts(store, {("a.example", "feed"): 1}, NOW + 5)
    first = all_contacts(store)[0]
    assert (first.host, first.purpose, first.first_at, first.last_at, first.times) == ("a.example", "feed", NOW, NOW + 5, 3)
    note_contacts(store, {(f"h{n}.example", "feed"): 1 for n in range(MOST)}, NOW + 9)
    assert len(all_contacts(store)) == MOST
    assert all(contact.host != "a.example" for contact in all_contacts(store))
