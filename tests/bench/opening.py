"""Opening cached articles, in a pty: from the key (`J`, the next headline) to the frame that has the article's first paragraph.

    python -m tests.bench.opening [--articles 60] [--words 900] [--offline]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile

from newsreader.config.paths import find_paths
from newsreader.model.article import Article, Heading, Paragraph, Span
from newsreader.model.query import Query
from newsreader.render.json import to_json
from newsreader.store.articles import keep_article
from newsreader.store.connection import Store
from newsreader.store.lists import entry_ids
from tests.bench.build import build
from tests.bench.terminal import Terminal

SENTENCE = "The depot asks passengers to note three things, and the ministers have met once before to say what they think of it. "


def main() -> None:
    """Make a library of articles that are all there, open one after the other, print how long it takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--words", type=int, default=900)
    parser.add_argument("--offline", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = find_paths({"NEWSREADER_HOME": folder})
        paths.data.mkdir(parents=True)
        paths.config.mkdir(parents=True)
        paths.config_file.write_text("refresh_at_start = false\nrefresh_minutes = 0\nstories_once = false\n")
        build(paths.library, 20_000, words=20)
        store = Store(paths.library)
        ids = list(entry_ids(store, Query()))[: options.articles]
        for number, entry in enumerate(ids):
            keep_article(store, entry, "page", json.dumps(to_json(article(number, options.words))), options.words, 0)
        store.close()
        argv = [sys.executable, "-m", "newsreader", *(["--offline"] if options.offline else [])]
        with Terminal(argv, {"NEWSREADER_HOME": folder}, columns=140) as terminal:
            terminal.until(rb"\[\d+-\d+\]")
            terminal.quiet(1.0)
            terminal.press(b"1")
            terminal.quiet(0.5)
            terminal.press(b"\r")
            terminal.until(b"Paragraph 0 ", seconds=10)
            terminal.quiet(0.5)
            taken = []
            before = terminal.cpu()
            for number in range(1, options.articles):
                taken.append(terminal.until(f"Paragraph {number} ".encode(), since=terminal.press(b"J"), seconds=10))
                terminal.quiet(0.2)
            spent = (terminal.cpu() - before) / len(taken)
    ordered = sorted(taken)
    p95 = ordered[int(0.95 * len(ordered))]
    print(f"{len(taken)} articles of {options.words} words: median {statistics.median(taken):.1f} ms, p95 {p95:.1f}, worst {ordered[-1]:.1f}; CPU {spent:.1f} ms each")


def article(number: int, words: int) -> Article:
    """An article whose first paragraph names it."""
    paragraphs = [Paragraph((Span(f"Paragraph {number if not at else 'x'} {SENTENCE * 4}"), Span("more", link="https://example.org/"))) for at in range(words // 80)]
    return Article(f"Story {number}", "Somebody", words=words, blocks=(paragraphs[0], Heading(2, (Span("Then"),)), *paragraphs[1:]))


if __name__ == "__main__":
    main()
