"""The demo edition set up: its subscriptions imported and refreshed, once."""

from __future__ import annotations

from newsreader.demo import edition
from newsreader.fetch.exchange import Fetcher
from newsreader.library.refresh import refresh
from newsreader.library.transfer import import_bytes
from newsreader.store.connection import Store
from newsreader.store.refreshes import refresh_states


def set_up_demo(store: Store, fetcher: Fetcher) -> None:
    """Fill an empty demo library; one that has feeds is left as its user made it."""
    if refresh_states(store):
        return
    import_bytes(store, (edition() / "subscriptions.opml").read_bytes(), "the demo edition", typed=False)
    refresh(store, fetcher)
