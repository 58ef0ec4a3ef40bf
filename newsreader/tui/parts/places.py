"""Where each article is left: kept as soon as the reader moves, then once a second at the most, and when the article is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library.positions import Position, keep_position, position_of

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

SECONDS = 1.0
FINISHED = 0.98
"""An article that was read so far starts from its top again."""


class Places:
    """The place of the entry that is read, on the screen and on the disk."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._entry: int | None = None
        self._here: Position | None = None  # where the reader is, and what of it is on the disk
        self._kept: Position | None = None
        self._waits = False
        self._told = True

    def open(self, entry_id: int) -> Position | None:
        """Leave what was read, and give where this entry was left: None at its top."""
        self.leave()
        self._entry = entry_id
        self._here = self._kept = position_of(self.screen.store, entry_id)
        if self._kept is None or self._kept.block < 0 or self._kept.progress >= FINISHED:
            return None
        return self._kept

    def moved(self) -> None:
        """The reader scrolled."""
        self._here = self.screen.reading.position or self._here
        if not self._waits:
            self._waits = True
            self.keep()
            self.screen.set_timer(SECONDS, self._after)

    def leave(self) -> None:
        """Something else is read now, or nothing."""
        if self._waits:
            self.keep()
        if not self._told:
            self._told = True
            self.screen.work.soon()  # the headline says how far it was read
        self._entry = None

    def _after(self) -> None:
        self._waits = False
        self.keep()

    def keep(self) -> None:
        """Hand the place to the writer, if it is another than before."""
        entry, place = self._entry, self._here
        if entry is None or place is None or place == self._kept:
            return
        self._kept, self._told = place, False
        self.screen.writer.put(lambda store: keep_position(store, entry, place), lambda _done: None, self.screen.told, unseen=True)
