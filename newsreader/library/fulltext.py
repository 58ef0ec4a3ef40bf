"""Whose pages are fetched, and when: what is set of a feed or its folder (`full_text`), else what the settings say. Light."""

from __future__ import annotations

from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds, feed_by_id
from newsreader.store.options import all_options, options_for

_OPTION = "full_text"


def fetched_on_opening(store: Store, feed_id: int, fetch_page: str) -> bool:
    """Whether an entry's page is fetched when it is opened; `fetch_page` is the setting, for feeds that say nothing."""
    feed = feed_by_id(store, feed_id)
    folder = feed.folder if feed is not None else None
    said = options_for(store, feed_id, folder).of(feed_id, folder).get(_OPTION)
    return said != "never" if said else fetch_page == "opening"


def always_whole(store: Store) -> list[int]:
    """The feeds whose entries' pages are fetched after each refresh. Costs next to nothing where none is."""
    options = all_options(store)
    if not any(values.get(_OPTION) == "always" for values in options.by_scope.values()):
        return []
    return [feed.id for feed in all_feeds(store) if options.of(feed.id, feed.folder).get(_OPTION) == "always"]
