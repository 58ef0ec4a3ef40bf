"""Spawn to first painted frame in a pty: the reader, empty and with 100,000 entries, beside a bare Textual app, by turns in one run.

    python -m tests.bench.start [--rounds 11] [--entries 100000]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from newsreader.config.paths import find_paths
from tests.bench.build import build
from tests.bench.terminal import Terminal

BARE, EMPTY, FULL = "bare Textual app", "reader, empty", "reader, full"


def main() -> None:
    """Measure and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--entries", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        homes = {EMPTY: Path(folder) / "empty", FULL: Path(folder) / "full"}
        for name, entries in ((EMPTY, 0), (FULL, options.entries)):
            paths = find_paths({"NEWSREADER_HOME": str(homes[name])})
            paths.data.mkdir(parents=True)
            paths.config.mkdir(parents=True)
            paths.config_file.write_text("refresh_at_start = false\nrefresh_minutes = 0\n")
            build(paths.library, entries, feeds=500 if entries else 0, words=20)
        cache = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}  # as it is where the program is installed
        reader = [sys.executable, "-m", "newsreader"]
        runs = {
            BARE: ([sys.executable, "-m", "tests.bench.bare"], cache, rb"bare screen"),
            EMPTY: (reader, {**cache, "NEWSREADER_HOME": str(homes[EMPTY])}, rb"no feeds yet"),
            FULL: (reader, {**cache, "NEWSREADER_HOME": str(homes[FULL])}, rb"\[\d+-\d+\]"),
        }
        wall: dict[str, list[float]] = {name: [] for name in runs}
        cpu: dict[str, list[float]] = {name: [] for name in runs}
        for turn in range(options.rounds + 1):
            for name, (argv, environ, pattern) in runs.items():
                with Terminal(argv, environ) as terminal:
                    taken = terminal.until(pattern)
                    if turn:  # the first turn warms the disk's cache
                        wall[name].append(taken)
                        cpu[name].append(terminal.cpu())
    for name in runs:
        print(f"{name:<18} first frame {statistics.median(wall[name]):6.0f} ms (min {min(wall[name]):.0f}), CPU {statistics.median(cpu[name]):.0f} ms")
    print(f"empty / bare   {_ratio(wall, EMPTY, BARE)} wall, {_ratio(cpu, EMPTY, BARE)} CPU (target 1.30)")
    print(f"full / empty   {_ratio(wall, FULL, EMPTY)} wall, {_ratio(cpu, FULL, EMPTY)} CPU (target 1.10)")


def _ratio(figures: dict[str, list[float]], one: str, other: str) -> str:
    return f"{statistics.median(figures[one]) / statistics.median(figures[other]):.2f}"


if __name__ == "__main__":
    main()
