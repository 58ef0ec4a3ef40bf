"""What a refresh brought, written: entries and index, what is known of the feeds, in transactions of a bounded size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.store.connection import Store
from newsreader.store.feeds import describe_feed
from newsreader.store.refreshes import Refreshed, RefreshState, keep_seen, save_refreshed

if TYPE_CHECKING:
    from newsreader.library.preparing import Prepared
    from newsreader.store.arriving import Arriving

_MOST_BYTES = 400_000
_MOST_TERMS = 300_000


@dataclass(frozen=True, slots=True)
class Answered:
    """A feed that was asked, what to keep of its answer, and its document if there is a new one."""

    state: RefreshState
    outcome: Refreshed
    prepared: Prepared | None = None


class Batch:
    """Answers that are kept together; `full` once that would take a transaction as long as one may be."""

    def __init__(self, most_entries: int) -> None:
        self.most_entries = most_entries
        self.answers: list[Answered] = []
        self.known_terms: set[bytes] = set()
        self.words: frozenset[bytes] = frozenset()
        """Those of the answers that the index may not have yet; they go with the first entries that are written: others lean on them."""
        self._entries = 0
        self._bytes = 0

    @property
    def full(self) -> bool:
        """Whether it has to be kept before more comes."""
        return self._entries >= self.most_entries or self._bytes >= _MOST_BYTES * self.most_entries // 100

    def add(self, answered: Answered) -> None:
        """Put an answer in."""
        self.answers.append(answered)
        if answered.prepared is not None:
            self._entries += len(answered.prepared.entries)
            self._bytes += sum(len(row.html) + len(row.searched) for row in answered.prepared.entries)

    def clear(self) -> None:
        """Begin again."""
        self.answers = []
        self._entries = self._bytes = 0
        if len(self.known_terms) > _MOST_TERMS:
            self.known_terms.clear()


def keep(store: Store, batch: Batch, now: int) -> Iterator[tuple[Answered, list[int]]]:
    """Write a batch and clear it; gives each answer with the ids of its new entries. A feed's validators are kept with its last entries,
    so that whatever a crash cuts off is asked for again."""
    answers = batch.answers
    new: dict[int, list[int]] = {answered.state.id: [] for answered in answers}
    batch.words = frozenset().union(*(answered.prepared.terms for answered in answers if answered.prepared)) - batch.known_terms
    large = [answered for answered in answers if answered.prepared and len(answered.prepared.entries) > batch.most_entries]
    for answered in large:
        assert answered.prepared is not None  # noqa: S101
        rows = answered.prepared.entries
        ends = range(len(rows), 0, -batch.most_entries)  # from its end, so that its first entries get the highest ids
        for end in ends:
            part = rows[max(0, end - batch.most_entries) : end]
            with store.writing():
                new[answered.state.id] += _write(store, [(answered, part)], batch, now)[answered.state.id]
    with store.writing():
        found = _write(store, [(each, each.prepared.entries) for each in answers if each.prepared and each not in large], batch, now)
        for feed_id, ids in found.items():
            new[feed_id] += ids
        save_refreshed(store, [(answered.state.id, answered.outcome) for answered in answers])
        for answered in answers:
            if (prepared := answered.prepared) is not None:
                describe_feed(store, answered.state.id, prepared.title, prepared.site_url, prepared.language)
                keep_seen(store, answered.state.id, prepared.keys)
            if answered.outcome.gone or answered.outcome.moves:
                _follow(store, answered, now)
    batch.clear()
    for answered in answers:
        yield answered, new[answered.state.id]


def _follow(store: Store, answered: Answered, now: int) -> None:
    from newsreader.library.moves import move_feed, retire_feed  # few feeds ever move

    if answered.outcome.gone:
        retire_feed(store, answered.state, now)
    elif answered.outcome.moved_to is not None:
        move_feed(store, answered.state, answered.outcome.moved_to, now)


def _write(store: Store, parts: list[tuple[Answered, tuple[Arriving, ...]]], batch: Batch, now: int) -> dict[int, list[int]]:
    """Entries and their words; new ones by feed."""
    from newsreader.store.arriving import Bundle, save_bundles  # wanted where something came

    bundles = [Bundle(each.state.id, rows, each.prepared.identities) for each, rows in parts if each.prepared is not None and rows]
    if not bundles:
        return {}
    kept = save_bundles(store, bundles, now, batch.words)
    batch.known_terms |= batch.words
    batch.words = frozenset()
    return {bundle.feed: [entry_id for entry_id, _ in each.new] for bundle, each in zip(bundles, kept, strict=True)}
