"""A held `j` while feeds are refreshed, in a pty: from each key to the end of its frame, and the longest time without a frame.

    python -m tests.bench.busy [--feeds 300] [--entries 20000] [--server ../shared/tools/feedserver.py]

Keys come 30 times a second whether the screen keeps up or not. The server, the worker and the screen share the machine's cores. A bare
Textual list beside a worker that refreshes the same feeds, in the same run, shows what the toolkit and the machine have to do with it.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from newsreader.config.paths import find_paths
from newsreader.model.jobs import Refresh
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.worker.protocol import encode_job
from tests.bench.build import build
from tests.bench.installed import as_installed
from tests.bench.terminal import Terminal

SERVER = Path(__file__).resolve().parents[3] / "shared" / "tools" / "feedserver.py"
PORT = 8199
EVERY = 1 / 30


def main() -> None:
    """Measure with nothing else going on, and while a refresh runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--server", type=Path, default=SERVER)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, serving(options.server, options.feeds) as urls:
        homes = [Path(folder) / name for name in ("reader", "bare")]
        for home in homes:
            make_home(home, urls, options.entries)
        environ = {"COLUMNS": "140", "LINES": "40", **as_installed()}
        refreshing = f"while {options.feeds} feeds refresh"
        with Terminal([sys.executable, "-m", "newsreader"], {"NEWSREADER_HOME": str(homes[0]), **environ}) as terminal:
            terminal.until(rb"\[\d+-\d+\]")
            terminal.quiet(1.0)
            terminal.press(b"1")
            terminal.quiet(1.0)
            show("reader, nothing else", *held(terminal, options.entries, lambda _seen, since: since > 5))
            terminal.press(b"gg")
            terminal.quiet(0.5)
            terminal.press(b"R")
            show(f"reader, {refreshing}", *held(terminal, options.entries, lambda seen, _since: rb" feeds, " in seen))
        with Terminal([sys.executable, "-m", "tests.bench.barelist", str(options.entries)], environ) as terminal:
            terminal.until(rb"1/")
            terminal.quiet(1.0)
            show("bare list, nothing else", *held(terminal, options.entries, lambda _seen, since: since > 5))
        with Terminal([sys.executable, "-m", "tests.bench.barelist", str(options.entries)], environ) as terminal:
            terminal.until(rb"1/")
            terminal.quiet(1.0)
            with refresher(homes[1]) as over:
                show(f"bare list, {refreshing}", *held(terminal, options.entries, lambda _seen, _since: over()))


def make_home(home: Path, urls: list[str], entries: int) -> None:
    """A home whose library has so many entries, and feeds that were never asked."""
    paths = find_paths({"NEWSREADER_HOME": str(home)})
    paths.data.mkdir(parents=True)
    paths.config.mkdir(parents=True)
    paths.config_file.write_text("refresh_at_start = false\nrefresh_minutes = 0\nstories_once = false\n")
    build(paths.library, entries, words=20)
    store = Store(paths.library)
    with store.writing() as db:
        db.execute("UPDATE feeds SET retry_after = unixepoch() + 86400")  # what the library was made with is not there to be asked
    add_feeds(store, [Subscription(url) for url in urls], typed=True)
    store.close()


@contextmanager
def refresher(home: Path) -> Iterator[Callable[[], bool]]:
    """The worker by itself, refreshing everything; gives whether it is done."""
    argv = [sys.executable, "-m", "newsreader.worker"]
    environ = {**os.environ, "NEWSREADER_HOME": str(home)}
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, env=environ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(encode_job(1, Refresh()))
        process.stdin.flush()
        out = process.stdout.fileno()
        os.set_blocking(out, False)
        seen = b""

        def over() -> bool:
            nonlocal seen
            with suppress(BlockingIOError):
                seen = seen[-100:] + os.read(out, 1 << 20)
            return b'"Finished"' in seen

        yield over
        process.stdin.close()


@contextmanager
def serving(server: Path, feeds: int) -> Iterator[list[str]]:
    """The feed server on many loopback addresses; gives the feeds' addresses."""
    with tempfile.NamedTemporaryFile("r") as urls:
        argv = [sys.executable, str(server), "--feeds", str(feeds), "--hosts", "500", "--port", str(PORT), "--write-urls", urls.name]
        process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            found: list[str] = []
            while len(found) < feeds:
                time.sleep(0.2)
                if process.poll() is not None:
                    raise SystemExit(f"{server} ended")
                found = [line.split()[0] for line in Path(urls.name).read_text().splitlines() if line.startswith("http")]
            yield found
        finally:
            process.terminate()
            process.wait()


def held(terminal: Terminal, entries: int, over: Callable[[bytes, float], bool]) -> tuple[list[float], list[float], float, float]:
    """Hold `j` until it is over (at most a minute); gives milliseconds to each key's frame, those between frames, the seconds, and the
    milliseconds of them for which the screen waited for a core."""
    before = waited(terminal.pid)
    place = re.compile(rb"([\d,]+)/" + f"{entries:,}".encode())
    start = time.perf_counter()
    pressed: dict[int, float] = {}
    taken: list[float] = []
    frames: list[float] = []
    seen, row, done = b"", 1, 1
    while time.perf_counter() - start < 60:
        now = time.perf_counter()
        if now >= start + (row - 1) * EVERY and row < entries:
            row += 1
            pressed[row] = now
            os.write(terminal.fd, b"j")
        wait = max(0.0, start + (row - 1) * EVERY - time.perf_counter())
        if select.select([terminal.fd], [], [], wait)[0]:
            seen = seen[-4000:] + os.read(terminal.fd, 1 << 16)
            now = time.perf_counter()
            last = max((int(found.replace(b",", b"")) for found in place.findall(seen)), default=0)
            if last > done:
                taken += [(now - pressed.pop(each)) * 1000 for each in range(done + 1, last + 1) if each in pressed]
                done = last
                frames.append(now)
            if over(seen, now - start):
                break
    gaps = [(after - before) * 1000 for before, after in itertools.pairwise(frames)]
    return taken, gaps, time.perf_counter() - start, waited(terminal.pid) - before


def waited(pid: int) -> float:
    """Milliseconds that the screen's thread was ready to run and waited for a core, so far."""
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[1]) / 1e6


def show(name: str, taken: list[float], gaps: list[float], seconds: float, lost: float) -> None:
    """Print a line of figures."""
    ordered = sorted(taken)
    p95, p99 = ordered[int(0.95 * len(ordered))], ordered[int(0.99 * len(ordered))]
    print(
        f"{name:<35} {len(taken):4} keys in {seconds:4.1f} s: median {statistics.median(taken):4.1f} ms, p95 {p95:4.1f}, p99 {p99:4.1f},"
        f" worst {ordered[-1]:5.1f}; longest time between frames {max(gaps):5.1f} ms, {sum(gap > 60 for gap in gaps)} over 60;"
        f" waited {lost / seconds / 10:.0f} % of the time for a core"
    )


if __name__ == "__main__":
    main()
