"""What the screen remembers between sessions. Light: the TUI calls it in its own process."""

from __future__ import annotations

from newsreader.store.state import get_state, set_state

__all__ = ["get_state", "set_state"]
