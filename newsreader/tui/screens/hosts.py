"""The log of the hosts that were asked, and what for: what this program tells the world of its reader."""

from __future__ import annotations

from itertools import groupby

from newsreader.store.connection import Store
from newsreader.store.contacts import Contact, all_contacts
from newsreader.text.counted import counted
from newsreader.tui.ages import age
from newsreader.tui.screens.picker import Item
from newsreader.tui.screens.sheet import LookingSheet

_DAY = 86400


class Hosts(LookingSheet[tuple[Contact, ...]]):
    """Hosts by the day when they were asked last, each with its purposes."""

    title_words = "Hosts that were asked, and what for"

    def look(self, store: Store) -> tuple[Contact, ...]:
        """Read the log."""
        return all_contacts(store)

    def told(self, found: tuple[Contact, ...]) -> list[Item]:
        """A host and purpose a row: how often, and how long ago the last time was."""
        now = self.main.now()
        rows: list[Item] = []
        for days, group in groupby(found, key=lambda each: max(0, now - each.last_at) // _DAY):
            heading = "in the last 24 hours" if not days else f"{counted(days, 'day')} ago"
            rows += [*([Item("", "")] if rows else []), Item("", heading)]
            for each in group:
                times = "once" if each.times == 1 else counted(each.times, "time")
                rows.append(Item(f"{each.host} {each.purpose}", each.host, "", f"{each.purpose}, {times}, {age(now - each.last_at)}"))
        return rows or [Item("", "no host was asked yet")]
