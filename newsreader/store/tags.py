"""Tags on entries, with their counts (held by triggers) and colours. An entry may have several."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from newsreader.store.connection import Store
from newsreader.text.natural import natural_key


class Tag(NamedTuple):
    """A tag: `total` and `unread` are its entries, `color` is a theme's colour word or `#rrggbb`, empty for the theme's own."""

    id: int
    name: str
    color: str
    total: int
    unread: int


_COLUMNS = "id, name, color, total, unread"


def all_tags(store: Store) -> tuple[Tag, ...]:
    """Every tag that has an entry or a colour, by name. Costs a row a tag."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM tags WHERE total > 0 OR color <> ''")  # noqa: S608
    return tuple(sorted((Tag(*row) for row in rows), key=lambda tag: natural_key(tag.name)))


def find_tag(store: Store, name: str) -> Tag | None:
    """A tag by its name, whatever the case of its ASCII letters."""
    row = store.row(f"SELECT {_COLUMNS} FROM tags WHERE name = ?", (name,))  # noqa: S608
    return None if row is None else Tag(*row)


def make_tag(store: Store, name: str) -> Tag:
    """The tag of a name, made where there is none yet."""
    with store.writing() as db:
        db.execute("INSERT OR IGNORE INTO tags (name) VALUES (?)", (name,))
        found = find_tag(store, name)
        assert found is not None  # noqa: S101
        return found


def with_tag(store: Store, tag: int, ids: Sequence[int] | None, having: bool = True) -> list[int]:
    """Those of some entries that have a tag, or don't; `ids` None: every entry that has it. Costs a look-up an entry."""
    if ids is None:
        return [row[0] for row in store.rows("SELECT entry_id FROM entry_tags WHERE tag_id = ?", (tag,))]
    exists = "EXISTS" if having else "NOT EXISTS"
    sql = f"""SELECT e.id FROM json_each(?) j CROSS JOIN entries e ON e.id = j.value
        WHERE {exists} (SELECT 1 FROM entry_tags WHERE entry_id = e.id AND tag_id = ?)"""  # noqa: S608
    return [row[0] for row in store.rows(sql, (json.dumps(list(ids)), tag))]


def unread_in_feeds_too(store: Store, tag: Tag) -> int:
    """How many unread entries have a tag and are in a feed that has it, too. Costs a look-up for each entry of the tag."""
    return int(store.value(
        """SELECT count(*) FROM entry_tags x CROSS JOIN entries e ON e.id = x.entry_id AND e.hidden = 0 AND e.read = 0
            WHERE x.tag_id = ? AND EXISTS (SELECT 1 FROM feed_tags t WHERE t.feed_id = e.feed_id AND t.tag = ? COLLATE NOCASE)""",
        (tag.id, tag.name),
    ))  # fmt: skip
