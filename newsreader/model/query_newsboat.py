"""Newsboat's filter expressions as terms of a query: `unread = "yes"`, `age between 0:7`, `title =~ "rain|snow"`, `tags # "india"`.

As in newsboat: `=` compares whole texts, `=~` is a regular expression that ignores case, `#` looks for a word of a list. `flags` is
`s` where the entry is starred, and what newsboat's own flags became; `description` and `text` are the entry's text, `articleindex` counts
the entries of a feed from the newest on, `feedindex` the feeds by folder and title, `feeddate` is the time of a feed's newest entry.
"""

from __future__ import annotations

import re

from newsreader.model.query import QueryError
from newsreader.model.query_slips import slip_of
from newsreader.model.query_terms import Compare, Every, Is, Node, Not, Number, NumberField, Pattern, TextField

_TEXTS: dict[str, TextField] = {
    "title": "title", "link": "url", "author": "author", "content": "content", "description": "content", "text": "content", "date": "date",
    "guid": "guid", "unread": "unread", "enclosure_url": "enclosure_url", "enclosure_type": "enclosure_type", "flags": "flags",
    "feedtitle": "feedtitle", "feedlink": "feedlink", "rssurl": "rssurl", "tags": "tags",
    "feeddate": "feeddate",
}  # fmt: skip
_NUMBERS: dict[str, NumberField] = {
    "age": "age", "words": "words", "unread_count": "unread_count", "total_count": "total_count",
    "articleindex": "articleindex", "feedindex": "feedindex", "latest_article_age": "latest_article_age",
}  # fmt: skip
ATTRIBUTES: tuple[str, ...] = (*_TEXTS, *_NUMBERS)

_START = re.compile(rf"({'|'.join(sorted(ATTRIBUTES, key=len, reverse=True))})\s*(=~|!~|==|!=|<=|>=|=|<|>|!#|#|between(?=[\s\"]))\s*")
_STRANGE = re.compile(r'([a-z_]{2,})\s*(?:=~|!~|==|!=|=|!#|#)\s*"')
_STRANGE_OPERATOR = re.compile(rf"({'|'.join(sorted(ATTRIBUTES, key=len, reverse=True))})\s+([^\w\s\"()/-]+)\s*[\"\d]")
_TEXT_OPERATORS, _NUMBER_OPERATORS = "=, !=, =~, !~, # and !#", "=, !=, <, >, <=, >= and between"
_EXAMPLES = {"unread": "yes", "flags": "s", "tags": "news", "link": "example.org", "rssurl": "example.org", "feedlink": "example.org"}

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_INT = re.compile(r"-?\d{1,12}(?![\w:])")
_RANGE = re.compile(r"(-?\d{1,12})\s*:\s*(-?\d{1,12})(?!\w)")
_BRACKETS = re.compile(r"[(\s]*")


def is_number(name: str) -> bool:
    """Whether an attribute is a number, and not a text."""
    return name in _NUMBERS


def starts(text: str, at: int) -> bool:
    """Whether an expression of newsboat's stands here, brackets before it left out."""
    brackets = _BRACKETS.match(text, at)
    return _START.match(text, brackets.end() if brackets else at) is not None


def comparison(text: str, at: int) -> tuple[Node, int] | None:
    """The comparison that stands here and where it ends; None where none does. Raises QueryError."""
    found = _START.match(text, at)
    if found is None:
        _refuse_strange(text, at)
        return None
    name, op, place = found[1], found[2], found.end()
    if name in _NUMBERS:
        return _number(_NUMBERS[name], name, op, text, place)
    string = _STRING.match(text, place)
    number = _INT.match(text, place)
    if string is None and number is None:
        raise QueryError(f'{name} {op} wants a text in quotes, as in {name} {op} "{_EXAMPLES.get(name, "rain")}"', place)
    value = re.sub(r'\\(["\\])', r"\1", string[1]) if string else number[0] if number else ""
    end = string.end() if string else number.end() if number else place
    return _text(_TEXTS[name], name, op, value, at, place + bool(string)), end


def _refuse_strange(text: str, at: int) -> None:
    """Refuse what is written as a comparison but for its name or its sign; anything else is for others to read."""
    sign = _STRANGE_OPERATOR.match(text, at)
    if sign:
        known = _NUMBER_OPERATORS if is_number(sign[1]) else _TEXT_OPERATORS
        raise QueryError(f"{sign[1]} can be compared by {known}", sign.start(2))
    name = _STRANGE.match(text, at)
    if name:
        meant = slip_of(name[1], ATTRIBUTES)
        others = f"{meant} is" if meant else f"{', '.join(ATTRIBUTES[:12])} and others are"
        raise QueryError(f"{name[1]} is nothing that can be compared; {others}", at)


def _text(field: TextField, name: str, op: str, value: str, at: int, place: int) -> Node:
    if op in ("=", "==", "!="):
        node: Node = Compare(field, "=", value)
        if field == "unread" and value in ("yes", "no"):
            node = Is("unread" if value == "yes" else "read")
        return Not(node) if op == "!=" else node
    if op in ("=~", "!~"):
        return Pattern(field, value, place) if op == "=~" else Not(Pattern(field, value, place))
    if op in ("#", "!#"):
        return Compare(field, "#", value) if op == "#" else Not(Compare(field, "#", value))
    raise QueryError(f"{name} is a text: it can be compared by {_TEXT_OPERATORS}", at)


def _number(field: NumberField, name: str, op: str, text: str, place: int) -> tuple[Node, int]:
    string = _STRING.match(text, place)
    inner, start, end = (string[1], 0, string.end()) if string else (text, place, 0)
    if op == "between":
        span = _RANGE.match(inner, start)
        if span is None:
            raise QueryError(f"{name} between wants two numbers, as in {name} between 0:7", place)
        low, high = sorted((int(span[1]), int(span[2])))
        return Every((Number(field, ">=", low), Number(field, "<=", high))), end or span.end()
    if op in ("=~", "!~", "#", "!#"):
        raise QueryError(f"{name} is a number: it can be compared by {_NUMBER_OPERATORS}", place)
    number = _INT.match(inner, start)
    if number is None:
        raise QueryError(f"{name} {op} wants a number, as in {name} {op} 7", place)
    for known in ("=", "!=", "<", ">", "<=", ">="):
        if known == op or op == "==":
            return Number(field, known, int(number[0])), end or number.end()
    raise QueryError(f"{name} is a number: it can be compared by {_NUMBER_OPERATORS}", place)
