"""The help and the palette: both from the table of actions, both do what is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.config.actions import Action, groups, shown
from newsreader.tui.screens.picker import Item, Picker

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_NAMES = {"feeds": "the feeds", "headlines": "the headlines", "reader": "the reader"}


def pick_key(screen: MainScreen) -> None:
    """Show every key that does something in the pane that has the keys."""
    items: list[Item] = []
    for group, actions in groups(screen.actions):
        here = [each for each in actions if screen.active in each.contexts and each.keys]
        if here:
            items += [Item("", ""), Item("", group)] if items else [Item("", group)]
            items += [Item(each.id, each.help, _keys(each)) for each in here]
    _pick(screen, Picker(f"Keys in {_NAMES[screen.active]}", items, 14))


def pick_command(screen: MainScreen) -> None:
    """Show every command by its name, with its keys beside it."""
    wanted = [each for each in screen.actions if screen.active in each.contexts and each.id != "reading.follow"]
    _pick(screen, Picker("Commands", [Item(each.id, each.help, "", _keys(each)) for each in wanted]))


def _keys(action: Action) -> str:
    return "1–9" if action.id == "reading.follow" else " ".join(shown(key) for key in action.keys)


def _pick(screen: MainScreen, picker: Picker) -> None:
    by_id = {each.id: each for each in screen.actions}

    def picked(action_id: str | None) -> None:
        if action_id is not None:
            screen.act(by_id[action_id])

    screen.app.push_screen(picker, picked)
