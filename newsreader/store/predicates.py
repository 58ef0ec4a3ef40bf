"""Query terms as conditions of SQL on one entry (`e`), for terms that no index answers: asked of a batch of entries at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsreader.model.query_terms import (
    DAY,
    LONG,
    Age,
    Compare,
    Either,
    Every,
    Feeds,
    Ids,
    Is,
    Node,
    Not,
    Number,
    Pattern,
    Published,
    Text,
    TextField,
    Within,
)
from newsreader.store.expressions import match_expression
from newsreader.store.feedsets import FeedSets
from newsreader.store.patterns import Patterns

Sql = tuple[str, list[Any]]

_NEWEST = "(SELECT max(published) FROM entries o INDEXED BY entries_feed WHERE o.feed_id = e.feed_id AND o.hidden = 0)"
_BY_FOLDER = "SELECT count(*) FROM feeds g JOIN feeds h ON h.id = e.feed_id WHERE g.removed_at IS NULL AND "
_FLAGS = """ifnull((SELECT group_concat(iif(g.name LIKE 'flag-big-_', upper(substr(g.name, 10)), substr(g.name, 6)), '')
    FROM entry_tags t JOIN tags g ON g.id = t.tag_id WHERE t.entry_id = e.id AND (g.name LIKE 'flag-_' OR g.name LIKE 'flag-big-_')), '')"""
"""The tags that newsboat's flags became (`library.archives`), as flags again."""
_FIELDS: dict[TextField, str] = {
    "title": "(SELECT title FROM headings WHERE entry_id = e.id)",
    "author": "ifnull((SELECT author FROM headings WHERE entry_id = e.id), '')",
    "url": "ifnull((SELECT url FROM headings WHERE entry_id = e.id), '')",
    "content": "text_of_entry(e.id)",
    "guid": "(SELECT identity FROM headings WHERE entry_id = e.id)",
    "date": "date_in_words(e.published)",
    "unread": "iif(e.read, 'no', 'yes')",
    "flags": f"iif(e.starred, 's', '') || {_FLAGS}",
    "enclosure_url": "ifnull((SELECT json_extract(enclosures, '$[0][0]') FROM bodies WHERE entry_id = e.id), '')",
    "enclosure_type": "ifnull((SELECT json_extract(enclosures, '$[0][1]') FROM bodies WHERE entry_id = e.id), '')",
    "feedtitle": "(SELECT coalesce(given_title, title) FROM feeds WHERE id = e.feed_id)",
    "feedlink": "ifnull((SELECT site_url FROM feeds WHERE id = e.feed_id), '')",
    "rssurl": "(SELECT url FROM feeds WHERE id = e.feed_id)",
    "tags": "ifnull((SELECT group_concat(tag, ' ') FROM feed_tags WHERE feed_id = e.feed_id), '')",
    "feeddate": f"date_in_words({_NEWEST})",
}
_LANGUAGE = """lower(replace(coalesce((SELECT language FROM bodies WHERE entry_id = e.id),
    (SELECT language FROM feeds WHERE id = e.feed_id), ''), '_', '-')) || '-'"""


@dataclass(slots=True)
class Asked:
    """What the terms of one question need to become SQL: the time it is asked at, feeds by name, patterns made ready once; and `hold`, by
    which texts are held in memory, where prefixes that begin many words are to be asked of those (`store.held`)."""

    now: int
    feeds: FeedSets
    patterns: Patterns
    hold: Callable[[Sequence[int]], None] | None = None
    numbers: dict[Pattern, int] = field(default_factory=dict)

    def prepare(self, node: Node) -> None:
        """Make the patterns of a term ready; raises QueryError where one can't be read."""
        match node:
            case Pattern():
                if node not in self.numbers:
                    self.numbers[node] = self.patterns.add(node.pattern, node.at)
            case Every(parts) | Either(parts):
                for part in parts:
                    self.prepare(part)
            case Not(part):
                self.prepare(part)


def feeds_of(node: Node, feeds: FeedSets) -> frozenset[int] | None:
    """The feeds that a term means; None where it is about more than feeds."""
    match node:
        case Feeds(ids):
            return frozenset(ids)
        case Within("folder", name):
            return feeds.inside(name)
        case Within("feed", name):
            return feeds.titled(name)
        case Within("tag", name):
            return feeds.tagged(name)
        case Every(parts) | Either(parts):
            sets = [feeds_of(part, feeds) for part in parts]
            known = [each for each in sets if each is not None]
            if len(known) < len(sets) or not known:
                return None
            return frozenset.intersection(*known) if isinstance(node, Every) else frozenset.union(*known)
        case Not(part):
            inside = feeds_of(part, feeds)
            return None if inside is None else feeds.everything - inside
        case _:
            return None


def predicate(node: Node, asked: Asked, in_text: Callable[[str], Sql]) -> Sql:
    """A term as a condition; `in_text` says how an expression for FTS5 is asked of an entry. Never NULL, but where a pattern gave up."""
    expression = match_expression(node)
    if expression is not None:
        return in_text(expression) if expression else ("1", [])
    ids = feeds_of(node, asked.feeds)
    if ids is not None:
        return "e.feed_id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(ids))]
    match node:
        case Every(parts):
            return _joined([predicate(part, asked, in_text) for part in parts], " AND ", "1")
        case Either(parts):
            return _joined([predicate(part, asked, in_text) for part in parts], " OR ", "0")
        case Not(part):
            sql, parameters = predicate(part, asked, in_text)
            return f"NOT ({sql})", parameters
        case Is(state):
            return _state(state, asked.now)
        case Ids(wanted):
            return "e.id IN (SELECT value FROM json_each(?))", [json.dumps(wanted)]
        case Published(since, before):
            return "e.published >= ? AND e.published < ?", [-(1 << 62) if since is None else since, 1 << 62 if before is None else before]
        case Age(newer, seconds):
            return f"e.published {'>=' if newer else '<'} ?", [asked.now - seconds]
        case Within(_, name):
            return f"substr({_LANGUAGE}, 1, ?) = ?", [len(name) + 1, name.replace("_", "-") + "-"]
        case Number():
            return _number(node, asked.now)
        case Compare():
            return _compare(node)
        case Pattern():
            return _pattern(node, asked)
        case Feeds() | Text():  # pragma: no cover - answered above
            return "0", []


def _state(state: str, now: int) -> Sql:
    simple = {
        "unread": "e.read = 0",
        "read": "e.read = 1",
        "starred": "e.starred = 1",
        "unstarred": "e.starred = 0",
        "noted": "EXISTS (SELECT 1 FROM notes WHERE entry_id = e.id)",
        "tagged": "e.tagged > 0",
        "offline": "e.has_article = 1",
        "long": f"e.words >= {LONG}",
    }
    return (simple[state], []) if state in simple else ("e.published >= ?", [now - DAY])


def _number(node: Number, now: int) -> Sql:
    left = {
        "words": "e.words",
        "age": f"(({now} - e.published) / {DAY})",
        "unread_count": "(SELECT unread FROM feeds WHERE id = e.feed_id)",
        "total_count": "(SELECT total FROM feeds WHERE id = e.feed_id)",
        "articleindex": """(SELECT count(*) FROM entries o INDEXED BY entries_feed
            WHERE o.feed_id = e.feed_id AND o.hidden = 0 AND (o.published, o.id) >= (e.published, e.id))""",
        "feedindex": f"""({_BY_FOLDER} (g.folder, lower(coalesce(g.given_title, g.title)), g.id)
            <= (h.folder, lower(coalesce(h.given_title, h.title)), h.id))""",
        "latest_article_age": f"(({now} - {_NEWEST}) / {DAY})",
    }[node.field]
    return f"{left} {node.op} ?", [node.value]


def _compare(node: Compare) -> Sql:
    left = _FIELDS[node.field]
    if node.op == "=":
        return f"{left} = ?", [node.value]
    if node.op == "#" and node.field == "flags":
        return f"instr({left}, ?) > 0", [node.value]
    if node.op == "#":
        return f"instr(' ' || {left} || ' ', ' ' || ? || ' ') > 0", [node.value]
    return f"instr(lower({left}), lower(?)) > 0", [node.value]


def _pattern(node: Pattern, asked: Asked) -> Sql:
    number = asked.numbers[node]
    fields: tuple[TextField, ...] = (node.field,) if node.field else ("title", "author", "content")
    sql = " OR ".join(f"pattern_found({number}, {_FIELDS[each]})" for each in fields)
    return f"({sql})", []


def _joined(terms: list[Sql], word: str, empty: str) -> Sql:
    if not terms:
        return empty, []
    return word.join(f"({sql})" for sql, _ in terms), [value for _, values in terms for value in values]
