"""Making an edition: pages and images of what is wanted, in parallel, within a budget of bytes and time, taken up where it was cut off.

Every page, article and image is kept as it comes, whole or not at all; what a run leaves out, the next one finds missing in the store.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from newsreader.fetch.access import Access
from newsreader.fetch.exchange import PAGES, Fetcher, FetchError, Request, Response
from newsreader.images.decode import measure
from newsreader.images.errors import ImageRefused
from newsreader.images.limits import BYTES
from newsreader.library.access import access_for
from newsreader.library.caches import Caches
from newsreader.library.editions import Edition, choose, describe, image_urls, kept_digests, lacks_pages, readable, readable_from_feed
from newsreader.library.extracting import Extracted, Extractor, Task
from newsreader.library.failures import UNANSWERED, failure_word
from newsreader.library.indexing import index_waiting
from newsreader.library.keeping import Keeper
from newsreader.library.pictures import ACCEPT
from newsreader.library.reading import NoArticle, make_feed_article
from newsreader.library.reasons import FEED_TEXT, PASSING
from newsreader.library.wishes import IMAGE, LEAD, PAGE, Wish, Wishes
from newsreader.model.events import EditionProgress
from newsreader.render.kept import packed
from newsreader.store.articles import KeptPage, keep_article, keep_page, keep_page_failure, kept_page
from newsreader.store.connection import Store
from newsreader.store.editions import Standing, end_edition, keep_edition, standings
from newsreader.store.entries import entry_by_id
from newsreader.store.errors import StoreError
from newsreader.store.feeds import all_feeds
from newsreader.store.files import free_bytes
from newsreader.store.images import KeptImage, keep_image, kept_images
from newsreader.store.packing import pack
from newsreader.store.refreshes import refresh_states

ASKED_AGAIN = 86_400
"""Seconds after which a page or image is asked for again whose server has said that there is none."""
_TURN = 0.5
_GRACE = 10.0
"""Seconds for which pages that are there are still read after the end."""
SPARE = 64 << 20
"""Bytes of the disk that stay free, so that the library can go on writing."""
_INDEX_EVERY = 100
Tell = Callable[[EditionProgress], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """Articles and bytes that came, and why the run ended before everything was there (empty: it didn't)."""

    articles: int
    bytes: int
    ended: str


def prefetch(
    store: Store,
    caches: Caches,
    fetcher: Fetcher,
    extractor: Extractor,
    query: str,
    *,
    budget: int,
    seconds: float | None = None,
    spare: int = SPARE,
    job: int = 0,
    tell: Tell = lambda event: None,
    stop: Callable[[], bool] = lambda: False,
) -> Edition:
    """Make the edition of a query (a default one for the empty query) and say what there is of it.

    `budget` bounds what all of it takes on the disk, in bytes, `seconds` the time; `spare` bytes of the disk stay free. Raises QueryError,
    and StoreError where the disk is full or can't be written: what came before stays, and the next run goes on there.
    """
    now = int(time.time())
    ids = choose(store, query, now)
    run = _Run(store, caches, fetcher, extractor, budget, None if seconds is None else time.monotonic() + seconds, job, tell, stop)
    made = keep_edition(store, query, budget, ids, now)
    try:
        run.plan(standings(store, ids), spare)
        run.work()
        end_edition(store, made, run.ended)
    except StoreError:
        with suppress(StoreError):
            end_edition(store, made, "disk")
        raise
    finally:
        run.close()
    index_waiting(store, stop)
    return describe(store, caches, query, ids, run.ended)


def fetch_ahead(
    store: Store,
    caches: Caches,
    fetcher: Fetcher,
    extractor: Extractor,
    ids: Sequence[int],
    *,
    budget: int,
    spare: int = SPARE,
    job: int = 0,
    tell: Tell = lambda event: None,
    stop: Callable[[], bool] = lambda: False,
) -> Ready:
    """Make entries ready as an edition's are, without writing an edition down; gives what came of it. Raises StoreError as `prefetch`."""
    run = _Run(store, caches, fetcher, extractor, budget, None, job, tell, stop)
    try:
        run.plan(standings(store, ids), spare)
        before = run.used
        run.work()
    finally:
        run.close()
    index_waiting(store, stop)
    return Ready(run.articles, run.used - before, run.ended)


class _Run:
    """One run: what is still wanted, what it has used of the budget, and why it ended."""

    def __init__(
        self,
        store: Store,
        caches: Caches,
        fetcher: Fetcher,
        extractor: Extractor,
        budget: int,
        deadline: float | None,
        job: int,
        tell: Tell,
        stop: Callable[[], bool],
    ) -> None:
        self.ended = ""
        self.articles = 0
        self._store, self._caches, self._fetcher, self._extractor = store, caches, fetcher, extractor
        self._deadline, self._job, self._tell, self._asked_to_stop = deadline, job, tell, stop
        self._keeper = Keeper(store, budget)
        self._failed = self._unindexed = 0
        self._full = "budget"
        self._wishes = Wishes()
        self._places: dict[int, tuple[int, int]] = {}
        self._tasks: dict[int, Task] = {}
        self._sizes: dict[int, int] = {}
        self._typed = _typed_hosts(store)
        self._accesses: dict[int, Access | None] = {}
        self._now = int(time.time())

    @property
    def used(self) -> int:
        """What all of it takes on the disk by now, in bytes."""
        return self._keeper.used

    def plan(self, rows: Iterable[Standing], spare: int) -> None:
        """Look at what there is, and wish for the rest, as far as there is room on the disk."""
        for place, row in enumerate(rows):
            self._places[row.entry_id] = (place, row.feed_id)
            self._keeper.used += row.article_size
            self._keeper.count(self._caches.pages, row.page_digest)
            text = readable(row)
            if text is None and readable_from_feed(row):
                text = packed(make_feed_article(self._store, row.entry_id))
            if text is not None:
                self._wish_images(row.entry_id, text)
            if row.url and (lacks_pages(row) or (text is None and self._worth_asking(row))):
                self._sizes[row.entry_id] = row.article_size if text is not None else 0
                self._wish_page(row.entry_id, row.url)

        room = self._keeper.used + max(0, free_bytes(self._caches.pages.folder) - spare)
        if room < self._keeper.budget:
            self._keeper.budget, self._full = room, "disk"

    def _worth_asking(self, row: Standing) -> bool:
        """Whether an entry's page may be there: its server didn't say lately that there is none."""
        return row.failure is None or row.failure_kind in PASSING or self._now - row.failed_at >= ASKED_AGAIN

    def work(self) -> None:
        """Fetch and extract until everything wished for is there, or there is a reason to end."""
        self._report()
        while (self._wishes.waiting or self._keeper.waiting or self._extractor.pending) and not self._over():
            for request, answer in self._fetcher.get_many(self._wishes.requests(self._ask), self._over):
                self._take(self._wishes.taken(request.url), answer)
                self._harvest(0)
                self._report()
            self._keeper.settle(wait=True)
            self._harvest(_TURN)
            self._report()
        self._keeper.settle(wait=True)
        until = time.monotonic() + (0 if self.ended == "stopped" else _GRACE)
        while self._extractor.pending and time.monotonic() < until:
            self._harvest(_TURN)
        if self._keeper.left_out and not self.ended:
            self.ended = self._full
        self._report()

    def close(self) -> None:
        """End the threads and processes."""
        self._keeper.close()
        self._extractor.close()

    def _over(self) -> bool:
        if self._deadline is not None and time.monotonic() >= self._deadline:
            self.ended = "time"
        elif self._keeper.full:
            self.ended = self._full
        elif self._asked_to_stop():
            self.ended = "stopped"
        return bool(self.ended) and self.ended != "offline"

    def _wish_page(self, entry_id: int, url: str) -> None:
        place, _ = self._places[entry_id]
        page = kept_page(self._store, url)
        if page is not None and self._caches.pages.size(page.digest) is not None:
            self._extract(entry_id, page)
        else:
            self._wishes.add(Wish((PAGE, place, 0), url, entry_id))

    def _wish_images(self, entry_id: int, text: str) -> None:
        place, _ = self._places[entry_id]
        urls = image_urls(text)
        known = kept_images(self._store, urls)
        here = kept_digests(self._store, self._caches, urls)
        for at, url in enumerate(urls):
            image = known.get(url)
            if url in here:
                self._keeper.count(self._caches.images, here[url])
            elif image is None or image.digest is not None or self._now - image.fetched_at >= ASKED_AGAIN:
                self._wishes.add(Wish((IMAGE if at else LEAD, place, at), url, entry_id))

    def _ask(self, wish: Wish) -> Request:
        _, feed = self._places[wish.entry]
        typed = self._typed.get(feed) == urlsplit(wish.url).netloc
        if feed not in self._accesses:
            self._accesses[feed] = access_for(self._store, feed)
        access = self._accesses[feed]
        if wish.kind == PAGE:
            return Request(wish.url, typed=typed, accept=PAGES, access=access)
        most = max(1, min(BYTES, self._keeper.budget - self._keeper.used))
        return Request(wish.url, typed=typed, accept=ACCEPT, most_bytes=most, access=access)

    def _take(self, wishes: list[Wish], answer: Response | FetchError) -> None:
        pages = [wish for wish in wishes if wish.kind == PAGE]
        images = [wish for wish in wishes if wish.kind != PAGE]
        if isinstance(answer, FetchError):
            if answer.kind == "offline":
                self.ended = "offline"
                return
            self._failed += len(wishes)
            for wish in pages:
                if wish.further:
                    self._went_missing(wish, failure_word(answer))
                else:
                    keep_page_failure(self._store, wish.entry, str(answer), self._now, failure_word(answer))
            if images and answer.kind == "too-big":
                self._keeper.leave_out()
            elif images and answer.kind not in UNANSWERED:
                keep_image(self._store, KeptImage(images[0].url, None, 0, 0, 0, str(answer), self._now))
            return
        if pages:
            self._take_page(pages, answer)
        if images:
            self._take_image(images[0].url, answer)

    def _take_page(self, wishes: list[Wish], answer: Response) -> None:
        def kept(digest: str) -> None:
            page = KeptPage(wishes[0].url, answer.url, answer.content_type, digest, size, self._now)
            keep_page(self._store, page)
            for wish in wishes:
                if wish.further:
                    self._go_on(wish.entry, page)
                else:
                    self._extract(wish.entry, page)

        size = len(answer.body)
        self._keeper.put(self._caches.pages, answer.body, kept)

    def _take_image(self, url: str, answer: Response) -> None:
        try:
            seen = measure(answer.body)
        except ImageRefused as error:
            self._failed += 1
            keep_image(self._store, KeptImage(url, None, 0, 0, 0, str(error), self._now))
            return
        size = len(answer.body)

        def kept(digest: str) -> None:
            keep_image(self._store, KeptImage(url, digest, size, seen.width, seen.height, None, self._now), answer.content_type)

        self._keeper.put(self._caches.images, answer.body, kept)

    def _extract(self, entry_id: int, page: KeptPage) -> None:
        entry = entry_by_id(self._store, entry_id)
        if entry is not None:
            self._submit(Task(entry, page, self._caches.pages.folder, self._caches.sites))

    def _submit(self, task: Task) -> None:
        self._tasks[task.entry.headline.id] = task
        self._extractor.submit(task)

    def _wish_further(self, entry_id: int, url: str) -> bool:
        """Get a further page of an article: whether it is extracted anew at once, since the page is here or has gone missing."""
        page = kept_page(self._store, url)
        if page is not None and self._caches.pages.size(page.digest) is not None:
            self._go_on(entry_id, page)
            return True
        place, _ = self._places[entry_id]
        task = self._tasks[entry_id]
        if self._wishes.add(Wish((PAGE, place, 1 + len(task.further)), url, entry_id)):
            return False
        self._submit(replace(task, missing=task.missing | {url}))
        return True

    def _go_on(self, entry_id: int, page: KeptPage) -> None:
        """Extract an article anew with a page more; one that leads to another host is none of it."""
        self._keeper.count(self._caches.pages, page.digest)
        task = self._tasks[entry_id]
        if urlsplit(page.final_url).netloc == urlsplit(page.url).netloc:
            self._submit(replace(task, further=(*task.further, page)))
        else:
            self._submit(replace(task, missing=task.missing | {page.url}))

    def _went_missing(self, wish: Wish, failure: str) -> None:
        """Do without a further page, unless it may well be there next time."""
        task = self._tasks[wish.entry]
        if failure not in PASSING:
            self._submit(replace(task, missing=task.missing | {wish.url}))

    def _harvest(self, wait: float) -> None:
        self._keeper.settle(wait=False)
        for done in self._extractor.take(wait):
            self._keep_article(done)
        if self._unindexed >= _INDEX_EVERY:
            self._unindexed = 0
            index_waiting(self._store, self._over)

    def _keep_article(self, done: Extracted) -> None:
        if done.wants is not None and (self._wish_further(done.entry_id, done.wants) or done.error is not None):
            return
        if done.error is not None:
            self._failed += 1
            keep_page_failure(self._store, done.entry_id, done.error, self._now, done.kind)
            if done.kind != FEED_TEXT:
                return
            try:
                self._wish_images(done.entry_id, packed(make_feed_article(self._store, done.entry_id)))
            except NoArticle:
                return
            self._failed -= 1
            return
        size, before = len(pack(done.text)), self._sizes.get(done.entry_id, 0)
        if not self._keeper.take(max(0, size - before)):
            return
        if keep_article(self._store, done.entry_id, "page", done.text, done.words, self._now):
            self._sizes[done.entry_id] = max(size, before)
            self._unindexed += 1
            self.articles += not before
            self._wish_images(done.entry_id, done.text)

    def _report(self) -> None:
        wishes, reading = self._wishes, self._extractor.pending
        self._tell(EditionProgress(self._job, wishes.made - wishes.open, wishes.made + reading, self._keeper.used, self._failed))


def _typed_hosts(store: Store) -> dict[int, str]:
    """Host and port of the feeds whose address the user typed: pages and images may be asked for there even if it is a private one."""
    typed = {state.id for state in refresh_states(store) if state.typed}
    return {feed.id: urlsplit(feed.url).netloc for feed in all_feeds(store) if feed.id in typed}
