"""The journal: what was changed, in words, and what undoing it takes. Changes are made here, each in one transaction with its record.

Kinds and payloads: `mark` (column, value, ids of the entries that did change), `subscribe` and `unsubscribe` (ids of `feeds` feeds, then
those of the `parts`), `save` (ids of entries), `site` (a rule in a file, which the caller changes), and for everything else `parts`
(`store.parts`). The journal keeps the last `MOST` changes, and fewer where they are large.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from newsreader.store.connection import Store
from newsreader.store.entries import remove_entries
from newsreader.store.errors import StoreError
from newsreader.store.feeds import remove_feeds, restore_feeds
from newsreader.store.parts import Marked, Part, batches, do, joined, opposite, restored, stored

Column = Literal["read", "starred"]
Outside = Callable[[Mapping[str, str], bool], None]
"""Takes back (or makes again, where it is False) a change outside of the library; raises where it can't."""
MOST = 1_000
"""Changes that can be undone, at the most."""
MOST_BYTES = 32 << 20
"""What the journal may take on the disk."""
_TRIM_EVERY = 16


@dataclass(frozen=True, slots=True)
class Record:
    """A change as the journal tells it; `at` is when it was made."""

    id: int
    at: int
    words: str
    count: int
    site: str = ""
    """The host whose rules it changed."""
    tables: frozenset[str] = frozenset()
    """The tables whose rows it changed, but for entries."""


def mark(store: Store, ids: Sequence[int], column: Column, value: bool, words: str, now: int) -> int:
    """Set a mark on entries; gives how many changed, records just those. `words` holds `{count:,}`. Costs about 5 µs an entry."""
    with store.putting_off(len(ids)), store.writing() as db:
        changed = _marked(db, ids, column, value)
        if changed:
            payload = _pack({"column": column, "value": value}, changed)
            _record(db, "mark", words.format(count=len(changed)), len(changed), payload, now)
        return len(changed)


def lacks(store: Store, ids: Sequence[int], column: Column, value: bool) -> bool:
    """Whether any of some entries lacks a mark. Costs up to 1 µs an entry."""
    assert column in ("read", "starred")  # noqa: S101
    sql = f"SELECT EXISTS (SELECT 1 FROM entries WHERE {column} <> ? AND id IN (SELECT value FROM json_each(?)))"  # noqa: S608
    return any(store.value(sql, (int(value), batch)) for batch in batches(ids))


def change(store: Store, parts: Sequence[Part], words: str, count: int, now: int) -> None:
    """Make a change and record it in words; nothing is recorded where it has no parts. Costs what its parts cost."""
    if not parts:
        return
    with store.writing() as db:
        for part in parts:
            do(db, part)
        facts, ids = stored(parts)
        _record(db, "parts", words, count, _pack({"parts": facts}, ids), now)


def make(store: Store, parts: Sequence[Part]) -> None:
    """Make the parts of a change that another record takes back, as settings that come with a feed go with it."""
    with store.writing() as db:
        for part in parts:
            do(db, part)


def record_feeds(
    store: Store, kind: Literal["subscribe", "unsubscribe"], ids: Sequence[int], words: str, now: int, parts: Sequence[Part] = ()
) -> int:
    """Record that feeds were added or removed, and what else was made of `parts` with them; gives the record's id."""
    with store.writing() as db:
        facts, of_parts = stored(parts)
        return _record(db, kind, words, len(ids), _pack({"parts": facts, "feeds": len(ids)}, [*ids, *of_parts]), now)


def stands(store: Store, record: int) -> bool:
    """Whether a change is there and was not taken back."""
    return store.value("SELECT 1 FROM journal WHERE id = ? AND undone = 0", (record,)) is not None


def extend(store: Store, record: int, parts: Sequence[Part], words: str = "", count: int = 0) -> None:
    """Let a change of feeds that stands take more back, which was done already, as a long import comes on; `words` after its own."""
    with store.writing() as db:
        if parts:
            facts, ids = _unpack(store.value("SELECT payload FROM journal WHERE id = ?", (record,)))
            feeds = ids[: facts["feeds"]]
            made, of_parts = stored(joined(restored(facts["parts"], ids[len(feeds) :]), parts))
            db.execute("UPDATE journal SET payload = ? WHERE id = ?", (_pack({**facts, "parts": made}, [*feeds, *of_parts]), record))
        if words:
            db.execute("UPDATE journal SET words = words || ?, count = count + ? WHERE id = ?", (words, count, record))


def record_saved(store: Store, ids: Sequence[int], words: str, now: int) -> None:
    """Record that pages were saved as entries."""
    with store.writing() as db:
        _record(db, "save", words, len(ids), _pack({}, ids), now)


def record_site(store: Store, facts: Mapping[str, str], words: str, now: int) -> None:
    """Record that a site's rules were changed in their file; `facts` name its `host` and what undoing takes."""
    with store.writing() as db:
        _record(db, "site", words, 1, _pack(dict(facts), []), now)


def _only_inside(facts: Mapping[str, str], _back: bool) -> None:
    raise StoreError(f"the rules of {facts['host']} were changed in their file, which can't be changed from here")


def undo(store: Store, now: int, outside: Outside = _only_inside) -> Record | None:
    """Take back the last change that stands; None where there is none."""
    last = "SELECT id, at, words, count, kind, payload FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    return _step(store, last, True, now, outside)


def redo(store: Store, now: int, outside: Outside = _only_inside) -> Record | None:
    """Make the last change again that was taken back; None where there is none."""
    return _step(store, "SELECT id, at, words, count, kind, payload FROM journal WHERE undone = 1 ORDER BY id LIMIT 1", False, now, outside)


def _step(store: Store, sql: str, back: bool, now: int, outside: Outside) -> Record | None:
    known = store.row(sql)
    with store.putting_off(known[3] if known is not None else 0), store.writing() as db:
        row = db.execute(sql).fetchone()
        if row is None:
            return None
        record_id, at, words, count, kind, payload = row
        facts, ids = _unpack(payload)
        of_feeds = len(ids) if kind in ("subscribe", "unsubscribe") else 0
        of_feeds = facts.get("feeds", of_feeds)
        parts = restored(facts.get("parts", ()), ids[of_feeds:])
        for part in [opposite(part) for part in reversed(parts)] if back else parts:
            do(db, part)
        if kind == "mark":
            do(db, Marked(facts["column"], facts["value"] != back, ids))
        elif kind == "save":
            remove_entries(store, ids, back)
        elif kind == "site":
            outside(facts, back)
        elif kind != "parts" and (kind == "subscribe") == back:
            remove_feeds(store, ids[:of_feeds], now)
        elif kind != "parts":
            restore_feeds(store, ids[:of_feeds])
        db.execute("UPDATE journal SET undone = ? WHERE id = ?", (int(back), record_id))
        tables = frozenset(str(part["table"]) for part in facts.get("parts", ()) if "table" in part)
        return Record(record_id, at, words, count, facts["host"] if kind == "site" else "", tables)


def _marked(db: sqlite3.Connection, ids: Sequence[int], column: Column, value: bool) -> array[int]:
    """Mark entries; gives those that did change."""
    assert column in ("read", "starred")  # noqa: S101
    wanted = f"SELECT json_group_array(id) FROM entries WHERE {column} <> ? AND id IN (SELECT value FROM json_each(?))"  # noqa: S608
    change = f"UPDATE OR FAIL entries SET {column} = ? WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    changed = array("q")
    for batch in batches(ids):  # asked in one step: RETURNING takes one for each entry, and waits as often for the screen's thread
        found: str = db.execute(wanted, (int(value), batch)).fetchone()[0]
        db.execute(change, (int(value), found))
        changed.extend(json.loads(found))
    return changed


def _record(db: sqlite3.Connection, kind: str, words: str, count: int, payload: bytes, now: int) -> int:
    db.execute("DELETE FROM journal WHERE undone = 1")
    made = db.execute("INSERT INTO journal (at, kind, words, count, payload) VALUES (?, ?, ?, ?, ?)", (now, kind, words, count, payload))
    if (made.lastrowid or 0) % _TRIM_EVERY == 0:
        _trim(db)
    return made.lastrowid or 0


def _trim(db: sqlite3.Connection) -> None:
    """Forget the oldest changes where there are too many; the last one stays, however large."""
    kept = 0
    for place, (record_id, size) in enumerate(db.execute("SELECT id, length(payload) FROM journal ORDER BY id DESC LIMIT ?", (MOST + 1,))):
        kept += size
        if place and (place >= MOST or kept > MOST_BYTES):
            db.execute("DELETE FROM journal WHERE id <= ?", (record_id,))
            return


def _pack(facts: dict[str, Any], ids: Sequence[int]) -> bytes:
    head = json.dumps(facts).encode()
    return len(head).to_bytes(4, "little") + head + zlib.compress(array("q", ids).tobytes(), 1)


def _unpack(payload: bytes) -> tuple[dict[str, Any], array[int]]:
    end = 4 + int.from_bytes(payload[:4], "little")
    ids = array("q")
    ids.frombytes(zlib.decompress(payload[end:]))
    return json.loads(payload[4:end]), ids
