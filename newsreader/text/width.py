"""How many terminal cells a text takes: as Textual sees it (`rich.cells`), and at the most.

Terminals that don't join clusters (tmux among them) give every letter of an Indic syllable and every part of an emoji a cell of its
own. `width` is what a layout counts with; `most` is what has to fit, so that nothing runs over into the next column.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len as _cell_len
from rich.cells import set_cell_size as _set_cell_size


def width(text: str) -> int:
    """Cells that `text` takes on a line."""
    return len(text) if text.isascii() else _cell_len(text)


def most(text: str) -> int:
    """Cells that `text` takes at the most, whatever the terminal joins."""
    return len(text) if text.isascii() else max(_cell_len(text), sum(map(_alone, text)))


def fit(text: str, cells: int) -> str:
    """Cut or pad `text` to exactly `cells` cells (as `width` counts) and no more than that at the most; an ellipsis where it was cut."""
    if cells <= 0:
        return ""
    if most(text) > cells:
        text = text[: safe_end(text, cells - 1)] + "…"
    return _padded(text, cells)


def safe_end(text: str, cells: int) -> int:
    """Where to cut so that what is before takes `cells` cells at the most; never between a letter and its marks."""
    if text[: cells + 1].isascii():
        return max(0, min(cells, len(text)))
    taken, end = 0, 0
    for index, character in enumerate(text):
        taken += _alone(character)
        if taken > cells:
            break
        end = index + 1
    while 0 < end < len(text) and (unicodedata.category(text[end])[0] == "M" or text[end] in "\u200d" or text[end - 1] == "\u200d"):
        end -= 1
    return end


def _padded(text: str, cells: int) -> str:
    while (short := cells - width(text)) > 0:  # more than once where a joiner at the end swallows the first space
        text += " " * short
    return text


@lru_cache(maxsize=4096)
def _alone(character: str) -> int:
    if character.isascii():
        return 1
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # skin tones
        return 2
    kind = unicodedata.category(character)
    return 1 if kind == "Mc" else 0 if kind in ("Mn", "Me", "Cf") else _cell_len(character)


def cut(text: str, cells: int) -> str:
    """The longest start of `text` in exactly `cells` cells (padded by a space where a wide character would not fit)."""
    return _set_cell_size(text, max(0, cells))
