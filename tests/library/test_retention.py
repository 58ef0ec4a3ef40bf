"""What is too old leaves the lists, never what a rule keeps, and what left comes back until its text is given up."""

from __future__ import annotations

import pytest

from newsreader.library.indexing import index_waiting
from newsreader.library.notes import write_note
from newsreader.library.retention import (
    GRACE,
    REMOVED,
    CannotKeep,
    bring_back,
    drop_keeping,
    keepings,
    library_size,
    set_keeping,
    shrink,
    surplus,
    upkeep,
)
from newsreader.library.tagging import tag
from newsreader.library.undo import remove_feed, undo
from newsreader.model.query import Query, parse_query
from newsreader.model.subscription import Subscription
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds, all_feeds, remove_feeds
from newsreader.store.lists import entry_ids
from tests.builders import NOW, add_entries, add_feed, entry

DAY = 86_400


def aged(store: Store, feed: int, count: int, read: bool = True) -> list[int]:
    """A feed's entries, one a day, the newest first."""
    ids = add_entries(store, feed, *(entry(str(n), published=NOW - n * DAY) for n in range(count)))
    if read:
        journal.mark(store, ids, "read", True, "{count} marked read", NOW)
    return ids


def shown(store: Store) -> list[int]:
    return list(entry_ids(store, Query()))


def test_without_a_rule_everything_is_kept(store: Store) -> None:
    ids = aged(store, add_feed(store), 400)
    upkeep(store, NOW)
    assert len(shown(store)) == len(ids)


def test_what_is_starred_tagged_noted_or_unread_stays(store: Store) -> None:
    ids = aged(store, add_feed(store), 10)
    journal.mark(store, ids[9:10], "starred", True, "{count}", NOW)
    journal.mark(store, ids[8:9], "read", False, "{count}", NOW)
    tag(store, ids[7:8], "water")
    write_note(store, ids[6], "ask Ada")
    set_keeping(store, "", days=3, most=None)
    assert set(surplus(store, NOW)) == {ids[4], ids[5]}
    assert upkeep(store, NOW).words == "2 entries left the lists"
    assert shown(store) == [*ids[:4], *ids[6:]]
    assert all_feeds(store)[0].total == 8


def test_the_nearest_rule_holds_feed_before_folder_before_all(store: Store) -> None:
    feeds = [add_feed(store, "a", "News/Asia"), add_feed(store, "b", "News"), add_feed(store, "c")]
    for feed in feeds:
        aged(store, feed, 10)
    set_keeping(store, "", None, 5)
    set_keeping(store, "folder:News", None, 3)
    set_keeping(store, f"feed:{feeds[0]}", None, 8)
    upkeep(store, NOW)
    assert {feed.id: feed.total for feed in all_feeds(store)} == dict(zip(feeds, (8, 3, 5), strict=True))


def test_a_feed_may_be_kept_for_ever_within_a_bounded_library(store: Store) -> None:
    a, b = add_feed(store, "a"), add_feed(store, "b")
    aged(store, a, 5)
    aged(store, b, 5)
    set_keeping(store, "", None, 1)
    set_keeping(store, f"feed:{a}", None, None)
    upkeep(store, NOW)
    assert {feed.id: feed.total for feed in all_feeds(store)} == {a: 5, b: 1}


def test_saved_pages_are_never_too_old(store: Store) -> None:
    (saved,), _ = add_feeds(store, [Subscription("newsreader:saved", "Saved")], typed=False)
    aged(store, saved, 3)
    set_keeping(store, "", None, 1)
    upkeep(store, NOW)
    assert len(shown(store)) == 3


def test_what_left_the_lists_comes_back_while_its_text_is_there(store: Store) -> None:
    feed = add_feed(store)
    ids = aged(store, feed, 4)
    index_waiting(store)
    set_keeping(store, "", None, 1)
    upkeep(store, NOW)
    assert bring_back(store).count == 3
    assert shown(store) == ids
    upkeep(store, NOW, force=True)
    upkeep(store, NOW + GRACE + DAY)
    assert bring_back(store).count == 0
    assert store.value("SELECT count(*) FROM bodies") == 1
    assert list(entry_ids(store, parse_query("text"))) == ids[:1]


def test_a_feed_that_still_has_what_was_given_up_cannot_bring_it_back_as_new(store: Store) -> None:
    feed = add_feed(store)
    aged(store, feed, 3)
    set_keeping(store, "", None, 1)
    upkeep(store, NOW)
    upkeep(store, NOW + GRACE + DAY)
    assert add_entries(store, feed, *(entry(str(n), published=NOW - n * DAY) for n in range(3))) == []
    assert len(shown(store)) == 1


def test_upkeep_runs_once_a_day(store: Store) -> None:
    aged(store, add_feed(store), 3)
    set_keeping(store, "", None, 1)
    upkeep(store, NOW)
    set_keeping(store, "", 1, None)
    bring_back(store)
    assert upkeep(store, NOW + 3_600).trimmed == 0
    assert upkeep(store, NOW + DAY).trimmed == 2


def test_rules_of_keeping_are_undone_like_everything(store: Store) -> None:
    set_keeping(store, "", 30, None)
    set_keeping(store, "", 60, None, keep=["starred"])
    drop_keeping(store, "")
    assert keepings(store) == ()
    undo(store)
    assert [(each.days, each.keep) for each in keepings(store)] == [(60, ("starred",))]
    undo(store)
    undo(store)
    assert keepings(store) == ()


@pytest.mark.parametrize(
    ("scope", "days", "keep", "says"),
    [("", 0, (), "out of reason"), ("feed:99", 3, (), "no feed:99"), ("folder:X", 3, (), "no folder:X"), ("", 3, ("old",), "nothing that could stay")],
)
def test_a_rule_that_makes_no_sense_is_refused_in_words(store: Store, scope: str, days: int, keep: tuple[str, ...], says: str) -> None:
    with pytest.raises(CannotKeep, match=says):
        set_keeping(store, scope, days, None, keep)


def test_an_unsubscribed_feed_is_deleted_only_when_undoing_no_longer_reaches_it(store: Store) -> None:
    reached, lost = add_feed(store, "a"), add_feed(store, "b")
    for feed in (reached, lost):
        aged(store, feed, 3, read=False)
    remove_feeds(store, [lost], NOW - 2 * REMOVED)
    remove_feed(store, reached)
    later = int(store.value("SELECT max(at) FROM journal")) + 2 * REMOVED
    assert upkeep(store, later).deleted >= 3
    assert [row[0] for row in store.rows("SELECT id FROM feeds")] == [reached]
    undo(store)
    assert len(shown(store)) == 3


def test_a_library_shrinks_bit_by_bit_and_says_its_size(store: Store) -> None:
    feed = add_feed(store)
    add_entries(store, feed, *(entry(str(n), html="<p>" + f"{n} " * 900 + "</p>") for n in range(300)))
    with store.writing() as db:
        db.execute("DELETE FROM entries")
    before = library_size(store)
    assert before.free > 200_000
    assert shrink(store, spare=0) == before.free
    after = library_size(store)
    assert (after.free, after.file) == (0, before.file - before.free)
