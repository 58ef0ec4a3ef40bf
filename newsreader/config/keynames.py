"""What keys are called: which names there are, and what was meant by one that there isn't."""

from __future__ import annotations

import re

from newsreader.config.problems import quoted

PLAIN = (
    "enter", "tab", "escape", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up", "down", "left", "right",
    *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
_CONTROLS = ("@", "backslash", "right_square_bracket", "circumflex_accent", "underscore")
"""What a terminal sends with Ctrl besides letters."""
_MODIFIERS = ("ctrl", "shift", "super", "hyper", "meta")
_SAME = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+j": "newline", "ctrl+[": "escape",
    "ctrl+left_square_bracket": "escape",
}  # fmt: skip
"""What a terminal sends for two keys alike."""
_MEANT = {
    "esc": "escape", "return": "enter", "ret": "enter", "cr": "enter", "del": "delete", "ins": "insert", "bs": "backspace", "spc": "space",
    "pgup": "pageup", "page_up": "pageup", "pgdn": "pagedown", "pgdown": "pagedown", "page_down": "pagedown",
    "s-tab": "shift+tab", "backtab": "shift+tab",
    "slash": "/", "backslash": "\\", "colon": ":", "semicolon": ";", "dot": ".", "period": ".", "full_stop": ".", "plus": "+", "minus": "-",
    "question_mark": "?", "exclamation_mark": "!", "star": "*", "asterisk": "*", "hash": "#", "number_sign": "#", "tilde": "~",
    "ampersand": "&", "equals": "=", "equals_sign": "=", "less_than_sign": "<", "greater_than_sign": ">", "underscore": "_", "pipe": "|",
    "at": "@", "ctrl+space": "ctrl+@", "ctrl+\\": "ctrl+backslash", "ctrl+]": "ctrl+right_square_bracket",
    "ctrl+^": "ctrl+circumflex_accent", "ctrl+_": "ctrl+underscore",
}  # fmt: skip
"""How other programs call some."""
_CTRL = re.compile(r"(?:\^|c-|control[+-]|ctrl-)(.)")


def known_key(name: str) -> str | None:
    """A key as it is looked up: one character as it is, a name in small letters; None where there is no such key."""
    if len(name) == 1:
        return name
    *modifiers, key = name.lower().split("+")
    held = sorted(set(modifiers))
    if len(held) < len(modifiers) or not set(held) <= set(_MODIFIERS):
        return None
    controls = key in _CONTROLS or (len(key) == 1 and key.isascii() and key.isalnum())
    return "+".join((*held, key)) if key in PLAIN or (controls and "ctrl" in held) else None


def wrong_key(name: str, alone: bool = False) -> str:
    """Why a name can't be a key's, with what would fit (no sequence, where one is to be `alone`); empty where it can."""
    low = name.lower()
    if low in _SAME:
        return f"{quoted(name)} can't be told from {_SAME[low]} in a terminal"
    if known_key(name) is not None:
        return ""
    if low.startswith(("alt+", "m-", "a-")) and len(low.partition("+" if "+" in low else "-")[2]):
        return f"{quoted(name)} can't be told from Esc and a key in a terminal: keys with Alt do nothing here"
    meant = _meant(name)
    if meant in _SAME:
        return wrong_key(meant)
    if meant and not (alone and " " in meant):
        return f"{quoted(name)} is no key; {quoted(meant)} is"
    return f"{quoted(name)} is no key: a key is one character, ctrl+ and a letter, or one of {', '.join(PLAIN[:15])}, f1 to f24"


def _meant(name: str) -> str:
    low = name.lower()
    if low in _MEANT:
        return _MEANT[low]
    if found := _CTRL.fullmatch(low):
        return f"ctrl+{found[1]}"
    if found := re.fullmatch(r"shift\+(\w)", low):
        return found[1].upper()
    from difflib import get_close_matches  # here, since names without mistakes never need it

    names = [*PLAIN, "shift+tab", *(each for each in _MEANT if not each.startswith("ctrl+"))]
    for near in get_close_matches(low, names, n=1, cutoff=0.7):
        return _MEANT.get(near, near)
    return " ".join(name) if len(name) <= 3 and name.isalnum() else ""
