"""Moving: rows, pages and panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.config.actions import CONTEXTS

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Move:
    """Hands the keys that move to the pane that has them."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def down(self) -> None:
        """Next row, or line."""
        self.screen.pane.key_down()
        self.screen.placed()

    def up(self) -> None:
        """Row before, or line."""
        self.screen.pane.key_up()
        self.screen.placed()

    def half_down(self) -> None:
        """Half a page down."""
        self.screen.pane.half_page(1)
        self.screen.placed()

    def half_up(self) -> None:
        """Half a page up."""
        self.screen.pane.half_page(-1)
        self.screen.placed()

    def page_down(self) -> None:
        """A page down."""
        self.screen.pane.whole_page(1)
        self.screen.placed()

    def page_up(self) -> None:
        """A page up."""
        self.screen.pane.whole_page(-1)
        self.screen.placed()

    def top(self) -> None:
        """To the top."""
        self.screen.pane.to_top()
        self.screen.placed()

    def bottom(self) -> None:
        """To the bottom."""
        self.screen.pane.to_bottom()
        self.screen.placed()

    def left(self) -> None:
        """The pane to the left."""
        self.screen.activate({"reader": "headlines"}.get(self.screen.active, "feeds"))

    def right(self) -> None:
        """The pane to the right; a headline is opened on the way."""
        if self.screen.active == "feeds":
            self.screen.activate("headlines")
        elif self.screen.active == "headlines":
            entry, row = self.screen.reading.entry, self.screen.headlines.current
            if entry is not None and row is not None and entry.id == row.id:
                self.screen.activate("reader")
            else:
                self.screen.reading.open()

    def next_pane(self) -> None:
        """The next pane, round and round."""
        self._cycle(1)

    def previous_pane(self) -> None:
        """The pane before."""
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        self.screen.activate(CONTEXTS[(CONTEXTS.index(self.screen.active) + step) % len(CONTEXTS)])

    def next_feed(self) -> None:
        """The next feed or folder."""
        self.screen.feeds.step_feed(1, unread=False)

    def previous_feed(self) -> None:
        """The feed or folder before."""
        self.screen.feeds.step_feed(-1, unread=False)

    def next_unread_feed(self) -> None:
        """The next feed with unread entries."""
        if not self.screen.feeds.step_feed(1, unread=True):
            self.screen.say("no feed below has unread entries")

    def previous_unread_feed(self) -> None:
        """The feed with unread entries before."""
        if not self.screen.feeds.step_feed(-1, unread=True):
            self.screen.say("no feed above has unread entries")
