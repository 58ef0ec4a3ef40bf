"""Which entries are to be made ready before anybody asks. Light: a refresh asks, and loads what fetches pages only where there are any."""

from __future__ import annotations

import time

from newsreader.config.settings import Settings
from newsreader.library.fulltext import always_whole
from newsreader.store.connection import Store
from newsreader.store.editions import wanted_by_rules, wanted_of_feeds
from newsreader.store.state import get_state

UNFINISHED = "ahead_unfinished"
"""Under which name it is kept that a run has not come to its end: the next one looks at what has its article, too, for its pictures."""
_DAYS = 3 * 86_400
"""How far back entries are made ready by rule or feed: what could not be had by then is left to whoever opens it."""
_MOST = 500


def wants_ahead(store: Store, settings: Settings) -> bool:
    """Whether there is anything to get ready after a refresh. Costs some look-ups."""
    return bool(settings.edition_after_refresh.strip() or wanted_ahead(store, int(time.time())))


def wanted_ahead(store: Store, now: int) -> list[int]:
    """The entries that rules and feeds (`full_text`) want whole, the newest of each first."""
    missing = not get_state(store, UNFINISHED)
    feeds = always_whole(store)
    of_feeds = wanted_of_feeds(store, feeds, now - _DAYS, _MOST, missing) if feeds else []
    return list(dict.fromkeys([*wanted_by_rules(store, now - _DAYS, _MOST, missing), *of_feeds]))[:_MOST]
