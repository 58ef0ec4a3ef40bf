"""How the parts of the main screen are made: each is imported when it is first asked for, since the first frame does without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.tui.panes.reader import ReaderPane
    from newsreader.tui.parts.adding import Adding
    from newsreader.tui.parts.changes import Changes
    from newsreader.tui.parts.copying import Copying
    from newsreader.tui.parts.editing import Editing
    from newsreader.tui.parts.later import Later
    from newsreader.tui.parts.links import Links
    from newsreader.tui.parts.look import Look
    from newsreader.tui.parts.macros import Macros
    from newsreader.tui.parts.marks import Marks
    from newsreader.tui.parts.move import Move
    from newsreader.tui.parts.network import Network
    from newsreader.tui.parts.notes import Notes
    from newsreader.tui.parts.pictures import Pictures
    from newsreader.tui.parts.reading import Reading
    from newsreader.tui.parts.rowfacts import RowFacts
    from newsreader.tui.parts.rules import Rules
    from newsreader.tui.parts.sites import Sites
    from newsreader.tui.parts.stories import Stories
    from newsreader.tui.parts.work import Work
    from newsreader.tui.screens.main import MainScreen


def reader(screen: MainScreen) -> ReaderPane:
    """The reader's pane, which takes its place after the first frame."""
    from newsreader.tui.panes.reader import ReaderPane

    pane = ReaderPane(measure=screen.settings.width)
    pane.bidi = screen.settings.bidi == "python-bidi"
    if screen.settings.hyphens == "pyphen":
        from newsreader.render.hyphens import Hyphens

        pane.hyphens = Hyphens()
    return pane


def move(screen: MainScreen) -> Move:
    """The keys that move."""
    from newsreader.tui.parts.move import Move

    return Move(screen)


def pictures(screen: MainScreen) -> Pictures:
    """The pictures of what is read."""
    from newsreader.tui.parts.pictures import Pictures

    return Pictures(screen, screen.canvas)


def reading(screen: MainScreen) -> Reading:
    """What is read."""
    from newsreader.tui.parts.reading import Reading

    return Reading(screen)


def links(screen: MainScreen) -> Links:
    """The links of what is read, and the pages that they lead to."""
    from newsreader.tui.parts.links import Links

    return Links(screen)


def copying(screen: MainScreen) -> Copying:
    """What is chosen and copied."""
    from newsreader.tui.parts.copying import Copying

    return Copying(screen)


def changes(screen: MainScreen) -> Changes:
    """What changed in what is read."""
    from newsreader.tui.parts.changes import Changes

    return Changes(screen)


def marks(screen: MainScreen) -> Marks:
    """What is marked."""
    from newsreader.tui.parts.marks import Marks

    return Marks(screen)


def work(screen: MainScreen) -> Work:
    """What the worker does."""
    from newsreader.tui.parts.work import Work

    return Work(screen)


def adding(screen: MainScreen) -> Adding:
    """What is added."""
    from newsreader.tui.parts.adding import Adding

    return Adding(screen)


def network(screen: MainScreen) -> Network:
    """Whether a socket may be opened."""
    from newsreader.tui.parts.network import Network

    return Network(screen, screen.way_out)


def later(screen: MainScreen) -> Later:
    """What is kept for later."""
    from newsreader.tui.parts.later import Later

    return Later(screen)


def sites(screen: MainScreen) -> Sites:
    """What is corrected for a site."""
    from newsreader.tui.parts.sites import Sites

    return Sites(screen)


def editing(screen: MainScreen) -> Editing:
    """What the feeds are called and where they are."""
    from newsreader.tui.parts.editing import Editing

    return Editing(screen)


def macros(screen: MainScreen) -> Macros:
    """What the user's macros do."""
    from newsreader.tui.parts.macros import Macros

    return Macros(screen, screen.user_macros)


def rowfacts(screen: MainScreen) -> RowFacts:
    """What rows show that takes a while to know."""
    from newsreader.tui.parts.rowfacts import RowFacts

    return RowFacts(screen)


def notes(screen: MainScreen) -> Notes:
    """What the user writes on entries."""
    from newsreader.tui.parts.notes import Notes

    return Notes(screen)


def rules(screen: MainScreen) -> Rules:
    """What is done with what arrives."""
    from newsreader.tui.parts.rules import Rules

    return Rules(screen)


def stories(screen: MainScreen) -> Stories:
    """What is one story."""
    from newsreader.tui.parts.stories import Stories

    return Stories(screen)


def look(screen: MainScreen) -> Look:
    """How it looks."""
    from newsreader.tui.parts.look import Look

    return Look(screen)
