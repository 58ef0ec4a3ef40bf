"""The input line: takes the status line's place while something is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static


class Prompt(Horizontal):
    """A label and an input; tells every change, and the end: the text, or None where it was cancelled."""

    def __init__(self, label: str, text: str, changed: Callable[[str], None], ended: Callable[[str | None], None], hint: str = "") -> None:
        super().__init__(id="prompt")
        self._label, self._text, self._hint = label, text, hint
        self._changed, self._ended = changed, ended
        self._over = False

    def compose(self) -> ComposeResult:
        """A label, and the input beside it."""
        yield Static(Content(self._label), markup=False)
        yield Input(value=self._text, placeholder=self._hint, select_on_focus=False, compact=True)

    def on_mount(self) -> None:
        """Take the keys at once."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed, as it is typed."""
        event.stop()
        if not self._over and event.value != self._text:
            self._text = event.value
            self._changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter ends it."""
        event.stop()
        self.end(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape cancels; every other key is the input's."""
        if event.key in ("escape", "ctrl+g"):
            event.stop()
            event.prevent_default()
            self.end(None)

    def end(self, text: str | None) -> None:
        """Go away, and tell how it ended."""
        if not self._over:
            self._over = True
            self._ended(text)
            self.remove()
