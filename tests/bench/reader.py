"""Measures the reader pane: CPU to open an article from the library (from the key to the frame), to scroll it and to resize it, a bare
app's change beside it; a large table; and what 200 articles opened in turn leave in memory.

Run: `python -m tests.bench.reader [WORDS ...]`; milliseconds of CPU, medians, in a headless app of 100 x 40.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from newsreader.library.opened import Opened, opened
from newsreader.library.positions import Position
from newsreader.model.article import Article, Cell, Heading, Paragraph, Quote, Span, Table
from newsreader.model.entry import Entry, Headline
from newsreader.render.kept import packed
from newsreader.store.articles import keep_article
from newsreader.store.connection import Store
from newsreader.tui.panes.reader import ReaderPane
from tests.builders import NOW, add_entries, add_feed, entry

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


def made_article(words: int, entry: int) -> Article:
    """An article of so many words: paragraphs with links, a heading and a quote now and then."""
    blocks: list[Paragraph | Heading | Quote] = []
    for number in range(words // 80):
        text = f"{number + entry}: {SENTENCE * 3}"
        blocks.append(Paragraph((Span(text), Span("more about it", link=f"https://example.org/{number}"), Span("."))))
        if number % 10 == 9:
            blocks += [Heading(2, (Span("What was agreed"),)), Quote((Paragraph((Span(SENTENCE),)),))]
    return Article("A long read", "Somebody", words=words, blocks=tuple(blocks))


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


class Shelf:
    """A library with articles of so many words in it, opened as the reader's key opens them."""

    def __init__(self, folder: Path, words: int, count: int) -> None:
        self.store = Store(folder / "library.db")
        made = [made_article(words, number) for number in range(count)]
        self.ids = add_entries(self.store, add_feed(self.store), *(entry(str(number)) for number in range(count)))
        for entry_id, article in zip(self.ids, made, strict=True):
            keep_article(self.store, entry_id, "page", packed(article), words, NOW)
        self.left = Position(len(made[0].blocks) * 4 // 5, "", 0.8)

    def take(self, number: int) -> Opened:
        """What there is of an article."""
        found = opened(self.store, self.ids[number])
        assert found is not None
        return found


async def measure(words: int, folder: Path) -> None:
    """Print the figures for an article of so many words."""
    shelf = Shelf(folder, words, ROUNDS)
    app = Bench()
    async with app.run_test(size=(100, 40)) as pilot:
        pane = app.query_one(ReaderPane)
        print(f"{words:,} words, CPU ms")
        print("  open, a new article  ", await several(lambda n: cpu(pilot, lambda: pane.show(shelf.take(n)))))
        print("  open, the same again ", await several(lambda n: cpu(pilot, lambda: pane.show(shelf.take(0)))))
        print("  open where it was left", await several(lambda n: cpu(pilot, lambda: pane.show(shelf.take(n), position=shelf.left))))
        print("  to the end           ", await several(lambda n: cpu(pilot, pane.to_bottom if n % 2 == 0 else pane.to_top)))
        pane.show(shelf.take(0))
        print("  a line of scrolling  ", await several(lambda n: cpu(pilot, pane.key_down)))
        print("  a page               ", await several(lambda n: cpu(pilot, lambda: pane.whole_page(1 if n % 4 < 3 else -1))))
        print("  another width        ", await several(lambda n: cpu(pilot, pane.cycle_width)))
        print("  find                 ", await several(lambda n: cpu(pilot, lambda: pane.find("security situation"))))


async def table(rows: int = 2_000, columns: int = 6) -> None:
    """Print the figures for a large table."""
    cells = tuple(tuple(Cell((Span(f"{row} and words of a cell in column {column}"),), row == 0) for column in range(columns)) for row in range(rows))
    headline = Headline(1, 1, "The Tribune", "A table", None, None, NOW, False, False)
    whole = Opened(Entry(headline, ""), Article("A table", blocks=(Table(cells),)), "page", None)
    app = Bench()
    async with app.run_test(size=(100, 40)) as pilot:
        pane = app.query_one(ReaderPane)
        print(f"a table of {rows:,} x {columns}, CPU ms")
        print("  show                 ", await several(lambda n: cpu(pilot, lambda: pane.show(whole))))
        pane.show(whole)
        print("  a page               ", await several(lambda n: cpu(pilot, lambda: pane.whole_page(1))))


async def growth(words: int, folder: Path) -> None:
    """Print what many articles, opened in turn and read to their end, leave in memory."""
    shelf = Shelf(folder, words, MANY + 10)
    app = Bench()
    async with app.run_test(size=(100, 40)) as pilot:
        pane = app.query_one(ReaderPane)
        before = 0
        for number in range(MANY + 10):
            if number == 10:
                gc.collect()
                before = resident()
            pane.show(shelf.take(number))
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
        with TemporaryDirectory() as place:
            asyncio.run(measure(count, Path(place)))
    asyncio.run(table())
    with TemporaryDirectory() as place:
        asyncio.run(growth(5_000, Path(place)))
