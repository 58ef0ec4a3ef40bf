"""What a change is made of: small parts, each of which knows how it is done and what its opposite is, so that undoing is doing.

The journal keeps them (`store.journal`). Rows are kept as the columns that changed, before and after.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import compress, islice
from typing import Any

from newsreader.store.state import KEPT_QUERIES

Value = str | int | None
_BATCH = 5_000

_KEYS: dict[str, tuple[str, ...]] = {
    "feeds": ("id",),
    "feed_tags": ("feed_id", "tag"),
    "tags": ("id",),
    "notes": ("entry_id",),
    "threads": ("entry_id",),
    "rules": ("id",),
    "retention": ("scope",),
    "options": ("scope", "name"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """Entries were marked (`read`, `starred`), or lost the mark."""

    column: str
    value: bool
    ids: Sequence[int] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A bit of `entries.hidden` was set, or taken away."""

    bit: int
    value: bool
    ids: Sequence[int] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Entries got a tag, or lost it."""

    tag: int
    value: bool
    ids: Sequence[int] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Moved:
    """Entries moved from one feed to another."""

    source: int
    target: int
    ids: Sequence[int] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row changed: its columns before and after, None where there was or is none. `key` has the columns that find it."""

    table: str
    key: tuple[str | int, ...]
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A query that is kept under a name became another: its text before and after, None where there was or is none."""

    name: str
    before: str | None
    after: str | None
    table: str = KEPT_QUERIES


Part = Marked | Hidden | Tagged | Moved | Row | Kept
_KINDS: dict[str, type[Part]] = {kind.__name__: kind for kind in (Marked, Hidden, Tagged, Moved, Row, Kept)}


def opposite(part: Part) -> Part:
    """What takes a part back."""
    match part:
        case Marked(column, value, ids):
            return Marked(column, not value, ids)
        case Hidden(bit, value, ids):
            return Hidden(bit, not value, ids)
        case Tagged(tag, value, ids):
            return Tagged(tag, not value, ids)
        case Moved(source, target, ids):
            return Moved(target, source, ids)
        case Row(table, key, before, after):
            return Row(table, key, after, before)
        case Kept(name, before, after):
            return Kept(name, after, before)


def do(db: sqlite3.Connection, part: Part) -> None:
    """Make a part of a change, inside the writer's transaction. Costs some µs an entry.

    `OR FAIL`: what fails takes the whole transaction back, so SQLite needn't keep every page as it was before the statement, a tenth of
    the time of a large one.
    """
    match part:
        case Marked(column, value, ids):
            assert column in ("read", "starred")  # noqa: S101
            sql = f"UPDATE OR FAIL entries SET {column} = ?1 WHERE {column} <> ?1 AND id IN (SELECT value FROM json_each(?2))"  # noqa: S608
            db.executemany(sql, ((int(value), batch) for batch in batches(ids)))
        case Hidden(bit, value, ids):
            change = "hidden | ?" if value else "hidden & ~?"
            sql = f"UPDATE OR FAIL entries SET hidden = {change} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
            db.executemany(sql, ((bit, batch) for batch in batches(ids)))
        case Tagged(tag, True, ids):
            db.execute(
                """INSERT OR IGNORE INTO entry_tags SELECT id, ? FROM entries WHERE id IN (SELECT value FROM json_each(?))
                    AND EXISTS (SELECT 1 FROM tags WHERE id = ?)""",
                (tag, _json(ids), tag),
            )
        case Tagged(tag, _, ids):
            db.execute("DELETE FROM entry_tags WHERE tag_id = ? AND entry_id IN (SELECT value FROM json_each(?))", (tag, _json(ids)))
        case Moved(_, target, ids):
            db.execute(
                """UPDATE entries SET feed_id = ?1 WHERE id IN (SELECT value FROM json_each(?2)) AND NOT EXISTS (SELECT 1 FROM headings h
                    CROSS JOIN headings o ON o.feed_id = ?1 AND o.identity = h.identity WHERE h.entry_id = entries.id)""",
                (target, _json(ids)),
            )
        case Row():
            _set_row(db, part)
        case Kept(name, before, after):
            _keep(db, name, before, after)


def batches(ids: Sequence[int]) -> Iterator[str]:
    """Ids as JSON, each once and in their order, some thousands at a time: a statement gathers all its rows before it changes the first.

    Many are put in order by a byte for each id that there may be: nothing here takes longer than a frame, which a key may wait for.
    """
    if len(ids) <= _BATCH:
        yield _json(sorted(set(ids)))
        return
    there = flags(ids)
    ordered = compress(range(len(there)), there)
    while batch := list(islice(ordered, _BATCH)):
        yield _json(batch)


def flags(ids: Sequence[int]) -> bytearray:
    """A byte for each id up to the highest of some, 1 for those."""
    there = bytearray(max((max(ids[start : start + _BATCH]) for start in range(0, len(ids), _BATCH)), default=0) + 1)
    for each in ids:
        there[each] = 1
    return there


def stored(parts: Sequence[Part]) -> tuple[list[dict[str, Any]], array[int]]:
    """Parts as JSON facts and one array of ids, as the journal keeps them."""
    ids = array("q")
    facts: list[dict[str, Any]] = []
    for part in parts:
        if isinstance(part, Row | Kept):
            fact = asdict(part)
        else:
            fact = {name: value for name, value in ((name, getattr(part, name)) for name in part.__slots__) if name != "ids"}
            fact["ids"] = len(part.ids)
            ids.extend(part.ids)
        facts.append({"part": type(part).__name__, **fact})
    return facts, ids


def joined(parts: Sequence[Part], more: Sequence[Part]) -> list[Part]:
    """Parts one after the other; those that do the same with other entries are one."""
    made: list[Part] = list(parts)
    for part in more:
        place = next((at for at, each in enumerate(made) if each == part and not isinstance(part, Row | Kept)), None)
        if place is None:
            made.append(part)
        else:
            made[place] = _with(made[place], part)
    return made


def _with(part: Part, other: Part) -> Part:
    if isinstance(part, Row | Kept) or isinstance(other, Row | Kept):
        return part
    return replace(part, ids=[*part.ids, *other.ids])


def restored(facts: Sequence[Mapping[str, Any]], ids: array[int]) -> list[Part]:
    """The parts that `stored` was given."""
    parts: list[Part] = []
    at = 0
    for fact in facts:
        given = {name: value for name, value in fact.items() if name != "part"}
        if "ids" in given:
            end = at + given["ids"]
            given["ids"], at = ids[at:end], end
        if "key" in given:
            given["key"] = tuple(given["key"])
        parts.append(_KINDS[fact["part"]](**given))
    return parts


def _set_row(db: sqlite3.Connection, part: Row) -> None:
    names = _KEYS[part.table]
    where = " AND ".join(f"{name} = ?" for name in names)
    if part.after is None:
        db.execute(f"DELETE FROM {part.table} WHERE {where}", part.key)  # noqa: S608
        return
    columns = [name for name in part.after if name.isidentifier()]
    values = [part.after[name] for name in columns]
    there = db.execute(f"SELECT 1 FROM {part.table} WHERE {where}", part.key).fetchone()  # noqa: S608
    if there and columns:
        db.execute(f"UPDATE {part.table} SET {', '.join(f'{name} = ?' for name in columns)} WHERE {where}", (*values, *part.key))  # noqa: S608
    elif not there:
        everything = (*names, *columns)
        marks = ", ".join("?" * len(everything))
        db.execute(f"INSERT INTO {part.table} ({', '.join(everything)}) VALUES ({marks})", (*part.key, *values))  # noqa: S608


def _keep(db: sqlite3.Connection, name: str, before: str | None, after: str | None) -> None:
    """One kept query; what became another meanwhile stays."""
    row = db.execute("SELECT value FROM state WHERE key = ?", (KEPT_QUERIES,)).fetchone()
    kept: dict[str, str] = dict(json.loads(row[0])) if row is not None and row[0] else {}
    if kept.get(name) != before:
        return
    kept.pop(name, None)
    if after is not None:
        kept[name] = after
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (KEPT_QUERIES, json.dumps(list(kept.items()))))


def _json(ids: Sequence[int]) -> str:
    return json.dumps(list(ids))
