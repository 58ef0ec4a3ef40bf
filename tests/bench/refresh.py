"""Refreshing beside newsboat, as shipped and after ANALYZE on its cache, command to command (Python's start included), in one run.

    python -m tests.bench.refresh [--feeds 1000] [--delays 0 100] [--only ours] [--without-shipped] [--faulty] [--threads 32]

Serves the feeds itself (`../shared/tools/feedserver.py`: 30 entries of 2 KB each, 500 hosts, the default limit per host stays on). Rows:
everything new; nothing changed (304); one new entry in each feed; nothing changed on a server without validators. Newsboat keeps no
validators from its first reload, so it gets a second one that isn't counted. For each: wall and CPU seconds of all processes, and their
memory together in MB; of ours also what it left undone. Newsboat as shipped takes the square of the
feeds where a server has no validators: to have that row, ask for `--phases cold plain` with 100 to 300 feeds. What pip compiles when it installs a program is compiled before.

`--faulty`: the well 70 % of the feeds by themselves, and the same among 30 % that have every fault the server knows, in turn; how long it
takes each time until the last entry of the well ones is in the library, the first time and the next, when it is
known who failed. The faults come from a server of their own that steps back, since making bombs keeps a core busy, and elsewhere that is
not ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.installed import CHECKOUT, as_installed

TOOLS = CHECKOUT.parent / "shared" / "tools"
FAULTS = ("stall", "drip", "endless", "ring", "bomb", "cut", "retry", "busy", "moved", "gone", "html", "login")
PHASES = {
    "cold": "everything new",
    "warm": "nothing changed, 304",
    "bump": "one new entry in each",
    "plain": "nothing changed, no validators",
}
HOSTS = 500


@dataclass(frozen=True)
class Run:
    """What a command took: seconds, and MB over all its processes."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:7.2f} s {self.cpu:7.2f} cpu {self.memory:5.0f} MB"


class Server:
    """The feed server, asked to change between two runs."""

    def __init__(self, feeds: int, port: int, stepping_back: bool = False) -> None:
        self.port = port
        command = [sys.executable, str(TOOLS / "feedserver.py"), "--feeds", str(feeds), "--hosts", str(HOSTS), "--port", str(port)]
        self._process = subprocess.Popen(["nice", "-n", "19", *command] if stepping_back else command, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def url(self, feed: int, path: str = "feed") -> str:
        """The address of a feed, each on its host."""
        host = feed % HOSTS
        return f"http://127.0.{host // 200}.{host % 200 + 1}:{self.port}/{path}/{feed}{'.xml' if path == 'feed' else ''}"

    def ask(self, path: str) -> Any:
        """Tell it something; gives its counters."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=120) as answer:
            return json.load(answer)

    def ready(self, phase: str, delay: int) -> None:
        """Make it what a phase needs."""
        validators = int(phase != "plain")
        self.ask(f"/set?delay={delay}&etag={validators}&lastmod={validators}")
        if phase == "bump":
            self.ask("/bump")

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


def timed(command: Sequence[str], environ: dict[str, str], fails: bool = False) -> Run:
    """Run a command to its end with the tool that the peers were measured with."""
    spec = importlib.util.spec_from_file_location("refresh_bench", TOOLS / "refresh_bench.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    measured, output = tool.run(list(command), environ, 1200)
    if measured["rc"] != int(fails):
        raise SystemExit(f"{command[0]} ended with {measured['rc']}: {output[-500:]}")
    return Run(measured["wall"], measured["cpu"], measured["tree"])


class Ours:
    """newsreader in a home of its own."""

    def __init__(self, folder: Path, urls: Path) -> None:
        self.environ = {**os.environ, **as_installed(), "NEWSREADER_HOME": str(folder / "home")}
        self.library = folder / "home" / "data" / "library.db"
        subprocess.run([*self._command(), "import", str(urls)], env=self.environ, check=True, capture_output=True)

    def run(self, fails: bool = False) -> Run:
        """Refresh every feed."""
        return timed([*self._command(), "refresh"], self.environ, fails)

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "newsreader"]


class Newsboat:
    """newsboat on a cache of its own."""

    def __init__(self, folder: Path, urls: Path, threads: int) -> None:
        self._folder = folder / "newsboat"
        self._folder.mkdir()
        shutil.copy(urls, self._folder / "urls")
        (self._folder / "config").write_text(f"reload-threads {threads}\nauto-reload no\nmax-items 0\n")

    def run(self, cache: str) -> Run:
        """Reload every feed into the cache of that name."""
        at = self._folder
        command = ["newsboat", "-u", str(at / "urls"), "-c", str(at / cache), "-C", str(at / "config"), "-x", "reload"]
        return timed(command, {**os.environ, "HOME": str(at)})

    def copy(self, cache: str, to: str, analyzed: bool) -> None:
        """Copy a cache, with the planner's statistics or, as it is shipped, without."""
        shutil.copy(self._folder / cache, self._folder / to)
        with sqlite3.connect(self._folder / to) as db:
            db.execute("ANALYZE")
            if not analyzed:
                db.execute("DELETE FROM sqlite_stat1")
        db.close()


def compare(feeds: int, delay: int, port: int, threads: int, phases: Sequence[str], peer: bool, shipped: bool) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory(prefix="refresh_") as place, serving(feeds, port) as server:
        folder = Path(place)
        urls = folder / "urls"
        urls.write_text("".join(f"{server.url(feed)}\n" for feed in range(feeds)))
        print(f"\n{feeds} feeds, {delay} ms latency, load {os.getloadavg()[0]:.1f} before", flush=True)
        ours, newsboat = Ours(folder, urls), Newsboat(folder, urls, threads)
        for phase in phases:
            server.ready(phase, delay)
            print(f"{PHASES[phase]:32} newsreader {(mine := ours.run())}   {left_over(ours.library)}", flush=True)
            if not peer:
                continue
            if phase == "cold":
                tell("newsboat", newsboat.run("cache.db"), mine)
                newsboat.copy("cache.db", "analyzed.db", analyzed=True)
                newsboat.run("analyzed.db")
            else:
                if shipped:
                    newsboat.copy("analyzed.db", "shipped.db", analyzed=False)
                    tell("newsboat", newsboat.run("shipped.db"), mine)
                tell("newsboat ANALYZEd", newsboat.run("analyzed.db"), mine)
        print(f"load {os.getloadavg()[0]:.1f} after", flush=True)


def left_over(library: Path) -> str:
    """What a refresh has left for the next one: entries that are not indexed, or not compared with others (the same story)."""
    with sqlite3.connect(library) as db:
        unindexed = db.execute("SELECT count(*) FROM unindexed").fetchone()[0]
        compared = db.execute("SELECT coalesce((SELECT CAST(value AS INTEGER) FROM state WHERE key = 'stories_to'), 0)").fetchone()[0]
        entries, uncompared = db.execute("SELECT count(*), count(*) FILTER (WHERE id > ?) FROM entries", (compared,)).fetchone()
    return f"{entries:,} entries: {unindexed:,} not indexed, {uncompared:,} not compared with others"


def tell(name: str, run: Run, mine: Run) -> None:
    """A peer's line, and how many times faster we are."""
    print(f"{name:>42} {run}   {run.wall / mine.wall:5.1f} x wall {run.cpu / mine.cpu:5.1f} x cpu", flush=True)


def faulty(feeds: int, port: int, rounds: int, faults: Sequence[str]) -> None:
    """Print how long it takes until the last entry of the well feeds is there, by themselves and with faulty ones between them."""
    bad = [feed for feed in range(feeds) if feed % 10 < 3]
    kinds = {feed: faults[n % len(faults)] for n, feed in enumerate(bad)}
    well = feeds - len(bad)
    taken: dict[tuple[str, bool], list[float]] = defaultdict(list)
    words: list[tuple[int, str]] = []
    with serving(feeds, port) as server, serving(feeds, port + 1, stepping_back=True) as other:
        server.ready("cold", 0)
        for _, among in itertools.product(range(rounds), (False, True)):
            with tempfile.TemporaryDirectory(prefix="refresh_") as place:
                folder = Path(place)
                urls = folder / "urls"
                asked = [feed for feed in range(feeds) if among or feed not in kinds]
                urls.write_text("".join(f"{other.url(feed, kinds[feed]) if feed in kinds else server.url(feed)}\n" for feed in asked))
                ours = Ours(folder, urls)
                for phase, entries in (("cold", 30), ("bump", 31)):
                    if phase == "bump":
                        server.ready("bump", 0)
                    arrived: list[float] = []
                    watcher = threading.Thread(target=watch, args=(ours.library, port, well * entries, arrived))
                    watcher.start()
                    run = ours.run(fails=among)
                    watcher.join()
                    taken[phase, among] += arrived
                    beside = f"beside {len(bad)} faulty ones" if among else "by themselves"
                    print(f"{PHASES[phase]}, {well} well feeds {beside}: all there after {arrived[0]:.2f} s, {run}", flush=True)
                with sqlite3.connect(ours.library) as db:
                    words = db.execute("SELECT count(*), min(error) FROM feeds WHERE error <> '' GROUP BY substr(error, instr(error, ' '), 12)").fetchall()
                db.close()
    for count, error in words:
        print(f"    {count:4} × {error}", flush=True)
    for phase in ("cold", "bump"):
        ratio = statistics.median(taken[phase, True]) / statistics.median(taken[phase, False])
        print(f"{PHASES[phase]}: beside faulty ones it takes {ratio:.2f} x the time (medians of {rounds})")


def watch(library: Path, port: int, entries: int, arrived: list[float]) -> None:
    """Note when so many entries of a server's feeds are in the library."""
    started = time.monotonic()
    with sqlite3.connect(library, timeout=30) as db:
        while time.monotonic() - started < 300:
            if db.execute("SELECT sum(total) FROM feeds WHERE instr(url, ?)", (f":{port}/",)).fetchone()[0] >= entries:
                break
            time.sleep(0.05)
    arrived.append(time.monotonic() - started)


@contextmanager
def serving(feeds: int, port: int, stepping_back: bool = False) -> Iterator[Server]:
    """A server for the time of a block."""
    server = Server(feeds, port, stepping_back)
    try:
        yield server
    finally:
        server.close()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--delays", type=int, nargs="+", default=[0, 100])
    parser.add_argument("--phases", nargs="+", choices=list(PHASES), default=list(PHASES))
    parser.add_argument("--port", type=int, default=8098)
    parser.add_argument("--threads", type=int, default=32, help="newsboat's")
    parser.add_argument("--only", choices=["ours"])
    parser.add_argument("--without-shipped", action="store_true", help="newsboat as shipped takes minutes: its cold run alone")
    parser.add_argument("--faulty", action="store_true")
    parser.add_argument("--rounds", type=int, default=3, help="of --faulty")
    parser.add_argument("--faults", nargs="+", choices=FAULTS, default=FAULTS, help="of --faulty: these alone")
    options = parser.parse_args()
    if options.faulty:
        faulty(options.feeds, options.port, options.rounds, options.faults)
        return
    peer = options.only is None and shutil.which("newsboat") is not None
    for delay in options.delays:
        compare(options.feeds, delay, options.port, options.threads, options.phases, peer, not options.without_shipped)


if __name__ == "__main__":
    main()
