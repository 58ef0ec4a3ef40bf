"""One table of actions: each has its method, no two share a key in a pane, and the README's table is made from it."""

from __future__ import annotations

import inspect
import itertools

import pytest

from newsreader.config.actions import ACTIONS, CONTEXTS, Action, key_table, rebound, shown
from newsreader.tui.keys import Keys, key_name
from newsreader.tui.parts.changes import Changes
from newsreader.tui.parts.copying import Copying
from newsreader.tui.parts.editing import Editing
from newsreader.tui.parts.finding import Finding
from newsreader.tui.parts.later import Later
from newsreader.tui.parts.links import Links
from newsreader.tui.parts.lists import Lists
from newsreader.tui.parts.look import Look
from newsreader.tui.parts.marks import Marks
from newsreader.tui.parts.move import Move
from newsreader.tui.parts.network import Network
from newsreader.tui.parts.notes import Notes
from newsreader.tui.parts.pictures import Pictures
from newsreader.tui.parts.reading import Reading
from newsreader.tui.parts.rules import Rules
from newsreader.tui.parts.saved import Saved
from newsreader.tui.parts.sites import Sites
from newsreader.tui.parts.stories import Stories
from newsreader.tui.parts.work import Work

PARTS = {
    "changes": Changes, "copying": Copying, "editing": Editing, "finding": Finding, "later": Later, "links": Links, "lists": Lists, "look": Look, "marks": Marks,
    "move": Move, "network": Network, "notes": Notes, "pictures": Pictures, "reading": Reading, "rules": Rules, "saved": Saved, "sites": Sites, "stories": Stories, "work": Work,
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_names_a_method(action: Action) -> None:
    part, method = action.id.split(".")
    assert inspect.isfunction(getattr(PARTS[part], method))


def test_ids_are_unique() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_no_two_actions_of_one_reach_share_a_key() -> None:
    for one, other in itertools.combinations(ACTIONS, 2):
        if one.contexts == other.contexts:
            assert not set(one.keys) & set(other.keys), (one.id, other.id)


def test_no_key_is_the_start_of_a_sequence() -> None:
    for context in CONTEXTS:
        keys = [tuple(key.split(" ")) for action in ACTIONS if context in action.contexts for key in action.keys]
        starts = {key[:n] for key in keys for n in range(1, len(key))}
        assert not starts & set(keys)


def test_keys_that_a_terminal_cannot_tell_apart_are_not_used() -> None:
    used = {key for action in ACTIONS for keys in action.keys for key in keys.split(" ")}
    assert not used & {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket", "ctrl+s", "ctrl+q"}


def test_a_sequence_is_completed_key_by_key() -> None:
    keys = Keys(ACTIONS)
    assert keys.press("g", "headlines") is None
    assert keys.pending == ("g",)
    assert ("a", "lists.all") in [(rest, action.id) for rest, action in keys.continuations("headlines")]
    found = keys.press("u", "headlines")
    assert found is not None
    assert found.id == "lists.unread"
    assert not keys.pending


def test_a_key_that_does_not_continue_a_sequence_ends_it() -> None:
    keys = Keys(ACTIONS)
    keys.press("g", "headlines")
    assert keys.press("j", "headlines") is None
    found = keys.press("j", "headlines")
    assert found is not None
    assert found.id == "move.down"


def test_what_one_pane_does_wins_over_what_all_do() -> None:
    keys = Keys(ACTIONS)
    found = [keys.press("1", "headlines"), keys.press("1", "reader"), keys.press("/", "headlines"), keys.press("/", "reader")]
    assert [action.id if action else None for action in found] == ["lists.all", "reading.follow", "finding.filter", "reading.find"]


def test_a_key_given_to_another_action_is_taken_from_the_first() -> None:
    keys = Keys(rebound({"marks.star": ("m",), "look.theme": ("T", "g x")}))
    pressed = [keys.press("m", "headlines"), keys.press("s", "headlines"), keys.press("T", "feeds")]
    assert [action.id if action else None for action in pressed] == ["marks.star", None, "look.theme"]
    keys.press("g", "reader")
    last = keys.press("x", "reader")
    assert last is not None
    assert last.id == "look.theme"


def test_keys_are_shown_as_people_write_them() -> None:
    assert [shown(key) for key in ("g g", "ctrl+d", "shift+tab", "space", "down", "\\")] == ["gg", "^D", "S-Tab", "Space", "↓", "\\"]


def test_a_character_is_its_own_name() -> None:
    assert [key_name("question_mark", "?"), key_name("space", " "), key_name("ctrl+r", "\x12"), key_name("enter", "\r")] == [
        "?",
        "space",
        "ctrl+r",
        "enter",
    ]


def test_the_readme_table_has_every_action_once() -> None:
    table = key_table()
    for action in ACTIONS:
        assert table.count(f"| `{action.id}` |") == 1
