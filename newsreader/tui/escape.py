"""Esc and a key right after it, told from Alt and that key, which look the same in a terminal.

The toolkit takes what comes within a tenth of a second (`$ESCDELAY`) after Esc for one key: `Esc j` typed fast was a j, and the Esc was
lost. Here it is the two keys that it is in a terminal of old, but for the words that Alt moves over and deletes where text is edited.
The wait stays for what may begin the code of a key (`Esc [`): over a slow line its parts come apart, and `[` and `A` do things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

_ESC = "\x1b"
_BEGINS_CODE = frozenset(f"[OP]_^X\\{_ESC}")
"""What continues Esc in codes of keys, the mouse and replies of the terminal; a backslash ends some of these."""
_EDITS_WORDS = frozenset("fb\x7f")
_PASTE, _PASTED = "[200~", "[201~"
_UP_TO_ESC = re.compile(f"[^{_ESC}]*(?:{_ESC}|$)")


class KeyParser(XTermParser):
    """The toolkit's, with Esc as a key of its own; `editing` says whether text is being edited, where Alt has its uses."""

    def __init__(self, debug: bool = False, editing: Callable[[], bool] = lambda: False) -> None:
        self._editing = editing
        self._begun = ""
        """Esc and what has come after it, as long as that may be a key with Alt."""
        self._pasting = False
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Read what was typed, a piece that ends with Esc after the other."""
        if not data:
            yield from super().feed(data)
        for piece in filter(None, _UP_TO_ESC.findall(data)):
            if self._begun == _ESC and not self._is_code(piece[0]):
                self._timeout_time = 0.0  # it is over now
                yield from super().tick()
            self._pasting = self._pasting if self._begun != _ESC else piece[:5] == _PASTE or (self._pasting and piece[:5] != _PASTED)
            self._begun = _ESC if piece[-1] == _ESC else self._begun + piece if self._begun else ""
            yield from super().feed(piece)
            if self._timeout_time is None:  # nothing is open
                self._begun = ""

    def tick(self) -> Iterable[Message]:
        """What began like a code and went no further was Esc and a key."""
        found, begun = list(super().tick()), self._begun
        if found and len(begun) == 2:
            found = [events.Key("escape", _ESC), *self._sequence_to_key_events(begun[1])]
        if found:
            self._begun = ""
        yield from found

    def _is_code(self, character: str) -> bool:
        return self._pasting or character in _BEGINS_CODE or (character in _EDITS_WORDS and self._editing())


def tell_escape_apart(editing: Callable[[], bool]) -> None:
    """Let the terminal's keys be read by `KeyParser`. The toolkit names its parser in one place, and has no other way to choose it."""
    setattr(linux_driver, "XTermParser", partial(KeyParser, editing=editing))  # noqa: B010


def edits_words(focused: Widget | None) -> bool:
    """Whether the keys go to a line of text with words in it."""
    return bool(getattr(focused, "value", ""))
