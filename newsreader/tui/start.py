"""Starts the reader from a command line without a command."""

from __future__ import annotations

import gc
import os
import sys
from typing import NamedTuple

_NO_TERMINAL = "the reader needs a terminal; `newsreader --linear` reads line by line, `newsreader list` prints headlines"


class Options(NamedTuple):
    """What the command line says of how to open."""

    profile: str | None = None
    demo: bool = False
    fresh: bool = False
    offline: bool = False


def start(arguments: list[str]) -> int:
    """Open the reader; gives the exit code."""
    gc.disable()  # little that is made until the first frame is garbage; the app turns it on again
    options = read_options(arguments) if arguments else Options()
    if not (os.isatty(0) and os.isatty(2)):  # the toolkit reads keys from the one and draws on the other
        sys.stderr.write(f"newsreader: {_NO_TERMINAL}\n")
        return 1
    demo = options.demo
    while True:
        after = open_reader("demo" if demo else options.profile, demo, options.fresh and demo, options.offline)
        if after != "demo":
            return 0 if after == "quit" else 1
        demo = True


def read_options(arguments: list[str]) -> Options:
    """Read the command line; ends the program, in words, where it is wrong."""
    import argparse  # where there is something to read

    parser = argparse.ArgumentParser(prog="newsreader", add_help=False)
    parser.add_argument("--profile")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--offline", action="store_true")
    return Options(**vars(parser.parse_args(arguments)))


def open_reader(profile: str | None, demo: bool, fresh: bool, offline: bool) -> str:
    """Run the reader on a profile until it ends; says how: `quit`, `demo` (the demo edition is wanted next), `failed`."""
    from newsreader.config.paths import ProfileError, ensure, find_paths, in_words
    from newsreader.config.settings import read_settings
    from newsreader.store.errors import StoreError
    from newsreader.text.clean import clean
    from newsreader.tui.app import NewsreaderApp
    from newsreader.tui.escape import edits_words, tell_escape_apart
    from newsreader.tui.pictures.probe import cell_now, this_terminal

    try:
        paths = find_paths(os.environ, profile)
        if fresh:
            for name in ("library.db", "library.db-wal", "library.db-shm"):
                (paths.data / name).unlink(missing_ok=True)
        ensure(paths)
        settings, problems = read_settings(paths.config_file)
        canvas = this_terminal(settings.images)
        worker = worker_argv(profile, demo, offline)
        app = NewsreaderApp(paths, settings, worker, demo, offline, problems=problems, canvas=canvas, cell_now=cell_now, tell=_say)
    except (ProfileError, OSError, StoreError) as error:
        _say(clean(in_words(error) if isinstance(error, OSError) else str(error)))
        return "failed"
    except KeyboardInterrupt:  # while an older library is brought up to date, which takes a while
        _say("stopped; the library is as it was")
        return "failed"
    tell_escape_apart(lambda: edits_words(app.screen.focused))
    after = app.run()
    return "failed" if app.return_code else after or "quit"


def _say(words: str) -> None:
    sys.stderr.write(f"newsreader: {words}\n")


def worker_argv(profile: str | None, demo: bool, offline: bool) -> list[str]:
    """How the worker of a profile is started."""
    argv = [sys.executable, "-m", "newsreader.worker"]
    argv += ["--profile", profile] if profile else []
    return argv + ["--demo"] * demo + ["--offline"] * offline
