"""What the status line says can be pressed: a few actions a pane, or what continues a key sequence."""

from __future__ import annotations

from collections.abc import Iterable

from newsreader.config.actions import Action, Context, shown
from newsreader.tui.keys import Keys
from newsreader.tui.status import Hint

WELCOME: tuple[Hint, ...] = (("d", "demo"), ("a", "add feed"), ("i", "import"), ("q", "quit"), ("?", "keys"))
_HINTS: dict[Context, tuple[str, ...]] = {
    "feeds": ("lists.enter", "work.refresh", "work.add", "lists.unread", "finding.search", "look.back", "look.help"),
    "headlines": ("reading.open", "marks.toggle_read", "marks.star", "marks.shown", "finding.filter", "marks.undo", "look.help"),
    "reader": ("reading.read_on", "marks.star", "reading.browser", "reading.hidden", "reading.source", "marks.undo", "look.help"),
}


def hints(keys: Keys, actions: Iterable[Action], active: Context, now: tuple[str, ...] = ()) -> list[Hint]:
    """Keys and labels, the most wanted first (those that are wanted `now`), the one that leads to all others last; with the user's own
    keys."""
    if keys.pending:
        return [(shown(rest), action.label) for rest, action in keys.continuations(active)]
    labels = {action.id: action.label for action in actions}
    found = ((keys.keys_of(wanted, active), wanted) for wanted in (*now, *_HINTS[active]))
    return [(shown(key), labels[wanted]) for key, wanted in found if key is not None]
