"""What is done by rule with entries that have arrived and are indexed. Heavy: the worker and the shell call it after a refresh."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsreader.library.rules import CannotRule, matching, rule_query
from newsreader.model.entry import Headline
from newsreader.programs.run import ProgramError, detach, fill
from newsreader.store import rules as kept
from newsreader.store.connection import Store
from newsreader.store.errors import Interrupted, StoreError
from newsreader.store.lists import headlines, last_entry_id
from newsreader.store.rules import CURSOR, Rule
from newsreader.store.state import get_state, set_state

_BATCH = 500
MOST_RUNS = 20
"""How many programs the rules start for one refresh."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following the rules: entries that they were for, and how many of those were muted."""

    ruled: int = 0
    muted: int = 0


def follow_rules(store: Store, now: int, stop: Callable[[], bool] = lambda: False) -> Followed:
    """Follow the rules for what arrived since the last time; the pages that they want are `library.ahead`'s to fetch.

    What a crash interrupts is taken up again, and no rule is followed twice for an entry; programs are started once at the most. Costs
    nothing where nothing arrived, and some µs an entry and rule else.
    """
    ruled = muted = 0
    runs: list[tuple[Rule, str, int]] = []
    while not stop():
        done = _follow(store, now, runs)
        if done is None:
            break
        ruled, muted = ruled + done[0], muted + done[1]
    _run(store, runs)
    return Followed(ruled, muted)


def _follow(store: Store, now: int, runs: list[tuple[Rule, str, int]]) -> tuple[int, int] | None:
    """Follow the rules for some entries; None where none are left."""
    rules = [rule for rule in kept.all_rules(store) if rule.enabled and (rule.until is None or rule.until > now)]
    cursor = get_state(store, CURSOR)
    ids = kept.arrived_ids(store, int(cursor or 0), _BATCH)
    if not rules or not cursor:
        if ids:
            set_state(store, CURSOR, str(last_entry_id(store) if not cursor else ids[-1]))
        return (0, 0) if ids and cursor else None
    if not ids:
        return None
    found: set[int] = set()
    muted = 0
    with store.writing():
        for rule in rules:
            hits = _asked(store, rule, ids)
            if not hits:
                continue
            found.update(hits)
            kept.hit(store, rule, hits, now)
            kept.follow(store, rule, hits, now)
            for kind, value in rule.actions:
                muted += len(hits) if kind == "mute" else 0
                runs += [(rule, value, entry_id) for entry_id in hits] if kind == "run" else []
        set_state(store, CURSOR, str(ids[-1]))
    return len(found), muted


def _asked(store: Store, rule: Rule, ids: Sequence[int]) -> list[int]:
    try:
        return list(matching(store, rule_query(rule.query, rule.scope), ids))
    except Interrupted:
        raise
    except (CannotRule, StoreError) as error:  # a rule that can't be asked must not keep the others, or the news, away
        kept.failed(store, rule.id, str(error))
        return []


def _run(store: Store, runs: list[tuple[Rule, str, int]]) -> None:
    rows = headlines(store, [entry_id for _, _, entry_id in runs[:MOST_RUNS]])
    for rule, command, entry_id in runs[:MOST_RUNS]:
        if entry_id not in rows:
            continue
        values = _values(rows[entry_id])
        try:
            detach(fill(command, values), values, _document(rows[entry_id], rule))
        except ProgramError as error:
            kept.failed(store, rule.id, str(error))
    for rule, _, _ in runs[MOST_RUNS : MOST_RUNS + 1]:
        kept.failed(store, rule.id, f"it would have started {len(runs)} programs at once; {MOST_RUNS} were")


def _values(row: Headline) -> dict[str, str]:
    return {"title": row.title, "url": row.url or "", "feed": row.feed, "author": row.author or "", "id": str(row.id)}


def _document(row: Headline, rule: Rule) -> bytes:
    """What a command of a rule reads on its stdin: the entry as JSON, its time in seconds since the epoch, and the rule's name."""
    facts = {name: getattr(row, name) for name in ("id", "feed_id", "feed", "title", "url", "author", "published", "starred", "tags")}
    return (json.dumps({**facts, "rule": rule.name}, ensure_ascii=False) + "\n").encode("utf-8", "replace")
