"""The feeds pane's rows: smart lists, nested folders with what is unread in them, feeds, the last search."""

from __future__ import annotations

from newsreader.library.lists import Sidebar, TagRow
from newsreader.model.feed import Feed
from newsreader.model.query import Query
from newsreader.tui.listing import Choice
from newsreader.tui.panes.feeds import FeedRow, build_rows

FEEDS = (
    Feed(4, "https://d.example/", "Quiet", folder="Craft"),
    Feed(2, "https://b.example/", "alpha", folder="News", unread=2, error="gone"),
    Feed(1, "https://a.example/", "Zebra", folder="News/Hills", unread=3),
    Feed(3, "https://c.example/", "Loose", unread=1),
)


def shown(rows: list[FeedRow]) -> list[str]:
    return [f"{'  ' * row.depth}{row.choice.title} {row.count}" if row.choice else "" for row in rows]


def test_folders_nest_and_hold_the_sum_of_what_is_in_them() -> None:
    rows = build_rows(Sidebar(10, 6, 1, 2, FEEDS), 0, (), None)
    assert shown(rows) == [
        "", "All 10", "Unread 6", "Starred 1", "Today 2", "Continue 0", "",
        "Craft 0", "  Quiet 0", "News 5", "  alpha 2", "  Hills 3", "    Zebra 3", "Loose 1",
    ]  # fmt: skip


def test_a_folded_folder_hides_what_is_in_it_and_keeps_its_count() -> None:
    rows = build_rows(Sidebar(10, 6, 1, 2, FEEDS), 0, {"News"}, None)
    assert shown(rows)[7:] == ["Craft 0", "  Quiet 0", "News 5", "Loose 1"]
    assert [row.folded for row in rows if row.choice and row.choice.kind == "folder"] == [False, True]


def test_a_failure_stands_in_its_feeds_row() -> None:
    rows = build_rows(Sidebar(10, 6, 1, 2, FEEDS), 0, (), None)
    assert [row.error for row in rows if row.error] == ["gone"]


def test_a_search_is_a_row_of_its_own() -> None:
    search = (Choice("search", "monsoon", Query(words=("monsoon",))), 12)
    assert "monsoon 12" in shown(build_rows(Sidebar(10, 6, 1, 2, FEEDS), 0, (), search))


def test_without_feeds_the_smart_lists_are_all_there_is() -> None:
    assert shown(build_rows(Sidebar(0, 0, 0, 0, ()), 0, (), None)) == ["", "All 0", "Unread 0", "Starred 0", "Today 0", "Continue 0"]


def test_tags_open_like_folders_and_stand_below() -> None:
    tagged = Sidebar(10, 6, 1, 2, FEEDS, (TagRow("india", 5, "", FEEDS[:2]), TagRow("later", 1, "red")))
    closed = build_rows(tagged, 0, (), None)
    assert [(row.choice.title, row.count, row.fold) for row in closed[-2:] if row.choice] == [("india", 5, "#india"), ("later", 1, "")]
    opened = build_rows(tagged, 0, {"#india"}, None)
    keys = [row.choice.key for row in opened if row.choice]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if key.startswith("#india>feed:")] == [f"#india>feed:{feed.id}" for feed in FEEDS[:2]]
