"""A library of 1 k, 100 k and 1 M entries of 1 KB text in 500 feeds: the screen's figures in a pty, then the store's, each beside its bound.

    python -m tests.bench.library FOLDER [--entries 1000 100000 1000000] [--only build|start|screen|store|search] [--rounds 9]

The libraries are kept in FOLDER and made where they are missing, which takes minutes for the largest; newsboat, where it is installed, gets
the entries of the library of 100 k. Delete the folder yourself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newsreader.config.paths import find_paths
from tests.bench import questions, screen
from tests.bench.build import build


def home(folder: Path, entries: int) -> Path:
    """The home whose library has so many entries, made where it is missing."""
    place = folder / f"{entries}"
    paths = find_paths({"NEWSREADER_HOME": str(place)})
    paths.data.mkdir(parents=True, exist_ok=True)
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text("refresh_at_start = false\nrefresh_minutes = 0\n")
    if not paths.library.exists():
        sys.stderr.write(f"making {entries:,} entries …\n")
        making = paths.library.with_suffix(".making")
        build(making, entries)
        making.rename(paths.library)
    return place


def main() -> None:
    """Print all figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--entries", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    arguments.add_argument("--only", choices=["build", "start", "screen", "store", "search"])
    arguments.add_argument("--rounds", type=int, default=9)
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    homes = {entries: home(options.folder, entries) for entries in options.entries}
    if options.only in (None, "start"):
        screen.starts(options.folder, homes, options.rounds)
    if options.only in (None, "screen"):
        for entries, place in homes.items():
            screen.run(place, entries)
    if options.only in (None, "store", "search"):
        for place in homes.values():
            questions.run(find_paths({"NEWSREADER_HOME": str(place)}).library, options.only == "search")


if __name__ == "__main__":
    main()
