"""All links of an article in a list: where each leads, and what becomes of the one that is picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import events

from newsreader.text.clean import clean
from newsreader.text.hosts import host_shown, warning
from newsreader.text.trackers import without_trackers
from newsreader.tui.screens.picker import Item, Picker

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_KEYS = {"ctrl+o": "here", "ctrl+y": "copy"}


class LinkPicker(Picker):
    """Enter opens in the browser, ^O here, ^Y copies."""

    def pressed(self, event: events.Key) -> bool:
        """The keys that do something else with the link."""
        self.narrow()
        deed = _KEYS.get(event.key)
        item = self.picks.current
        if deed is None or item is None:
            return super().pressed(event)
        self.dismiss(f"{deed} {item.id}")
        return True


def pick_link(screen: MainScreen, deeds: Mapping[str, Callable[[int], None]]) -> None:
    """Show every link; `deeds` are what can be done with one: `browser`, `here`, `copy`."""
    words = screen.reader.link_words()
    items = []
    for number, url in enumerate(screen.reader.links, 1):
        called = clean(words.get(number, ""))
        odd = "⚠ " if warning(url, called) else ""
        items.append(Item(str(number), called or clean(url), str(number), odd + (host_shown(without_trackers(url)) or clean(url))))

    def picked(answer: str | None) -> None:
        if answer is not None:
            deed, _, number = answer.rpartition(" ")
            deeds[deed or "browser"](int(number))

    screen.app.push_screen(LinkPicker("Links · Enter opens, ^O here, ^Y copies", items, 5), picked)
