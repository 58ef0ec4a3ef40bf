"""Rules on what arrives, how often each did something, and what was muted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsreader.store.connection import Row, Store
from newsreader.store.hidden import MUTED
from newsreader.store.tags import make_tag

_COLUMNS = "id, name, query, scope, actions, until, enabled, hits, last_hit, error"
CURSOR = "rules_to"
"""Under which name it is kept up to which entry the rules were followed."""
Action = tuple[str, str]
"""What a rule does (`mute`, `read`, `star`, `tag`, `notify`, `run`, `prefetch`), and with what: a tag's name, a command."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is done with arriving entries of a query; `scope` is empty, `feed:12` or `folder:A/B`; `until` is when it ends.

    `hits` counts the entries it was for, `error` says why it could not be asked the last time.
    """

    id: int
    name: str
    query: str
    scope: str
    actions: tuple[Action, ...]
    until: int | None = None
    enabled: bool = True
    hits: int = 0
    last_hit: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry that a rule wants to be told of."""

    id: int
    entry: int
    title: str
    feed: str
    rule: str
    at: int


def pass_over(store: Store) -> bool:
    """Where there is no rule, take what arrived as followed; False where there is one. Costs microseconds."""
    if store.value("SELECT 1 FROM rules LIMIT 1") is not None:
        return False
    with store.writing() as db:
        db.execute("UPDATE state SET value = (SELECT CAST(coalesce(max(id), 0) AS TEXT) FROM entries) WHERE key = ?", (CURSOR,))
    return True


def all_rules(store: Store) -> tuple[Rule, ...]:
    """Every rule, in the order in which they are asked."""
    return tuple(_rule(row) for row in store.rows(f"SELECT {_COLUMNS} FROM rules ORDER BY id"))  # noqa: S608


def next_rule_id(store: Store) -> int:
    """A number that no rule ever had."""
    return int(store.value("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'rules'), 0) + 1"))


def as_columns(rule: Rule) -> Mapping[str, str | int | None]:
    """A rule as what the journal keeps of its row; how often it was for an entry is no part of it."""
    actions = json.dumps(rule.actions, ensure_ascii=False)
    return {
        "name": rule.name,
        "query": rule.query,
        "scope": rule.scope,
        "actions": actions,
        "until": rule.until,
        "enabled": int(rule.enabled),
    }


def latest_ids(store: Store, count: int) -> list[int]:
    """The entries that arrived last and are shown."""
    return [row[0] for row in store.rows("SELECT id FROM entries WHERE hidden = 0 ORDER BY id DESC LIMIT ?", (count,))]


def arrived_ids(store: Store, after: int, limit: int) -> list[int]:
    """The entries that arrived after one and are in the full-text index, and none beyond one that isn't yet."""
    end = store.value("SELECT min(entry_id) FROM unindexed WHERE entry_id > ?", (after,))
    rows = store.rows("SELECT id FROM entries WHERE id > ? AND id < ? ORDER BY id LIMIT ?", (after, end or 1 << 62, limit))
    return [row[0] for row in rows]


def hit(store: Store, rule: Rule, ids: Sequence[int], now: int) -> None:
    """Count the entries that a rule was for."""
    with store.writing() as db:
        db.executemany("INSERT OR IGNORE INTO rule_hits VALUES (?, ?, ?)", [(rule.id, entry_id, now) for entry_id in ids])
        db.execute("UPDATE rules SET hits = hits + ?, last_hit = ?, error = NULL WHERE id = ?", (len(ids), now, rule.id))


def follow(store: Store, rule: Rule, ids: Sequence[int], now: int) -> None:
    """Do with entries what a rule says the library should: mute, mark, tag, put on the list of notices. Costs some µs an entry."""
    among = "id IN (SELECT value FROM json_each(?))"
    wanted = json.dumps(list(ids))
    with store.writing() as db:
        for kind, value in rule.actions:
            if kind == "mute":
                db.execute(f"UPDATE entries SET hidden = hidden | ? WHERE {among}", (MUTED, wanted))  # noqa: S608
            elif kind in ("read", "star"):
                column = "read" if kind == "read" else "starred"
                db.execute(f"UPDATE entries SET {column} = 1 WHERE {column} = 0 AND {among}", (wanted,))  # noqa: S608
            elif kind == "tag":
                tag = make_tag(store, value).id
                db.executemany("INSERT OR IGNORE INTO entry_tags VALUES (?, ?)", [(entry_id, tag) for entry_id in ids])
            elif kind == "notify":
                notify(store, rule.name, ids, now)


def failed(store: Store, rule_id: int, error: str) -> None:
    """Keep why a rule could not be asked or done."""
    with store.writing() as db:
        db.execute("UPDATE rules SET error = ? WHERE id = ?", (error, rule_id))


def notify(store: Store, rule: str, ids: Sequence[int], now: int) -> None:
    """Put entries on the list of what is to be told; the oldest of a thousand fall off it."""
    with store.writing() as db:
        db.executemany("INSERT INTO notices (entry_id, rule, at) VALUES (?, ?, ?)", [(entry_id, rule, now) for entry_id in ids])
        db.execute("DELETE FROM notices WHERE id <= (SELECT max(id) FROM notices) - 1000")


def forget_notices(store: Store, ids: Sequence[int]) -> None:
    """Tell nobody of some entries."""
    with store.writing() as db:
        db.executemany("DELETE FROM notices WHERE entry_id = ?", [(entry_id,) for entry_id in ids])


def notices(store: Store, after: int) -> tuple[Notice, ...]:
    """What rules want to be told since a notice; costs a look-up each."""
    rows = store.rows(
        """SELECT n.id, n.entry_id, h.title, coalesce(f.given_title, f.title), n.rule, n.at FROM notices n
            JOIN entries e ON e.id = n.entry_id JOIN headings h ON h.entry_id = e.id JOIN feeds f ON f.id = e.feed_id
            WHERE n.id > ? AND e.hidden = 0 ORDER BY n.id""",
        (after,),
    )
    return tuple(Notice(*row) for row in rows)


def muted_ids(store: Store, rule_id: int | None = None) -> list[int]:
    """What is muted (by one rule, or at all), the last first. Costs a look-up for each entry that rules were for."""
    rows = store.rows(
        """SELECT DISTINCT h.entry_id FROM rule_hits h JOIN entries e ON e.id = h.entry_id
            WHERE e.hidden & ? AND (? IS NULL OR h.rule_id = ?) ORDER BY h.entry_id DESC""",
        (MUTED, rule_id, rule_id),
    )
    return [row[0] for row in rows]


def _rule(row: Row) -> Rule:
    actions = tuple((str(kind), str(value)) for kind, value in json.loads(row[4]))
    return Rule(row[0], row[1], row[2], row[3], actions, row[5], bool(row[6]), row[7], row[8], row[9])
