"""The commands that make feeds, some at a time: without a shell, with little of our environment, in a time and a size."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from newsreader.fetch.exchange import FetchError, Outcome, Request, Response
from newsreader.model.sources import Command
from newsreader.programs.run import ProgramError, run_argv, words_of

MOST_BYTES = 20 << 20
AT_ONCE = 4
_KEPT = frozenset(
    ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
)


class Commands:
    """Runs commands in threads; what came of each is told as it ends."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._pool = ThreadPoolExecutor(AT_ONCE, "command")
        self._over = threading.Event()
        self._running: dict[Future[Response], Request] = {}

    @property
    def running(self) -> int:
        """How many run, or wait to."""
        return len(self._running)

    def start(self, request: Request, command: Command, body: bytes) -> None:
        """Run the command of a request, with `body` on its stdin."""
        self._running[self._pool.submit(self._run, request, command, body)] = request

    def ended(self, seconds: float) -> Iterator[Outcome]:
        """What has ended, after so many seconds at the most."""
        done, _ = wait(self._running, seconds, FIRST_COMPLETED)
        for future in done:
            request = self._running.pop(future)
            try:
                yield request, future.result()
            except FetchError as error:
                yield request, error

    def end(self) -> None:
        """End what still runs, whoever waits for its thread."""
        self._over.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, request: Request, command: Command, body: bytes) -> Response:
        started = time.monotonic()
        if not command.line:
            raise FetchError("program", "the address names no command, as in exec:~/bin/feed", url=request.url)
        try:
            argv = words_of(command.line)
            most = min(MOST_BYTES, request.most_bytes or MOST_BYTES)
            output = run_argv(argv, self._seconds, body, most, surroundings(os.environ), self._over.is_set)
        except ProgramError as error:
            raise FetchError("program", str(error), url=request.url) from None
        if output.code:
            said = f": {output.stderr.splitlines()[-1][:200]}" if output.stderr else ""
            raise FetchError("program", f"{argv[0]!r} ended with exit code {output.code}{said}", url=request.url)
        return Response(request.url, 200, output.stdout, took=int((time.monotonic() - started) * 1000))


def surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """What a command sees of our environment: nothing that opens anything."""
    return {name: value for name, value in environ.items() if name in _KEPT or name.startswith("LC_")}
