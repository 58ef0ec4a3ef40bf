"""The real worker process on the demo edition: jobs go in, events come out, the store fills."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from newsreader.config.paths import ensure, find_paths
from newsreader.demo import edition
from newsreader.library.linked import linked_article
from newsreader.library.lists import entry_ids, headlines, sidebar
from newsreader.library.opened import opened
from newsreader.library.outbox import queue, words_of
from newsreader.library.rules import add_rule
from newsreader.model.events import ArticleReady, EditionProgress, Finished, ImageReady, LinkReady, Progress, Subscribed
from newsreader.model.jobs import (
    FetchImages,
    FetchLink,
    FetchPage,
    ImportFile,
    Job,
    OpenEntry,
    Prefetch,
    ReadAhead,
    Refresh,
    Replay,
    Save,
    SetOffline,
    Subscribe,
)
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.worker.client import Worker
from tests.builders import add_entries, add_feed, entry
from tests.worker.test_client import Log


class Office:
    def __init__(self, worker: Worker, log: Log, store: Store) -> None:
        self.worker, self.log, self.store = worker, log, store

    async def do(self, job: Job) -> Finished:
        number = self.worker.send(job)
        await self.log.until(lambda events: any(isinstance(event, Finished) and event.job == number for event in events))
        return next(event for event in self.log.events if isinstance(event, Finished) and event.job == number)

    def events(self, kind: type) -> list[object]:
        return [event for event in self.log.events if isinstance(event, kind)]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    log = Log()
    worker = Worker([sys.executable, "-m", "newsreader.worker", "--demo", "--profile", "demo"], log.take)
    await worker.start()
    store = Store(find_paths(os.environ, "demo").library)
    yield Office(worker, log, store)
    await worker.stop()
    store.close()


async def test_an_import_fills_the_library_and_tells_its_progress(office: Office) -> None:
    done = await office.do(ImportFile(str(edition() / "subscriptions.opml")))
    assert done.error is None
    assert "feeds added" in done.summary
    held = sidebar(office.store, 0)
    assert held.total >= 40
    progress = [event for event in office.log.events if isinstance(event, Progress)]
    assert progress[-1].done == progress[-1].total == len(held.feeds)


async def test_an_entry_is_made_ready_from_its_feed_and_then_from_its_page(office: Office) -> None:
    await office.do(ImportFile(str(edition() / "subscriptions.opml")))
    rows = headlines(office.store, entry_ids(office.store, Query()))
    entry = next(row.id for row in rows.values() if row.title and "dictionary of the river" in row.title.lower())
    await office.do(OpenEntry(entry))
    first = opened(office.store, entry)
    await office.do(FetchPage(entry))
    second = opened(office.store, entry)
    assert first is not None
    assert second is not None
    assert (first.source, second.source) == ("feed", "page")
    assert second.article is not None
    assert second.article.words > 3000
    assert [(event.source, event.error) for event in office.log.events if isinstance(event, ArticleReady)] == [("feed", None), ("page", None)]


async def test_pictures_are_made_small_in_the_cache_and_told_one_by_one(office: Office) -> None:
    await office.do(ImportFile(str(edition() / "subscriptions.opml")))
    rows = headlines(office.store, entry_ids(office.store, Query()))
    entry = next(row.id for row in rows.values() if "Orchard growers" in row.title)
    there, gone = "https://tribune.example/images/orchard.jpg", "https://tribune.example/images/none.jpg"
    await office.do(FetchImages(entry, (there, gone), (40, 40), (10, 10), fetch=False))
    await office.do(FetchImages(entry, (there, gone), (40, 40), (10, 10)))
    told = [event for event in office.log.events if isinstance(event, ImageReady)]
    assert [(event.url, bool(event.error)) for event in told] == [(there, True), (gone, True), (there, False), (gone, True)]
    assert (told[2].width, told[2].height) == (800, 450)
    made = find_paths(os.environ, "demo").pictures_dir / told[2].digest[:2] / f"{told[2].digest}-36x20.rgb"
    assert len(made.read_bytes()) == 36 * 20 * 3


async def test_what_cannot_be_done_comes_back_in_words(office: Office) -> None:
    assert "no entry 99" in ((await office.do(OpenEntry(99))).error or "")
    assert "can't be read" in ((await office.do(ImportFile("/nowhere"))).error or "")
    assert (await office.do(Subscribe("https://nothing.example/"))).error


async def test_subscribing_and_refreshing_tell_what_came(office: Office) -> None:
    done = await office.do(Subscribe("https://tribune.example/"))
    assert done.error is None
    assert len(office.events(Subscribed)) == 1
    assert (await office.do(Refresh())).summary == "1 feed, nothing new"


async def test_an_edition_is_made_and_tells_its_progress(office: Office) -> None:
    await office.do(ImportFile(str(edition() / "subscriptions.opml")))
    done = await office.do(Prefetch("is:unread", budget=10 << 20))
    assert done.summary.startswith("ready for the train: 4")
    progress = [event for event in office.log.events if isinstance(event, EditionProgress)]
    assert progress[-1].done == progress[-1].total > 40
    assert "is not known" in ((await office.do(Prefetch("is:nothing"))).error or "")


async def test_what_a_rule_wants_is_made_ready_after_a_refresh(office: Office) -> None:
    add_rule(office.store, "title:prompt", ["prefetch"])
    await office.do(ImportFile(str(edition() / "subscriptions.opml")))
    assert (await office.do(ReadAhead())).summary.startswith("fetched ahead: ")
    assert (await office.do(ReadAhead())).summary == ""


async def test_a_page_is_saved(office: Office) -> None:
    await office.do(ImportFile(str(edition() / "subscriptions.opml")))
    rows = headlines(office.store, entry_ids(office.store, Query()))
    url = next(row.url for row in rows.values() if row.url and "tribune" in row.url)
    assert (await office.do(Save(url))).summary.startswith("saved: ")
    assert "not in the demo edition" in ((await office.do(Save("https://nothing.example/"))).error or "")


async def test_offline_asks_nobody(home: Path) -> None:
    log = Log()
    worker = Worker([sys.executable, "-m", "newsreader.worker"], log.take)
    await worker.start()
    office = Office(worker, log, Store(find_paths(os.environ).library))
    await office.do(SetOffline(True))
    done = await office.do(Subscribe("https://hills.example/feed.xml"))
    assert "offline" in done.summary
    assert [words_of(item) for item in queue(office.store)] == ["subscribe to https://hills.example/feed.xml"]
    await office.do(Prefetch())
    assert (await office.do(Replay())).summary == "asked for offline: 1 still wait"
    assert "on the list" in (await office.do(Save("https://hills.example/read"))).summary
    await worker.stop()


async def test_the_worker_ends_when_its_input_does() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "newsreader.worker", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(b"nonsense\n{}\n")
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_a_linked_page_is_made_ready_under_its_address_or_told_why_not(office: Office) -> None:
    await office.do(ImportFile(str(edition() / "subscriptions.opml")))
    row = next(row for row in headlines(office.store, entry_ids(office.store, Query())).values() if "timetable" in row.title)
    assert row.url is not None
    assert (await office.do(FetchLink(row.url, row.id))).error is None
    assert (await office.do(FetchLink("https://nothing.example/", row.id))).error
    ready = [event for event in office.log.events if isinstance(event, LinkReady)]
    assert [(event.url, event.entry, event.error is None) for event in ready] == [(row.url, row.id, True), ("https://nothing.example/", row.id, False)]
    article = linked_article(office.store, row.url)
    assert article is not None
    assert article.words > 100


async def test_what_an_older_program_kept_without_titles_is_named_by_itself() -> None:
    paths = find_paths(os.environ, "demo")
    ensure(paths)
    store = Store(paths.library)
    (old,) = add_entries(store, add_feed(store), entry("h1", "", html="<p>Saw a heron.</p>"))
    log = Log()
    worker = Worker([sys.executable, "-m", "newsreader.worker", "--demo", "--profile", "demo"], log.take)
    await worker.start()
    try:
        await Office(worker, log, store).do(ReadAhead())  # which waits its turn behind it
        assert headlines(store, [old])[old].title == "Saw a heron."
    finally:
        await worker.stop()
        store.close()
