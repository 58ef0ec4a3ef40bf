from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.library.keptqueries import keeping, kept_queries
from newsreader.library.transfer import CannotImport, export_opml, import_bytes, import_file
from newsreader.library.undo import redo, undo
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from tests.builders import add_feed, keep_queries

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="News"><outline text="India"><outline text="Hills" type="rss" xmlUrl="https://hills.example/feed.xml"/></outline></outline>
<outline text="Plains" type="rss" xmlUrl="https://plains.example/feed.xml" category="flat,wide"/></body></opml>"""


def test_nested_folders_tags_and_titles_come_over_and_go_out_again(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_bytes(OPML)
    imported = import_file(store, file)
    assert imported.summary == "2 feeds added, 0 were there already"
    feeds = all_feeds(store)
    assert [(feed.title, feed.folder, feed.tags) for feed in feeds] == [("Hills", "News/India", ()), ("Plains", None, ("flat", "wide"))]
    out = tmp_path / "out.opml"
    out.write_bytes(export_opml(store))
    other = Store(tmp_path / "other.db")
    import_file(other, out)
    assert [(feed.url, feed.title, feed.folder, feed.tags) for feed in all_feeds(other)] == [
        (feed.url, feed.title, feed.folder, feed.tags) for feed in feeds
    ]
    other.close()


def test_an_import_is_one_step_to_undo(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_bytes(OPML)
    import_file(store, file)
    undo(store)
    assert all_feeds(store) == ()


def test_newsboats_urls_come_over_from_the_file_or_its_directory(store: Store, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(
        'https://hills.example/feed.xml "~The Hills" north news\n# a comment\nexec:~/bin/feed.sh\nquery:x:y\nhttps://plains.example/feed.xml\n'
    )
    imported = import_file(store, tmp_path)
    assert len(imported.added) == 3
    assert len(imported.skipped) == 1
    assert "line 4" in imported.skipped[0]
    assert imported.waiting == ("exec:~/bin/feed.sh waits for your word: it runs '~/bin/feed.sh' on this machine (newsreader feed confirm 2)",)
    assert imported.summary.endswith("1 line left out, 1 waits for your word (`doctor` says what for)")
    hills = next(feed for feed in all_feeds(store) if "hills" in feed.url)
    assert (hills.title, hills.tags) == ("The Hills", ("news", "north"))


def test_newsboats_query_feeds_become_lists_and_those_that_cant_say_why(store: Store, tmp_path: Path) -> None:
    keep_queries(store, {"Mine": "rain"})
    file = tmp_path / "urls"
    file.write_text(
        'https://hills.example/feed.xml news\n"query:Unread News:unread = \\"yes\\" and tags # \\"news\\""\n'
        '"query:Odd:unread = = "\n"query:Mine:age < 3"\nquery:x:y\n'
    )
    imported = import_file(store, file)
    assert imported.queries == ("Unread News",)
    assert kept_queries(store) == {"Mine": "rain", "Unread News": 'unread = "yes" and tags # "news"'}
    assert imported.summary == "1 feed added, 0 were there already, 1 query feed kept as a list, 3 lines left out"
    odd, mine, word = imported.skipped
    assert "line 3: a query feed whose filter can't be read (unread = wants a text in quotes" in odd
    assert "line 4: a list Mine is there already, with another query" in mine
    assert "line 5: a query feed whose filter can't be read" in word
    again = import_file(store, file)
    assert (again.queries, len(again.skipped), len(kept_queries(store))) == ((), 3, 2)


def test_a_file_of_query_feeds_alone_is_one_too(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "urls"
    file.write_text('"query:Late:age between 0:7"\n')
    assert import_file(store, file).queries == ("Late",)


@pytest.mark.parametrize("content", [b"", b"<opml><body>", b"just words", b"\x00\xff\xfe\x00" * 50, b"<html><body>x</body></html>"])
def test_what_names_no_feed_is_refused_in_words(store: Store, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "feeds"
    file.write_bytes(content)
    with pytest.raises(CannotImport, match="feeds"):
        import_file(store, file)
    with pytest.raises(CannotImport, match="can't be read"):
        import_file(store, tmp_path / "nothing")


def test_undoing_an_import_takes_the_settings_of_folders_back_too(store: Store) -> None:
    add_feed(store, "mine", "News")
    document = b"""<opml version="2.0" xmlns:n="urn:newsreader:settings"><body n:every="1h"><outline text="News" n:images="off">
        <outline xmlUrl="https://theirs.example/f" n:every="1d"/></outline></body></opml>"""
    import_bytes(store, document, "list", typed=True)
    made = store.rows("SELECT * FROM options WHERE scope GLOB 'folder:*'")
    assert made == [("folder:", "every", "1h"), ("folder:News", "images", "off")]
    undo(store)
    assert store.rows("SELECT * FROM options WHERE scope GLOB 'folder:*'") == []
    assert [feed.title for feed in all_feeds(store)] == ["mine"]
    redo(store)
    assert store.rows("SELECT * FROM options WHERE scope GLOB 'folder:*'") == made
    assert len(all_feeds(store)) == 2


def test_undoing_an_import_takes_its_lists_too_and_leaves_those_that_were_changed_since(store: Store, tmp_path: Path) -> None:
    keep_queries(store, {"Mine": "rain"})
    file = tmp_path / "urls"
    file.write_text('https://hills.example/feed.xml\n"query:Late:age between 0:7"\n"query:New:unread = \\"yes\\""\n')
    import_file(store, file)
    undone = undo(store)
    assert undone is not None
    assert undone.words.startswith("undone: imported 1 feed and 2 query feeds")
    assert (kept_queries(store), all_feeds(store)) == ({"Mine": "rain"}, ())
    redo(store)
    assert kept_queries(store) == {"Mine": "rain", "Late": "age between 0:7", "New": 'unread = "yes"'}
    journal.make(store, keeping(store, {"Late": "snow"}))
    undo(store)
    assert kept_queries(store) == {"Mine": "rain", "Late": "snow"}


def test_a_list_of_query_feeds_alone_is_a_step_to_undo(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "urls"
    file.write_text('"query:Late:age between 0:7"\n')
    import_file(store, file)
    undo(store)
    assert kept_queries(store) == {}
    import_file(store, file)
    assert import_file(store, file).record == 0  # it is there, so nothing was done


def test_outlines_that_name_no_feed_are_counted_and_said(store: Store) -> None:
    body = b"""<opml version="2.0"><body>
<outline text="A" xmlUrl="https://a.example/f"/>
<outline text="Run" xmlUrl="javascript:alert(1)"/>
<outline text="Folder" xmlUrl=""><outline text="Old" xmlUrl="ftp://b.example/f"/></outline>
</body></opml>"""
    imported = import_bytes(store, body, "my.opml", typed=True)
    assert imported.summary == "1 feed added, 0 were there already, 2 lines left out"
    assert [line.partition(": no address of a feed")[0] for line in imported.skipped] == ["my.opml, line 3", "my.opml, line 4"]
    assert imported.skipped[1].endswith("ftp://b.example/f")


def test_a_list_of_nothing_but_other_addresses_says_so(store: Store) -> None:
    with pytest.raises(CannotImport, match=r"names no feed.*line 1: .*javascript:x"):
        import_bytes(store, b'<opml><body><outline xmlUrl="javascript:x"/></body></opml>', "my.opml", typed=True)
