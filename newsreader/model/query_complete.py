"""What could stand at the cursor of a query that is being typed: keys, values, feeds, folders, tags, newsboat's attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newsreader.model import query_newsboat
from newsreader.model.query_terms import STATES
from newsreader.model.query_values import KEYS

MOST = 50
_STATE_WORDS = {
    "unread": "not read yet", "read": "read", "starred": "with a star", "unstarred": "without a star", "noted": "with a note of yours",
    "tagged": "with a tag of its own", "offline": "its page is kept",
    "long": "1,000 words and more", "today": "the last 24 hours",
}  # fmt: skip
_SPANS = {"1d": "a day", "2d": "two days", "1w": "a week", "1mo": "a month", "6mo": "half a year", "1y": "a year", "12h": "twelve hours"}
_LENGTHS = {">1000": "long reads", "<300": "short ones", "300..1000": "those between"}
_LOGIC = {"OR": "one of the two", "NOT": "what must not hold"}
_KEYED = re.compile(r'(?:^|(?<=[\s()-]))([a-z]+):(")?((?(2)[^"]*|[^\s()"]*))$')
_WORD = re.compile(r'(?:^|(?<=[\s()]))(-?)([^\s()":-][^\s()":]*|)$')
_ATTRIBUTE = "|".join(sorted(query_newsboat.ATTRIBUTES, key=len, reverse=True))
_BOAT_OPERATOR = re.compile(rf"(?:^|(?<=[\s(]))({_ATTRIBUTE})\s+([=!~<>#]*|b[a-z]*)$")
_TEXT_OPERATORS = {
    '= "': "is the same", '!= "': "is not the same", '=~ "': "a pattern is found", '!~ "': "a pattern isn't found", '# "': "has the word",
    '!# "': "hasn't the word",
}  # fmt: skip
_NUMBER_OPERATORS = {
    "= ": "the same", "!= ": "not the same", "< ": "less", "> ": "more", "<= ": "as much or less", ">= ": "as much or more",
    "between ": "as in 0:7",
}  # fmt: skip
_BOAT_VALUE = re.compile(r'\bunread\s*(?:==?|!=)\s*("?\w*)$')


_BOAT_TEXT = re.compile(rf'(?:^|(?<=[\s(]))({_ATTRIBUTE})\s*(?:=~|!~|==|!=|=|!#|#)\s*("[^"]*|)$')
_BOAT_NEXT = re.compile(r"(?:\b(?:and|or)\s+|\(\s*)[a-z_]*$", re.IGNORECASE)
_BOAT_BETWEEN = re.compile(rf"(?:^|(?<=[\s(]))(?:{_ATTRIBUTE})\s+between\s$")


@dataclass(frozen=True, slots=True)
class Names:
    """What a library holds that a query can name: feeds by number and title, folders, tags, languages, some authors."""

    feeds: tuple[tuple[int, str], ...] = ()
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """What to put in place of the text from `start` to `end`, and what it means."""

    start: int
    end: int
    text: str
    about: str = ""


def completions(text: str, cursor: int, names: Names) -> tuple[Completion, ...]:
    """What would fit at the cursor, those that begin with what is typed first; nothing inside a phrase or a pattern."""
    before = text[:cursor]
    boat = _BOAT_VALUE.search(before)
    if boat:
        return _chosen(boat[1], cursor, [('"yes"', "not read yet"), ('"no"', "read")])
    text_value = _BOAT_TEXT.search(before)
    if text_value and before[: text_value.start(2)].count('"') % 2 == 0:
        return _boat_texts(text_value[1], text_value[2], cursor, names)
    if _BOAT_BETWEEN.search(before):
        return _chosen("", cursor, [("0:7", "from this number to that")])
    operator = _BOAT_OPERATOR.search(before)
    if operator:
        known = _NUMBER_OPERATORS if query_newsboat.is_number(operator[1]) else _TEXT_OPERATORS
        return _chosen(operator[2], cursor, known.items())
    keyed = _KEYED.search(before)
    if keyed and keyed[1] in KEYS and before[: keyed.start()].count('"') % 2 == 0:
        start = keyed.end(1) + 1
        found = sorted(_values(keyed[1], names), key=lambda each: not each[0].casefold().startswith(keyed[3].casefold()))
        part = keyed[3].casefold()
        fitting = [(value, about) for value, about in found if part in value.casefold()]
        end = cursor + (keyed[2] == '"' and text[cursor : cursor + 1] == '"')
        return tuple(Completion(start, end, _written(value, about), about) for value, about in fitting[:MOST])
    word = _WORD.search(before)
    if word is None or before.count('"') % 2:
        return ()
    return _chosen(word[2], cursor, _starts(before, bool(word[1])))


def _chosen(typed: str, cursor: int, choices: Iterable[tuple[str, str]]) -> tuple[Completion, ...]:
    fitting = [(text, about) for text, about in choices if text.startswith(typed) and text != typed]
    return tuple(Completion(cursor - len(typed), cursor, text, about) for text, about in fitting)


def _boat_texts(name: str, typed: str, cursor: int, names: Names) -> tuple[Completion, ...]:
    """Values of an attribute that the library knows some of."""
    known = {"feedtitle": [title for _, title in names.feeds], "tags": names.tags, "author": names.authors, "flags": ["s"]}.get(name, ())
    part = typed.removeprefix('"').casefold()
    fitting = [each for each in known if part in each.casefold() and '"' not in each]
    fitting.sort(key=lambda each: not each.casefold().startswith(part))
    return tuple(Completion(cursor - len(typed), cursor, f'"{each}"', "") for each in fitting[:MOST])


def _starts(before: str, negated: bool) -> Iterator[tuple[str, str]]:
    if query_newsboat.starts(before, 0):
        if _BOAT_NEXT.search(before):
            yield from ((f"{name} ", "newsboat's attribute") for name in query_newsboat.ATTRIBUTES)
        else:
            yield from (("and", "both hold"), ("or", "one of the two holds"))
        return
    yield from ((f"{key}:", about) for key, about in KEYS.items())
    if not negated:
        yield from _LOGIC.items()


def _values(key: str, names: Names) -> list[tuple[str, str]]:
    match key:
        case "is":
            return [(state, _STATE_WORDS[state]) for state in STATES]
        case "feed":
            return [(title, f"feed {number}") for number, title in names.feeds]
        case "folder":
            return [(folder, "folder") for folder in names.folders]
        case "tag":
            return [(tag, "tag") for tag in names.tags]
        case "lang":
            return [(language, "language") for language in names.languages]
        case "author":
            return [(author, "an author") for author in names.authors]
        case "newer" | "older":
            return list(_SPANS.items())
        case "words":
            return list(_LENGTHS.items())
        case "before" | "after":
            return _dates()
    return []


def _dates() -> list[tuple[str, str]]:
    """The starts of this month and year and of those before, as dates are written."""
    today = datetime.now(UTC)
    last = today.replace(day=1) - timedelta(days=1)
    months = [(today.strftime("%Y-%m-01"), "this month"), (last.strftime("%Y-%m-01"), "last month")]
    return [*months, (f"{today.year}-01-01", "this year"), (f"{today.year - 1}-01-01", "last year")]


def _written(value: str, about: str) -> str:
    """A value as the query reads it: in quotes where it has to be; a feed whose title holds a quote goes by its number."""
    if '"' in value:
        return about.removeprefix("feed ") if about.startswith("feed ") else '"' + value.partition('"')[0].strip() + '"'
    plain = not re.search(r"[\s()]", value) and not value.startswith("/") and not value.replace(",", "").isdigit()
    return value if plain else f'"{value}"'
