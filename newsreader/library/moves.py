"""Feeds whose server says that they live elsewhere now, or nowhere: followed and retired, so that it can be undone."""

from __future__ import annotations

from urllib.parse import urlsplit

from newsreader.fetch.politeness import TAKEN_BACK
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.parts import Row, Value
from newsreader.store.refreshes import RefreshState


def move_feed(store: Store, state: RefreshState, to: str, now: int) -> bool:
    """Give a feed its new address; not where another feed has it. A private address stays allowed only on the host that was typed."""
    if to == state.url or store.value("SELECT 1 FROM feeds WHERE url = ?", (to,)) is not None:
        return False
    typed = state.typed and urlsplit(to).hostname == urlsplit(state.url).hostname
    before: dict[str, Value] = {"url": state.url, "typed": int(state.typed), "moved_to": to, "moved_times": TAKEN_BACK}
    after: dict[str, Value] = {"url": to, "typed": int(typed), "moved_to": None, "moved_times": 0}
    journal.change(store, [Row("feeds", (state.id,), before, after)], f"followed {state.title} to its new address", 1, now)
    return True


def retire_feed(store: Store, state: RefreshState, now: int) -> None:
    """Ask a feed no more that is gone for good; its entries stay. One that the user asked nevertheless is retired already."""
    if store.value("SELECT retired_at FROM feeds WHERE id = ?", (state.id,)) is not None:
        return
    row = Row("feeds", (state.id,), {"retired_at": None, "failures": 0, "next_refresh": None}, {"retired_at": now})
    journal.change(store, [row], f"retired {state.title}, which its server says is gone", 1, now)
