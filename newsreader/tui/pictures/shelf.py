"""The pictures of the article that is open: the room each has, what is known of it, and its pixels once they are in the cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.segment import Segment
from rich.style import Style

from newsreader.images.shape import Box, Cell, Form, box, file_name, pixels
from newsreader.library.figures import KeptImage, worth_asking
from newsreader.model.article import Image
from newsreader.model.events import ImageReady
from newsreader.model.jobs import FetchImages
from newsreader.render.layout import Reserve
from newsreader.text.clean import clean
from newsreader.tui.pictures import kitty
from newsreader.tui.pictures.blocks import block_row
from newsreader.tui.pictures.probe import Canvas
from newsreader.tui.pictures.sixel import are_sixels

MOST_ROWS = 24
_LARGEST = 30_000
_ONE_CELL = Box(1, 1)
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(slots=True)
class _Held:
    """One picture: the cells it was offered, the room that is kept for it, its true size once known, its pixels once made."""

    image: Image
    columns: int = 0
    room: Box | None = None
    width: int = 0
    height: int = 0
    digest: str = ""
    error: str = ""
    asked: bool = False
    waits: bool = False
    """It came while its words were in view, and is shown by key alone."""
    made: bytes = b""
    taken: Box = _ONE_CELL
    """The cells of `made`, within the room."""


class Shelf:
    """Keeps room for pictures from what is known of their size, and paints those that are there; never asks for one that isn't laid out.

    `known` says what the library has of an address, `write` takes escape sequences to the terminal, `laid_out` hears of every layout.
    """

    def __init__(
        self, canvas: Canvas, folder: Path, known: Callable[[str], KeptImage | None], write: Callable[[str], object]
    ) -> None:
        self.canvas = canvas
        self.shown = False
        self.rows = MOST_ROWS
        self.laid_out: Callable[[], None] = lambda: None
        self._folder, self._known = folder, known
        self._write = (lambda text: write(kitty.through_tmux(text))) if canvas.tmux else write
        self.entry: int | None = None
        self._held: dict[str, _Held] = {}
        self._sent: dict[str, tuple[int, Box]] = {}
        self._last_id = 0

    def open(self, entry: int, shown: bool) -> None:
        """Another entry is read; the same one keeps what it has."""
        if entry != self.entry:
            self.clear()
            self.entry = entry
        self.shown = shown

    def clear(self) -> None:
        """Nothing is read any more; the terminal forgets its pictures too."""
        self.entry = None
        self._held.clear()
        if self._sent:
            self._write("".join(kitty.delete(number) for number, _ in self._sent.values()))
            self._sent.clear()

    def use(self, cell: Cell) -> None:
        """Cells are of another size: whatever was made for the old ones is made again."""
        self.canvas = self.canvas._replace(cell=cell)
        for held in self._held.values():
            held.room, held.made, held.asked = None, b"", False

    def sent_again(self) -> None:
        """The terminal has lost its pictures (after a pause in the shell), so each is sent once more when it is seen."""
        self._sent.clear()

    def fit(self, height: int) -> Reserve:
        """What gives pictures room in a pane so many rows high, in which the text around them is still seen."""
        self.rows = max(4, min(MOST_ROWS, height - 6))
        return self.reserve

    def reserve(self, image: Image, cells: int) -> tuple[int, int] | None:
        """The cells that are kept for a picture; None where its size isn't known, or it isn't to be seen."""
        if not self.shown or not worth_asking(image):
            return None
        held = self._held.get(image.url)
        if held is None:
            held = self._held[image.url] = self._new(image)
        held.columns = cells
        size = _size(held)
        if size is None or held.waits or (held.error and held.room is None):
            held.room = None
            return None
        room = box(*size, cells, self.rows, self.canvas.cell)
        if room != held.room:
            held.room, held.made, held.asked = room, b"", False
        return room.columns, room.rows

    def job(self, fetch: bool) -> FetchImages | None:
        """What the worker is to do for the pictures laid out so far; None where all is there or under way."""
        wanted = []
        for held in self._held.values():
            if not (held.asked or held.made or held.error):
                held.asked = True
                if not self._load(held):
                    wanted.append((held.image.url, *((held.room.columns, held.room.rows) if held.room else (held.columns, self.rows))))
        if not wanted or self.entry is None:
            return None
        urls, columns, rows = zip(*wanted, strict=True)
        cell = self.canvas.cell
        form = "sixel" if self.canvas.way == "sixel" else self._form
        return FetchImages(self.entry, urls, columns, rows, form, cell.width, cell.height, fetch)

    def ready(self, event: ImageReady) -> bool:
        """Take in what came of a picture; True where it has no room yet and could have some now."""
        held = self._held.get(event.url)
        if held is None or event.entry != self.entry:
            return False
        held.error = clean(event.error or "")
        if not held.error:
            held.width, held.height, held.digest = event.width, event.height, event.digest
            if held.room is not None and not self._load(held):
                held.asked = False  # made for another room; the next layout asks again
        return held.room is None and not held.error

    def wait(self, url: str) -> None:
        """Leave a picture closed that would move what is being read; a key opens it."""
        if url in self._held:
            self._held[url].waits = True

    def let_in(self) -> bool:
        """Open every picture that waits; False where none does."""
        waiting = [held for held in self._held.values() if held.waits]
        for held in waiting:
            held.waits = False
        return bool(waiting)

    def words(self, url: str) -> str:
        """What stands for a picture in its room until it is there."""
        held = self._held.get(url)
        if held is None:
            return ""
        return " — ".join(part for part in (clean(held.image.alt), held.error) if part)

    def paint(self, url: str, row: int, cells: int, ground: Style) -> list[Segment] | None:
        """A row of a picture in exactly `cells` cells, on a ground; None while it isn't there."""
        held = self._held.get(url)
        if held is None or not held.made:
            return None
        if row >= held.taken.rows or held.taken.columns > cells:
            return [Segment(" " * cells, ground)]
        if self._form == "png":
            painted = kitty.placeholder_row(self._send(url, held), held.taken, row, ground)
        else:
            painted = block_row(held.made, held.taken.columns, row)
        return [*painted, Segment(" " * (cells - held.taken.columns), ground)] if held.taken.columns < cells else painted

    def sixels(self, url: str) -> tuple[bytes, Box] | None:
        """A picture as sixels, and the cells that they take; None where there are none."""
        held = self._held.get(url)
        if held is None or not held.made or self.canvas.way != "sixel":
            return None
        try:
            data = self._file(held, held.taken, "sixel").read_bytes()
        except OSError:
            return None
        return (data, held.taken) if are_sixels(data) else None

    def _file(self, held: _Held, taken: Box, form: Form) -> Path:
        size = pixels(taken, form, self.canvas.cell, held.width, held.height)
        return self._folder / file_name(held.digest, size, form)

    @property
    def _form(self) -> Form:
        return "png" if self.canvas.way == "kitty" else "rgb"

    def _new(self, image: Image) -> _Held:
        held, kept = _Held(image), self._known(image.url)
        if kept is not None and kept.error is None and kept.digest:
            held.width, held.height, held.digest = kept.width, kept.height, kept.digest
        return held

    def _load(self, held: _Held) -> bool:
        """Read a picture's pixels from the cache, if they were made for its room."""
        if held.room is None or not held.width or not held.digest:
            return False
        taken = box(held.width, held.height, held.room.columns, held.room.rows, self.canvas.cell)
        size = pixels(taken, self._form, self.canvas.cell, held.width, held.height)
        try:
            made = self._file(held, taken, self._form).read_bytes()
        except OSError:
            return False
        if self.canvas.way == "sixel" and not self._file(held, taken, "sixel").exists():
            return False
        whole = len(made) == size[0] * size[1] * 3 if self._form == "rgb" else made.startswith(_PNG) and made.endswith(_PNG_END)
        if whole:
            held.made, held.taken = made, taken
        return whole

    def _send(self, url: str, held: _Held) -> int:
        """Send a picture to the terminal the first time it is seen; gives its id there."""
        known = self._sent.get(url)
        if known is not None and known[1] == held.taken:
            return known[0]
        if known is not None:
            self._write(kitty.delete(known[0]))
        self._last_id += 1
        number = kitty.image_id(self._last_id, os.getpid())
        self._sent[url] = number, held.taken
        self._write(kitty.send(number, held.made, held.taken))
        return number


def _size(held: _Held) -> tuple[int, int] | None:
    """A picture's size in pixels: its own, else what the page says."""
    if held.width and held.height:
        return held.width, held.height
    width, height = held.image.width, held.image.height
    return (width, height) if width and height and max(width, height) <= _LARGEST else None
