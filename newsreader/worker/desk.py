"""The worker's desk: which lane a job goes to, what it does there, and what is told of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from newsreader.config.paths import Paths
from newsreader.config.settings import Settings
from newsreader.fetch.exchange import Fetcher
from newsreader.library.caches import open_caches
from newsreader.library.exporting import CannotExport
from newsreader.library.fetching import log_contacts
from newsreader.library.hooks import after_refresh
from newsreader.library.indexing import index_waiting
from newsreader.library.linking import fetch_link
from newsreader.library.naming import name_untitled
from newsreader.library.notifying import claim_notification
from newsreader.library.reading import NoArticle, fetch_article, make_feed_article
from newsreader.library.refresh import pace_of, refresh
from newsreader.library.retention import upkeep
from newsreader.library.saved import CannotSave
from newsreader.library.storythreads import thread_arrivals
from newsreader.library.subscribe import CannotSubscribe
from newsreader.library.transfer import CannotImport, import_file
from newsreader.library.trusting import CannotTrust
from newsreader.model.events import ArticleReady, Event, Finished, LinkReady, Noticed
from newsreader.model.jobs import (
    Cancel,
    Export,
    FetchImages,
    FetchLink,
    FetchPage,
    FindFeeds,
    ImportFile,
    Job,
    OpenEntry,
    OpenWhole,
    Prefetch,
    ReadAhead,
    Refresh,
    RemakeSite,
    Replay,
    Save,
    SetOffline,
    ShowCertificate,
    Subscribe,
    TryPage,
    TryRule,
)
from newsreader.model.query import QueryError
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.worker.feeds import FeedDesk
from newsreader.worker.lanes import Lane
from newsreader.worker.offline import OfflineDesk
from newsreader.worker.pictures import PictureDesk
from newsreader.worker.sites import SiteDesk

_READERS = 3
_KNOWN = (CannotExport, CannotSubscribe, CannotImport, CannotSave, CannotTrust, NoArticle, QueryError, StoreError)


class Desk:
    """Takes jobs and runs them: refreshing and importing one after the other, what is being read beside it."""

    def __init__(
        self,
        paths: Paths,
        open_fetcher: Callable[[Callable[[], bool]], Fetcher],
        tell: Callable[[Event], None],
        offline: bool,
        settings: Settings | None = None,
    ) -> None:
        self._tell = tell
        self._settings = settings or Settings()
        share = self._settings.share_cache
        self._files = open_caches(paths, share=share).pages
        self._desk_of_pictures = PictureDesk(open_caches(paths, sync=False, share=share).images, paths.pictures_dir)
        self._desk_of_offline = OfflineDesk(paths, share)
        self._desk_of_sites = SiteDesk(paths, self._files)
        self._desk_of_feeds = FeedDesk()
        self._offline = threading.Event()
        if offline:
            self._offline.set()
        self._stopped: set[int] = set()
        self._closing = threading.Event()

        def store() -> Store:
            return Store(paths.library)

        def fetcher() -> Fetcher:
            return open_fetcher(self._offline.is_set)

        self._long = Lane(store, fetcher, 1)
        self._open = Lane(store, fetcher, 1)
        self._pages = Lane(store, fetcher, _READERS)
        self._pictures = Lane(store, fetcher, 1)
        self._ahead = Lane(store, fetcher, 1)
        self._ahead.put(lambda store, _fetcher: self._name(store))

    def take(self, number: int, job: Job) -> None:
        """Start a job; its end is told as `Finished`."""
        if isinstance(job, Cancel):
            self._stopped.add(job.job)
            self._tell(Finished(number))
        elif isinstance(job, SetOffline):
            (self._offline.set if job.offline else self._offline.clear)()
            self._tell(Finished(number))
        else:
            lanes = {
                OpenEntry: self._open, TryRule: self._open, RemakeSite: self._open,
                FetchPage: self._pages, OpenWhole: self._pages, FetchLink: self._pages, Save: self._pages, FindFeeds: self._pages,
                TryPage: self._pages, ShowCertificate: self._pages,
                FetchImages: self._pictures, Prefetch: self._ahead, ReadAhead: self._ahead,
                Export: self._ahead,
            }  # fmt: skip
            lane = lanes.get(type(job), self._long)
            lane.put(lambda store, fetcher: self._work(store, fetcher, number, job))

    def close(self) -> None:
        """Stop what runs at its next safe place and wait for it."""
        self._closing.set()
        for lane in (self._open, self._pages, self._pictures, self._ahead, self._long):
            lane.close(1.5)

    def _name(self, store: Store) -> None:
        with suppress(StoreError):  # it goes on the next time
            name_untitled(store, self._closing.is_set)

    def _work(self, store: Store, fetcher: Fetcher, number: int, job: Job) -> None:
        try:
            summary = self._do(store, fetcher, number, job)
            self._tell(Finished(number, summary))
        except _KNOWN as error:
            if isinstance(job, OpenEntry | FetchPage | OpenWhole):
                source = "page" if isinstance(job, FetchPage) else "full" if isinstance(job, OpenWhole) else "feed"
                self._tell(ArticleReady(number, job.entry, source, str(error)))
            if isinstance(job, FetchLink):
                self._tell(LinkReady(number, job.url, job.entry, str(error)))
            self._tell(Finished(number, error=str(error)))
        except Exception as error:  # a job that trips must not take the lane down with it
            self._tell(Finished(number, error=f"something went wrong that should not ({type(error).__name__}: {error}); please report it"))
        finally:
            log_contacts(store, fetcher)

    def _do(self, store: Store, fetcher: Fetcher, number: int, job: Job) -> str:
        def stop() -> bool:
            return self._closing.is_set() or number in self._stopped

        if isinstance(job, OpenEntry):
            make_feed_article(store, job.entry)
            self._tell(ArticleReady(number, job.entry, "feed"))
            return ""
        if isinstance(job, FetchPage):
            fetch_article(store, self._files, fetcher, job.entry, job.again, self._desk_of_sites.sites)
            self._tell(ArticleReady(number, job.entry, "page"))
            index_waiting(store, stop)
            return self._desk_of_sites.wrong(store, job.entry)
        if isinstance(job, FetchLink):
            fetch_link(store, self._files, fetcher, job.url, job.entry, self._desk_of_sites.sites)
            self._tell(LinkReady(number, job.url, job.entry))
            return ""
        if isinstance(job, OpenWhole | TryRule | RemakeSite):
            return self._desk_of_sites.do(store, fetcher, number, job, self._tell, stop)
        if isinstance(job, FetchImages):
            self._desk_of_pictures.bring(store, fetcher, number, job, self._tell, stop)
            return ""
        if isinstance(job, Refresh):
            pace = pace_of(self._settings)
            done = refresh(store, fetcher, job.feeds, due=job.due, force=job.force, job=number, tell=self._tell, stop=stop, pace=pace)
            if done.new_entries:
                thread_arrivals(store, int(time.time()), stop)
            if (told := claim_notification(store, int(time.time()))) is not None and self._settings.notify != "off":
                self._tell(Noticed(number, told.title, told.body))
            upkeep(store, int(time.time()), stop)
            problem = after_refresh(self._settings.after_refresh, store, done) if done.new_entries or done.failed else None
            return f"{done.summary}; {problem}" if problem else done.summary
        if isinstance(job, Prefetch | ReadAhead | Export | Save | Replay):
            return self._desk_of_offline.do(store, fetcher, number, job, self._tell, stop)
        if isinstance(job, FindFeeds | TryPage | Subscribe | ShowCertificate):
            return self._desk_of_feeds.do(store, fetcher, number, job, self._tell, stop)
        if isinstance(job, ImportFile):
            imported = import_file(store, Path(job.path).expanduser(), stop)
            if imported.added:
                refresh(store, fetcher, imported.added, job=number, tell=self._tell, stop=stop)
            if imported.added or imported.archive:
                thread_arrivals(store, int(time.time()), stop)
            return imported.summary
        raise AssertionError(job)
