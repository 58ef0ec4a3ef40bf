"""Copying: what is chosen, else the address of what is read; through the terminal (OSC 52), so that it works over SSH too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.text.clean import clean, clean_block
from newsreader.text.trackers import without_trackers

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_SHOWN = 60


class Copying:
    """Chooses lines and puts text on the clipboard."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def choose(self) -> None:
        """Begin to choose lines of the article, or end it."""
        reader = self.screen.reader
        if reader.choose(not reader.choosing):
            self.screen.say("choose with the keys that move · y copies, Y as Markdown · Esc leaves" if reader.choosing else "")

    def copy(self) -> None:
        """Copy what is chosen as text, else the address."""
        self._copy(markdown=False)

    def markdown(self) -> None:
        """Copy what is chosen as Markdown, else a Markdown link."""
        self._copy(markdown=True)

    def put(self, text: str) -> None:
        """Put text on the clipboard, and say so."""
        self.screen.app.copy_to_clipboard(clean_block(text))
        line = clean(text)
        self.screen.say(f"copied {line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}")

    def _copy(self, markdown: bool) -> None:
        reader = self.screen.reader
        text = reader.chosen(markdown) if self.screen.active == "reader" else ""
        if text:
            reader.choose(False)
            self.screen.clear_selection()
            self.put(text)
            return
        row = self.screen.reading.subject()
        if row is None or not row.url:
            self.screen.say("this entry has no link")
            return
        url = without_trackers(row.url)
        title = clean(row.title).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        self.put(f"[{title}]({url.replace('(', '%28').replace(')', '%29')})" if markdown else url)
