from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest

from newsreader.library.caches import Caches
from newsreader.library.exporting import CannotExport, chapters, export, export_folder, slug, whole_file
from newsreader.library.notes import write_note
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.lists import entry_ids
from tests.builders import NOW, add_entries, add_feed, entry


@pytest.fixture
def caches(tmp_path: Path) -> Caches:
    return Caches(Files(tmp_path / "pages"), Files(tmp_path / "images"))


def test_entries_without_a_page_are_exported_from_their_feed(store: Store, caches: Caches) -> None:
    ids = add_entries(store, add_feed(store), entry("a", html="<p>Only the feed says this.</p>"))
    (chapter,) = chapters(store, caches, ids)
    assert (chapter.title, chapter.section) == ("Title a", "hills")
    out = io.BytesIO()
    assert export(store, caches, "is:unread", "text", out) == 1
    assert "Only the feed says this." in out.getvalue().decode()


def test_a_feeds_articles_stand_together(store: Store, caches: Caches) -> None:
    first, second = add_feed(store, "hills"), add_feed(store, "plains")
    for at, feed in enumerate((first, second, first)):
        add_entries(store, feed, entry(str(at), published=NOW - at))
    out = io.BytesIO()
    export(store, caches, "is:unread", "text", out)
    assert [line for line in out.getvalue().decode().splitlines() if line.startswith("Title")] == ["Title 0", "Title 2", "Title 1"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Story: a/b", "story-a-b"),
        ("../../.bashrc", "bashrc"),
        ("-rf *; $(id)", "rf-id"),
        ("雲の名前", "雲の名前"),
        ("???", "article"),
        ("é" * 200, "é" * 40),
    ],
)
def test_a_title_becomes_a_name_that_leads_nowhere_else(title: str, name: str) -> None:
    assert slug(title) == name


def test_hostile_titles_stay_in_the_folder(store: Store, caches: Caches, tmp_path: Path) -> None:
    add_entries(store, add_feed(store), entry("a", title="../../escape\x00/me"), entry("b", title="/etc/passwd"))
    folder = tmp_path / "out" / "deep"
    assert export_folder(store, caches, "is:unread", folder) == len(entry_ids(store, Query())) == 2
    assert {path.parent for path in (tmp_path / "out").rglob("*.md")} == {folder}


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(b"before")

    def broken() -> None:
        with whole_file(path) as out:
            out.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert path.read_bytes() == b"before"
    with whole_file(path) as out:
        out.write(b"after")
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["news.txt"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    with whole_file(Path("/dev/null")) as out:
        out.write(b"x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_nothing_to_export_is_said(store: Store, caches: Caches) -> None:
    with pytest.raises(CannotExport, match="nothing to export"):
        export(store, caches, "", "epub", io.BytesIO())


NOTE = "ask *Ada* <b>& Bo</b>\n\n# when?\x1b[31m"


@pytest.fixture
def noted(store: Store) -> None:
    """Two entries, the first with a note."""
    ids = add_entries(
        store, add_feed(store), entry("a", published=NOW, html="<p>About a.</p>"), entry("b", published=NOW - 1, html="<p>About b.</p>")
    )
    write_note(store, ids[0], NOTE)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", "Your note: ask *Ada* <b>& Bo</b>\n\n# when?\n\nAbout a."),
        ("markdown", "> Your note: ask \\*Ada\\* \\<b\\>& Bo\\</b\\>\n>\n> \\# when?\n\nAbout a."),
        ("html", "<p>Your note: ask *Ada* &lt;b&gt;&amp; Bo&lt;/b&gt;</p>\n<p># when?</p>\n</blockquote>\n<p>About a.</p>"),
    ],
)
def test_a_note_stands_above_the_text_and_stays_words(
    store: Store, caches: Caches, noted: None, form: Literal["text", "markdown", "html"], told: str
) -> None:
    out = io.BytesIO()
    export(store, caches, "is:unread", form, out)
    text = out.getvalue().decode()
    assert told in text
    assert text.count("Your note:") == 1
    assert text.index("Title a") < text.index("Your note:") < text.index("About a.") < text.index("About b.")


def test_a_note_is_in_the_book_and_in_the_folder(store: Store, caches: Caches, noted: None, tmp_path: Path) -> None:
    out = io.BytesIO()
    export(store, caches, "is:unread", "epub", out)
    with ZipFile(out) as book:
        pages = [book.read(name).decode() for name in ("book/0001.xhtml", "book/0002.xhtml")]
    assert ["Your note: ask *Ada* &lt;b&gt;&amp; Bo&lt;/b&gt;" in page for page in pages] == [True, False]
    export_folder(store, caches, "is:unread", tmp_path)
    assert sorted("> Your note:" in path.read_text() for path in tmp_path.glob("*.md")) == [False, True]
