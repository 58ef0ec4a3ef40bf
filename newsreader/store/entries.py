"""Entries on disk, as a row of a list and as they are read. Bodies lie apart from the rows that lists read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from newsreader.model.entry import Entry, Headline
from newsreader.model.feed import Enclosure
from newsreader.store.connection import Row, Store
from newsreader.store.packing import unpack
from newsreader.store.schema_offline import ENTRY_REMOVED

HEADLINE_COLUMNS = """e.id, e.feed_id, coalesce(f.given_title, f.title), e.title, e.url, e.author, e.published, e.read, e.starred,
    e.has_article, e.words, coalesce((SELECT progress FROM positions p WHERE p.entry_id = e.id), 0.0), e.changed,
    iif(e.tagged > 0, (SELECT group_concat(name, char(10)) FROM entry_tags x JOIN tags ON tags.id = tag_id WHERE entry_id = e.id), NULL),
    (SELECT substr(text, 1, 120) FROM notes n WHERE n.entry_id = e.id)"""
_WIDTH = 15


def entry_by_id(store: Store, entry_id: int) -> Entry | None:
    """An entry with the feed's own text, None if there is none of that number."""
    row = store.row(
        f"""SELECT {HEADLINE_COLUMNS}, b.html, b.enclosures, b.categories, b.comments_url, b.language
            FROM entries e JOIN feeds f ON f.id = e.feed_id JOIN bodies b ON b.entry_id = e.id WHERE e.id = ? AND e.hidden = 0""",  # noqa: S608
        (entry_id,),
    )
    if row is None:
        return None
    html, given, categories, comments_url, language = row[_WIDTH:]
    enclosures = tuple(Enclosure(*item) for item in json.loads(given))
    return Entry(headline(row[:_WIDTH]), unpack(html), enclosures, tuple(json.loads(categories)), comments_url, language)


def remove_entries(store: Store, ids: Sequence[int], removed: bool) -> None:
    """Take entries out of every list, or bring them back; nothing is deleted."""
    with store.writing() as db:
        change = f"hidden | {ENTRY_REMOVED}" if removed else f"hidden & ~{ENTRY_REMOVED}"
        db.execute(f"UPDATE entries SET hidden = {change} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))  # noqa: S608


def headline(row: Row) -> Headline:
    """A headline from `HEADLINE_COLUMNS`."""
    entry_id, feed_id, feed, title, url, author, published, read, starred, has_article, words, progress, changed, tags, note = row
    return Headline(
        entry_id,
        feed_id,
        feed,
        title,
        url,
        author,
        published,
        bool(read),
        bool(starred),
        tuple(sorted(tags.split("\n"), key=str.casefold)) if tags else (),
        bool(has_article),
        words,
        progress,
        bool(changed),
        " ".join((note or "").split()),
    )
