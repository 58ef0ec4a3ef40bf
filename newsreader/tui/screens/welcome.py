"""What a reader without feeds shows: four ways to start, each a key."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_WAYS = (
    ("d", "the demo edition", "bundled news to look around with; needs no network"),
    ("a", "add a feed", "by its address, or by a page that links one"),
    ("i", "import", "OPML, or newsboat's urls file or directory"),
    ("q", "quit", ""),
)


class Welcome(ModalScreen[str]):
    """Gives the key that was pressed; Escape looks around."""

    CSS_PATH = "welcome.tcss"

    def compose(self) -> ComposeResult:
        """The name, a sentence, the keys."""
        with Vertical(id="welcome"):
            yield Static(Content("newsreader"), id="welcome-name", markup=False)
            yield Static(Content("There are no feeds yet. How would you like to start?"), id="welcome-words", markup=False)
            for key, name, about in _WAYS:
                text = Content.assemble((f"{key}  ", "$primary bold"), (f"{name:<20}", "$foreground"), (about, "$dim"))
                yield Static(text, classes="way", markup=False)
            yield Static(Content("Esc looks around · ? shows every key, later and always"), id="welcome-more", markup=False)

    def on_key(self, event: events.Key) -> None:
        """One key starts."""
        event.stop()
        event.prevent_default()
        if event.key in ("d", "a", "i", "q"):
            self.dismiss(event.key)
        elif event.key in ("escape", "question_mark"):
            self.dismiss("?" if event.key == "question_mark" else "")
