"""What the TUI holds of the worker: starts it, sends it jobs, hands its events on, and starts it again if it dies."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import suppress

from newsreader.model.events import Event, Finished
from newsreader.model.jobs import Job, SetOffline
from newsreader.worker.protocol import ProtocolError, decode_event, encode_job

_LINE_LIMIT = 1 << 20
_BACK_OFF = (0.2, 1.0, 5.0, 30.0)


class Worker:
    """A child process that runs jobs. `on_event` is called in the event loop's thread, once an event, in order.

    A worker that dies is started again after a pause (`_BACK_OFF`, in seconds); the jobs it had taken end as `Finished` with an error.
    """

    def __init__(self, argv: Sequence[str], on_event: Callable[[Event], None]) -> None:
        self._argv = list(argv)
        self._on_event = on_event
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._last_number = 0
        self._open: dict[int, Job] = {}
        self._unsent: list[bytes] = []
        self._offline = b""
        """The last word on whether a socket may be opened, which a child that is started later must hear first."""
        self._stopping = False

    @property
    def alive(self) -> bool:
        """Whether the child runs."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the child and keep it running until `stop`."""
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Close the child's input, which ends it after what it is writing; kill it if it takes longer than two seconds."""
        self._stopping = True
        process = self._process
        if process is not None and process.returncode is None:
            if process.stdin is not None:
                process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), 2)
            except TimeoutError:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper

    def send(self, job: Job) -> int:
        """Hand a job over without waiting; gives its number, which its events carry. Kept until the child runs."""
        self._last_number += 1
        self._open[self._last_number] = job
        line = encode_job(self._last_number, job)
        if isinstance(job, SetOffline):
            self._offline = line
        if self._process is not None and self._process.stdin is not None and self.alive:
            self._process.stdin.write(line)
        else:
            self._unsent.append(line)
        return self._last_number

    async def _keep(self) -> None:
        failures = 0
        while not self._stopping:
            started = asyncio.get_running_loop().time()
            await self._run_once()
            if self._stopping:
                return
            failures = 1 if asyncio.get_running_loop().time() - started > 60 else failures + 1
            self._give_up_open_jobs()
            await asyncio.sleep(_BACK_OFF[min(failures, len(_BACK_OFF)) - 1])

    async def _run_once(self) -> None:
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                *self._argv,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LINE_LIMIT,
                start_new_session=True,  # ^C and a closing terminal are the screen's to handle
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        except OSError:
            return
        assert process.stdin is not None  # noqa: S101
        assert process.stdout is not None  # noqa: S101
        for line in [self._offline, *self._unsent]:
            process.stdin.write(line)
        self._unsent.clear()
        while line := await _line(process.stdout):
            with suppress(ProtocolError):
                event = decode_event(line)
                if isinstance(event, Finished):
                    self._open.pop(event.job, None)
                self._on_event(event)
        await process.wait()

    def _give_up_open_jobs(self) -> None:
        self._unsent.clear()
        for number in list(self._open):
            del self._open[number]
            self._on_event(Finished(number, error="the worker stopped unexpectedly and was started again; try again"))


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:  # a line over the limit: skipped, the stream goes on
        return b"{}\n"
