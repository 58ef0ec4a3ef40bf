"""Keys typed ahead: each goes to the screen that the keys before it have opened, whichever had the keys when it was typed.

A screen takes a few frames to be there, and a fast hand, a paste or a slow connection sends the next keys before it is. They lie in the
queue of the screen below, of a screen that is closing, or of one that has no input yet; from each of these they are handed on, in order.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App


def hand_on(app: App[Any], event: events.Key) -> None:
    """Give a key to the screen that is on top by now."""
    event.stop()
    event.prevent_default()
    (app.screen.focused or app.screen).post_message(events.Key(event.key, event.character))
