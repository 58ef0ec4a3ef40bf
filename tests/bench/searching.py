"""How long searches take: hundreds of different questions of each kind, each asked once (`tests.bench.library`).

Wall milliseconds of the first time that a question is asked, of a connection that was asked others before; what it holds in memory for
prefixes is let go of before each. Median, p95 and worst, with the worst question beside them; a p95 over its bound is marked.
"""

from __future__ import annotations

import random
import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from newsreader.library.folding import fold
from newsreader.library.lists import text_of
from newsreader.model.query import Query, parse_query
from newsreader.store import held
from newsreader.store.connection import Store
from newsreader.store.lists import entry_ids, headlines
from newsreader.store.questions import best_first, ranked_ids, slices
from newsreader.tui.listing import MOST_FOUND
from tests.bench.build import END, WORDS

EACH = 200
"""Questions of a kind."""
_SCREEN = 128
_ROWS = 100
_PLAIN = [word for word in WORDS if word.isascii()]
_CJK = ["東京", "日本", "本語", "日本語", "東", "京", "日", "本", "語"]
_FOREIGN = ["новости", "привет", "हिमालय", "ਪੰਜਾਬ", "café", "Zürich"]

Answer = Callable[[Store, Query], object]


def kinds(entries: int) -> Mapping[str, list[str]]:
    """Questions by kind, made up by chance, the same ones each time."""
    chance = random.Random(11)
    pick = chance.choice
    rare = [f"rare{n}" for n in range(max(1, entries // 50))]
    graded = [f"tenth{n}" for n in range(10)] + [f"hundredth{n}" for n in range(100)] + [f"thousandth{n}" for n in range(1000)]
    conditions = [*(f"feed:{n}" for n in range(1, 41)), *(f'folder:"Folder {n}"' for n in range(12)), "is:unread", "is:starred", "is:read newer:90d", "older:1y"]

    def word() -> str:
        """A word of any frequency: in one entry of 20,000, of 1,000, of 100 and of ten, and in four of five."""
        return pick((pick(rare), pick(graded[110:]), pick(graded[10:110]), pick(graded[:10]), pick(_PLAIN)))

    def begun() -> str:
        """The first one to six letters of a word."""
        return word()[: chance.randint(1, 6)] + "*"

    def phrase(words: int) -> str:
        return '"' + " ".join(pick(_PLAIN) for _ in range(words)) + '"'

    def some(make: Callable[[], str]) -> list[str]:
        found: dict[str, None] = {}
        for _ in range(20 * EACH):
            found[make()] = None
            if len(found) == EACH:
                break
        return list(found)

    return {
        "words": [*_PLAIN, "evening", *_FOREIGN, *some(word)],
        "pairs": some(lambda: f"{word()} {word()}"),
        "phrases of two words": some(lambda: phrase(2)),
        "phrases of three words": some(lambda: phrase(3)),
        "prefixes": some(begun),
        "a word, and another that is being typed": some(lambda: f"{word()} {begun()}"),
        "Chinese and Japanese": some(lambda: pick(_CJK) + pick(("", "*", " " + pick(_CJK), " " + word(), " " + pick(conditions)))),
        "with a feed, a folder or a state": some(lambda: f"{pick((word, begun, lambda: phrase(2)))()} {pick(conditions)}"),
        "without or with either": some(lambda: pick((f"{word()} -{word()}", f"{word()} OR {word()}", f"({word()} OR {begun()}) {word()}"))),
    }


def first_rows(store: Store, query: Query) -> object:
    """The newest: slices until one has rows, and the rows of a screen."""
    return _rows(store, next((ids for ids in slices(store, query, now=END, text_of=text_of(store)) if ids), array("q")))


def many_rows(store: Store, query: Query) -> object:
    """The newest: a hundred of them."""
    return _rows(store, entry_ids(store, query, _ROWS, now=END, text_of=text_of(store)))


def best_rows(store: Store, query: Query) -> object:
    """The best: the first part of what the screen asks for, and the rows of a screen."""
    return _rows(store, next(best_first(store, query, MOST_FOUND, END, text_of(store)), array("q")))


def all_found(store: Store, query: Query) -> object:
    """The best: all that the screen asks for."""
    return fold(store, ranked_ids(store, query, MOST_FOUND, END, text_of(store)))


def _rows(store: Store, ids: array[int]) -> object:
    return headlines(store, fold(store, ids).ids[:_SCREEN])


def run(store: Store, entries: int) -> None:
    """Every kind of question, asked in each of the ways."""
    asked = kinds(entries)
    ways: tuple[tuple[str, Answer, float, int], ...] = (
        ("newest first, its first rows", first_rows, 20, 1), (f"newest first, {_ROWS} rows", many_rows, 20, 1), ("ranked, first rows", best_rows, 100, 1),
        (f"the same to the last of {MOST_FOUND:,}, behind the screen", all_found, 1_000, 5),
    )  # fmt: skip
    for way, answer, bound, step in ways:
        times = {kind: list(_times(store, answer, texts[::step])) for kind, texts in asked.items()}
        for kind, taken in times.items():
            _say(f"search, {way}: {kind}", taken, bound)
        _say(f"search, {way}: all", list(chain.from_iterable(times.values())), bound)


def _times(store: Store, answer: Answer, texts: list[str]) -> Iterator[tuple[float, str]]:
    for text in texts:
        query = parse_query(text)
        held.let_go(store)
        started = time.perf_counter()
        answer(store, query)
        yield (time.perf_counter() - started) * 1000, text


def _say(name: str, taken: list[tuple[float, str]], bound: float) -> None:
    taken.sort()
    median, p95, worst = (taken[min(len(taken) - 1, int(len(taken) * part))] for part in (0.5, 0.95, 1.0))
    print(f"  {name:72} {median[0]:7.1f} {p95[0]:7.1f} {worst[0]:7.1f}   ≤ {bound:g}{'' if p95[0] <= bound else '  OVER'}   {worst[1]}", flush=True)
