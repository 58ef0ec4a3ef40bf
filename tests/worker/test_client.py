"""The client against real child processes: small scripts that answer, die, or never end."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import pytest

from newsreader.model.events import Event, Finished
from newsreader.model.jobs import Job, OpenEntry
from newsreader.worker import client
from newsreader.worker.client import Worker

ECHO = """
import json, sys
for line in sys.stdin:
    number = json.loads(line)["number"]
    print("noise that is no event", flush=True)
    print(json.dumps({"type": "Finished", "value": {"job": number, "summary": "echoed"}}), flush=True)
"""
DIES = "import sys; sys.stdin.readline()"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


class Log:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self._news = asyncio.Event()

    def take(self, event: Event) -> None:
        self.events.append(event)
        self._news.set()

    async def until(self, done: Callable[[list[Event]], bool]) -> None:
        async with asyncio.timeout(20):
            while not done(self.events):
                self._news.clear()
                await self._news.wait()


def worker(script: str, log: Log) -> Worker:
    return Worker([sys.executable, "-c", script], log.take)


async def test_a_job_sent_before_the_child_runs_is_done() -> None:
    log = Log()
    one = worker(ECHO, log)
    number = one.send(OpenEntry(1))
    await one.start()
    await log.until(lambda events: len(events) == 1)
    assert log.events == [Finished(number, "echoed")]
    await one.stop()
    assert not one.alive


async def test_a_child_that_dies_is_started_again_and_its_jobs_end_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_BACK_OFF", (0.0,))
    log = Log()
    one = worker(DIES, log)
    await one.start()
    jobs: list[Job] = [OpenEntry(1), OpenEntry(2)]
    for count, job in enumerate(jobs, start=1):
        one.send(job)
        await log.until(lambda events, count=count: len(events) == count)  # type: ignore[misc]
    assert all(isinstance(event, Finished) and event.error and "started again" in event.error for event in log.events)
    await one.stop()


async def test_a_program_that_is_not_there_is_no_crash() -> None:
    log = Log()
    one = Worker(["/nonexistent/program"], log.take)
    number = one.send(OpenEntry(1))
    await one.start()
    await log.until(lambda events: bool(events))
    assert isinstance(log.events[0], Finished)
    assert log.events[0].job == number
    await one.stop()


async def test_a_child_that_will_not_end_is_killed() -> None:
    log = Log()
    one = worker(DEAF, log)
    await one.start()
    while not one.alive:
        await asyncio.sleep(0)
    await one.stop()
    assert not one.alive
