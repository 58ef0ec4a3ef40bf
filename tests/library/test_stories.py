"""The same story is told once: found by address and by words, put right by hand, and never where precision would suffer."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsreader.feeds.parse import parse_feed
from newsreader.library.canonical import canonical
from newsreader.library.folding import Folded, fold
from newsreader.library.indexing import index_waiting
from newsreader.library.marks import mark
from newsreader.library.stories import also_in, join, prefer, prefer_folder, split, with_copies
from newsreader.library.storythreads import thread_arrivals
from newsreader.library.undo import undo
from newsreader.model.parsed import ParsedEntry
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.lists import entry_ids
from tests.bench.stories import PARTS, judged
from tests.builders import NOW, add_entries, add_feed, entry
from tests.library.story_pairs import pairs

WIRE = "A bridge under construction collapsed in the northern district on Monday morning, killing five workers and injuring eleven others, officials said."


def arrive(store: Store, feed: int, *entries: ParsedEntry) -> list[int]:
    ids = add_entries(store, feed, *entries)
    index_waiting(store)
    thread_arrivals(store, NOW)
    return ids


def told(store: Store, name: str, title: str, text: str = WIRE, feed: str | None = None, published: int = NOW - 1000) -> int:
    """A story in a feed of its own; gives the entry."""
    return arrive(store, add_feed(store, feed or name), entry(name, title, published, f"<p>{text}</p>"))[0]


def once(store: Store, ids: Sequence[int]) -> list[int]:
    return list(fold(store, ids).ids)


def others(store: Store, entry_id: int) -> list[int]:
    return [each.id for each in also_in(store, [entry_id]).get(entry_id, ())]


def test_precision_on_the_labelled_pairs() -> None:
    found = [pair for part in PARTS for pair in pairs(part)]
    assert len(found) >= 700
    assert sum(pair.same for pair in found) >= 120
    assert len({pair.one.group.split()[0] for pair in found}) >= 30
    right, wrong, missed = judged(found)
    print(f"precision {len(right) / (len(right) + len(wrong)):.3f}, recall {len(right) / (len(right) + len(missed)):.3f}")
    assert len(right) >= 90
    assert len(right) / (len(right) + len(wrong)) >= 0.98


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/story/", "http://example.org/a/story?utm_source=rss&utm_medium=feed#comments"),
        ("https://m.example.org/a/story?b=2&a=1", "https://example.org/a/story?a=1&b=2&fbclid=xyz"),
        ("https://example.org/a/story/amp/", "https://amp.example.org/a/story"),
        ("https://example.org/a%20story/index.html", "https://example.org/a story"),
    ],
)
def test_addresses_of_one_page_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org", "mailto:a@b", "", "https://[bad", "javascript:alert(1)", None])
def test_what_names_no_story_has_no_address_to_compare(url: str | None) -> None:
    assert canonical(url) == ""


def test_what_tells_pages_apart_stays_in_the_address() -> None:
    assert canonical("https://example.org/item?id=1") != canonical("https://example.org/item?id=2")
    assert canonical("https://example.org/A") != canonical("https://example.org/a")


def test_one_page_linked_by_two_feeds_is_one_story_whatever_they_call_it(store: Store) -> None:
    first = arrive(store, add_feed(store, "paper"), entry("a", "The river is back", url="https://site.example/river?utm_source=x"))[0]
    second = arrive(store, add_feed(store, "links"), entry("b", "Great read", url="http://www.site.example/river", html=""))[0]
    assert others(store, first) == [second]
    assert others(store, second) == [first]
    assert once(store, entry_ids(store, Query())) == [first]
    assert list(with_copies(store, [second])) == [second, first]


def test_a_feed_whose_entries_all_link_one_page_is_not_told_apart_by_it(store: Store) -> None:
    feed = add_feed(store, "weather")
    arrive(store, feed, *(entry(str(n), f"Bulletin {n}", url="https://site.example/now", html="") for n in range(3)))
    other = arrive(store, add_feed(store, "links"), entry("x", "The weather page", url="https://site.example/now", html=""))[0]
    assert len(others(store, other)) <= 1


def test_a_wire_story_under_two_titles_is_one_and_its_update_is_not(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses in northern district")
    second = told(store, "b", "Bridge collapse in the north leaves 5 dead")
    third = told(store, "c", "Toll in bridge collapse rises to seven", "The death toll in a bridge collapse rose to seven after two bodies were found.")
    assert others(store, first) == [second]
    assert others(store, third) == []


def test_a_feed_never_doubles_itself(store: Store) -> None:
    feed = add_feed(store, "a")
    ids = arrive(store, feed, entry("one", "Bridge collapses", html=f"<p>{WIRE}</p>"), entry("two", "Bridge collapses", html=f"<p>{WIRE}</p>"))
    assert [others(store, each) for each in ids] == [[], []]


def test_what_lies_days_apart_is_not_one_story(store: Store) -> None:
    first = told(store, "a", "Bridge collapses in the north")
    told(store, "b", "Bridge collapses in the north", published=NOW - 5 * 86_400)
    assert others(store, first) == []


def test_the_preferred_source_leads_and_undo_gives_the_lead_back(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    third = told(store, "c", "Bridge collapses, five dead")
    prefer(store, 3, True)
    assert once(store, [first, second, third]) == [third]
    assert others(store, first) == [third, second]
    undo(store)
    assert once(store, [first, second, third]) == [first]


def test_only_what_the_list_holds_can_lead_in_it(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    assert once(store, [second]) == [second]
    assert once(store, [first, second]) == [first]


def test_reading_one_reads_all_in_one_step(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    told(store, "b", "Bridge collapse leaves five dead")
    assert mark(store, [first], "star").words == "1 starred"
    assert mark(store, [first], "read", stories=True).words == "2 marked read"
    assert len(entry_ids(store, Query(unread=True))) == 0
    undo(store)
    assert len(entry_ids(store, Query(unread=True))) == 2


def test_what_was_split_stays_apart_and_undo_joins_it_again(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    split(store, second)
    third = told(store, "c", "Bridge collapses, five dead")
    assert others(store, second) == []
    assert others(store, third) == [first]
    undo(store)
    assert others(store, second) == [first, third]


def test_what_was_joined_stays_joined_and_undo_parts_it(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "A quiet day in the valley", "Nothing happened in the valley on Monday, and everybody was glad about it.")
    assert join(store, [first, second]).words == "2 joined as one story"
    third = told(store, "c", "Bridge collapse leaves five dead")
    assert others(store, second) == [first, third]
    undo(store)
    assert others(store, second) == []


def test_hidden_copies_are_not_shown(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    with store.writing() as db:
        db.execute("UPDATE entries SET hidden = 2 WHERE id = ?", (second,))
    assert others(store, first) == []


def test_a_thread_survives_that_its_first_entry_goes(store: Store) -> None:
    ids = [told(store, name, f"Bridge collapse leaves five dead {name}") for name in "abc"]
    with store.writing() as db:
        db.execute("DELETE FROM entries WHERE id = ?", (ids[0],))
    assert others(store, ids[1]) == [ids[2]]


def test_threading_goes_on_where_it_was_stopped(store: Store) -> None:
    for name in "ab":
        add_entries(store, add_feed(store, name), entry(name, "Bridge collapse leaves five dead", html=f"<p>{WIRE}</p>"))
    index_waiting(store)
    assert thread_arrivals(store, NOW, stop=lambda: True) == 0
    assert thread_arrivals(store, NOW) == 1
    assert thread_arrivals(store, NOW) == 0


@pytest.mark.parametrize(
    ("names", "stories"), [(("nnw_allthis.atom", "nnw_allthis.json"), 12), (("mf_large_atom.xml", "mf_large_rss.xml"), 25)]
)
def test_two_forms_of_one_real_feed_tell_each_story_once(store: Store, shared: Path, names: tuple[str, str], stories: int) -> None:
    for name in names:
        parsed = parse_feed((shared / "data/feeds" / name).read_bytes(), None, f"https://{name}.example/feed")
        arrive(store, add_feed(store, name), *parsed.entries)
    listed = entry_ids(store, Query())
    assert len(listed) == 2 * stories
    assert len(once(store, listed)) == stories


def test_what_is_unread_leads_so_that_nothing_hides_it(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    third = told(store, "c", "Bridge collapses, five dead")
    prefer(store, 2, True)
    mark(store, [first, second], "read")
    assert once(store, [first, second, third]) == [third]
    mark(store, [third], "read")
    assert once(store, [first, second, third]) == [second]


def test_a_lead_that_stands_further_down_the_list_leads_it_all_the_same(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    top = fold(store, [second], among=lambda ids: ids)
    assert (list(top.ids), list(top.folded)) == ([], [second])
    assert list(fold(store, [second, first], top).ids) == [first]
    alone = fold(store, [second], among=lambda _ids: ())
    assert list(alone.ids) == [second]
    assert list(fold(store, [second, first], alone).ids) == [second]


def test_a_promised_lead_that_is_gone_is_followed_by_another(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    top = fold(store, [second], among=lambda ids: ids)
    assert list(top.leads.values()) == [first]
    assert list(fold(store, [second], top).ids) == [second]


def test_a_row_that_is_shown_leads_what_comes_later(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    part = fold(store, [second], Folded(array("q")))
    rest = fold(store, [first], part)
    assert (list(part.ids), list(rest.ids), list(rest.folded)) == ([second], [], [first])


def test_a_folder_of_preferred_feeds(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = arrive(store, add_feed(store, "b", "Papers/Daily"), entry("b", "Bridge collapse leaves five dead", NOW - 1000, f"<p>{WIRE}</p>"))[0]
    assert prefer_folder(store, "Papers", True).count == 1
    assert once(store, [first, second]) == [second]
    assert prefer_folder(store, "Paper", False).count == 0
    undo(store)
    assert once(store, [first, second]) == [first]


def test_a_story_that_was_parted_is_not_dragged_into_what_is_joined_later(store: Store) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    third = told(store, "c", "Bridge collapses, five dead")
    split(store, first)
    fourth = told(store, "d", "Something else entirely happened", "Another text that has nothing to do with it and is long enough to be compared at all.")
    join(store, [first, fourth])
    assert others(store, first) == [fourth]
    assert others(store, second) == [third]


@pytest.mark.parametrize("path", ["/post/1", "/a/index.html", "/amp/", "/x/amp.html", "//x//", "/a.b_c~d-e/", "/default.aspx", "/index.php/"])
def test_a_plain_address_is_known_by_the_same_as_one_with_something_to_take_off(path: str) -> None:
    for host in ("www.site.example", "m.x.org", "a-b.c"):
        assert canonical(f"https://{host}{path}") == canonical(f"https://{host}{path}?utm_source=feed")


def test_a_long_list_is_folded_as_a_short_one_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        told(store, name, "Five killed as bridge collapses")
    told(store, "d", "Rain", "Rain fell on the hills for three days, and the river rose by two metres, the water board said on Monday.")
    monkeypatch.setattr("newsreader.store.tellings._PAGE", 2)
    mark(store, [1], "read")
    ids = entry_ids(store, Query())
    parts = [ids[:1], ids[1:]]
    for before in (None, *(fold(store, part) for part in parts), Folded(array("q"), array("q"), {1: 2})):
        short = fold(store, ids, before)
        with monkeypatch.context() as now:
            now.setattr("newsreader.library.folding.ASKED_ONE_BY_ONE", 0)
            long = fold(store, ids, before)
        assert (long.ids, long.folded) == (short.ids, short.folded)


def test_what_comes_below_a_long_list_tells_nothing_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = told(store, "a", "Five killed as bridge collapses")
    second = told(store, "b", "Bridge collapse leaves five dead")
    for long_lists in (0, 100):
        with monkeypatch.context() as now:
            now.setattr("newsreader.library.folding.ASKED_ONE_BY_ONE", 0)
            part = fold(store, [second], Folded(array("q")))
            now.setattr("newsreader.library.folding.ASKED_ONE_BY_ONE", long_lists)
            rest = fold(store, [first], Folded(part.ids, part.folded, part.leads))
        assert (list(part.ids), list(rest.ids), list(rest.folded)) == ([second], [], [first])
