"""Notes on entries: typed in a line, or written in the user's editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library.notes import note_of, write_note

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Notes:
    """Writes the note on the headline under the cursor, or on what is read."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def write(self) -> None:
        """Ask for the note in a line; a note of several lines goes to the editor."""
        row = self.screen.subject()
        if row is None:
            return
        note = note_of(self.screen.store, row.id)
        if "\n" in note:
            self.edit()
            return
        entry_id = row.id

        def typed(text: str | None) -> None:
            if text is not None:
                self._keep(entry_id, text)

        self.screen.ask("note: ", note, lambda _text: None, typed, "what you want to remember of it; empty takes the note away")

    def edit(self) -> None:
        """Write the note in the editor."""
        row = self.screen.subject()
        if row is not None:
            before = note_of(self.screen.store, row.id)
            text = self.screen.app.edit(before, ".txt")
            if text is not None and text.strip() != before:
                self._keep(row.id, text)

    def _keep(self, entry_id: int, text: str) -> None:
        self.screen.marks.write(lambda store: write_note(store, entry_id, text))
