"""Settings of feeds and folders on disk: what stands where, and what holds for a feed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newsreader.store.connection import Row, Store

EVERYWHERE = "folder:"
"""Where what holds for all feeds stands: the folder around all folders."""
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Options:
    """All settings, by scope (`feed:12`, `folder:A/B`) and name."""

    by_scope: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def own(self, scope: str) -> Mapping[str, str]:
        """What stands at a scope itself."""
        return self.by_scope.get(scope, _NONE)

    def of(self, feed_id: int | None, folder: str | None) -> Mapping[str, str]:
        """What holds for a feed: its own settings, over those of the nearest folder, over those around it. Without a feed: in a folder."""
        if not self.by_scope:
            return _NONE
        found: dict[str, str] = {}
        for scope in scopes(feed_id, folder):
            for name, value in self.own(scope).items():
                found.setdefault(name, value)
        return found


def scopes(feed_id: int | None, folder: str | None) -> list[str]:
    """Where what holds for a feed may stand, the nearest first, ending with what holds everywhere."""
    found = [] if feed_id is None else [f"feed:{feed_id}"]
    while folder:
        found.append(f"folder:{folder}")
        folder = folder.rpartition("/")[0]
    return [*found, EVERYWHERE]


def all_options(store: Store) -> Options:
    """Every setting of every feed and folder. Costs a row each, which many may have that came with a list."""
    return _by_scope(store.rows("SELECT scope, name, value FROM options"))


def options_for(store: Store, feed_id: int | None, folder: str | None) -> Options:
    """Those alone that may hold for one feed, or without a feed in a folder."""
    places = json.dumps(scopes(feed_id, folder))
    return _by_scope(store.rows("SELECT scope, name, value FROM options WHERE scope IN (SELECT value FROM json_each(?))", (places,)))


def own_options(store: Store, scope: str) -> Mapping[str, str]:
    """What stands at a scope itself."""
    return dict(store.rows("SELECT name, value FROM options WHERE scope = ?", (scope,)))


def _by_scope(rows: Iterable[Row]) -> Options:
    found: dict[str, dict[str, str]] = {}
    for scope, name, value in rows:
        found.setdefault(scope, {})[name] = value
    return Options(found)


def keep_option(store: Store, scope: str, name: str, value: str) -> None:
    """Set one thing without a record of it, as a switch on the screen does."""
    with store.writing() as db:
        db.execute("INSERT OR REPLACE INTO options VALUES (?, ?, ?)", (scope, name, value))
