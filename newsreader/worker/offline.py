"""The worker's part in reading offline: makes editions, saves pages, and does what was asked for while there was no network."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args

from newsreader.config.paths import Paths
from newsreader.config.settings import read_settings
from newsreader.fetch.exchange import Fetcher
from newsreader.library.ahead import read_ahead
from newsreader.library.cachekeeping import clean
from newsreader.library.caches import open_caches
from newsreader.library.editions import edition
from newsreader.library.exporting import Form, export, whole_file
from newsreader.library.extracting import Processes
from newsreader.library.outbox import is_offline, later_save
from newsreader.library.prefetch import prefetch
from newsreader.library.replay import replay
from newsreader.library.saved import CannotSave, page_address, save_page
from newsreader.library.storythreads import thread_arrivals
from newsreader.model.events import EditionProgress
from newsreader.model.jobs import Export, Prefetch, ReadAhead, Replay, Save
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.text.counted import counted

_BESIDE_THE_SCREEN = max(1, (os.cpu_count() or 2) - 1)
"""Processes that read pages while somebody looks: a core is left to the screen."""


class OfflineDesk:
    """Editions, saved pages and the outbox of one profile."""

    def __init__(self, paths: Paths, share: bool) -> None:
        self._paths = paths
        self._caches = open_caches(paths, sync=False, share=share)

    def do(
        self,
        store: Store,
        fetcher: Fetcher,
        number: int,
        job: Prefetch | ReadAhead | Export | Save | Replay,
        tell: Callable[[EditionProgress], None],
        stop: Callable[[], bool],
    ) -> str:
        """Do a job; gives what came of it, in words. Raises StoreError, CannotSave, QueryError."""
        if isinstance(job, Prefetch):
            return self._prefetch(store, fetcher, number, job, tell, stop)
        if isinstance(job, ReadAhead):
            return self._read_ahead(store, fetcher, number, tell, stop)
        if isinstance(job, Export):
            return self._export(store, job)
        if isinstance(job, Save):
            return self._save(store, fetcher, job, stop)
        words = replay(store, self._caches, fetcher, stop).words
        thread_arrivals(store, int(time.time()), stop)
        return words

    def _prefetch(
        self, store: Store, fetcher: Fetcher, number: int, job: Prefetch, tell: Callable[[EditionProgress], None], stop: Callable[[], bool]
    ) -> str:
        settings, _ = read_settings(self._paths.config_file)
        limit = settings.cache_limit << 20
        budget = min(job.budget, limit) if limit else job.budget
        try:
            beside = Processes(_BESIDE_THE_SCREEN)
            made = prefetch(
                store, self._caches, fetcher, beside, job.query, budget=budget, seconds=job.seconds, job=number, tell=tell, stop=stop
            )
        except StoreError as error:
            half = edition(store, self._caches, job.query)
            raise StoreError(f"{error}; {half.words}" if half else str(error)) from error
        if limit:
            clean(store, self._caches, self._paths.pictures_dir, limit, thorough=False)
        return made.words

    def _read_ahead(
        self, store: Store, fetcher: Fetcher, number: int, tell: Callable[[EditionProgress], None], stop: Callable[[], bool]
    ) -> str:
        settings, _ = read_settings(self._paths.config_file)
        pictures = self._paths.pictures_dir
        beside = partial(Processes, _BESIDE_THE_SCREEN)
        done = read_ahead(store, self._caches, fetcher, settings, pictures, extractor=beside, job=number, tell=tell, stop=stop)
        return done.words if done.articles or done.changed else ""

    def _export(self, store: Store, job: Export) -> str:
        form: Form = next((each for each in get_args(Form) if each == job.form), "text")
        with whole_file(Path(job.path)) as out:
            count = export(store, self._caches, job.query, form, out)
        return f"{counted(count, 'article')} in {job.path}"

    def _save(self, store: Store, fetcher: Fetcher, job: Save, stop: Callable[[], bool]) -> str:
        try:
            summary = save_page(store, self._caches, fetcher, job.url, job.typed).summary
            thread_arrivals(store, int(time.time()), stop)
            return summary
        except CannotSave as error:
            if not is_offline(error):
                raise
        later_save(store, page_address(job.url), job.typed)
        return "offline: the page is on the list, and is saved when the network is back"
