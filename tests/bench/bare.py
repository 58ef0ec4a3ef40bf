"""The app that the reader's start is measured against: Textual with one Static."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Nothing but a word."""

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Static("bare screen")


if __name__ == "__main__":
    Bare().run()
