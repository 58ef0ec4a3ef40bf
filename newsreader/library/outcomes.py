"""What to keep of a feed's answer: validators, when it is due again, where it moved. Pure: state and answer in, `Refreshed` out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from newsreader.fetch.exchange import FetchError, Response
from newsreader.fetch.politeness import Asked, Pace, Skips, hold_off, moving, next_refresh, posting
from newsreader.store.refreshes import Refreshed, RefreshState

if TYPE_CHECKING:
    from newsreader.library.preparing import Prepared

GONE = 410
CUT_OFF = "its document ends in the middle; what stands before that is here"


def body_digest(body: bytes, options: Mapping[str, str]) -> bytes:
    """What tells whether a document has changed, or what is to be made of it."""
    page = options.get("page", "")
    return blake2b(body, digest_size=16, key=blake2b(page.encode()).digest() if page else b"").digest()


def after_answer(state: RefreshState, answer: Response, digest: bytes | None, now: int, pace: Pace) -> Refreshed:
    """A feed that answered and had nothing new to say: what was known of it still holds."""
    kept = answer.status == 304
    moved_to, times, moves = moving(state.moved_to, state.moved_times, answer.permanent_url)
    fresh_for = answer.fresh_for if answer.fresh_for is not None or not kept else state.fresh_for
    asked = Asked(
        ttl=state.ttl,
        fresh_for=fresh_for,
        posts_every=state.posts_every,
        silent_for=now - state.posted_at if state.posted_at else 0,
        every=state.every,
        skips=Skips.read(state.skips),
    )
    return Refreshed(
        etag=answer.etag or (state.etag if kept else None),
        last_modified=answer.last_modified or (state.last_modified if kept else None),
        body_hash=digest,
        error=None,
        failures=0,
        at=now,
        next_refresh=next_refresh(state.url, now, asked, pace),
        ttl=state.ttl,
        fresh_for=fresh_for,
        skips=state.skips,
        posts_every=state.posts_every,
        posted_at=state.posted_at,
        moved_to=moved_to,
        moved_times=times,
        moves=moves,
        took=answer.took,
    )


def after_document(state: RefreshState, answer: Response, digest: bytes | None, prepared: Prepared, now: int, pace: Pace) -> Refreshed:
    """A feed that sent a document: its own wishes and dates are those of the document. One that was cut off is wanted whole next time;
    where the same comes again, the site sends it so, and the same is known where it came whole and lacks nothing but its end."""
    every, last = posting(prepared.dates, now)
    told = RefreshState(
        id=state.id,
        url=state.url,
        title=state.title,
        typed=state.typed,
        options=state.options,
        moved_to=state.moved_to,
        moved_times=state.moved_times,
        ttl=prepared.ttl,
        skips=prepared.skips,
        posts_every=every,
        posted_at=last,
    )
    kept = after_answer(told, answer, digest, now, pace)
    if not prepared.cut_off or (prepared.ends_between and answer.whole):
        return kept
    return replace(
        kept,
        etag=None,
        last_modified=None,
        error=CUT_OFF,
        failures=state.failures + 1,
        failing_since=state.failing_since or now,
    )


def after_failure(state: RefreshState, error: FetchError | Exception, now: int, pace: Pace) -> Refreshed:
    """A feed that failed: its validators stay, it is left alone longer each time, and for good once its server says that it is gone."""
    failures = state.failures + 1
    status = error.status if isinstance(error, FetchError) else None
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    wait = hold_off(state.url, status, retry_after, failures)
    asked = Asked(ttl=state.ttl, retry_after=wait, failures=failures, gone=status == GONE, every=state.every, skips=Skips.read(state.skips))
    return Refreshed(
        etag=state.etag,
        last_modified=state.last_modified,
        body_hash=state.body_hash,
        error=str(error),
        failures=failures,
        at=now,
        next_refresh=next_refresh(state.url, now, asked, pace),
        retry_after=None if wait is None else now + wait,
        ttl=state.ttl,
        fresh_for=state.fresh_for,
        skips=state.skips,
        posts_every=state.posts_every,
        posted_at=state.posted_at,
        moved_to=state.moved_to,
        moved_times=state.moved_times,
        failing_since=state.failing_since or now,
        took=state.took,
        gone=status == GONE,
    )
