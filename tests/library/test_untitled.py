"""Entries to which their feed gives no title: they are called by their first words until it does."""

from __future__ import annotations

import io
from pathlib import Path

from newsreader.library.caches import Caches
from newsreader.library.exporting import chapters, export
from newsreader.library.lists import entry_ids
from newsreader.library.naming import name_untitled
from newsreader.library.opened import opened
from newsreader.library.preparing import Prepared, prepare
from newsreader.library.reading import make_feed_article
from newsreader.model.query import Query, parse_query
from newsreader.render.plain import to_text
from newsreader.store.arriving import Bundle, Kept, save_bundles
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.lists import headlines
from newsreader.tui.panes.reader import complete
from tests.builders import NOW, add_entries, add_feed, entry

POST = "Saw a heron in the shallows by the old mill this morning, perfectly still, for a whole ten minutes."
CALLED = "Saw a heron in the shallows by the old mill this morning, perfectly still, for…"


def prepared(title: str = "", text: str = POST, known: bytes = b"") -> Prepared:
    item = f"<item>{title}<guid isPermaLink='false'>h1</guid><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    found = prepare(
        f"<rss version='2.0'><channel><title>Asha</title>{item}</channel></rss>".encode(), None, "https://hills.example/feed", known
    )
    assert isinstance(found, Prepared)
    return found


def arrive(store: Store, feed: int, found: Prepared) -> Kept:
    return save_bundles(store, [Bundle(feed, found.entries)], NOW)[0]


def test_the_first_words_stand_in_the_list_until_a_title_comes(store: Store) -> None:
    feed = add_feed(store)
    first = prepared()
    ((entry_id, _),) = arrive(store, feed, first).new
    assert headlines(store, [entry_id])[entry_id].title == CALLED
    assert not prepared(known=first.keys).entries, "nothing of it changed"
    assert [each for each, _ in arrive(store, feed, prepared(text="A stork, too.")).changed] == [entry_id]
    assert headlines(store, [entry_id])[entry_id].title == "A stork, too."
    assert [each for each, _ in arrive(store, feed, prepared("<title>Birds</title>")).changed] == [entry_id]
    assert headlines(store, [entry_id])[entry_id].title == "Birds"


def test_reading_says_the_words_once(store: Store) -> None:
    for text in (POST, "A stork, too."):
        feed = add_feed(store, text[:5])
        ((entry_id, _),) = arrive(store, feed, prepared(text=text)).new
        article = make_feed_article(store, entry_id)
        found = opened(store, entry_id)
        assert found is not None
        assert (article.title, to_text(article), complete(found).title) == ("", text, "")


def test_a_title_of_the_feeds_own_stays_over_the_text(store: Store) -> None:
    ((entry_id, _),) = arrive(store, add_feed(store), prepared("<title>Birds</title>")).new
    assert make_feed_article(store, entry_id).title == "Birds"


def test_a_book_has_a_heading_for_it(store: Store, tmp_path: Path) -> None:
    ((entry_id, _),) = arrive(store, add_feed(store), prepared()).new
    caches = Caches(Files(tmp_path / "pages"), Files(tmp_path / "images"))
    assert [chapter.title for chapter in chapters(store, caches, [entry_id])] == [CALLED]
    out = io.BytesIO()
    export(store, caches, "is:unread", "markdown", out)
    assert f"# {CALLED}" in out.getvalue().decode()


def kept_without_titles(store: Store, *texts: str) -> list[int]:
    """Entries as they were kept before they were called by their first words."""
    return add_entries(store, add_feed(store), *(entry(f"h{number}", "", html=text) for number, text in enumerate(texts)))


def called(store: Store) -> list[str]:
    return [row.title for _, row in sorted(headlines(store, entry_ids(store, Query())).items())]


def test_what_was_kept_without_a_title_is_called_by_its_first_words_later(store: Store) -> None:
    add_entries(store, add_feed(store, "other"), entry("birds", "Birds"))
    kept_without_titles(store, POST, "<img src='heron.jpg'>")
    assert sorted(called(store)) == ["", "", "Birds"]
    assert name_untitled(store) == 1
    assert sorted(called(store)) == ["", "Birds", CALLED]
    assert entry_ids(store, parse_query("title:heron"))
    assert name_untitled(store) == 0


def test_naming_that_was_stopped_goes_on_where_it_was(store: Store) -> None:
    number = 3_000
    kept_without_titles(store, *(f"Heron {each}" for each in range(number)))
    looked = iter((False, True))
    first = name_untitled(store, lambda: next(looked))
    assert 0 < first < number
    assert name_untitled(store) == number - first
    assert "" not in called(store)


def test_a_name_leaves_the_entry_what_its_feed_brings_again(store: Store) -> None:
    feed = add_feed(store)
    old = entry("h1", "", html=f"<p>{POST}</p>")
    (entry_id,) = add_entries(store, feed, old)
    name_untitled(store)
    assert add_entries(store, feed, old) == []
    assert headlines(store, [entry_id])[entry_id].title == CALLED
