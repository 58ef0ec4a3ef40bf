"""What a refresh needs to know of feeds, and what it leaves behind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsreader.store.connection import Store
from newsreader.store.options import all_options


@dataclass(frozen=True, slots=True)
class RefreshState:
    """What the last refresh of a feed left for the next one (`store.schema_refresh`).

    `typed`: the user gave this address, so it may be a private one. `options` are the settings that hold for it (`model.options`),
    `own` those that stand at the feed itself.
    """

    id: int
    url: str
    title: str
    typed: bool
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    failures: int = 0
    next_refresh: int | None = None
    retry_after: int | None = None
    ttl: int | None = None
    fresh_for: int | None = None
    skips: str = ""
    posts_every: int | None = None
    posted_at: int | None = None
    moved_to: str | None = None
    moved_times: int = 0
    failing_since: int | None = None
    took: int | None = None
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    own: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def every(self) -> int | None:
        """Seconds between two refreshes, where the user said so."""
        if "every" not in self.options:
            return None
        from newsreader.model.options import seconds  # few feeds have one, and the first frame needs none

        return seconds(self.options["every"])


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of a refresh: validators and hash to keep; `error` in words where it failed.

    `moves`: the feed's address is to become `moved_to`; `gone`: it is to be asked no more.
    """

    etag: str | None
    last_modified: str | None
    body_hash: bytes | None
    error: str | None
    failures: int
    at: int
    next_refresh: int | None
    retry_after: int | None = None
    ttl: int | None = None
    fresh_for: int | None = None
    skips: str = ""
    posts_every: int | None = None
    posted_at: int | None = None
    moved_to: str | None = None
    moved_times: int = 0
    failing_since: int | None = None
    took: int | None = None
    moves: bool = False
    gone: bool = False


def refresh_states(store: Store, ids: Sequence[int] = ()) -> tuple[RefreshState, ...]:
    """What to refresh: the feeds named, else every one that is neither gone nor paused; never this program's own, such as "Saved"."""
    which = "id IN (SELECT value FROM json_each(?))" if ids else "retired_at IS NULL AND NOT paused"
    rows = store.rows(
        f"""SELECT id, url, coalesce(given_title, title), typed, etag, last_modified, body_hash, failures, next_refresh, retry_after,
            ttl, fresh_for, skips, posts_every, posted_at, moved_to, moved_times, failing_since, took, folder
        FROM feeds WHERE removed_at IS NULL AND url NOT LIKE 'newsreader:%' AND {which}""",  # noqa: S608
        (json.dumps(list(ids)),) if ids else (),
    )
    options = all_options(store)
    states = []
    for feed_id, url, title, typed, *more, folder in rows:
        more += [options.of(feed_id, folder), options.own(f"feed:{feed_id}")]
        states.append(RefreshState(feed_id, url, title, bool(typed), *more))
    return tuple(states)


def due_feeds(store: Store, now: int) -> frozenset[tuple[int, int]]:
    """The feeds that are asked by themselves and whose time has come, and when that was. Costs under a µs a feed."""
    rows = store.rows(
        """SELECT id, coalesce(next_refresh, 0) FROM feeds WHERE removed_at IS NULL AND retired_at IS NULL AND NOT paused
            AND url NOT LIKE 'newsreader:%' AND coalesce(next_refresh, 0) <= ?""",
        (now,),
    )
    return frozenset((row[0], row[1]) for row in rows)


def save_refreshed(store: Store, outcomes: Iterable[tuple[int, Refreshed]]) -> None:
    """Keep what came of refreshes, by feed. Addresses and what is gone are changed by `library.moves`, which can be undone."""
    with store.writing() as db:
        db.executemany(
            """UPDATE feeds SET etag = ?, last_modified = ?, body_hash = ?, error = ?, failures = ?, last_refresh = ?, next_refresh = ?,
                retry_after = ?, ttl = ?, fresh_for = ?, skips = ?, posts_every = ?, posted_at = ?, moved_to = ?, moved_times = ?,
                failing_since = ?, took = ? WHERE id = ?""",
            [
                (
                    now.etag,
                    now.last_modified,
                    now.body_hash,
                    now.error,
                    now.failures,
                    now.at,
                    now.next_refresh,
                    now.retry_after,
                    now.ttl,
                    now.fresh_for,
                    now.skips,
                    now.posts_every,
                    now.posted_at,
                    now.moved_to,
                    now.moved_times,
                    now.failing_since,
                    now.took,
                    feed_id,
                )
                for feed_id, now in outcomes
            ],
        )


def note_errors(store: Store, words: Mapping[int, str]) -> None:
    """Say of feeds why they are not asked."""
    with store.writing() as db:
        rows = [(text, feed_id) for feed_id, text in words.items()]
        db.executemany("UPDATE feeds SET error = ?1 WHERE id = ?2 AND error IS NOT ?1", rows)


def seen_keys(store: Store, feed_id: int) -> bytes:
    """The entries of a feed's last document (`store.arriving.key_of`, one after the other)."""
    found = store.value("SELECT keys FROM documents_seen WHERE feed_id = ?", (feed_id,))
    return b"" if found is None else bytes(found)


def keep_seen(store: Store, feed_id: int, keys: bytes) -> None:
    """Remember the entries of a feed's last document."""
    with store.writing() as db:
        db.execute("INSERT OR REPLACE INTO documents_seen VALUES (?, ?)", (feed_id, keys))
