"""Key press to the end of its frame in the headlines pane of a large library, in a pty: until the status line tells the new row, which is drawn last.

    python -m tests.bench.keys [--entries 100000] [--keys 200]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile

from newsreader.config.paths import find_paths
from tests.bench.build import build
from tests.bench.terminal import Terminal


def main() -> None:
    """Measure and print medians and the 95th percentile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = find_paths({"NEWSREADER_HOME": folder})
        paths.data.mkdir(parents=True)
        paths.config.mkdir(parents=True)
        paths.config_file.write_text("refresh_at_start = false\nrefresh_minutes = 0\n")
        build(paths.library, options.entries, words=20)
        with Terminal([sys.executable, "-m", "newsreader"], {"NEWSREADER_HOME": folder}) as terminal:
            terminal.until(rb"\[\d+-\d+\]")
            terminal.quiet(1.0)
            _measure(terminal, "row down, at the bottom edge (j)", b"j", options.keys)
            _measure(terminal, "page down (^F)", b"\x06", options.keys)
            _measure(terminal, "page up (^B)", b"\x02", options.keys)


def _measure(terminal: Terminal, name: str, key: bytes, times: int) -> None:
    taken: list[float] = []
    before = terminal.cpu()
    for _ in range(times):
        pressed = terminal.press(key)
        taken.append(terminal.until(rb"\d+/\d[\d,]*", since=pressed, seconds=5))
        terminal.quiet(0.03)
    spent = (terminal.cpu() - before) / times
    ordered = sorted(taken)
    print(f"{name:<34} {statistics.median(taken):5.1f} ms, p95 {ordered[int(0.95 * len(ordered))]:5.1f} ms, CPU {spent:.1f} ms a key")


if __name__ == "__main__":
    main()
