"""The store's figures: lists, filters, searches, marks and the index's size, each beside what it may cost (`tests.bench.library`).

Wall milliseconds in this process, warm, as median, p95 and worst over all questions of a kind. A figure over its bound is marked.
"""

from __future__ import annotations

import random
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from newsreader.library.folding import fold
from newsreader.library.indexing import entry_text
from newsreader.model.query import Query, parse_query
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.lists import counters, entry_ids, headlines
from newsreader.store.questions import best_first, ranked_ids, slices
from newsreader.tui.parts.finding import MOST_FOUND
from tests.bench.build import END, WORDS

ROUNDS = 3
FIRST = 500
SCREEN = 128
PLAIN = [word for word in WORDS if word.isascii()]


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


def best_of(store: Store, query: Query) -> Callable[[], object]:
    """Take the first part of what a search finds, as many as the screen asks for at the most, each story once, and the rows of a screen."""
    return lambda: headlines(store, fold(store, next(best_first(store, query, MOST_FOUND, END), array("q"))).ids[:SCREEN])


def all_of(store: Store, query: Query) -> Callable[[], object]:
    """Take all that a search finds, as many as the screen asks for at the most, each story once."""
    return lambda: fold(store, ranked_ids(store, query, MOST_FOUND, END))


def first_rows(store: Store, query: Query) -> Callable[[], object]:
    """Take slices until one has rows, and the rows of a screen."""
    return lambda: headlines(store, fold(store, next((ids for ids in slices(store, query, now=END) if ids), ())).ids[:SCREEN])


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


def searches(store: Store, entries: int) -> None:
    """Words of every frequency, pairs, phrases, prefixes: newest first and ranked."""
    chance = random.Random(11)
    pick = chance.choice
    kinds = {
        "rare words": [f"rare{chance.randrange(max(1, entries // 50))}" for _ in range(20)],
        "words of 0.1 to 10 %": [f"thousandth{n}" for n in range(10)] + [f"hundredth{n}" for n in range(10)] + [f"tenth{n}" for n in range(5)],
        "words of half of all entries and more": ["evening", *(pick(PLAIN) for _ in range(9)), "日本", "東京", "हिमालय", "новости"],
        "pairs": [f"{pick(PLAIN)} {pick(PLAIN)}" for _ in range(8)] + [f"tenth{n} hundredth{n}" for n in range(8)] + ["evening rare7", "thousandth5 people"],
        "phrases": [f'"{pick(PLAIN)} {pick(PLAIN)}"' for _ in range(15)] + [f'"{pick(PLAIN)} {pick(PLAIN)} {pick(PLAIN)}"' for _ in range(5)],
        "prefixes": ["evenin*", "peop*", "pe*", "p*", "rare1*", "tenth*", "hundredth1*", "thousandth12*", "gla*", "com*"],
        "feeds and states": ["people is:starred", "tenth3 is:unread", "hundredth4 folder:\"Folder 4\"", "title:kernel", "title:orbit -glacier", "kernel OR rare3"],
    }
    first: list[Callable[[], object]] = []
    newest, best, to_the_last = first[:], first[:], first[:]
    for name, texts in kinds.items():
        queries = [parse_query(text) for text in texts]
        by_time = [opened(store, query, 100) for query in queries]
        first += [first_rows(store, query) for query in queries]
        by_rank = [best_of(store, query) for query in queries]
        newest += by_time
        best += by_rank
        to_the_last += [all_of(store, query) for query in queries]
        say(f"search, newest first, 100 rows: {name}", measured(by_time), 20)
        say(f"search, ranked, first rows: {name}", measured(by_rank), 100)
    say("search, newest first: all, first rows", measured(first), 20)
    say("search, newest first: all, 100 rows", measured(newest), 20)
    say("search, ranked, first rows: all", measured(best), 100)
    say(f"the same to the last of {MOST_FOUND:,}, behind the screen", measured(to_the_last), 1_000)


def marks(store: Store, entries: int) -> None:
    """Mark as many as there are, 100,000 at the most, and take it back. Changes the library."""
    ids = entry_ids(store, Query(unread=True), 100_000)
    store.rows("PRAGMA synchronous=FULL")
    started = time.perf_counter()
    count = journal.mark(store, ids, "read", True, "{count} marked read", END)
    marked = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    journal.undo(store, END)
    undone = (time.perf_counter() - started) * 1000
    say(f"marking {count:,} read", (marked, marked, marked), 1_000)
    say("undoing it", (undone, undone, undone), 1_000)


def sizes(store: Store) -> None:
    """The index beside the text it is made from."""
    index = store.value("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%' OR name IN ('documents', 'terms')")
    text = store.value("SELECT sum(length(html)) FROM bodies") + store.value("SELECT sum(length(CAST(title AS BLOB))) FROM entries")
    print(f"  index {index / 1e6:.0f} MB, text {text / 1e6:.0f} MB: {index / text:.2f} × (≤ 1.0); file {store.path.stat().st_size / 1e6:.0f} MB")


def run(path: Path) -> None:
    """Every figure of one library. Marks and takes back."""
    store = Store(path)
    entries = int(store.value("SELECT count(*) FROM entries"))
    print(f"{entries:,} entries in {len(all_feeds(store))} feeds, asked of the store{'':20}    median       p95     worst   bound (ms)")
    lists(store)
    filters(store)
    searches(store, entries)
    marks(store, entries)
    sizes(store)
    store.close()
