"""Telling somebody who looks elsewhere that something came: on the desktop, or by the terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsreader.model.events import Noticed
from newsreader.programs.notify import has_desktop, sequence, tell_desktop
from newsreader.programs.run import ProgramError

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


def tell(screen: MainScreen, event: Noticed) -> None:
    """Tell once, as the settings say."""
    way = screen.settings.notify
    if way == "auto":
        way = "desktop" if has_desktop(os.environ) else "osc9"
    if way == "desktop":
        try:
            tell_desktop(event.title, event.body)
        except ProgramError as error:
            screen.say(f"notify: {error}", "warning")
    elif way != "off":
        screen.app.to_terminal(sequence(way, event.title, event.body, "TMUX" in os.environ))
