"""What was asked for while there was no network, in its order: each item waits, is claimed by one process at a time, and ends once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from newsreader.store.connection import Row, Store

State = Literal["waiting", "failed", "done", "dropped"]
_COLUMNS = "id, kind, subject, facts, asked_at, state, attempts, error, ended_at"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to do when the network is back: `kind` says what, `subject` with what (an address, an entry's id), `facts` the rest."""

    id: int
    kind: str
    subject: str
    facts: Mapping[str, object]
    asked_at: int
    state: State
    attempts: int
    error: str | None
    ended_at: int | None


def put(store: Store, kind: str, subject: str, facts: Mapping[str, object], now: int) -> int:
    """Queue an item; one that waits already stays where it is, one that failed waits again. Gives its id."""
    with store.writing() as db:
        (item_id,) = db.execute(
            """INSERT INTO outbox (kind, subject, facts, asked_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (kind, subject) WHERE state IN ('waiting', 'failed')
                DO UPDATE SET state = 'waiting', error = NULL, facts = excluded.facts RETURNING id""",
            (kind, subject, json.dumps(dict(facts), ensure_ascii=False), now),
        ).fetchone()
    return int(item_id)


def items(store: Store, *states: State) -> list[Item]:
    """The items of some states, in the order in which they were asked for."""
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM outbox WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id",  # noqa: S608
        (json.dumps(states),),
    )
    return [_item(row) for row in rows]


def claim(store: Store, after: int, now: int, lease: int) -> Item | None:
    """Take the next waiting item after `after` that no other process works on, for `lease` seconds; None where there is none."""
    with store.writing() as db:
        row = db.execute(
            f"""UPDATE outbox SET claimed_until = ?, attempts = attempts + 1
                WHERE id = (SELECT min(id) FROM outbox WHERE id > ? AND state = 'waiting' AND claimed_until <= ?)
                RETURNING {_COLUMNS}""",  # noqa: S608
            (now + lease, after, now),
        ).fetchone()
    return None if row is None else _item(row)


def end(store: Store, item_id: int, state: State, error: str | None, now: int) -> None:
    """Say what came of a claimed item; `waiting` gives it back."""
    with store.writing() as db:
        ended = None if state == "waiting" else now
        db.execute(
            "UPDATE outbox SET state = ?, error = ?, ended_at = ?, claimed_until = 0 WHERE id = ? AND state = 'waiting'",
            (state, error, ended, item_id),
        )


def give_back(store: Store, item_id: int) -> None:
    """Let a claimed item wait on as if it had not been tried."""
    with store.writing() as db:
        db.execute("UPDATE outbox SET claimed_until = 0, attempts = attempts - 1 WHERE id = ? AND state = 'waiting'", (item_id,))


def drop(store: Store, item_id: int, now: int) -> bool:
    """Take an item out of the queue; False where it isn't in it."""
    return _move(store, item_id, "dropped", now)


def retry(store: Store, item_id: int) -> bool:
    """Let an item that failed wait again; False where it isn't in the queue."""
    return _move(store, item_id, "waiting", None)


def forget_ended(store: Store, before: int) -> None:
    """Forget what was done or dropped before a time."""
    with store.writing() as db:
        db.execute("DELETE FROM outbox WHERE state IN ('done', 'dropped') AND ended_at < ?", (before,))


def _move(store: Store, item_id: int, state: State, ended_at: int | None) -> bool:
    with store.writing() as db:
        changed = db.execute(
            "UPDATE outbox SET state = ?, ended_at = ?, attempts = 0 WHERE id = ? AND state IN ('waiting', 'failed')",
            (state, ended_at, item_id),
        )
        return changed.rowcount > 0


def _item(row: Row) -> Item:
    item_id, kind, subject, facts, *rest = row
    return Item(item_id, kind, subject, json.loads(facts), *rest)
