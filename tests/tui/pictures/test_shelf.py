"""The shelf alone: what is sent to a terminal that draws pictures itself, and when it is removed there."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style

from newsreader.images.decode import encoded
from newsreader.images.shape import USUAL, box, file_name, pixels
from newsreader.library.figures import KeptImage
from newsreader.model.article import Image
from newsreader.tui.pictures.probe import Canvas
from newsreader.tui.pictures.shelf import Shelf
from tests.images.drawing import picture
from tests.tui.pictures.terminal import deletions, transmissions

HILLS = Image("https://hills.example/hills.png", "hills", 640, 360)
KEPT = KeptImage(HILLS.url, "ab" * 32, 900, 640, 360, None, 1)


class Wall:
    """A shelf on a terminal that remembers what it was told, and a cache with one picture in any size that is asked for."""

    def __init__(self, folder: Path, tmux: bool = False) -> None:
        self.told = ""
        self.folder = folder
        self.shelf = Shelf(Canvas("kitty", USUAL, tmux), folder, {HILLS.url: KEPT}.get, self._hear)
        self.shelf.open(1, shown=True)

    def _hear(self, text: str) -> None:
        self.told += text

    def hang(self, cells: int = 40) -> None:
        """Keep room for the picture and put its pixels into the cache."""
        room = self.shelf.reserve(HILLS, cells)
        assert room is not None
        size = pixels(box(640, 360, *room, USUAL), "png", USUAL, 640, 360)
        path = self.folder / file_name(KEPT.digest or "", size, "png")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(encoded(picture(640, 360), *size, "png"))
        assert self.shelf.job(fetch=True) is None

    def look(self) -> str:
        """The picture's first row, as it is painted."""
        painted = self.shelf.paint(HILLS.url, 0, 40, Style())
        return "".join(segment.text for segment in painted or ())


@pytest.fixture
def wall(tmp_path: Path) -> Wall:
    return Wall(tmp_path)


def test_nothing_is_sent_until_the_picture_is_seen_and_then_once(wall: Wall) -> None:
    wall.hang()
    assert wall.told == ""
    assert wall.look() == wall.look() != ""
    assert len(transmissions(wall.told.encode())) == 1


def test_another_article_removes_the_pictures_of_the_last_one(wall: Wall) -> None:
    wall.hang()
    wall.look()
    wall.shelf.open(1, shown=True)
    assert deletions(wall.told.encode()) == []
    wall.shelf.open(2, shown=True)
    (sent,) = transmissions(wall.told.encode())
    assert deletions(wall.told.encode()) == [sent["i"]]
    wall.shelf.clear()
    assert deletions(wall.told.encode()) == [sent["i"]]


def test_another_width_sends_the_picture_anew_in_place_of_the_old_one(wall: Wall) -> None:
    wall.hang(40)
    wall.look()
    wall.hang(30)
    wall.look()
    first, second = transmissions(wall.told.encode())
    assert (first["c"], second["c"]) == ("40", "30")
    assert deletions(wall.told.encode()) == [first["i"]]


def test_after_a_pause_in_the_shell_it_is_sent_again(wall: Wall) -> None:
    wall.hang()
    wall.look()
    wall.shelf.sent_again()
    wall.look()
    assert len(transmissions(wall.told.encode())) == 2


def test_in_tmux_every_command_is_wrapped(tmp_path: Path) -> None:
    wall = Wall(tmp_path, tmux=True)
    wall.hang()
    wall.look()
    assert wall.told.startswith("\x1bPtmux;\x1b\x1b_Ga=T")
    assert wall.told.count("\x1bPtmux;") == wall.told.count("\x1b\x1b_G")


def test_a_file_that_is_no_picture_of_ours_is_not_sent(wall: Wall) -> None:
    wall.hang()
    wall.shelf.open(2, shown=True)
    for path in wall.folder.glob("*/*"):
        path.write_bytes(b"\x1b\\\x1b]52;c;cHduZWQ=\x07")
    wall.shelf.reserve(HILLS, 40)
    job = wall.shelf.job(fetch=True)
    assert job is not None
    assert (job.urls, job.form) == ((HILLS.url,), "png")
    assert wall.look() == ""
    assert wall.told == ""
