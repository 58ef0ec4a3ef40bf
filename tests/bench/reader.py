"""Measures the reader pane: CPU to read an article from the library, to show it, to scroll it and to resize it, a bare app's key beside
it; and what 200 articles opened in turn leave in memory.

Run: `python -m tests.bench.reader [WORDS ...]`; milliseconds of CPU, medians, in a headless app of 100 x 40.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from collections.abc import Awaitable, Callable
from statistics import median
from time import process_time

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from newsreader.library.opened import Opened
from newsreader.model.article import Article, Heading, Paragraph, Quote, Span
from newsreader.model.entry import Entry, Headline
from newsreader.render.json import from_json, to_json
from newsreader.store.packing import pack, unpack
from newsreader.tui.panes.reader import ReaderPane

SENTENCE = "The Ministry of Defence on Sunday said both sides will exchange views and ideas on the current regional and security situation. "
ROUNDS = 15
MANY = 200


class Bench(App[None]):
    """The reader pane alone."""

    CSS = "ReaderPane { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield ReaderPane()


class Bare(App[None]):
    """A bare app with one Static, for comparison."""

    def compose(self) -> ComposeResult:
        yield Static("0")


def opened(words: int, entry: int) -> Opened:
    """An article of so many words: paragraphs with links, a heading and a quote now and then."""
    blocks: list[Paragraph | Heading | Quote] = []
    for number in range(words // 80):
        text = f"{number + entry}: {SENTENCE * 3}"
        blocks.append(Paragraph((Span(text), Span("more about it", link=f"https://example.org/{number}"), Span("."))))
        if number % 10 == 9:
            blocks += [Heading(2, (Span("What was agreed"),)), Quote((Paragraph((Span(SENTENCE),)),))]
    article = Article("A long read", "Somebody", words=words, blocks=tuple(blocks))
    return Opened(Entry(Headline(entry, 1, "The Tribune", "A long read", None, None, 1_746_348_600, False, False), ""), article, "page", None)


async def cpu(pilot: Pilot[None], act: Callable[[], object]) -> float:
    """Milliseconds of CPU until what `act` asked for is drawn; what goes on behind it is waited for, and not counted."""
    drawn = asyncio.Event()
    before = process_time()
    act()
    pilot.app.screen.call_after_refresh(drawn.set)
    await drawn.wait()
    taken = 1000 * (process_time() - before)
    await pilot.pause()
    return taken


async def several(one: Callable[[int], Awaitable[float]]) -> str:
    """The median and the largest of some rounds."""
    taken = [await one(number) for number in range(ROUNDS)]
    return f"{median(taken):6.1f} (max {max(taken):.1f})"


async def measure(words: int) -> None:
    """Print the figures for an article of so many words."""
    app = Bench()
    async with app.run_test(size=(100, 40)) as pilot:
        pane = app.query_one(ReaderPane)
        articles = [opened(words, number) for number in range(ROUNDS)]
        print(f"{words:,} words, CPU ms")
        kept = pack(json.dumps(to_json(articles[0].article or Article()), ensure_ascii=False, separators=(",", ":")))
        print("  read from the library", await several(lambda n: cpu(pilot, lambda: from_json(json.loads(unpack(kept))))))
        print("  show, a new article  ", await several(lambda n: cpu(pilot, lambda: pane.show(articles[n]))))
        print("  show, the same again ", await several(lambda n: cpu(pilot, lambda: pane.show(articles[0]))))
        print("  a line of scrolling  ", await several(lambda n: cpu(pilot, pane.key_down)))
        print("  a page               ", await several(lambda n: cpu(pilot, lambda: pane.whole_page(1 if n % 4 < 3 else -1))))
        print("  another width        ", await several(lambda n: cpu(pilot, pane.cycle_width)))
        print("  find                 ", await several(lambda n: cpu(pilot, lambda: pane.find("security situation"))))


async def growth(words: int) -> None:
    """Print what many articles, opened in turn and read to their end, leave in memory."""
    app = Bench()
    async with app.run_test(size=(100, 40)) as pilot:
        pane = app.query_one(ReaderPane)
        before = 0
        for number in range(MANY + 10):
            if number == 10:
                gc.collect()
                before = resident()
            pane.show(opened(words, number))
            await pilot.pause()
            pane.to_bottom()
            await pilot.pause()
        gc.collect()
        print(f"{MANY} articles of {words:,} words opened in turn: {(resident() - before) / 1024:+.1f} MB")


def resident() -> int:
    """Kilobytes of memory that this process holds."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))


async def bare() -> None:
    """Print what one changed character costs in a bare app."""
    app = Bare()
    async with app.run_test(size=(100, 40)) as pilot:
        static = app.query_one(Static)
        print("a bare app's change    ", await several(lambda n: cpu(pilot, lambda: static.update(str(n)))))


if __name__ == "__main__":
    asyncio.run(bare())
    for count in [int(word) for word in sys.argv[1:]] or [5_000, 500_000]:
        asyncio.run(measure(count))
    asyncio.run(growth(5_000))
