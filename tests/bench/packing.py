"""A held `j` while an edition is made, in a pty: from each key to the end of its frame, with the pages and images of `tests.bench.prefetch`.

    python -m tests.bench.packing [--articles 200] [--entries 20000]

The server, the worker, the processes that extract and the screen share the machine's cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile

from newsreader.config.paths import find_paths
from newsreader.store.connection import Store
from tests.bench.build import build
from tests.bench.busy import held, show
from tests.bench.prefetch import addresses, follow, started
from tests.bench.terminal import Terminal


def main() -> None:
    """Measure with nothing else going on, and while an edition is made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--entries", type=int, default=20_000)
    options = parser.parse_args()
    server, port = started()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = find_paths({"NEWSREADER_HOME": folder})
        paths.data.mkdir(parents=True)
        paths.config.mkdir(parents=True)
        paths.config_file.write_text("refresh_at_start = false\nrefresh_minutes = 0\nstories_once = false\n")
        build(paths.library, options.entries, words=20)
        store = Store(paths.library)
        with store.writing() as db:
            db.execute("UPDATE entries SET read = 1")
        follow(store, addresses(options.articles, port), port)
        store.close()
        entries = options.entries + options.articles
        with Terminal([sys.executable, "-m", "newsreader"], {"NEWSREADER_HOME": folder, "COLUMNS": "140", "LINES": "40"}) as terminal:
            terminal.until(rb"\[\d+-\d+\]|Story")
            terminal.quiet(1.0)
            terminal.press(b"1")
            terminal.quiet(1.0)
            show("nothing else", *held(terminal, entries, lambda _seen, since: since > 5))
            terminal.press(b"gg")
            terminal.quiet(0.5)
            terminal.press(b"P")
            show(f"while {options.articles} pages come", *held(terminal, entries, lambda seen, _since: b"ready for the train: " in seen))
    server.terminate()


if __name__ == "__main__":
    main()
