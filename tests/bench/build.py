"""Big libraries for the benchmarks: real schema, real triggers, made once and kept in a folder.

They grow as a library does, over ten years, twenty entries a feed at a time; an eighth of the entries share their stories.

    python -m tests.bench.build FILE --entries 100000 --feeds 500 --words 160
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from newsreader.model.parsed import ParsedEntry
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.store.saving import save_entries
from newsreader.store.search import index

WORDS = ["time", "people", "year", "way", "day", "world", "school", "state", "family", "group", "country", "problem", "hand", "part", "place", "case", "week", "company", "system", "program", "question", "government", "number", "night", "point", "home", "water", "room", "mother", "area", "money", "story", "fact", "month", "lot", "right", "study", "book", "eye", "job", "word", "business", "issue", "side", "kind", "head", "house", "service", "friend", "father", "power", "hour", "game", "line", "end", "member", "law", "car", "city", "community", "name", "president", "team", "minute", "idea", "body", "information", "back", "parent", "face", "others", "level", "office", "door", "health", "person", "art", "war", "history", "party", "result", "change", "morning", "reason", "research", "girl", "guy", "moment", "air", "teacher", "force", "education", "kernel", "release", "compiler", "orbit", "protein", "glacier", "election", "harbour", "café", "Zürich", "東京", "日本語", "новости", "привет", "हिमालय", "ਪੰਜਾਬ"]
END = 1_746_000_000
YEARS = 10 * 365 * 86_400


def build(path: Path, entries: int, feeds: int = 500, words: int = 160) -> None:
    """Make a library of `entries` in `feeds` (some in folders), half of them unread, each with a text of about `words` words."""
    store = Store(path)
    chance = random.Random(7)
    rare = [f"rare{n}" for n in range(max(1, entries // 50))]
    ids, _ = add_feeds(
        store,
        [Subscription(f"https://site{n}.example/feed.xml", f"Feed number {n:03}", folder=f"Folder {n % 12}" if n % 3 else None) for n in range(feeds)],
        typed=False,
    )
    spans = max(1, entries // max(1, feeds) // 20)
    for span in range(spans):
        texts: list[tuple[int, str, str, str]] = []
        with store.writing():
            for at, feed_id in enumerate(ids):
                count = entries // feeds + (at < entries % feeds)
                first, last = count * span // spans, count * (span + 1) // spans
                end = END - YEARS + YEARS * (span + 1) // spans
                batch = list(_entries(chance, rare, at, range(first, last), words, end - YEARS // spans, end))
                saved = save_entries(store, feed_id, [(entry, words) for entry in batch], end)
                texts += [(entry_id, entry.title, entry.author or "", entry.html) for entry_id, entry in saved.new]
        for start in range(0, len(texts), 500):
            index(store, texts[start : start + 500])
    with store.writing() as db:
        db.execute("UPDATE entries SET read = 1 WHERE id % 2 = 0")
        db.execute("UPDATE entries SET starred = 1 WHERE id % 997 = 0")
    _tell_stories(store)
    store.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tell_stories(store: Store) -> None:
    """Let an eighth of the entries share their stories with one or two others, of other feeds and published about when they were."""
    told: dict[int, tuple[int, int]] = {}
    rows = store.rows("SELECT id, feed_id FROM entries ORDER BY published, id")
    for place in range(0, len(rows) - 2, 20):
        lead, *others = rows[place : place + 2 + place // 20 % 2]
        apart = {feed: entry for entry, feed in others if feed != lead[1]}
        told.update((entry, (lead[0], 0)) for entry in (lead[0], *apart.values()) if apart)
    with store.writing() as db:
        db.executemany("INSERT INTO threads VALUES (?, ?, ?)", [(entry, *thread) for entry, thread in sorted(told.items())])


def _entries(
    chance: random.Random, rare: list[str], feed: int, numbers: range, words: int, since: int, before: int
) -> Iterator[ParsedEntry]:
    for n in numbers:
        title = " ".join(chance.choices(WORDS, k=8)).capitalize() + f" [{feed}-{n}]"
        graded = (f"tenth{chance.randrange(10)}", f"hundredth{chance.randrange(100)}", f"thousandth{chance.randrange(1000)}")
        half = ("evening",) if chance.random() < 0.5 else ()
        text = " ".join([*chance.choices(WORDS, k=words), *half, *graded, chance.choice(rare)])
        yield ParsedEntry(
            f"{feed}-{n}", title, f"https://site{feed}.example/{n}", f"Author {n % 9}", chance.randrange(since, before), None, text
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--words", type=int, default=160)
    options = parser.parse_args()
    started = time.monotonic()
    build(options.file, options.entries, options.feeds, options.words)
    print(f"{options.entries:,} entries in {time.monotonic() - started:.1f} s, {options.file.stat().st_size / 1e6:.0f} MB")
