"""A list is a snapshot: ids in their order, rows read by windows, grown but never reordered."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from newsreader.library.folding import Folded
from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.tui.listing import KEPT_WINDOWS, WINDOW, Choice, Listing


class Library:
    """Headlines by id; remembers what was read."""

    def __init__(self, read: frozenset[int] = frozenset(), gone: frozenset[int] = frozenset()) -> None:
        self.read_ids, self.gone = read, gone
        self.asked: list[Sequence[int]] = []

    def rows(self, ids: Sequence[int]) -> dict[int, Headline]:
        self.asked.append(ids)
        return {i: Headline(i, 1, "Feed", f"Title {i}", None, None, 0, i in self.read_ids, False) for i in ids if i not in self.gone}


def listing(library: Library, count: int) -> Listing:
    return Listing(Choice("all", "All"), Folded(array("q", range(1, count + 1))), count, library.rows)


def test_only_the_windows_that_are_looked_at_are_read() -> None:
    library = Library()
    rows = listing(library, 100_000)
    first, far = rows.row(0), rows.row(70_000)
    assert (first.id if first else 0, far.id if far else 0) == (1, 70_001)
    rows.row(5)
    assert [len(ids) for ids in library.asked] == [WINDOW, WINDOW]


def test_windows_far_away_are_let_go() -> None:
    library = Library()
    count = WINDOW * (KEPT_WINDOWS + 10)
    rows = Listing(Choice("all", "All"), Folded(array("q", range(count))), count, library.rows, lambda ids: dict.fromkeys(ids, ()))
    for number in range(KEPT_WINDOWS + 10):
        rows.row(number * WINDOW)
    assert (len(rows._windows), len(rows._stories)) == (KEPT_WINDOWS, KEPT_WINDOWS * WINDOW)


def test_a_place_beyond_the_ends_and_an_entry_that_is_gone_are_no_rows() -> None:
    rows = listing(Library(gone=frozenset({2})), 3)
    assert [rows.row(-1), rows.row(1), rows.row(3)] == [None, None, None]


def test_the_rest_of_the_ids_is_added_below() -> None:
    rows = listing(Library(), 10)
    rows.row(3)
    rows.extend(Folded(array("q", [50, 51])))
    last = rows.row(11)
    assert last is not None
    assert (len(rows), last.id) == (12, 51)


def test_next_unread_skips_what_is_read_and_gone() -> None:
    rows = listing(Library(read=frozenset(range(1, 300)), gone=frozenset({300})), 400)
    assert rows.next_unread(0, 1) == 300
    assert rows.next_unread(200, -1) is None


def test_choices_have_names_that_last() -> None:
    assert [
        Choice("unread", "Unread", Query(unread=True)).key,
        Choice("feed", "Any name", Query(feeds=(7,))).key,
        Choice("folder", "Hills", Query(folder="News/Hills")).key,
    ] == ["unread", "feed:7", "folder:News/Hills"]


def story(*rows: int, folded: tuple[int, ...] = ()) -> Listing:
    return Listing(Choice("all", "All"), Folded(array("q", rows), array("q", folded)), 9, Library().rows, lambda ids: {})


def test_what_was_joined_stands_under_the_first_row_and_nothing_else_moves() -> None:
    rows = story(5, 4, 3, 2, 1)
    rows.regroup({4: 1, 2: 1}, 1)
    assert (list(rows.ids), list(rows.folded)) == ([5, 4, 3, 1], [2])


def test_what_was_parted_stands_below_the_cursor() -> None:
    rows = story(5, 4, 3, 1, folded=(2, 7))
    rows.regroup({2: 7, 7: 7}, 1)
    assert (list(rows.ids), list(rows.folded)) == ([5, 4, 2, 3, 1], [7])


def test_an_unfolded_row_that_is_parted_stays_where_it_is() -> None:
    rows = story(5, 4, 2, 3, folded=(2,))
    rows.under[2] = 4
    rows.regroup({4: 1}, 2)
    assert (list(rows.ids), list(rows.folded), rows.under) == ([5, 4, 2, 3], [], {})
    rows.regroup({4: 1, 2: 1}, 2)
    assert (list(rows.ids), list(rows.folded)) == ([5, 4, 3], [2])
