"""Settings of feeds and folders: set undoably, inherited, shown with where they come from, taken out and in with OPML."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from newsreader.library.confirming import waiting
from newsreader.library.editing import FeedEdit, edit_feed, edit_folder, rename_folder
from newsreader.library.feedoptions import place_of, set_options, shown
from newsreader.library.feedparts import CannotEdit
from newsreader.library.feedsheet import apply_sheet, feed_sheet
from newsreader.library.transfer import export_opml, import_bytes
from newsreader.library.undo import redo, remove_feed, undo
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.options import all_options
from newsreader.store.refreshes import refresh_states
from tests.builders import add_feed


def holds(store: Store, feed: int) -> Mapping[str, str]:
    return next(state.options for state in refresh_states(store) if state.id == feed)


def seen(store: Store, feed: int) -> dict[str, tuple[str, str]]:
    known, folder = place_of(store, str(feed))
    return {each.name: (each.value, each.source) for each in shown(store, known, folder)}


def test_a_feeds_own_setting_stands_over_its_folders_and_that_over_the_one_around_it(store: Store) -> None:
    feed, other = add_feed(store, "a", "News/Asia"), add_feed(store, "b", "News")
    set_options(store, "folder:News", {"every": "1d", "images": "off"})
    set_options(store, "folder:News/Asia", {"every": "2h"})
    assert dict(holds(store, feed)) == {"every": "2h", "images": "off"}
    assert dict(holds(store, other)) == {"every": "1d", "images": "off"}
    set_options(store, f"feed:{feed}", {"images": "on"})
    assert holds(store, feed)["images"] == "on"
    assert seen(store, feed)["every"] == ("2h", "folder:News/Asia")
    assert seen(store, feed)["images"] == ("on", "feed")
    assert seen(store, feed)["full_text"] == ("as fetch_page says", "")


def test_what_was_set_is_undone_and_done_again_in_one_step(store: Store) -> None:
    feed = add_feed(store)
    change = set_options(store, str(feed), {"every": "90", "full-text": "Always", "paused": "yes"})
    assert change.words == "hills: every 90m, full_text always, paused yes"
    assert all_feeds(store)[0].paused
    undo(store)
    assert (dict(all_options(store).by_scope), all_feeds(store)[0].paused) == ({}, False)
    redo(store)
    assert dict(all_options(store).own(f"feed:{feed}")) == {"every": "90m", "full_text": "always"}
    set_options(store, str(feed), {"every": ""})
    assert dict(all_options(store).own(f"feed:{feed}")) == {"full_text": "always"}
    assert set_options(store, str(feed), {"every": ""}).count == 0


@pytest.mark.parametrize(
    ("scope", "given", "words"),
    [
        ("1", {"evry": "2h"}, "there is no setting 'evry' of a feed; there are paused, every,"),
        ("1", {"every": "5m"}, "every: '5m' is no time from 10 minutes to a year"),
        ("1", {"full_text": "sometimes"}, "full_text: 'sometimes' is not always, opening or never"),
        ("1", {"every": "2h", "images": "maybe"}, "images: 'maybe' is neither on nor off"),
        ("folder:News", {"paused": "yes"}, "paused is set feed by feed"),
        ("folder:Nowhere", {"every": "2h"}, "there is no folder Nowhere"),
        ("folder:", {"every": "2h"}, "there is no folder (none)"),
        ("12", {"every": "2h"}, "there is no feed 12; `newsreader feeds` lists them"),
        ("x", {"every": "2h"}, "there is no feed x"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_changed(store: Store, scope: str, given: dict[str, str], words: str) -> None:
    add_feed(store, "a", "News")
    with pytest.raises(CannotEdit) as caught:
        set_options(store, scope, given)
    assert str(caught.value).startswith(words)
    assert dict(all_options(store).by_scope) == {}


def test_a_new_interval_holds_from_now_on(store: Store) -> None:
    feed = add_feed(store, "a", "News")
    with store.writing() as db:
        db.execute("UPDATE feeds SET next_refresh = 4000000000")
    set_options(store, "folder:News", {"every": "2h"})
    assert refresh_states(store)[0].next_refresh is None
    undo(store)
    set_options(store, str(feed), {"images": "off"})
    assert refresh_states(store)[0].next_refresh == 4_000_000_000


def test_a_folders_settings_go_with_its_name_and_what_the_new_name_had_stays(store: Store) -> None:
    feed = add_feed(store, "a", "News/Asia")
    add_feed(store, "b", "World")
    for folder, every in (("News", "1d"), ("News/Asia", "2h"), ("World", "3h")):
        set_options(store, f"folder:{folder}", {"every": every})
    rename_folder(store, "News", "World")
    assert holds(store, feed)["every"] == "2h"
    assert {scope: own["every"] for scope, own in all_options(store).by_scope.items()} == {"folder:World": "3h", "folder:World/Asia": "2h"}
    undo(store)
    assert all_options(store).own("folder:News") == {"every": "1d"}
    edit_folder(store, "News", "Press", {"every": "4h", "images": "off"})
    assert dict(all_options(store).own("folder:Press")) == {"every": "4h", "images": "off"}
    assert all_options(store).own("folder:News") == {}
    undo(store)
    assert all_options(store).own("folder:News") == {"every": "1d"}


def test_the_form_and_the_sheet_change_the_same_settings(store: Store) -> None:
    feed = add_feed(store, "a")
    edit_feed(store, feed, FeedEdit("a", all_feeds(store)[0].url, "", (), {"every": "2h", "paused": "no", "images": ""}))
    sheet = feed_sheet(store)
    assert "every: 2h\n" in sheet
    assert "images:" not in sheet
    assert apply_sheet(store, sheet).count == 0
    apply_sheet(store, sheet.replace("every: 2h", "every:\nfull_text: never"))
    assert dict(all_options(store).own(f"feed:{feed}")) == {"full_text": "never"}
    undo(store)
    assert dict(all_options(store).own(f"feed:{feed}")) == {"every": "2h"}
    with pytest.raises(CannotEdit, match=r"line \d+: every: 'soon' is no time"):
        apply_sheet(store, sheet.replace("every: 2h", "every: soon"))


def test_opml_takes_settings_to_another_library_and_what_does_not_fit_is_told(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    feed = add_feed(store, "a", "News/Asia")
    set_options(store, str(feed), {"every": "2h", "full_text": "always", "paused": "yes"})
    set_options(store, "folder:News", {"images": "off"})
    document = export_opml(store)
    there = Store(tmp_path_factory.mktemp("there") / "library.db")
    import_bytes(there, document, "feeds.opml", typed=True)
    assert there.rows("SELECT * FROM options") == store.rows("SELECT * FROM options")
    assert all_feeds(there)[0].paused
    assert export_opml(there) == document
    undo(there)
    imported = import_bytes(there, document.replace(b'"2h"', b'"soon"').replace(b"News", b"Press"), "feeds.opml", typed=True)
    assert imported.notes == ("a: every: 'soon' is no time from 10 minutes to a year, as in 30m, 2h or 1d",)
    there.close()


def test_a_feed_that_a_list_brings_back_keeps_what_was_set_on_it(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    feed = add_feed(store, "a", "News")
    set_options(store, str(feed), {"every": "1d", "user": "ada", "password": "file:/tmp/secret"})
    mine = dict(all_options(store).own(f"feed:{feed}"))
    there = Store(tmp_path_factory.mktemp("there") / "library.db")
    set_options(there, str(add_feed(there, "a")), {"every": "2h", "images": "off", "user": "eve", "auth": "digest", "proxy": "http://127.0.0.1:6379"})
    document = export_opml(there)
    there.close()
    remove_feed(store, feed)
    imported = import_bytes(store, document, "feeds.opml", typed=False)
    assert all_options(store).own(f"feed:{feed}") == {**mine, "images": "off"}
    assert imported.notes == ("a: every, user, auth, proxy of the list are left out, your own settings stay",)
    assert not imported.waiting
    assert all_feeds(store)[0].folder == "News"
    undo(store)
    undo(store)
    assert all_options(store).own(f"feed:{feed}") == mine


def test_what_is_set_for_all_feeds_holds_where_no_folder_and_no_feed_says_otherwise(store: Store) -> None:
    feed, other = add_feed(store, "a", "News"), add_feed(store, "b")
    assert set_options(store, "all", {"every": "6h", "proxy": "socks5h://localhost:9050"}).words.startswith("all feeds: every 6h")
    set_options(store, "folder:News", {"every": "2h"})
    set_options(store, str(other), {"proxy": "none"})
    assert dict(holds(store, feed)) == {"every": "2h", "proxy": "socks5h://localhost:9050"}
    assert holds(store, other)["proxy"] == "none"
    assert seen(store, feed)["proxy"] == ("socks5h://localhost:9050", "folder:")
    assert not waiting(store)  # the user's own word, wherever it was said
    with pytest.raises(CannotEdit, match="paused is set feed by feed"):
        set_options(store, "all", {"paused": "yes"})
    undo(store)
    assert "proxy" not in all_options(store).own(f"feed:{other}")


def test_no_list_leads_over_somebodys_proxy(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    feed = add_feed(store, "a", "News")
    set_options(store, "folder:News", {"proxy": "http://127.0.0.1:6379", "every": "2h"})
    set_options(store, "all", {"proxy": "http://127.0.0.1:6380"})
    set_options(store, str(feed), {"proxy": "http://127.0.0.1:6381"})
    there = Store(tmp_path_factory.mktemp("there") / "library.db")
    imported = import_bytes(there, export_opml(store), "feeds.opml", typed=False)
    assert len(imported.waiting) == 1
    assert sorted(imported.notes) == [
        "all feeds: proxy http://127.0.0.1:6380 is left out; set it yourself",
        "the folder News: proxy http://127.0.0.1:6379 is left out; set it yourself",
    ]
    assert all_options(there).own("folder:News") == {"every": "2h"}
    there.close()
