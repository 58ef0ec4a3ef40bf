"""Which entries are to be made ready before anybody asks. Light: a refresh asks, and loads what fetches pages only where there are any."""

from __future__ import annotations

import time

from newsreader.config.settings import Settings
from newsreader.store.connection import Store
from newsreader.store.editions import wanted_by_rules
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
    """The entries that rules want whole, the newest first."""
    return wanted_by_rules(store, now - _DAYS, _MOST, missing=not get_state(store, UNFINISHED))
