"""The worker process: jobs on stdin, events on stdout, one JSON line each. It ends when its stdin does."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Callable

from newsreader.config.paths import find_paths
from newsreader.config.settings import read_settings
from newsreader.fetch.exchange import Fetcher
from newsreader.library.fetching import open_fetcher
from newsreader.model.events import Event
from newsreader.worker.desk import Desk
from newsreader.worker.manners import step_back
from newsreader.worker.protocol import ProtocolError, decode_job, encode_event


def main() -> None:
    """Serve jobs until stdin ends."""
    parser = argparse.ArgumentParser(prog="newsreader.worker")
    parser.add_argument("--profile")
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--demo", action="store_true")
    options = parser.parse_args()
    step_back()
    paths = find_paths(os.environ, options.profile)
    settings, _ = read_settings(paths.config_file)
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever prints must not end up among the events
    lock = threading.Lock()

    def tell(event: Event) -> None:
        with lock:
            try:
                out.write(encode_event(event))
            except BrokenPipeError:
                pass  # the screen is gone; stdin ends too

    def fetcher(offline: Callable[[], bool]) -> Fetcher:
        return open_fetcher(settings, demo=options.demo, offline=offline)

    desk = Desk(paths, fetcher, tell, options.offline or settings.offline, settings)
    for line in sys.stdin.buffer:
        try:
            number, job = decode_job(line)
        except ProtocolError:
            continue
        desk.take(number, job)
    desk.close()
    sys.stdout.flush()
    os._exit(0)  # daemon threads may hold sockets that time out much later


if __name__ == "__main__":
    main()
