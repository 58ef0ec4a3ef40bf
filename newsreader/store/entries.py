"""Entries on disk as they are read, with the feed's own text (as rows of lists: `store.headlines`)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from newsreader.model.entry import Entry
from newsreader.model.parsed import Enclosure
from newsreader.store.connection import Store
from newsreader.store.headlines import HEADLINE_COLUMNS, HEADLINE_JOINS, HEADLINE_WIDTH, headline
from newsreader.store.hidden import ENTRY_REMOVED
from newsreader.store.packing import unpack


def entry_by_id(store: Store, entry_id: int) -> Entry | None:
    """An entry with the feed's own text, None if there is none of that number."""
    row = store.row(
        f"""SELECT {HEADLINE_COLUMNS}, b.html, b.enclosures, b.categories, b.comments_url, b.language
            FROM entries e {HEADLINE_JOINS} JOIN bodies b ON b.entry_id = e.id WHERE e.id = ? AND e.hidden = 0""",  # noqa: S608
        (entry_id,),
    )
    if row is None:
        return None
    html, given, categories, comments_url, language = row[HEADLINE_WIDTH:]
    enclosures = tuple(Enclosure(*item) for item in json.loads(given))
    return Entry(headline(row[:HEADLINE_WIDTH]), unpack(html), enclosures, tuple(json.loads(categories)), comments_url, language)


def enclosures_of(store: Store, ids: Sequence[int]) -> dict[int, tuple[Enclosure, ...]]:
    """The files that entries bring along, of those that bring any."""
    rows = store.rows(
        "SELECT entry_id, enclosures FROM bodies WHERE entry_id IN (SELECT value FROM json_each(?)) AND enclosures != '[]'",
        (json.dumps(list(ids)),),
    )
    return {entry_id: tuple(Enclosure(*item) for item in json.loads(given)) for entry_id, given in rows}


def remove_entries(store: Store, ids: Sequence[int], removed: bool) -> None:
    """Take entries out of every list, or bring them back; nothing is deleted."""
    with store.writing() as db:
        change = f"hidden | {ENTRY_REMOVED}" if removed else f"hidden & ~{ENTRY_REMOVED}"
        db.execute(f"UPDATE entries SET hidden = {change} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))  # noqa: S608
