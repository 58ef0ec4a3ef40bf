"""What the library holds that a query can name, for completion. Light: the TUI calls it in its own process."""

from __future__ import annotations

from newsreader.model.query_complete import Completion, Names, completions
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.feedsets import languages
from newsreader.store.lists import authors
from newsreader.store.tags import all_tags
from newsreader.text.natural import natural_key

_NEWEST = 500
"""Entries whose authors are offered; to look for those of all takes a second in a million."""
__all__ = ["Completion", "Names", "completions", "names"]


def names(store: Store) -> Names:
    """Feeds, folders (those above others too), tags, languages, and who wrote the last entries. Costs a row a feed."""
    feeds = all_feeds(store)
    paths = {tuple(feed.folder.split("/")) for feed in feeds if feed.folder}
    folders = {"/".join(path[: depth + 1]) for path in paths for depth in range(len(path))}
    return Names(
        tuple((feed.id, feed.title) for feed in feeds),
        tuple(sorted(folders, key=natural_key)),
        tuple(sorted({tag for feed in feeds for tag in feed.tags} | {tag.name for tag in all_tags(store)}, key=natural_key)),
        languages(store),
        tuple(sorted(authors(store, _NEWEST), key=natural_key)),
    )
