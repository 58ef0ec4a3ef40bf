"""A question before something large: y or n."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from newsreader.text.clean import clean
from newsreader.tui.over import Over


class Confirm(Over[bool]):
    """Asks in words; `y` or Enter does it, everything else leaves it. `late`: it comes a while after the key that led to it, so that
    Enter may be meant for something else."""

    CSS_PATH = "confirm.tcss"

    def __init__(self, words: str, deed: str, details: Sequence[str] = (), late: bool = False) -> None:
        super().__init__()
        self._words, self._deed = clean(words), deed
        self._details = [clean(line) for line in details]
        self._yes = ("y", "Y") if late else ("y", "Y", "enter")

    def compose(self) -> ComposeResult:
        """The question, what speaks for and against it, and the two answers."""
        with Vertical(id="question"):
            yield Static(Content(self._words), markup=False)
            for line in self._details:
                yield Static(Content(line), classes="detail", markup=False)
            yield Static(Content(f"y {self._deed}   n leave it"), id="answers", markup=False)

    def pressed(self, event: events.Key) -> bool:
        """One key answers."""
        self.dismiss(event.key in self._yes)
        return True
