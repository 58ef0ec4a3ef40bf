"""Keys typed ahead: each goes to the screen that the keys before it have opened, whichever had the keys when it was typed.

A screen takes a few frames to be there, and a fast hand, a paste or a slow connection sends the next keys before it is. They lie in the
queue of the screen below, of a screen that is closing, or of one that has no input yet; from each of these they are handed on, in order.
"""

from __future__ import annotations

from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.widgets import Input

from newsreader.tui.below import Shaded

Answer = TypeVar("Answer")

EDITING = {key: each.action for each in Input.BINDINGS if isinstance(each, Binding) for key in each.key.split(",")}
"""What the toolkit would do only after the key has gone up through every widget, when the next one has been typed already."""


def hand_on(app: App[Any], event: events.Key) -> None:
    """Give a key to the screen that is on top by now."""
    event.stop()
    event.prevent_default()
    (app.screen.focused or app.screen).post_message(events.Key(event.key, event.character))


class Typed(Input):
    """An input of a screen over the panes: the screen is asked first, and nothing is left for later, so that keys keep their order."""

    async def _on_key(self, event: events.Key) -> None:
        over = self.screen
        if not over.is_active:
            hand_on(self.app, event)
        elif isinstance(over, Over) and over.pressed(event):
            event.stop()
            event.prevent_default()
        elif event.key in EDITING:
            event.stop()
            event.prevent_default()
            await self.run_action(EDITING[event.key])
        else:
            event.stop()
            await super()._on_key(event)


class Over(Shaded[Answer]):
    """A screen over the panes; subclasses say in `pressed` what keys do."""

    def pressed(self, event: events.Key) -> bool:
        """Take a key; False where an input may have it."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Take a key that came to no input: to the input, if there is one by now, or to a later screen."""
        if not self.is_active or isinstance(self.focused, Typed):
            hand_on(self.app, event)
        elif self.pressed(event):
            event.stop()
            event.prevent_default()
