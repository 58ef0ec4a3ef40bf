"""The user's command after a refresh: it gets what came as JSON on its stdin."""

from __future__ import annotations

import json

from newsreader.library.refresh import RefreshResult
from newsreader.programs.run import ProgramError, run
from newsreader.store.connection import Store
from newsreader.store.lists import headlines

_SECONDS = 120


def after_refresh(command: str, store: Store, result: RefreshResult) -> str | None:
    """Run the command of the setting `after_refresh`, if there is one; gives what went wrong, in words.

    Its JSON: feeds, updated, unchanged, skipped, failed, new_entries, errors (feed, url, title, error), and the first 1,000 of the new
    entries (id, feed_id, feed, title, url, author, published in seconds since the epoch).
    """
    if not command:
        return None
    ids = result.new
    rows = headlines(store, ids)
    document = {
        **{name: getattr(result, name) for name in ("feeds", "updated", "unchanged", "skipped", "failed", "new_entries")},
        "errors": [{"feed": each.feed, "url": each.url, "title": each.title, "error": each.error} for each in result.errors],
        "entries": [
            {name: getattr(rows[entry], name) for name in ("id", "feed_id", "feed", "title", "url", "author", "published")}
            for entry in ids
            if entry in rows
        ],
    }
    try:
        output = run(command, {}, _SECONDS, json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
    except ProgramError as error:
        return f"after_refresh: {error}"
    if output.code:
        said = f": {output.stderr.splitlines()[-1]}" if output.stderr else ""
        return f"after_refresh: the command ended with exit code {output.code}{said}"
    return None
