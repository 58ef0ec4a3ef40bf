"""The store's figures: lists, filters, searches, marks and the index's size, each beside what it may cost (`tests.bench.library`).

Wall milliseconds in this process, warm, as median, p95 and worst over all questions of a kind. A figure over its bound is marked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from newsreader.library.folding import fold
from newsreader.library.indexing import entry_text
from newsreader.library.marks import mark
from newsreader.library.undo import undo
from newsreader.model.query import Query, parse_query
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.lists import counters, entry_ids, headlines
from newsreader.store.questions import slices
from tests.bench import searching
from tests.bench.build import END

ROUNDS = 3
FIRST = 500
SCREEN = 128


def measured(questions: Iterable[Callable[[], object]]) -> tuple[float, float, float]:
    """Median, p95 and worst, each question's time being the median of its rounds."""
    times = []
    for question in questions:
        rounds = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            question()
            rounds.append((time.perf_counter() - started) * 1000)
        times.append(sorted(rounds)[ROUNDS // 2])
    times.sort()
    return times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))], times[-1]


def say(name: str, figures: tuple[float, float, float], bound: float) -> None:
    """One line of the table."""
    over = "" if figures[1] <= bound else "  OVER"
    print(f"  {name:56} {figures[0]:9.2f} {figures[1]:9.2f} {figures[2]:9.2f}   ≤ {bound:g}{over}", flush=True)


def opened(store: Store, query: Query, limit: int = FIRST) -> Callable[[], object]:
    """Take a list's first ids, each story once, and the rows of a screen."""
    def among(ids: Sequence[int]) -> Sequence[int]:
        return entry_ids(store, replace(query, ids=tuple(ids)), now=END)

    return lambda: headlines(store, fold(store, entry_ids(store, query, limit, now=END), among=among).ids[:SCREEN])


def whole(store: Store, query: Query) -> Callable[[], object]:
    """Take all ids of a list, each story once."""
    return lambda: fold(store, entry_ids(store, query, now=END))


def first_slice(store: Store, query: Query) -> Callable[[], object]:
    """Take the first slice of a list."""
    return lambda: next(iter(slices(store, query, now=END)), None)


def lists(store: Store) -> None:
    """Every list of the feeds pane, the first rows and all ids; and the counts beside them."""
    feeds = all_feeds(store)
    folders = sorted({feed.folder for feed in feeds if feed.folder})
    smart = [Query(), Query(unread=True), Query(starred=True), Query(since=END - 86_400), Query(where=parse_query("is:offline").where)]
    chosen = [*smart, *(Query(feeds=(feed.id,)) for feed in feeds[::10]), *(Query(folder=folder) for folder in folders)]
    say("a list opens (500 ids, 128 rows)", measured(opened(store, query) for query in chosen), 30)
    say("the same with 5,000 ids", measured(opened(store, query, 5_000) for query in chosen), 30)
    say("all ids of a list, behind the screen", measured(whole(store, query) for query in chosen), 1_000)
    say("the counts", measured([lambda: counters(store, END - 86_400)]), 30)


def filters(store: Store) -> None:
    """What people narrow a list by: indexed terms, and the rest in slices."""
    indexed = [
        "is:unread newer:30d", "is:starred", "is:read folder:\"Folder 1\"", "feed:3 is:unread", "feed:\"number 07\"", "-is:read older:1y",
        "after:2020-01-01 before:2020-02-01", "is:starred OR feed:7", "folder:\"Folder 2\" OR folder:\"Folder 4\" is:unread",
        "-folder:\"Folder 1\" -feed:3", "unread = \"yes\" and age between 0:7", "people feed:3", "tenth3 folder:\"Folder 5\" is:unread",
        "rare3 feed:3", "hundredth7 is:starred", "evening newer:7d", "evening -people is:unread", "id:3,4,5 people",
    ]  # fmt: skip
    say("a filter of indexed terms (500 ids)", measured(opened(store, parse_query(text)) for text in indexed), 50)
    slow = ["title:/kernel.*orbit/", "-evening is:unread", "url:site7.", "words:>100", "lang:hi OR people", "title =~ \"glacier$\" and unread = \"yes\""]
    first = [first_slice(store, parse_query(text)) for text in slow]
    say("the first slice of any other filter", measured(first), 50)
    content = parse_query("/glacier protein (orbit|kernel)/")
    say("the first slice of a pattern in the text", measured([lambda: next(slices(store, content, now=END, text_of=lambda number: entry_text(store, number)))]), 50)
    times = []
    for text in slow:
        last = time.perf_counter()
        for number, _ in enumerate(slices(store, parse_query(text), now=END)):
            times.append((time.perf_counter() - last) * 1000)
            last = time.perf_counter()
            if number > 200:
                break
    times.sort()
    say("a slice", (times[len(times) // 2], times[int(len(times) * 0.95)], times[-1]), 100)


def marks(store: Store) -> None:
    """Mark 100,000 as the screen does, stories and all, or as many as there are, and take it back. Changes the library."""
    store.rows("PRAGMA synchronous=FULL")
    for where, query in (("the newest", Query(unread=True)), ("all over the library", parse_query("is:unread (tenth3 OR tenth4)"))):
        ids = entry_ids(store, query, 100_000)
        marking, undoing = [], []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            count = mark(store, ids, "read", stories=True).count
            marking.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            undo(store)
            undoing.append((time.perf_counter() - started) * 1000)
            store.catch_up()
        for name, taken in ((f"marking {count:,} read, {where}", sorted(marking)), ("undoing it", sorted(undoing))):
            say(name, (taken[ROUNDS // 2], taken[-1], taken[-1]), 1_000)


def sizes(store: Store) -> None:
    """The index beside the text it is made from."""
    index = store.value("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%' OR name IN ('documents', 'terms')")
    text = store.value("SELECT sum(length(html)) FROM bodies") + store.value("SELECT sum(length(CAST(title AS BLOB))) FROM headings")
    print(f"  index {index / 1e6:.0f} MB, text {text / 1e6:.0f} MB: {index / text:.2f} × (≤ 1.0); file {store.path.stat().st_size / 1e6:.0f} MB")


def run(path: Path, only_searches: bool = False) -> None:
    """Every figure of one library. Marks and takes back; `only_searches`: neither that nor any other figure."""
    store = Store(path)
    entries = int(store.value("SELECT count(*) FROM entries"))
    if only_searches:
        searching.run(store, entries)
        store.close()
        return
    print(f"{entries:,} entries in {len(all_feeds(store))} feeds, asked of the store{'':20}    median       p95     worst   bound (ms)")
    lists(store)
    filters(store)
    searching.run(store, entries)
    marks(store)
    sizes(store)
    store.close()
