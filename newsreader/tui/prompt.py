"""The input line: takes the status line's place while something is typed."""

from __future__ import annotations

from collections.abc import Callable

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from newsreader.text.clean import clean
from newsreader.text.width import most
from newsreader.tui.completing import Help
from newsreader.tui.over import EDITING

MOST_TOLD = 6
_BESIDE = 60
"""Percent of the line that words beside the input may take (`screens/main.tcss`)."""


class Wrong(Highlighter):
    """Marks the text from the place on where it can't be read."""

    def __init__(self) -> None:
        self.at: int | None = None

    def highlight(self, text: Text) -> None:
        """Underline what is wrong."""
        if self.at is not None:
            text.stylize("underline red", self.at)


class Line(Input):
    """Takes the keys until the prompt is over; those that were typed after that, and before the keys went elsewhere, are handed on."""

    def __init__(self, prompt: Prompt, value: str, hint: str) -> None:
        self.wrong = Wrong()
        super().__init__(value=value, placeholder=hint, highlighter=self.wrong, select_on_focus=False, compact=True)
        self._prompt = prompt

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("tab", "shift+tab") and not self._prompt.over:
            event.stop()
            event.prevent_default()
            self._prompt.complete(1 if event.key == "tab" else -1)
            return
        if not self._prompt.over and event.key != "enter":
            if event.key in EDITING:
                event.stop()
                event.prevent_default()
                await self.run_action(EDITING[event.key])
            else:
                await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if not self._prompt.over:
            self._prompt.finish(self.value)
        elif self.screen.focused is not None:
            self.screen.focused.post_message(events.Key(event.key, event.character))


class Prompt(Vertical):
    """A label and an input; tells every change, and the end: the text, or None where it was cancelled. Words that are too long to stand
    beside the input stand above it, over the panes, so that nothing moves."""

    def __init__(
        self,
        label: str,
        text: str,
        changed: Callable[[str], None],
        ended: Callable[[str | None], None],
        hint: str = "",
        help: Help | None = None,  # noqa: A002
        replaced: bool = False,
    ) -> None:
        super().__init__(id="prompt")
        self._label, self._text, self._hint = label, text, hint
        self._changed, self._ended, self._help, self._replaced = changed, ended, help, replaced
        self._offers: list[tuple[str, int]] = []  # what Tab goes through: texts, and where the cursor is in them
        self._offer = 0
        self.over = False
        self._takes_keys = False
        self._early: list[events.Key] = []
        self._last: events.Key | None = None  # what came by the input

    def compose(self) -> ComposeResult:
        """A label, and the input beside it."""
        yield Static(Content(""), id="prompt-above", markup=False)
        with Horizontal():
            yield Static(Content(self._label), id="prompt-label", markup=False)
            yield Line(self, self._text, self._hint)
            yield Static(Content(""), id="prompt-help", markup=False)

    def on_mount(self) -> None:
        """Take the keys at once, first those that were typed before there was an input."""
        line = self.query_one(Line)
        if self._replaced:
            line.select_all()
        self.screen.set_focus(line)
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
        self._advise()

    def complete(self, step: int) -> None:
        """Put what would fit at the cursor in its place; again: the next of it."""
        line = self.query_one(Line)
        if self._help is None:
            return
        if self._offers and self._offers[self._offer] == (line.value, line.cursor_position):
            self._offer = (self._offer + step) % len(self._offers)
        else:
            fitting = self._help.fitting(line.value, line.cursor_position)
            text = line.value
            self._offers = [(text[: each.start] + each.text + text[each.end :], each.start + len(each.text)) for each in fitting]
            self._offer = 0 if step > 0 else len(self._offers) - 1
        if self._offers:
            line.value, line.cursor_position = self._offers[self._offer]

    def _advise(self) -> None:
        """Say beside the input what is wrong, else what would fit."""
        line = self.query_one(Line)
        if self._help is None or self.over:
            return
        wrong = self._help.wrong(line.value) if line.value.strip() else None
        fitting = self._help.fitting(line.value, line.cursor_position) if line.value else ()
        if wrong is not None and not fitting:
            self._point_at(*wrong)
            return
        offered = "  ".join(each.text for each in fitting[:MOST_TOLD])
        more = " …" if len(fitting) > MOST_TOLD else ""
        line.wrong.at = None
        line.refresh()
        self._show(f"Tab: {offered}{more}" if fitting else "", wrong=False)

    def _point_at(self, place: int, words: str) -> None:
        line = self.query_one(Line)
        line.wrong.at = place
        line.refresh()
        self._show(words, wrong=True)

    def _show(self, words: str, wrong: bool) -> None:
        """Show words beside the input, or above it where they are too long for that."""
        words = clean(words)
        above = most(words) > self.size.width * _BESIDE // 100 - 2
        for name, text in (("#prompt-help", "" if above else words), ("#prompt-above", words if above else "")):
            told = self.query_one(name, Static)
            told.update(Content(text))
            told.set_class(wrong, "wrong")
            told.set_class(bool(text), "told")

    def say(self, words: str) -> None:
        """Say beside the input what came of what is typed, where nothing completes it there."""
        if self._help is None and self._takes_keys:
            self._show(words, wrong=False)

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

    def finish(self, text: str) -> None:
        """End with what is typed, or point at what is wrong in it and go on."""
        wrong = self._help.wrong(text) if self._help is not None and text.strip() else None
        if wrong is None:
            self.end(text)
            return
        self._tell(text)
        self._point_at(*wrong)

    def end(self, text: str | None) -> None:
        """Go away, and tell how it ended, after the last change."""
        if not self.over:
            if text is not None:
                self._tell(text)
            self.over = True
            self._ended(text)
            self.remove()
