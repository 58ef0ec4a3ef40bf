"""Rules: written, rehearsed before they are kept, changed and taken back. Light: the TUI calls it in its own process.

`library.incoming` follows them when entries arrive.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsreader.library.lists import text_of
from newsreader.library.marks import Change
from newsreader.library.tagging import CannotTag, tag_name
from newsreader.model.entry import Headline
from newsreader.model.feed import is_inside
from newsreader.model.query import Query, QueryError, parse_query
from newsreader.model.query_terms import Feeds, Within
from newsreader.store import journal
from newsreader.store import rules as kept
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.hidden import MUTED
from newsreader.store.lists import entry_ids, headlines, last_entry_id
from newsreader.store.parts import Hidden, Row
from newsreader.store.rules import CURSOR, Action, Notice, Rule, all_rules, muted_ids, notices
from newsreader.store.state import get_state, set_state
from newsreader.text.clean import clean

__all__ = [
    "ACTIONS", "CannotRule", "Notice", "Rehearsal", "Rule", "add_rule", "all_rules", "change_rule", "enable_rule", "muted_ids", "notices",
    "read_actions", "rehearse", "remove_rule", "unmute",
]  # fmt: skip

ACTIONS = {
    "mute": "take out of every list; can be got back",
    "read": "mark read",
    "star": "star",
    "tag": "tag, as in tag=water",
    "notify": "tell of it",
    "run": "run a command, as in run='notify-send {title}'",
    "prefetch": "have its page and pictures ready for reading offline",
}
RUN_WITH = ("title", "url", "feed", "author", "id")
"""What a command can be told of an entry, in {} or as $NEWSREADER_TITLE and so on."""
_WOULD = {
    "mute": "hide", "read": "mark read", "star": "star", "tag": "tag {}", "notify": "tell of", "run": "run a command for",
    "prefetch": "fetch the pages of",
}  # fmt: skip
_LAST = 1_000


class CannotRule(Exception):
    """A rule that can't be kept; the message says why and what would fit."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rule would have done to the entries that arrived last: to how many of how many, and which of them are starred."""

    looked_at: int
    ids: tuple[int, ...]
    starred: tuple[Headline, ...]

    def told(self, actions: Sequence[Action] = ()) -> str:
        """What these actions would have done, in a sentence; without any, what they would have been for."""
        does = ", ".join(_WOULD[kind].format(value) for kind, value in actions) or "be for"
        named = ", ".join(f"“{row.title or '(no title)'}”" for row in self.starred[:3]) + (" …" if len(self.starred) > 3 else "")
        starred = f"; {len(self.starred)} you starred: {named}" if self.starred else ""
        return f"would {does} {len(self.ids):,} of the last {self.looked_at:,}{starred}"


def read_actions(words: Sequence[str]) -> tuple[Action, ...]:
    """Actions as they are written (`mute`, `tag=water`, `run=CMD {url}`); raises CannotRule."""
    actions: list[Action] = []
    for word in words:
        kind, _, value = word.partition("=")
        kind, value = kind.strip().lower(), value.strip()
        if kind not in ACTIONS:
            raise CannotRule(f"{clean(kind) or 'nothing'} is nothing a rule does; {', '.join(ACTIONS)} are")
        if kind == "tag":
            try:
                value = tag_name(value)
            except CannotTag as error:
                raise CannotRule(f"{error}, as in tag=water") from error
        elif kind == "run" and not value:
            raise CannotRule("run wants a command, as in run=notify-send {title}")
        elif kind == "run":
            _can_be_run(value)
        elif kind != "run" and value:
            raise CannotRule(f"{kind} stands alone, without ={clean(value)}")
        actions.append((kind, value))
    if not actions:
        raise CannotRule(f"a rule does something: {', '.join(ACTIONS)}")
    return tuple(dict.fromkeys(actions))


def _can_be_run(command: str) -> None:
    from newsreader.programs.run import ProgramError, fill  # for rules that run something alone

    try:
        fill(command, dict.fromkeys(RUN_WITH, "x"))
    except ProgramError as error:
        raise CannotRule(f"run={clean(command)}: {error}") from error


def rule_query(query: str, scope: str = "") -> Query:
    """The entries that a rule is for; raises CannotRule with what is wrong in the query or the scope."""
    try:
        asked, where = parse_query(query), parse_query(scope)
    except QueryError as error:
        raise CannotRule(str(error)) from error
    if any(not isinstance(part, Feeds) and not (isinstance(part, Within) and part.kind == "folder") for part in where.parts()):
        raise CannotRule("a rule is for everything, for a feed as in feed:12, or for a folder as in folder:News")
    return asked.within(where) if scope.strip() else asked


def rehearse(store: Store, query: str, scope: str = "", last: int = _LAST) -> Rehearsal:
    """What a rule would have done to the last entries that arrived. Costs some µs an entry; a pattern up to 50 ms each.

    Raises CannotRule, and StoreError where a pattern takes too long.
    """
    ids = kept.latest_ids(store, last)
    found = list(matching(store, rule_query(query, scope), ids))
    rows = headlines(store, found)
    return Rehearsal(len(ids), tuple(found), tuple(rows[each] for each in found if each in rows and rows[each].starred))


def matching(store: Store, query: Query, ids: Sequence[int]) -> Sequence[int]:
    """Those of some entries that a query has."""
    return entry_ids(store, query.within(Query(ids=tuple(ids))), text_of=text_of(store)) if ids else ()


def _in_a_place(store: Store, scope: str) -> None:
    """Refuse a scope that is no feed or folder, since the rule would never do anything."""
    for part in parse_query(scope).parts():
        there = {feed.id for feed in all_feeds(store)} if isinstance(part, Feeds) else set[int]()
        gone = sorted(set(part.ids) - there) if isinstance(part, Feeds) else []
        if gone:
            raise CannotRule(f"there is no feed {gone[0]}; `newsreader feeds` shows their numbers")
        if isinstance(part, Within) and not any(is_inside(feed.folder, part.name) for feed in all_feeds(store)):
            raise CannotRule(f"there is no folder {clean(part.name)}; `newsreader feeds` shows them")


def add_rule(store: Store, query: str, actions: Sequence[str], scope: str = "", name: str = "", until: int | None = None) -> Change:
    """Keep a rule; it is for what arrives from now on. Raises CannotRule."""
    rule_query(query, scope)
    _in_a_place(store, scope)
    if not query.strip() and not scope.strip():
        raise CannotRule("a rule wants a query; without any it would be for everything that arrives")
    now = int(time.time())
    with store.writing():
        if not get_state(store, CURSOR):
            set_state(store, CURSOR, str(last_entry_id(store)))
        number = kept.next_rule_id(store)
        rule = Rule(number, clean(name) or clean(query) or clean(scope), query.strip(), scope.strip(), read_actions(actions), until)
        words = f"rule {number}: {described(rule)}"
        journal.change(store, [Row("rules", (number,), None, kept.as_columns(rule))], words, 1, now)
    return Change(words, number)


def change_rule(
    store: Store, rule_id: int, query: str, actions: Sequence[str], scope: str = "", name: str = "", until: int | None = None
) -> Change:
    """Make a rule another one; its hits stay. Raises CannotRule."""
    rule_query(query, scope)
    _in_a_place(store, scope)
    if not query.strip() and not scope.strip():
        raise CannotRule("a rule wants a query; without any it would be for everything that arrives")
    with store.writing():
        rule = _known(store, rule_id)
        made = replace(
            rule, name=clean(name) or clean(query) or clean(scope), query=query.strip(), scope=scope.strip(), actions=read_actions(actions),
            until=until,
        )  # fmt: skip
        words = f"rule {rule_id} is now {described(made)}"
        if made != rule:
            journal.change(store, [Row("rules", (rule_id,), kept.as_columns(rule), kept.as_columns(made))], words, 1, int(time.time()))
    return Change(words if made != rule else "the rule is as it was", int(made != rule))


def remove_rule(store: Store, rule_id: int) -> Change:
    """Follow a rule no more; what it did stays, `unmute` gets back what it muted. Raises CannotRule."""
    with store.writing():
        rule = _known(store, rule_id)
        before = {**kept.as_columns(rule), "hits": rule.hits, "last_hit": rule.last_hit}
        words = f"rule {rule.id} removed: {rule.name}"
        journal.change(store, [Row("rules", (rule.id,), before, None)], words, 1, int(time.time()))
    return Change(words, 1)


def enable_rule(store: Store, rule_id: int, enabled: bool) -> Change:
    """Let a rule rest, or wake it. Raises CannotRule."""
    with store.writing():
        rule = _known(store, rule_id)
        words = f"rule {rule.id} {'follows again' if enabled else 'rests'}: {rule.name}"
        if rule.enabled != enabled:
            parts = [Row("rules", (rule.id,), {"enabled": int(rule.enabled)}, {"enabled": int(enabled)})]
            journal.change(store, parts, words, 1, int(time.time()))
    return Change(words, int(rule.enabled != enabled))


def unmute(store: Store, ids: Sequence[int] | None = None, rule_id: int | None = None) -> Change:
    """Get muted entries back into the lists: those named, those of a rule, or all."""
    with store.writing():
        muted = muted_ids(store, rule_id)
        wanted = muted if ids is None else sorted(set(ids) & set(muted))
        words = f"{len(wanted)} no longer muted"
        journal.change(store, [Hidden(MUTED, False, wanted)] if wanted else [], words, len(wanted), int(time.time()))
    return Change(words, len(wanted))


def described(rule: Rule) -> str:
    """A rule in words: its name, if it was given one, what it does, to what."""
    does = ", ".join(kind + (f" {value}" if value else "") for kind, value in rule.actions)
    named = f"{rule.name}: " if rule.name not in (clean(rule.query), clean(rule.scope)) else ""
    return f"{named}{does}: {' '.join(part for part in (rule.scope, rule.query) if part)}"


def _known(store: Store, rule_id: int) -> Rule:
    for rule in all_rules(store):
        if rule.id == rule_id:
            return rule
    raise CannotRule(f"there is no rule {rule_id}; `newsreader rules list` shows them")
