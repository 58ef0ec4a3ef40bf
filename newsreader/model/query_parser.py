"""Reads the query language: `monsoon "south coast" -kerala is:unread (feed:bbc OR tag:india) newer:2d title:/rain|flood/`.

Terms that stand beside each other must all hold; `OR` stands between two alternatives, `-` or `NOT` before what must not hold,
brackets group. Newsboat's filter expressions are read too, alone or among other terms (`model.query_newsboat`).
"""

from __future__ import annotations

import re
import warnings

from newsreader.model import query_newsboat, query_values
from newsreader.model.query import Query, QueryError
from newsreader.model.query_slips import slip_of
from newsreader.model.query_terms import Either, Every, Feeds, Ids, Is, Node, Not, Pattern, Published, Text, TextField, Within

_MOST = 10_000
_DEEPEST = 20
_MOST_TERMS = 300
"""SQLite's parser takes trees of a thousand conditions, FTS5's a hundred brackets."""
_LONGEST_CHAIN = 50
_LONGEST_PATTERN = 1_000
_WORD = re.compile(r'[^\s()"]+')
_KEY = re.compile(r"(-?)([a-z]+):")
_NO_VALUE = re.compile(r"[\s/:()]|$")
_MISTAKEN = tuple(key for key in query_values.KEYS if key not in ("text", "lang"))
"""Keys that nobody types a slip of who means a word; test: and next:, land: and long: are words."""
_SPACES = re.compile(r"\s*")
_LOGIC = re.compile(r"(AND|OR|NOT)(?=[\s()]|$)")
_BOAT_LOGIC = re.compile(r"(and|or)(?=[\s(]|$)", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)("?)')
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)+)/(?=[\s)]|$)")
_PATTERN_FIELDS: dict[str, TextField] = {"title": "title", "author": "author", "url": "url", "feed": "feedtitle", "text": "content"}


def read(text: str) -> Query:
    """Read a query; raises QueryError with the place and what would fit."""
    if len(text) > _MOST:
        raise QueryError(f"a query has at most {_MOST:,} characters", _MOST)
    reader = _Reader(text)
    node = reader.alternatives(0)
    if reader.at < len(text):
        raise QueryError("this bracket closes nothing: take it away, or open one before it", reader.at)
    if _depth(node) > _DEEPEST:
        raise QueryError("this query goes too deep: take brackets or alternations away", 0)
    return _query(node.parts if isinstance(node, Every) else (node,))


def _query(parts: tuple[Node, ...]) -> Query:
    """Put what has a field of its own into it, and the rest under `where`."""
    words: list[str] = []
    phrases: list[str] = []
    where: list[Node] = []
    simple: dict[str, object] = {}
    for part in parts:
        match part:
            case Text(text, "", prefix) if prefix or not re.search(r"\s|\*$", text):
                words.append(text + "*" * prefix)
            case Text(text, ""):
                phrases.append(text)
            case Ids(ids) if "ids" not in simple:
                simple["ids"] = ids
            case Feeds(ids) if "feeds" not in simple:
                simple["feeds"] = ids
            case Within("folder", name) if "folder" not in simple:
                simple["folder"] = name
            case Is("unread" | "read" as state) if "unread" not in simple:
                simple["unread"] = state == "unread"
            case Is("starred" | "unstarred" as state) if "starred" not in simple:
                simple["starred"] = state == "starred"
            case Published(since, before) if not simple.keys() & {"since", "before"}:
                simple |= {"since": since, "before": before}
            case _:
                where.append(part)
    return Query(words=tuple(words), phrases=tuple(phrases), where=tuple(where), **simple)  # type: ignore[arg-type]


class _Reader:
    """Recursive descent over the text; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.terms = 0

    def alternatives(self, depth: int) -> Node:
        """`a b OR c`: one of several conjunctions."""
        start = self.at
        parts = [self.conjunction(depth)]
        while self._logic() == "OR":
            place = self.at
            self.at += 2
            if not parts[-1].parts:
                raise QueryError("OR stands between two terms, as in rain OR snow", max(start, place))
            parts.append(self.conjunction(depth))
            if not parts[-1].parts:
                raise QueryError("OR stands between two terms, as in rain OR snow", place)
        alone = [part.parts[0] if len(part.parts) == 1 else part for part in parts]
        return alone[0] if len(alone) == 1 else Either(tuple(alone))

    def conjunction(self, depth: int) -> Every:
        """Terms beside each other, up to OR, a closing bracket or the end."""
        parts: list[Node] = []
        while True:
            logic = self._logic()
            if self.at >= len(self.text) or self.text[self.at] == ")" or logic == "OR":
                return Every(tuple(parts))
            if logic == "AND":
                place = self.at
                self.at += 3
                if not parts or self._logic() in ("OR", "AND") or self.at >= len(self.text) or self.text[self.at] == ")":
                    raise QueryError("AND stands between two terms; without it terms beside each other mean the same", place)
                continue
            node = self.term(depth)
            if isinstance(node, Every):
                parts += node.parts
            elif node is not None:
                parts.append(node)

    def term(self, depth: int) -> Node | None:
        """One term with its negation, and a newsboat expression as far as it goes."""
        start = self.at
        self.terms += 1
        if self.terms > _MOST_TERMS:
            raise QueryError(f"a query has at most {_MOST_TERMS} terms", start)
        if self._logic() == "NOT":
            self.at += 3
            self._skip()
            return self._negated(start, depth)
        if self.text[start] == "-" and start + 1 < len(self.text) and not self.text[start + 1].isspace():
            self.at += 1
            return self._negated(start, depth)
        node, boat = self._group(depth) if self.text[start] == "(" else self._plain()
        return self._boat_chain(node, depth) if boat and node is not None else node

    def _negated(self, start: int, depth: int) -> Node | None:
        if self.at >= len(self.text) or self.text[self.at] == ")" or depth > _DEEPEST or self._logic() in ("OR", "AND"):
            raise QueryError("nothing stands after this that could be left out, as in -sport", start)
        node = self.term(depth + 1)
        return None if node is None else node.part if isinstance(node, Not) else Not(node)

    def _boat_chain(self, left: Node, depth: int, length: int = 1) -> Node:
        """`and` and `or` after a newsboat expression; as newsboat has it both bind alike and the last one first."""
        self._skip()
        found = _BOAT_LOGIC.match(self.text, self.at)
        if found is None:
            return left
        if length > _LONGEST_CHAIN:
            raise QueryError(f"an expression of newsboat's has at most {_LONGEST_CHAIN} parts; brackets may join several", self.at)
        self.at = found.end()
        self._skip()
        if self.at >= len(self.text) or self.text[self.at] == ")":
            raise QueryError(f'{found[1]} wants another expression after it, as in unread = "yes"', found.start())
        start = self.at
        node, boat = self._group(depth + 1) if self.text[start] == "(" else self._plain()
        if node is None or not boat:
            raise QueryError(f'{found[1]} wants another expression after it, as in unread = "yes"', start)
        right = self._boat_chain(node, depth, length + 1)
        if found[1].lower() == "and":
            return Every((left, *(right.parts if isinstance(right, Every) else (right,))))
        return Either((left, *(right.parts if isinstance(right, Either) else (right,))))

    def _group(self, depth: int) -> tuple[Node | None, bool]:
        start = self.at
        if depth > _DEEPEST:
            raise QueryError(f"brackets go at most {_DEEPEST} deep", start)
        self.at += 1
        self._skip()
        boat = query_newsboat.starts(self.text, start)
        node = self.alternatives(depth + 1)
        if self.at >= len(self.text):
            raise QueryError("this bracket is not closed: it wants a )", start)
        self.at += 1
        return (None if isinstance(node, Every) and not node.parts else node), boat

    def _plain(self) -> tuple[Node | None, bool]:
        """A term without brackets and negation, and whether it is newsboat's."""
        start = self.at
        boat = query_newsboat.comparison(self.text, start)
        if boat is not None:
            node, self.at = boat
            if isinstance(node, Pattern):
                check_pattern(node.pattern, node.at)
            return node, True
        if self.text[start] == '"':
            return self._phrase(""), False
        if self.text[start] == "/":
            return self._pattern(""), False
        key = _KEY.match(self.text, start)
        if key and not key[1] and key[2] in query_values.KEYS:
            self.at = key.end()
            return self._keyed(key[2], start), False
        if key and not key[1] and not _NO_VALUE.match(self.text, key.end()) and (meant := slip_of(key[2], _MISTAKEN)):
            raise QueryError(f"{key[2]}: is not known, {meant}: is; in quotes it is looked for as words", start)
        return self._word(), False

    def _keyed(self, key: str, start: int) -> Node | None:
        if self.text[self.at : self.at + 1] == "/" and key in _PATTERN_FIELDS:
            return self._pattern(_PATTERN_FIELDS[key])
        if key in ("title", "author"):
            if self.text[self.at : self.at + 1] == '"':
                return self._phrase(key)
            word = _WORD.match(self.text, self.at)
            if word is None:
                raise QueryError(f'{key}: wants a word, a "phrase" or a /pattern/, as in {key}:rain', start)
            self.at = word.end()
            return Text(word[0].rstrip("*"), "title" if key == "title" else "author", word[0].endswith("*"))
        quoted = _QUOTED.match(self.text, self.at)
        if quoted:
            if not quoted[2]:
                raise QueryError('this is not closed: it wants a second "', self.at)
            self.at = quoted.end()
            return query_values.term(key, quoted[1], True, start)
        word = _WORD.match(self.text, self.at)
        self.at = word.end() if word else self.at
        return query_values.term(key, word[0] if word else "", False, start)

    def _word(self) -> Node | None:
        word = _WORD.match(self.text, self.at)
        if word is None:  # pragma: no cover - every other start was looked at
            raise QueryError("this is no term", self.at)
        self.at = word.end()
        prefix = word[0].endswith("*")
        bare = word[0].rstrip("*")
        return Text(bare, prefix=prefix) if bare else None

    def _phrase(self, key: str) -> Node | None:
        found = _QUOTED.match(self.text, self.at)
        if found is None or not found[2]:
            raise QueryError('a phrase is not closed: it wants a second "', self.at)
        self.at = found.end()
        prefix = self.text[self.at : self.at + 1] == "*"
        self.at += prefix
        words = " ".join(found[1].split())
        return Text(words, "title" if key == "title" else "author" if key == "author" else "", prefix) if words else None

    def _pattern(self, name: TextField | str) -> Node:
        found = _PATTERN.match(self.text, self.at)
        if found is None:
            raise QueryError('a pattern wants a second /, as in /rain|snow/; to look for a slash put it in quotes, as in "/tmp"', self.at)
        place = self.at + 1
        self.at = found.end()
        check_pattern(found[1], place)
        fields: dict[str, TextField] = {value: value for value in _PATTERN_FIELDS.values()}
        return Pattern(fields.get(name, ""), found[1].replace("\\/", "/"), place)

    def _skip(self) -> None:
        found = _SPACES.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _logic(self) -> str:
        self._skip()
        found = _LOGIC.match(self.text, self.at)
        return found[1] if found else ""


def _depth(node: Node) -> int:
    match node:
        case Every(parts) | Either(parts):
            return 1 + max((_depth(part) for part in parts), default=0)
        case Not(part):
            return 1 + _depth(part)
    return 0


def check_pattern(pattern: str, at: int) -> None:
    """Refuse what no engine takes as a pattern; what only ours refuses is told when it is asked (`store.patterns`)."""
    if len(pattern) > _LONGEST_PATTERN:
        raise QueryError(f"a pattern has at most {_LONGEST_PATTERN:,} characters", at)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except re.error as error:
        if not error.msg.startswith(("bad escape", "unknown extension", "look-behind", "multiple repeat")):
            place = at + min(error.pos or 0, len(pattern))
            raise QueryError(f"the pattern can't be read: {error.msg}; put a \\ before signs that are meant as they are", place) from error
    except (OverflowError, RecursionError) as error:
        raise QueryError("the pattern is too big", at) from error
