"""The input line: takes the status line's place while something is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static


class Line(Input):
    """Takes the keys until the prompt is over; those that were typed after that, and before the keys went elsewhere, are handed on."""

    def __init__(self, prompt: Prompt, value: str, hint: str) -> None:
        super().__init__(value=value, placeholder=hint, select_on_focus=False, compact=True)
        self._prompt = prompt

    async def _on_key(self, event: events.Key) -> None:
        if not self._prompt.over and event.key != "enter":
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if not self._prompt.over:
            self._prompt.end(self.value)
        elif self.screen.focused is not None:
            self.screen.focused.post_message(events.Key(event.key, event.character))


class Prompt(Horizontal):
    """A label and an input; tells every change, and the end: the text, or None where it was cancelled."""

    def __init__(self, label: str, text: str, changed: Callable[[str], None], ended: Callable[[str | None], None], hint: str = "") -> None:
        super().__init__(id="prompt")
        self._label, self._text, self._hint = label, text, hint
        self._changed, self._ended = changed, ended
        self.over = False
        self._takes_keys = False
        self._early: list[events.Key] = []
        self._last: events.Key | None = None  # what came by the input

    def compose(self) -> ComposeResult:
        """A label, and the input beside it."""
        yield Static(Content(self._label), markup=False)
        yield Line(self, self._text, self._hint)

    def on_mount(self) -> None:
        """Take the keys at once, first those that were typed before there was an input."""
        self.screen.set_focus(self.query_one(Line))
        self._takes_keys = True
        for event in self._early:
            self._pass(event)

    def take(self, event: events.Key) -> None:
        """Take a key that was typed after the prompt was asked for and went elsewhere; one that came by the input is left to others."""
        if event is self._last:
            return
        event.stop()
        event.prevent_default()
        if self._takes_keys:
            self._pass(event)
        else:
            self._early.append(event)

    def _pass(self, event: events.Key) -> None:
        self.query_one(Line).post_message(events.Key(event.key, event.character))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed, as it is typed."""
        event.stop()
        self._tell(event.value)

    def _tell(self, text: str) -> None:
        if not self.over and text != self._text:
            self._text = text
            self._changed(text)

    def on_key(self, event: events.Key) -> None:
        """Escape cancels; every other key is the input's."""
        self._last = event
        if event.key in ("escape", "ctrl+g"):
            event.stop()
            event.prevent_default()
            self.end(None)

    def end(self, text: str | None) -> None:
        """Go away, and tell how it ended, after the last change."""
        if not self.over:
            if text is not None:
                self._tell(text)
            self.over = True
            self._ended(text)
            self.remove()
