"""Every query's entries beside those that a plain reading of the query finds, one entry after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsreader.library.tagging import tag
from newsreader.model.parsed import ParsedEntry
from newsreader.model.query import Query, parse_query
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
    Within,
)
from newsreader.model.subscription import Subscription
from newsreader.store import expressions, held
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.store.journal import mark
from newsreader.store.lists import entry_ids
from newsreader.store.questions import needs_time, ranked_ids, slices
from newsreader.store.saving import save_entries
from newsreader.store.search import index
from tests.builders import NOW, add_entries, add_feed, entry

WORDS = ("rain", "snow", "wind", "sun")


@dataclass(frozen=True)
class Row:
    """An entry of the little library, as the plain reading sees it."""

    id: int
    feed: int
    folder: str
    tags: tuple[str, ...]
    feed_title: str
    title: str
    text: str
    author: str
    url: str
    published: int
    language: str
    read: bool
    starred: bool
    offline: bool
    words: int


@dataclass(frozen=True, repr=False)
class Library:
    """The little library and its entries, newest first."""

    store: Store
    rows: tuple[Row, ...]

    def text_of(self, entry_id: int) -> str:
        return next(row.text for row in self.rows if row.id == entry_id)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path: Path = tmp_path_factory.mktemp("queries") / "library.db"
    store = Store(path)
    folders, tags = ("", "News", "News/India", "Newsroom"), ((), ("in",), ("in", "sport"), ())
    feeds, _ = add_feeds(
        store, [Subscription(f"https://f{n}.example/feed", f"Feed {n} of {folders[n]}", folder=folders[n] or None, tags=tags[n]) for n in range(4)], typed=False
    )
    with store.writing() as db:
        db.execute("UPDATE feeds SET language = 'hi-IN' WHERE id = ?", (feeds[1],))
    rows: list[Row] = []
    for number in range(120):
        feed = number % 4
        title = f"{WORDS[number % 3]} in {'the north' if number % 5 else 'Zürich'}"
        text = f"{WORDS[(number // 3) % 4]} and {WORDS[(number // 7) % 4]} " + "again " * (number % 2)
        author = "Frank" if number % 6 == 0 else ""
        published = NOW - (number // 2) * DAY // 3 - (number % 2) * 5  # some at the same second in different feeds
        language = "en" if number % 10 == 0 else None
        url = f"https://f{feed}.example/{number}"
        words = 20 * number
        parsed = ParsedEntry(str(number), title, url, author or None, published, None, text, language=language)
        saved = save_entries(store, feeds[feed], [(parsed, words)], NOW)
        entry_id = saved.new[0][0]
        if number % 11:
            index(store, [(entry_id, "an older title", "", "older wording")])
        index(store, [(entry_id, title, author, text)])
        read, starred, offline = number % 2 == 0, number % 9 == 0, number % 8 == 0
        rows.append(
            Row(entry_id, feeds[feed], folders[feed], tags[feed], f"Feed {feed} of {folders[feed]}", title, text, author, url, published,
                language or ("hi-in" if feed == 1 else ""), read, starred, offline, words)
        )  # fmt: skip
    mark(store, [row.id for row in rows if row.read], "read", True, "{count}", NOW)
    mark(store, [row.id for row in rows if row.starred], "starred", True, "{count}", NOW)
    with store.writing() as db:
        db.executemany("UPDATE entries SET has_article = 1 WHERE id = ?", [(row.id,) for row in rows if row.offline])
    yield Library(store, tuple(sorted(rows, key=lambda row: (-row.published, -row.id))))
    store.close()


def holds(node: Node, row: Row) -> bool:
    """A plain reading of a term."""
    match node:
        case Text(text, field, prefix):
            fields = {"": (row.title, row.author, row.text), "title": (row.title,), "author": (row.author,)}[field]
            end = "" if prefix else r"\b"
            return any(re.search(rf"\b{re.escape(text)}{end}", each.replace("ü", "u"), re.IGNORECASE) for each in fields)
        case Is(state):
            return {
                "unread": not row.read, "read": row.read, "starred": row.starred, "unstarred": not row.starred,
                "offline": row.offline, "long": row.words >= LONG, "today": row.published >= NOW - DAY,
            }[state]  # fmt: skip
        case Ids(ids):
            return row.id in ids
        case Feeds(ids):
            return row.feed in ids
        case Within(kind, name):
            if kind == "folder":
                return row.folder == name or row.folder.startswith(name + "/")
            return {"tag": name in row.tags, "feed": name in row.feed_title, "lang": (row.language + "-").startswith(name + "-")}[kind]
        case Published(since, before):
            return (since is None or row.published >= since) and (before is None or row.published < before)
        case Age(newer, seconds):
            return (row.published >= NOW - seconds) == newer
        case Number(field, op, value):
            number = row.words if field == "words" else (NOW - row.published) // DAY
            return {"=": number == value, "!=": number != value, "<": number < value, ">": number > value, "<=": number <= value, ">=": number >= value}[op]
        case Compare(field, op, value):
            text = {"title": row.title, "url": row.url, "tags": " ".join(row.tags), "feedtitle": row.feed_title}[field]
            return {"=": text == value, "holds": value.lower() in text.lower(), "#": value in text.split(" ")}[op]
        case Pattern(field, pattern):
            texts = {"": (row.title, row.author, row.text), "title": (row.title,), "content": (row.text,)}[field]
            return any(re.search(pattern, text, re.IGNORECASE) for text in texts)
        case Every(parts):
            return all(holds(part, row) for part in parts)
        case Either(parts):
            return any(holds(part, row) for part in parts)
        case Not(part):
            return not holds(part, row)


TERMS: list[Node] = [
    *(Text(word) for word in WORDS), Text("zurich"), Text("ra", prefix=True), Text("frank", "author"), Text("snow", "title"), Text("the north"),
    Is("unread"), Is("read"), Is("starred"), Is("unstarred"), Is("offline"), Is("long"), Is("today"),
    Feeds((1,)), Feeds((2, 3)), Within("folder", "News"), Within("tag", "in"), Within("feed", "of News"), Within("lang", "hi"), Within("lang", "en"),
    Published(since=NOW - 8 * DAY, before=NOW - 2 * DAY), Age(True, 5 * DAY), Age(False, 3 * DAY), Ids((3, 50, 7, 9999)),
    Number("words", ">", 700), Number("age", "<=", 4), Number("age", ">", 4), Number("age", "=", 3), Number("age", "!=", 3), Number("age", ">=", 2),
    Number("age", "<", 9), Compare("url", "holds", "F2.EXAMPLE"), Compare("title", "=", "rain in Zürich"), Compare("tags", "#", "sport"),
    Compare("feedtitle", "holds", "room"), Pattern("title", "^(rain|wind) in t"), Pattern("content", "again"), Pattern("", "zürich|frank"),
]  # fmt: skip


def nodes() -> st.SearchStrategy[Node]:
    def larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(Every, parts) | st.builds(Either, parts) | st.builds(Not, inner)

    return st.recursive(st.sampled_from(TERMS), larger, max_leaves=6)


@settings(max_examples=300, deadline=None)
@given(
    where=st.lists(nodes(), max_size=3).map(tuple), limit=st.sampled_from([None, 1, 7, 1000]), oldest_first=st.booleans(), many=st.sampled_from([None, 7, 50, 1000])
)
@example(where=(Text("rain"), Either((Is("unread"),))), limit=None, oldest_first=False, many=None)
@example(where=(Not(Feeds((1,))), Either((Every((Text("rain"), Feeds((1,)))),))), limit=None, oldest_first=False, many=None)
@example(where=(Text("ra", prefix=True),), limit=None, oldest_first=False, many=7)
@example(where=(Text("ra", prefix=True), Number("words", ">", 700)), limit=7, oldest_first=True, many=7)
@example(where=(Not(Text("ra", prefix=True)), Text("snow")), limit=None, oldest_first=False, many=50)
@example(where=(Either((Text("ra", prefix=True), Is("starred"))),), limit=None, oldest_first=False, many=7)
def test_every_query_finds_what_a_plain_reading_finds(
    library: Library, where: tuple[Node, ...], limit: int | None, oldest_first: bool, many: int | None
) -> None:
    """`many`: a prefix begins more words than are asked for, so that as many entries are looked at first."""
    with pytest.MonkeyPatch.context() as patch:
        if many is not None:
            patch.setattr(expressions, "_MOST_WORDS", -1)
            patch.setattr(held, "MOST", many)
        _finds_what_a_plain_reading_finds(library, where, limit, oldest_first)


def _finds_what_a_plain_reading_finds(library: Library, where: tuple[Node, ...], limit: int | None, oldest_first: bool) -> None:
    expected = [row.id for row in library.rows if all(holds(part, row) for part in where)]
    if oldest_first:
        expected.reverse()
    query = Query(where=where)
    found = list(entry_ids(library.store, query, limit, oldest_first, NOW, library.text_of))
    assert _by_second(library, found) == _by_second(library, expected[:limit])
    parts = [part for slice_ in slices(library.store, query, oldest_first, NOW, library.text_of) for part in slice_]
    assert len(parts) == len(set(parts))
    assert _by_second(library, parts) == _by_second(library, expected)
    assert sorted(ranked_ids(library.store, query, 1000, NOW, library.text_of)) == sorted(expected)


def _by_second(library: Library, ids: list[int]) -> list[int]:
    """The times of a list; entries of the same second may stand either way round where words were asked for."""
    published = {row.id: row.published for row in library.rows}
    return [published[entry_id] for entry_id in ids]


def test_a_list_without_words_is_in_the_exact_order(library: Library) -> None:
    for text in ("", "is:unread", "folder:News", "is:starred OR is:offline", "words:>3", "-is:today"):
        query = parse_query(text)
        expected = [row.id for row in library.rows if all(holds(part, row) for part in query.parts())]
        assert list(entry_ids(library.store, query, now=NOW)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('unread = "yes" and age between 0:7', lambda row: not row.read and NOW - row.published < 8 * DAY),
        ('date =~ "^Wed, .* 2025"', lambda row: (row.published // DAY) % 7 == 6),
        ('flags # "s"', lambda row: row.starred),
        ('unread =~ "y"', lambda row: not row.read),
        ("unread_count > 0 and total_count < 5", lambda row: False),
        ('enclosure_url = "" and guid = "7"', lambda row: row.url.endswith("/7")),
        ('rssurl =~ "f3" and feedlink = ""', lambda row: "f3" in row.url),
        ('description =~ "rain and rain"', lambda row: "rain and rain" in row.text),
    ],
)
def test_newsboat_attributes_mean_what_they_say(library: Library, text: str, expected: Callable[[Row], bool]) -> None:
    found = entry_ids(library.store, parse_query(text), now=NOW, text_of=library.text_of)
    assert list(found) == [row.id for row in library.rows if expected(row)]


def test_flags_that_came_from_newsboat_are_asked_for_as_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "flags.db")
    ids = add_entries(store, add_feed(store), entry("a"), entry("b"), entry("c"))
    mark(store, ids[:2], "starred", True, "{count}", NOW)
    tag(store, [ids[0]], "flag-e")
    tag(store, [ids[0]], "flag-big-X")
    for text, expected in (('flags # "e"', ids[:1]), ('flags # "X"', ids[:1]), ('flags # "x"', []), ('flags =~ "s"', ids[:2]), ('flags = ""', ids[2:])):
        assert list(entry_ids(store, parse_query(text))) == expected, text
    store.close()


def test_what_indexes_hold_needs_no_time_and_the_rest_does(library: Library) -> None:
    quick = ["", "rain", "is:unread feed:1", "folder:News OR is:starred", "newer:2d -rain snow", "id:3 rain", "tag:in is:offline", "-is:read older:1w"]
    assert not any(needs_time(library.store, parse_query(text)) for text in quick)
    slow = ["/rain/", "url:x", "words:>3", "-rain", "lang:hi", 'title = "x"']
    assert all(needs_time(library.store, parse_query(text)) for text in slow)


def _nested(outer: str, depth: int) -> str:
    text = "rain"
    for _ in range(depth):
        text = outer.replace("…", text)
    return text


@pytest.mark.parametrize(
    "text",
    [
        " OR ".join(["url:x"] * 300), " OR ".join(f"word{n}" for n in range(300)), " ".join(f"-word{n}" for n in range(150)), " ".join(["/a/"] * 300),
        _nested("((… OR snow) wind)", 9), _nested("((… OR url:x) url:y)", 9), _nested("-(… url:x)", 9), _nested("-(snow …)", 9),
        " and ".join(['title = "a"'] * 50), " or ".join(['(title = "a" and age > 1)'] * 50), 'title = "a" and age = 1 or ' * 9 + "age = 1",
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_query_that_can_be_read_is_too_big_to_ask(library: Library, text: str) -> None:
    query = parse_query(text)
    expected = [row.id for row in library.rows if all(holds(part, row) for part in query.parts())]
    assert sorted(entry_ids(library.store, query, now=NOW, text_of=library.text_of)) == sorted(expected)
