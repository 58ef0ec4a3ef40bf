"""What the reader does while nobody asks: refresh what falls due, show what others brought, tell of what is wanted."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from newsreader.config.paths import Paths
from newsreader.config.settings import Settings
from newsreader.library.subscribe import subscribe
from newsreader.model.events import Finished, Noticed
from newsreader.model.jobs import ReadAhead, Refresh
from newsreader.store.connection import Store
from tests.builders import NOW
from tests.fakes import FakeFetcher, rss
from tests.tui.driving import driven, make_app, paths_in, screen_text, settled, small_app, small_library, worker_of

AT_WORK = Settings(refresh_at_start=False, refresh_minutes=30)


async def test_feeds_are_refreshed_as_they_fall_due_and_not_before(paths: Paths) -> None:
    store = small_library(paths)
    with store.writing() as db:
        db.execute("UPDATE feeds SET next_refresh = ?", (NOW + 60,))
    app = make_app(paths, AT_WORK)
    async with driven(app, (100, 30)):
        app.main.work.refresh_by_itself()
        assert worker_of(app).jobs == []
        with store.writing() as db:
            db.execute("UPDATE feeds SET next_refresh = ? WHERE id = 2", (NOW,))
        app.main.work.refresh_by_itself()
        app.main.work.refresh_by_itself()  # one is under way
        assert worker_of(app).jobs == [Refresh(due=True)]
        with store.writing() as db:
            db.execute("UPDATE feeds SET paused = 1 WHERE id = 2")
        worker_of(app).tell(Finished(1))
        app.main.work.refresh_by_itself()
        assert [job for job in worker_of(app).jobs if not isinstance(job, ReadAhead)] == [Refresh(due=True)]
    store.close()


async def test_what_stays_due_whatever_is_done_is_not_asked_for_again_and_again(paths: Paths) -> None:
    store = small_library(paths)
    with store.writing() as db:
        db.execute("UPDATE feeds SET next_refresh = ? + id", (NOW - 9,))
    app = make_app(paths, AT_WORK)
    async with driven(app, (100, 30)):

        def asked() -> int:
            """Refreshes that ended, after another look at the clock."""
            app.main.work.refresh_by_itself()
            jobs = worker_of(app).jobs
            for number, job in enumerate(list(jobs), 1):
                if isinstance(job, Refresh):
                    worker_of(app).tell(Finished(number))
            return sum(isinstance(job, Refresh) for job in jobs)

        assert asked() == 1
        assert asked() == 1  # none of them moved on
        with store.writing() as db:
            db.execute("UPDATE feeds SET next_refresh = ? WHERE id = 2", (NOW - 1,))
        assert asked() == 2
    store.close()


async def test_what_cron_brings_waits_behind_a_line_that_counts_it(tmp_path: Path) -> None:
    paths = paths_in(tmp_path)
    feed = tmp_path / "hills.xml"
    feed.write_bytes(rss("a", "b"))
    store = Store(paths.library)
    subscribe(store, FakeFetcher(**{feed.as_uri(): rss("a", "b")}), str(feed))
    with store.writing() as db:
        db.execute("UPDATE feeds SET next_refresh = 0")
    store.close()
    app = make_app(paths)
    async with driven(app, (100, 30)) as pilot:
        before = screen_text(app)
        assert "Story b" in before
        feed.write_bytes(rss("a", "b", "c", "d"))
        cron = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "newsreader", "refresh", "--due", env={**os.environ, "NEWSREADER_HOME": str(tmp_path / "newsreader")}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )  # fmt: skip
        out, err = await cron.communicate()
        assert (cron.returncode, out) == (0, b"1 feed, 2 new\n"), err
        for _ in range(200):
            if "2 new" in screen_text(app):
                break
            await pilot.pause(0.05)
        assert "2 new" in screen_text(app)
        assert "Story c" not in screen_text(app)  # nothing moves
        await pilot.press("asterisk")
        await settled(pilot, app)
        assert "Story d" in screen_text(app)


@pytest.mark.parametrize(("way", "written"), [("osc9", "\x1b]9;2 new in hills: Rain\x1b\\"), ("osc777", "\x1b]777;notify;2 new in hills;Rain\x1b\\"), ("bell", "\a"), ("off", "")])
async def test_somebody_is_told_by_the_terminal(paths: Paths, monkeypatch: pytest.MonkeyPatch, way: str, written: str) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    app = small_app(paths, Settings(refresh_at_start=False, refresh_minutes=0, notify=way))  # type: ignore[arg-type]
    async with driven(app, (100, 30)):
        told: list[str] = []
        monkeypatch.setattr(app, "to_terminal", told.append)
        worker_of(app).tell(Noticed(1, "2 new in hills", "Rain"))
        assert "".join(told) == written
