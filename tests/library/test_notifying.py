"""What somebody is told of after a refresh."""

from __future__ import annotations

from newsreader.library.incoming import follow_rules
from newsreader.library.indexing import index_waiting
from newsreader.library.notifying import Notification, claim_notification
from newsreader.library.rules import add_rule
from newsreader.store.connection import Store
from tests.builders import NOW, add_entries, add_feed, entry


def arrive(store: Store, feed: int, *titles: str) -> None:
    """Entries come, and rules are followed."""
    add_entries(store, feed, *(entry(title, title) for title in titles))
    index_waiting(store, lambda: False)
    follow_rules(store, NOW)


def test_one_entry_is_told_by_its_feed_and_title_once(store: Store) -> None:
    add_rule(store, "rain", ["notify"])
    arrive(store, add_feed(store, "hills"), "Rain at last", "Sun again")
    assert claim_notification(store, NOW) == Notification("hills", "Rain at last")
    assert claim_notification(store, NOW) is None


def test_many_are_told_in_one_sentence(store: Store) -> None:
    add_rule(store, "rain", ["notify"])
    add_rule(store, "today", ["notify", "star"])
    for name in ("hills", "plains", "lakes"):
        arrive(store, add_feed(store, name), *(f"Rain {n} today in {name}" for n in range(4)))
    told = claim_notification(store, NOW)
    assert told is not None
    assert told.title == "12 new in 3 feeds"
    assert told.body == "Rain 3 today in lakes; Rain 2 today in lakes; Rain 1 today in lakes; …" or told.body.endswith("; …")
    arrive(store, add_feed(store, "more"), "Rain here", "Rain there")
    told = claim_notification(store, NOW)
    assert told is not None
    assert told.title == "2 new in more"


def test_what_is_muted_or_old_is_told_of_no_more(store: Store) -> None:
    add_rule(store, "rain", ["notify"])
    add_rule(store, "royal", ["notify", "mute"])
    feed = add_feed(store)
    arrive(store, feed, "Royal visit")
    assert claim_notification(store, NOW) is None
    arrive(store, feed, "Rain")
    assert claim_notification(store, NOW + 7200) is None
    assert claim_notification(store, NOW) is None


def test_its_text_is_clean_and_short(store: Store) -> None:
    add_rule(store, "rain", ["notify"])
    arrive(store, add_feed(store), "Rain \x1b]0;x\x07\n" + "long " * 200)
    told = claim_notification(store, NOW)
    assert told is not None
    assert told.body.isprintable()
    assert len(told.body) <= 300
