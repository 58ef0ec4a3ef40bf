"""Screens over the panes, and their inputs: keys keep their order, also those typed ahead (`tui.typedahead`)."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from newsreader.tui.below import Shaded
from newsreader.tui.typedahead import hand_on

Answer = TypeVar("Answer")

EDITING = {key: each.action for each in Input.BINDINGS if isinstance(each, Binding) for key in each.key.split(",")}
"""What the toolkit would do only after the key has gone up through every widget, when the next one has been typed already."""


class Typed(Input):
    """An input of a screen over the panes: the screen is asked first, and nothing is left for later, so that keys keep their order."""

    async def _on_key(self, event: events.Key) -> None:
        over = self.screen
        if not over.is_active or over.focused is not self:  # another screen is open by now, or another field is being filled
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
