"""Words, phrases and prefixes as FTS5 is asked for them."""

from __future__ import annotations

import unicodedata

from newsreader.model.query_terms import Either, Every, Ids, Is, Node, Not, Text, Within
from newsreader.store.connection import Store
from newsreader.store.search import spread, stands_alone
from newsreader.text.clean import clean

NOTHING = '""'
"""What FTS5 is asked for nothing."""
_MOST_WORDS = 40
"""Words that a prefix is asked as, which cost 0.1 ms each; one that begins more is looked for in the newest entries (`store.held`)."""


def match_expression(node: Node) -> str | None:
    """Words, phrases and what joins them for FTS5; every word is quoted, so that none can be read as syntax.

    Empty where there is nothing to look for (signs alone), None where the index can't answer: another kind of term, or only what
    must not be there.
    """
    match node:
        case Text(text, field, prefix):
            words = _quoted(text)
            if not words:
                return ""
            return (f"{field} : " if field else "") + words + "*" * prefix
        case Every(parts):
            wanted = [_inner(part) for part in parts if not isinstance(part, Not)]
            unwanted = [_inner(part.part) for part in parts if isinstance(part, Not)]
            if any(each is None for each in (*wanted, *unwanted)):
                return None
            kept = " AND ".join(each for each in wanted if each)
            left_out = " OR ".join(each for each in unwanted if each)
            if not kept:
                return None if left_out else ""
            return f"({kept}) NOT ({left_out})" if left_out else kept
        case Either(parts):
            either = [_inner(part) for part in parts]
            return None if any(each is None for each in either) else " OR ".join(each for each in either if each)
        case _:
            return None


def spelled_out(store: Store, node: Node) -> Node:
    """A query's term with its prefixes as the words that begin with them, where those are few, and its tags as the entries that have them,
    too (feeds have tags as well). Costs microseconds a prefix, and a row for each entry of a tag."""
    match node:
        case Text(text, field, True) if text.isascii() and text.isalnum():
            start = text.lower()
            rows = store.rows("SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?", (start, start + "\U0010ffff", _MOST_WORDS + 1))
            if len(rows) > _MOST_WORDS:
                return node
            return Either(tuple(Text(row[0], field) for row in rows)) if rows else Text(text, field)
        case Text(text, field, True) if text and stands_alone(text[-1]):
            return Text(text, field)  # no word goes on after it, and of a prefix FTS5 would read every document first
        case Within("tag", name):
            rows = store.rows("SELECT entry_id FROM entry_tags WHERE tag_id = (SELECT id FROM tags WHERE name = ?)", (name,))
            if not rows:
                return node
            tagged = Ids(tuple(row[0] for row in rows))
            of_feeds = store.value("SELECT 1 FROM feed_tags WHERE tag = ? COLLATE NOCASE", (name,))
            return Either((node, tagged)) if of_feeds else tagged
        case Is("noted"):
            return Ids(tuple(row[0] for row in store.rows("SELECT entry_id FROM notes")))
        case Is("tagged"):
            return Ids(tuple(row[0] for row in store.rows("SELECT DISTINCT entry_id FROM entry_tags")))
        case Every(parts):
            return Every(tuple(spelled_out(store, part) for part in parts))
        case Either(parts):
            return Either(tuple(spelled_out(store, part) for part in parts))
        case Not(part):
            return Not(spelled_out(store, part))
        case _:
            return node


def begins(node: Node) -> bool:
    """Whether a term has a prefix that FTS5 answers: it reads the documents of all words that begin with it before it gives the first."""
    match node:
        case Text(_, _, prefix):
            return prefix
        case Every(parts) | Either(parts):
            return any(map(begins, parts))
        case Not(part):
            return begins(part)
        case _:
            return False


def tokens(node: Node) -> int:
    """How many words of the index a term names."""
    match node:
        case Text(text, _, _):
            return len(spread(text).split())
        case Every(parts) | Either(parts):
            return sum(map(tokens, parts))
        case Not(part):
            return tokens(part)
        case _:
            return 0


def _inner(node: Node) -> str | None:
    inside = match_expression(node)
    return f"({inside})" if inside and not isinstance(node, Text) else inside


def _quoted(text: str) -> str:
    words = spread(clean(text)).replace('"', " ").strip()
    return f'"{words}"' if any(_is_token(character) for character in words) else ""


def _is_token(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Nl", "No", "Co", "Mn", "Mc")
