"""Pages that were opened from a link. Light: the TUI calls it in its own process."""

from __future__ import annotations

import json

from newsreader.model.article import Article
from newsreader.render.json import from_json
from newsreader.store.connection import Store
from newsreader.store.linked import linked_json


def linked_article(store: Store, url: str) -> Article | None:
    """The article of a page that was opened from a link before, None where it was not."""
    kept = linked_json(store, url)
    return None if kept is None else from_json(json.loads(kept))
