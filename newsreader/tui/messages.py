"""What the panes tell the screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from newsreader.tui.listing import Choice


@dataclass
class ListChosen(Message):
    """The cursor of the feeds pane stands on another list."""

    choice: Choice


@dataclass
class RowClicked(Message):
    """A headline was clicked."""

    index: int


@dataclass
class FolderClicked(Message):
    """A folder's triangle was clicked."""

    folder: str


@dataclass
class LinkChosen(Message):
    """A link of the article was chosen: its number, and where it leads."""

    number: int
    url: str


@dataclass
class PaneClicked(Message):
    """A pane was clicked and wants the keys."""

    name: str
