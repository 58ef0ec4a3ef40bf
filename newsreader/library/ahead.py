"""Getting ready before anybody asks: after a refresh, the pages and pictures of what rules and feeds want whole, and the standing edition.

What is wanted is worked out anew each time from the library, so that a run that was cut off is taken up by the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsreader.config.settings import Settings
from newsreader.fetch.exchange import Fetcher
from newsreader.library.awaited import UNFINISHED, wanted_ahead
from newsreader.library.cachekeeping import clean
from newsreader.library.caches import Caches
from newsreader.library.editions import Edition, edition, size_words
from newsreader.library.extracting import Extractor, Processes
from newsreader.library.prefetch import Ready, Tell, fetch_ahead, prefetch
from newsreader.programs.networks import Network, active_networks
from newsreader.store.connection import Store
from newsreader.store.state import set_state
from newsreader.text.counted import counted

USUAL = "usual"
"""As a standing edition: what `prefetch` takes where no query is named."""
UNMETERED = "unmetered"


@dataclass(frozen=True, slots=True)
class Ahead:
    """What came of it: articles that are ready now and were not before, or why nothing was fetched (`held`, in words); `edition` is the
    standing one, `changed` whether it is another than before."""

    articles: int = 0
    bytes: int = 0
    held: str = ""
    edition: Edition | None = None
    changed: bool = False

    @property
    def words(self) -> str:
        """In a sentence; empty where nothing came."""
        if self.edition is not None:
            return self.edition.words
        return f"fetched ahead: {counted(self.articles, 'article')}, {size_words(self.bytes)}" if self.articles else ""


def read_ahead(
    store: Store,
    caches: Caches,
    fetcher: Fetcher,
    settings: Settings,
    pictures: Path,
    *,
    extractor: Callable[[], Extractor] = Processes,
    networks: Callable[[], tuple[Network, ...] | None] = active_networks,
    job: int = 0,
    tell: Tell = lambda event: None,
    stop: Callable[[], bool] = lambda: False,
) -> Ahead:
    """Get ready what rules, feeds and the standing edition want, and keep the cache to its limit (`pictures`: where those made small lie).

    Raises StoreError where the disk is full or can't be written.
    """
    standing = settings.edition_after_refresh.strip()
    ids = wanted_ahead(store, int(time.time()))
    if not ids and not standing:
        return Ahead()
    if held := held_back(settings.ahead_on, networks):
        return Ahead(held=held)
    budget = min(limit for limit in (settings.edition_budget << 20, settings.cache_limit << 20) if limit)
    ready = Ready(0, 0, "")
    if ids:
        set_state(store, UNFINISHED, "yes")
        ready = fetch_ahead(store, caches, fetcher, extractor(), ids, budget=budget, job=job, tell=tell, stop=stop)
        set_state(store, UNFINISHED, "yes" if ready.ended else "")
    made = before = None
    if standing and not ready.ended and not stop():
        query = "" if standing == USUAL else standing
        before = edition(store, caches, query)
        made = prefetch(store, caches, fetcher, extractor(), query, budget=budget, job=job, tell=tell, stop=stop)
    done = Ahead(ready.articles, ready.bytes, edition=made, changed=made != before)
    if settings.cache_limit and (done.articles or done.changed):
        clean(store, caches, pictures, settings.cache_limit << 20, thorough=False)
    return done


def held_back(ahead_on: str, networks: Callable[[], tuple[Network, ...] | None] = active_networks) -> str:
    """Why nothing is fetched ahead on the network that there is, in words; empty where it is."""
    wanted = [name.strip() for name in ahead_on.split(",") if name.strip()]
    if not wanted:
        return ""
    there = networks()
    if there is None:
        return f"nothing is fetched ahead: ahead_on is {ahead_on!r}, and there is no NetworkManager to say which network this is"
    if any(network.name in wanted for network in there):
        return ""
    if UNMETERED in wanted and there and not any(network.metered for network in there):
        return ""
    names = ", ".join(network.name + (" (metered)" if network.metered else "") for network in there) or "none"
    return f"nothing is fetched ahead on this network ({names}); ahead_on allows {', '.join(wanted)}"

