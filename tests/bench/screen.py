"""The reader's screen on large libraries, in a pty: start, keys, lists, filters, searches, marks, memory and quitting (`tests.bench.library`).

Wall milliseconds from a key (or from the start of the process) until what it asked for is on the screen.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from newsreader.config.paths import find_paths
from newsreader.library.editing import tag_feed
from newsreader.store.connection import Store
from newsreader.store.state import KEPT_QUERIES, set_state
from tests.bench import newsboat
from tests.bench.terminal import Terminal

READER = [sys.executable, "-m", "newsreader"]
HEADLINE = rb"\[\d+-\d+\]"
"""How the titles end that `tests.bench.build` makes."""
PLACE = rb"\d[\d,]*/\d[\d,]*"
"""The status line's last words, which are drawn last."""
_SEARCHES = (b"hundredth12 orbit", b"rare1234", b'"kernel glacier harbour"', b"people thousandth7", b"title:government -evening is:unread")
_PROMPT = rb"\x1b\[40;\d+H(?:\x1b\[[\d;]*m)*"
_COMPARED = 100_000
_SLOWER = 1.15


def starts(folder: Path, homes: Mapping[int, Path], rounds: int) -> None:
    """From the start of the process to the first live headlines, and from `Q` to its end, by turns with newsboat and a bare Textual app."""
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}  # as it is where the program is installed
    runs = {"bare Textual app": ([sys.executable, "-m", "tests.bench.bare"], compiled, rb"bare screen", b"\x11")}
    for entries, home in homes.items():
        runs[f"reader, {entries:,}"] = (READER, {**compiled, "NEWSREADER_HOME": str(home)}, HEADLINE, b"Q")
    slow = ""
    if newsboat.is_there() and _COMPARED in homes:
        made = newsboat.make(folder / "newsboat", homes[_COMPARED] / "data" / "library.db")
        for name, argv in made.items():
            runs[f"newsboat {name}, {_COMPARED:,}"] = (argv, {}, newsboat.FIRST_FRAME, b"q")
        slow = f"newsboat as shipped, {_COMPARED:,}"
    first: dict[str, list[float]] = {name: [] for name in runs}
    quits: dict[str, list[float]] = {name: [] for name in runs}
    held: dict[str, float] = {}
    for turn in range(rounds + 1):
        for name, (argv, environ, pattern, key) in runs.items():
            if name == slow and turn > 2:
                continue
            with Terminal(argv, environ) as terminal:
                shown = terminal.until(pattern)
                terminal.quiet(0.5)
                held[name] = terminal.memory()[0]
                ended = terminal.ended(terminal.press(key))
                if turn:  # the first turn warms the disk's cache
                    first[name].append(shown)
                    quits[name].append(ended)
    for name in runs:
        print(f"{name:<30} first frame {_middle(first[name]):6.0f} ms (min {min(first[name]):.0f}), quits in {_middle(quits[name]):4.0f} ms, {held[name]:4.0f} MB")
    small, large = (first[f"reader, {entries:,}"] for entries in (min(homes), max(homes)))
    _compare("first headlines, largest / smallest", _middle(large) / _middle(small), _SLOWER)
    for name in runs:
        if name.startswith("newsboat"):
            _compare(f"first headlines, largest / {name}", _middle(large) / _middle(first[name]), 1.0)
    _compare("quitting, largest / bare", _middle(quits[f"reader, {max(homes):,}"]) / _middle(quits["bare Textual app"]), 1.2)
    print(flush=True)


def run(home: Path, entries: int) -> None:
    """Every figure of one library's screen. Marks and takes back."""
    _keep_lists(home)
    print(f"{entries:,} entries, on the screen{'':36}    median       p95     worst   bound (ms)")
    with Terminal(READER, {"NEWSREADER_HOME": str(home)}) as terminal:
        terminal.until(HEADLINE)
        _idle(terminal)
        settled = terminal.memory()[0]
        terminal.press(b"1")
        _idle(terminal)
        for name, key in {"a page down": b"\x06", "a row down, at the edge": b"j", "a page up": b"\x02"}.items():
            before = terminal.cpu()
            taken = [_pressed(terminal, key) for _ in range(100)]
            _say(f"key to frame, {name} (CPU {(terminal.cpu() - before) / 100:.1f} ms)", taken, 16)
        _say("key to frame, to the end and back", [_pressed(terminal, key) for key in (b"G", b"gg") * 10], 16)
        _lists(terminal)
        paged = terminal.memory()[0]
        _filters(terminal)
        _typing(terminal)
        found = terminal.memory()[0]
        _marks(terminal)
        (now, most), of_files = terminal.memory(), terminal.of_files()
    told = f"{settled:.0f} after the start, {paged:.0f} paged, {found:.0f} filtered, {now:.0f} marked ({of_files:.0f} of files); {most:.0f} at the most"
    print(f"  memory of the screen's process, MB: {told} (≤ 80){'' if max(settled, paged, found, now) <= 80 else '  OVER'}\n", flush=True)


def _keep_lists(home: Path) -> None:
    """Give a library a list of every kind: kept queries, and tags of feeds."""
    store = Store(find_paths({"NEWSREADER_HOME": str(home)}).library)
    set_state(store, KEPT_QUERIES, json.dumps([("Tenth", "tenth3"), ("Old", "older:1000d is:unread"), ("Starred of one", "is:starred feed:3"), ("Either", "tenth4 OR feed:7")]))
    for feed in range(1, 61):
        tag_feed(store, feed, [f"Tag {feed % 3}"])
    store.close()


def _lists(terminal: Terminal) -> None:
    """By their keys, one right after the other, so that the last list is still read to its end; then every kind of list in the feeds pane."""
    before, chosen = terminal.cpu(), (b"2", b"3", b"1", *[b"]", b"]", b"1"] * 5)
    opened = [_pressed(terminal, key, HEADLINE) for key in chosen]
    _say(f"another list opens (CPU {(terminal.cpu() - before) / len(chosen):.1f} ms, with what is read behind it)", opened, 30)
    terminal.press(b"gf")
    _idle(terminal)
    terminal.press(b"gg")
    _idle(terminal)
    opened = []
    for _ in range(48):
        opened.append(_pressed(terminal, b"j", HEADLINE + rb"|Nothing"))
        terminal.quiet(0.25, 0.5)
    _say("each list of the feeds pane opens, one after the other", opened, 30)
    terminal.press(b"1")
    _idle(terminal)


def _filters(terminal: Terminal) -> None:
    for name, texts, sign in (
        ("a filter of indexed terms: its first rows", (b"is:starred ", b"newer:3000d is:unread ", b"hundredth7 ", b"tenth3 ", b"evening ", b"feed:3 "), "⌕ ".encode()),
        ("any other: that it looks", (b"url:site7. ", b"words:>100000 ", b"title:/zebra/ "), b"looking"),
    ):
        taken, back = [], []
        for text in texts:
            terminal.press(b"1")
            _idle(terminal)
            terminal.until(b"filter:", terminal.press(b"/"))
            since = terminal.press(b"\x1b[200~" + text + b"\x1b[201~")
            taken.append(terminal.until(sign, since, 30))
            terminal.press(b"\r")
            terminal.quiet(0.3)
            _idle(terminal)  # what still looks would be stopped first
            back.append(terminal.until(HEADLINE, terminal.press(b"\x07"), 30))
            terminal.quiet(0.3)
        _say(name, taken, 50)
        _say("  the whole list once more after it", back, 30)


def _typing(terminal: Terminal) -> None:
    """A letter of a search or a filter, from the key until it stands in the line, while what was asked before it is looked for."""
    terminal.press(b"1")
    _idle(terminal)
    for name, gap in (("quickly (25 a second)", 0.04), ("slowly (4 a second)", 0.25)):
        taken = []
        for way, label in ((b"g/", b"search everything:"), (b"/", b"filter:")):
            for text in _SEARCHES:
                terminal.until(label, terminal.press(way))
                terminal.quiet(0.1)
                for end in range(1, len(text) + 1):
                    since = terminal.press(text[end - 1 : end])
                    taken.append(terminal.until(_PROMPT + re.escape(text[:end].rstrip()), since))
                    while time.perf_counter() < since + gap:
                        terminal.quiet(0.002, 0.005)
                terminal.press(b"\x07")
                terminal.quiet(0.3)
                terminal.press(b"\x07")
                _idle(terminal)
        _say(f"a letter typed {name}", taken, 16)


def _marks(terminal: Terminal) -> None:
    terminal.press(b"2")
    _idle(terminal)
    terminal.until(b"choose:", terminal.press(b"gv"))
    terminal.until(b"chosen", terminal.press(b"tenth3 OR tenth4\r"))
    _idle(terminal)
    for name, key in {"marking as many read": b"d", "undoing it": b"u"}.items():
        waited = [terminal.press(key)]
        seen, taken, words = b"", [], b"undone: " if key == b"u" else b"marked read"
        while not re.search(words, seen):
            since = terminal.press(b"j")
            try:
                taken.append(terminal.until(PLACE, since, 30))
            except TimeoutError:
                break
            seen += terminal.seen
            time.sleep(0.02)
        spent = (time.perf_counter() - waited[0]) * 1000
        count = re.search(rb"([\d,]+) marked read", seen)
        _say(f"{name} ({count[1].decode() if count else 'not seen'})", [spent], 1_000)
        _say("  a key meanwhile", taken, 60)
        _idle(terminal)


def _idle(terminal: Terminal) -> None:
    """Wait until the program has nothing to do any more."""
    spent = -1.0
    while spent != (spent := terminal.cpu()):
        terminal.quiet(0.4, 0.6)


def _pressed(terminal: Terminal, key: bytes, pattern: bytes = PLACE) -> float:
    since = terminal.press(key)
    taken = terminal.until(pattern, since, 10)
    terminal.quiet(0.03)
    return taken


def _say(name: str, taken: list[float], bound: float) -> None:
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    over = "" if p95 <= bound else "  OVER"
    print(f"  {name:56} {_middle(ordered):9.2f} {p95:9.2f} {ordered[-1]:9.2f}   ≤ {bound:g}{over}", flush=True)


def _compare(name: str, ratio: float, bound: float) -> None:
    print(f"  {name:56} {ratio:9.2f} ×   ≤ {bound:g}{'' if ratio <= bound else '  OVER'}")


def _middle(figures: list[float]) -> float:
    return statistics.median(figures)
