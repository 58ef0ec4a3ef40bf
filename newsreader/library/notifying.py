"""What is to be told of after a refresh: the entries that rules with `notify` were for, put into one sentence. Light: store alone."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.store.connection import Store
from newsreader.store.rules import Notice, notices
from newsreader.store.state import get_state, set_state
from newsreader.text.clean import clean
from newsreader.text.counted import counted

_TOLD = "notices_told"
_FRESH = 3600
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Notification:
    """One notification: plain, clean, short."""

    title: str
    body: str


def claim_notification(store: Store, now: int) -> Notification | None:
    """What arrived since the last time that somebody should be told of, as one notification; whoever asks first gets it, whatever the
    process. What lies back longer than an hour is told of no more."""
    with store.writing():
        found = notices(store, int(get_state(store, _TOLD) or 0))
        if not found:
            return None
        set_state(store, _TOLD, str(found[-1].id))
    return coalesced([notice for notice in found if notice.at > now - _FRESH])


def coalesced(found: list[Notice]) -> Notification | None:
    """One entry by its feed and title, several by their number and first titles."""
    entries = list({notice.entry: notice for notice in found}.values())
    if not entries:
        return None
    if len(entries) == 1:
        return Notification(_short(entries[0].feed), _short(entries[0].title or "(no title)"))
    feeds = list(dict.fromkeys(notice.feed for notice in entries))
    title = f"{len(entries):,} new in {_short(feeds[0]) if len(feeds) == 1 else counted(len(feeds), 'feed')}"
    more = "; …" if len(entries) > 3 else ""
    return Notification(title, _short("; ".join(notice.title or "(no title)" for notice in entries[-1:-4:-1])) + more)


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
