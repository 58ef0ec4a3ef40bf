from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.store.articles import article_json, article_slices, keep_article
from newsreader.store.connection import Store
from newsreader.store.linked import keep_linked, linked_json, linked_slices
from newsreader.store.packing import Slices, pack, pack_slices, unpack
from tests.builders import add_entries, add_feed, entry

LONG = "\n".join(f"{number} {'words ' * 1000}\u2028" for number in range(5))


@given(st.text())
def test_any_text_comes_back_whole_and_in_slices(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert unpack(pack(text)) == text
    assert unpack(pack_slices(text)) == text
    assert "".join(Slices(pack_slices(text))) == text
    assert len(Slices(pack_slices(text))) == text.count("\n") + 1


def test_a_slice_is_unpacked_without_the_others() -> None:
    blob = pack_slices(LONG)
    last = Slices(blob)._bounds[-2]
    torn = blob[:last] + b"z" + bytes(len(blob) - last - 1)
    assert Slices(torn)[0] == LONG.split("\n")[0] + "\n"
    assert Slices(blob)[-1] == LONG.split("\n")[-1]


def test_what_was_kept_before_there_were_slices_is_read_as_one(store: Store) -> None:
    [entry_id] = add_entries(store, add_feed(store), entry())
    with store.writing() as db:
        db.execute("INSERT INTO articles VALUES (?, 'page', ?, 1)", (entry_id, pack(LONG)))
    slices = article_slices(store, entry_id, "page")
    assert slices is not None
    assert list(slices) == [LONG]
    assert article_json(store, entry_id, "page") == LONG


def test_articles_are_kept_in_slices(store: Store) -> None:
    [entry_id] = add_entries(store, add_feed(store), entry())
    assert keep_article(store, entry_id, "page", LONG, 5000, 1)
    keep_linked(store, "https://x.test/", LONG, 1)
    for slices in (article_slices(store, entry_id, "page"), linked_slices(store, "https://x.test/")):
        assert slices is not None
        assert len(slices) == 5
    assert article_json(store, entry_id, "page") == linked_json(store, "https://x.test/") == LONG
