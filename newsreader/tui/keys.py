"""From key presses to actions, one key or a sequence of them (`g a`), by pane."""

from __future__ import annotations

from collections.abc import Iterable

from newsreader.config.actions import Action, Context


class Keys:
    """Knows which keys do what in which pane, and remembers the start of a sequence."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self.pending: tuple[str, ...] = ()
        self._by_context: dict[Context, dict[tuple[str, ...], Action]] = {"feeds": {}, "headlines": {}, "reader": {}}
        # What only one pane does wins over what all do, so that a digit is a link in the reader and a list elsewhere.
        for each in sorted(actions, key=lambda action: -len(action.contexts)):
            for context in each.contexts:
                for keys in each.keys:
                    self._by_context[context][tuple(keys.split(" "))] = each

    def press(self, key: str, context: Context) -> Action | None:
        """Take a key; the action that it completes, None while a sequence is open or where the key means nothing."""
        known = self._by_context[context]
        keys = (*self.pending, key)
        self.pending = ()
        if keys in known:
            return known[keys]
        if any(sequence[: len(keys)] == keys for sequence in known):
            self.pending = keys
        return None

    def continuations(self, context: Context) -> list[tuple[str, Action]]:
        """What can be pressed now that a sequence is open: the rest of the keys and what they do."""
        at = len(self.pending)
        known = self._by_context[context].items()
        return [(" ".join(keys[at:]), each) for keys, each in known if at and keys[:at] == self.pending and len(keys) > at]

    def keys_of(self, action_id: str, context: Context) -> str | None:
        """The first key of an action in a pane, for the status line."""
        return next((" ".join(keys) for keys, each in self._by_context[context].items() if each.id == action_id), None)


def key_name(key: str, character: str | None) -> str:
    """The name of a key as the table writes it: the character where it shows one, else the toolkit's name."""
    if character and character.isprintable() and character != " ":
        return character
    return key
