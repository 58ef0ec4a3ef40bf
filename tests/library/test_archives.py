"""Moving in from newsboat: what it has read, flagged and kept comes over with its list of feeds, once, and goes with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newsreader.library.indexing import index_waiting
from newsreader.library.lists import entry_ids, headlines, sidebar
from newsreader.library.transfer import import_file
from newsreader.library.undo import redo, undo
from newsreader.model.entry import Headline
from newsreader.model.parsed import ParsedEntry
from newsreader.model.query import parse_query
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.feeds import all_feeds
from newsreader.store.rules import CURSOR, arrived_ids
from newsreader.store.saving import save_entries
from newsreader.store.state import get_state, set_state
from tests.builders import NOW, add_entries, add_feed, entry
from tests.newsboat import SCHEMA, item, make_cache

HILLS, PLAINS = "https://hills.example/feed.xml", "https://plains.example/feed.xml"


@pytest.fixture
def newsboat(tmp_path: Path) -> Path:
    """newsboat's directory with two feeds and what it has of them."""
    (tmp_path / "urls").write_text(f'{HILLS} "~The Hills" news\n{PLAINS}\n"query:New:unread = \\"yes\\""\n')
    make_cache(
        tmp_path,
        item(HILLS, "old", unread=0, pubDate=1_500_000_000, author="Ada &amp; Eve", enclosure_url="https://site.example/a.mp3", enclosure_type="audio/mpeg"),
        item(HILLS, "liked", "Salt &amp; <b>light</b>", flags="sX", unread=0),
        item(HILLS, "waiting"),
        item(PLAINS, "away", deleted=1),
        item(PLAINS, "Only a title", url="", content=""),
        item("https://gone.example/feed", "gone"),
        titles={HILLS: "Hills", PLAINS: "Plains &amp; Sons"},
    )
    return tmp_path


def shown(store: Store, query: str = "") -> dict[str, Headline]:
    """The entries of a query by their titles."""
    rows = headlines(store, entry_ids(store, parse_query(query)))
    return {row.title: row for row in rows.values()}


def test_what_newsboat_has_kept_comes_over_with_its_marks(store: Store, newsboat: Path) -> None:
    imported = import_file(store, newsboat)
    assert imported.summary == "2 feeds added, 0 were there already, 5 entries of newsboat's, 3 of them read, 1 flagged, 1 query feed kept as a list"
    assert imported.notes == ("1 entry of 1 feed that you no longer follow stayed in newsboat's cache",)
    assert [feed.title for feed in all_feeds(store)] == ["Plains & Sons", "The Hills"]
    rows = shown(store)
    assert set(rows) == {"old", "Salt & light", "waiting", "Only a title"}
    assert {title for title, row in rows.items() if row.read} == {"old", "Salt & light"}
    assert (rows["Salt & light"].starred, rows["Salt & light"].tags) == (True, ("flag-big-X",))
    old = entry_by_id(store, rows["old"].id)
    assert old is not None
    assert (old.html, old.headline.author, old.headline.published) == ("<p>About old.</p>", "Ada & Eve", 1_500_000_000)
    assert [(each.url, each.type) for each in old.enclosures] == [("https://site.example/a.mp3", "audio/mpeg")]
    assert set(shown(store, "about waiting")) == {"waiting"}
    bar = sidebar(store, NOW)
    assert (bar.total, bar.unread, bar.starred) == (4, 2, 1)


def test_a_second_import_doubles_nothing_and_leaves_no_step_to_undo(store: Store, newsboat: Path) -> None:
    import_file(store, newsboat)
    again = import_file(store, newsboat)
    assert again.summary.startswith("0 feeds added, 2 were there already, 5 entries of newsboat's, 3 of them read, 1 flagged, 5 were here already")
    assert len(shown(store)) == 4
    undo(store)
    assert all_feeds(store) == ()
    assert not shown(store)


def test_the_urls_file_alone_or_the_cache_name_the_directory_too(store: Store, newsboat: Path) -> None:
    import_file(store, newsboat / "cache.db")
    import_file(store, newsboat / "urls")
    assert len(shown(store)) == 4


def test_xdg_directories_are_known(store: Store, tmp_path: Path) -> None:
    lists, data = tmp_path / ".config" / "newsboat", tmp_path / ".local" / "share" / "newsboat"
    lists.mkdir(parents=True)
    data.mkdir(parents=True)
    (lists / "urls").write_text(HILLS)
    make_cache(data, item(HILLS, "one"))
    import_file(store, lists)
    assert set(shown(store)) == {"one"}


def test_what_is_there_keeps_its_text_and_is_marked_and_undoing_takes_back_just_that(store: Store, newsboat: Path) -> None:
    hills = add_feed(store, "hills")
    add_entries(store, hills, entry("old", "Another title", NOW - 60), entry("other id", "By its link", NOW - 60, url="https://site.example/liked"))
    import_file(store, newsboat)
    rows = shown(store)
    assert set(rows) == {"Another title", "By its link", "waiting", "Only a title"}
    assert rows["Another title"].read
    assert rows["By its link"].starred
    undo(store)
    rows = shown(store)
    assert set(rows) == {"Another title", "By its link"}
    assert not any(row.read or row.starred or row.tags for row in rows.values())
    redo(store)
    assert {title for title, row in shown(store).items() if row.read} == {"Another title", "By its link"}
    assert len(shown(store)) == 4


def test_what_went_with_an_undone_import_comes_back_when_its_feed_brings_it_or_it_is_imported_again(store: Store, newsboat: Path) -> None:
    hills = add_feed(store, "hills")
    import_file(store, newsboat)
    undo(store)
    assert not shown(store)
    add_entries(store, hills, entry("waiting", "waiting", NOW))
    assert set(shown(store)) == {"waiting"}
    import_file(store, newsboat)
    assert set(shown(store, "feed:hills")) == {"waiting", "old", "Salt & light"}


def test_what_a_refresh_brings_later_stays_read(store: Store, newsboat: Path) -> None:
    import_file(store, newsboat)
    feeds = {feed.url: feed.id for feed in all_feeds(store)}
    add_entries(store, feeds[HILLS], entry("old", "old, corrected", NOW), entry("new", "new", NOW))
    untitled = ParsedEntry("sha256:" + "0" * 64, "x", None, None, None, None, "")
    save_entries(store, feeds[PLAINS], [(untitled, 0)], NOW)
    rows = shown(store, "feed:hills")
    assert {title for title, row in rows.items() if row.read} == {"old, corrected", "Salt & light"}
    assert len(rows) == 4


def test_rules_are_not_followed_for_what_arrived_elsewhere(store: Store, newsboat: Path) -> None:
    add_entries(store, add_feed(store, "loose"), entry("one", "one", NOW))
    index_waiting(store)
    set_state(store, CURSOR, "1")
    import_file(store, newsboat)
    assert arrived_ids(store, int(get_state(store, CURSOR)), 10) == []


def test_hostile_fields_are_cleaned_and_wrong_types_are_no_harm(store: Store, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(HILLS)
    make_cache(
        tmp_path,
        item(HILLS, b"\xff\x00raw", b"\x1b[31mred\xff", author=17, pubDate="soon", content=b"\x00\xff", unread="perhaps", flags=b"\x1b", url="javascript:x"),
        item(HILLS, 5, 7, pubDate=-1, content=3.5, unread=2**62, url="https://site.example/five"),
        item(HILLS, "far", pubDate=2**60),
        item(HILLS, "far", "twice"),
    )
    imported = import_file(store, tmp_path)
    rows = shown(store)
    assert imported.archive.startswith("3 entries of newsboat's")
    assert all("\x1b" not in title and "\x00" not in title for title in rows)
    assert rows["7"].url == "https://site.example/five"
    assert all(row.url is None or row.url.startswith("https://") for row in rows.values())


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("CREATE TABLE rss_item (id INTEGER, guid TEXT)", "has no table of entries as newsboat makes it"),
        ("CREATE VIEW rss_item AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS guid FROM r", "has no table of entries"),
        ("CREATE VIRTUAL TABLE rss_item USING fts5(guid, title, author, url, feedurl, pubDate, content, unread)", "has no table of entries"),
        ("", "has no table of entries"),
    ],
)
def test_what_is_no_cache_is_said_and_the_feeds_come(store: Store, tmp_path: Path, sql: str, why: str) -> None:
    (tmp_path / "urls").write_text(HILLS)
    with sqlite3.connect(tmp_path / "cache.db") as db:
        db.executescript(sql or "CREATE TABLE other (x)")
    imported = import_file(store, tmp_path)
    assert len(imported.added) == 1
    assert why in imported.notes[0]
    assert "the feeds came without their entries" in imported.notes[0]


def test_a_damaged_file_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(HILLS)
    path = make_cache(tmp_path, *(item(HILLS, f"entry {n}", content="x" * 3000) for n in range(200)))
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2 :] = b"\xa5" * (len(whole) - len(whole) // 2)
    path.write_bytes(whole)
    imported = import_file(store, tmp_path)
    assert "can't be read as newsboat's cache" in imported.notes[0]
    path.write_bytes(b"no database at all, but a text that goes on for a while" * 30)
    assert "can't be read as newsboat's cache" in import_file(store, tmp_path).notes[0]


def test_the_cache_is_only_read(store: Store, newsboat: Path) -> None:
    before = (newsboat / "cache.db").read_bytes()
    import_file(store, newsboat)
    assert (newsboat / "cache.db").read_bytes() == before
    assert sorted(path.name for path in newsboat.iterdir() if not path.name.startswith("library")) == ["cache.db", "urls"]


def test_newer_columns_and_missing_ones_are_no_matter(store: Store, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(HILLS)
    with sqlite3.connect(tmp_path / "cache.db") as db:
        db.executescript(SCHEMA + "ALTER TABLE rss_item ADD content_mime_type VARCHAR(255) NOT NULL DEFAULT ''; ALTER TABLE rss_item DROP flags;")
        row = item(HILLS, "plain", content="1 < 2\n\nand more", content_mime_type="text/plain")
        db.execute(f"INSERT INTO rss_item ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    import_file(store, tmp_path)
    found = entry_by_id(store, shown(store)["plain"].id)
    assert found is not None
    assert found.html == "<p>1 &lt; 2</p>\n<p>and more</p>"
