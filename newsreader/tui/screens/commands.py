"""The help and the palette: both from the table of actions, both do what is picked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.config.actions import COMMANDS, Action, groups, shown
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
    known = deeds(screen)

    def typed(text: str) -> Item | None:
        word, _, rest = text.strip().partition(" ")
        if word.isdecimal() and not rest and len(word) < 10:
            return Item(f"go {word}", f"go to row {int(word):,}", "", word)
        return Item(f"{word} {rest.strip()}", f"{COMMANDS[word]} {rest.strip()}", "", word) if word in known and rest.strip() else None

    def done(picked: str) -> bool:
        word, _, rest = picked.partition(" ")
        if word not in known or not rest:
            return False
        known[word](rest)
        return True

    wanted = [each for each in screen.actions if screen.active in each.contexts and each.id != "reading.follow"]
    _pick(screen, Picker("Commands", [Item(each.id, each.help, "", _keys(each)) for each in wanted], typed=typed), done)


def deeds(screen: MainScreen) -> dict[str, Callable[[str], object]]:
    """What the commands that take words do with them."""

    def go(text: str) -> None:
        if text.isdecimal():
            screen.headlines.move_to(max(0, min(int(text), screen.headlines.count) - 1))
            screen.placed()

    return {
        "go": go,
        "add": screen.work.add_feed,
        "import": screen.work.import_from,
        "search": screen.finding.search_for,
        "filter": screen.finding.filter_by,
        "select": screen.marks.choose_by,
        "sort": screen.lists.sort_typed,
        "tag": screen.marks.tag_with,
        "older": screen.marks.older,
        "export": screen.later.export,
    }


def _keys(action: Action) -> str:
    return "1–9" if action.id == "reading.follow" else " ".join(shown(key) for key in action.keys)


def _pick(screen: MainScreen, picker: Picker, done: Callable[[str], bool] = lambda _picked: False) -> None:
    by_id = {each.id: each for each in screen.actions}

    def picked(action_id: str | None) -> None:
        if action_id is not None and not done(action_id):
            screen.act(by_id[action_id])

    screen.app.push_screen(picker, picked)
