"""Pages that were opened from a link. Light: the TUI calls it in its own process."""

from __future__ import annotations

from newsreader.model.article import Article
from newsreader.render.kept import read_slices
from newsreader.store.connection import Store
from newsreader.store.linked import linked_slices


def linked_article(store: Store, url: str) -> Article | None:
    """The article of a page that was opened from a link before, None where it was not."""
    kept = linked_slices(store, url)
    return None if kept is None else read_slices(kept)
