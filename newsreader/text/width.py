"""How many terminal cells a text takes, as Textual sees it (`rich.cells`)."""

from __future__ import annotations

from rich.cells import cell_len as _cell_len
from rich.cells import set_cell_size as _set_cell_size


def width(text: str) -> int:
    """Cells that `text` takes on a line."""
    return len(text) if text.isascii() else _cell_len(text)


def fit(text: str, cells: int) -> str:
    """Cut or pad `text` to exactly `cells` cells, with an ellipsis where it was cut."""
    if cells <= 0:
        return ""
    taken = width(text)
    if taken <= cells:
        return text + " " * (cells - taken)
    return cut(text, cells - 1) + "…" if cells > 1 else "…"


def cut(text: str, cells: int) -> str:
    """The longest start of `text` in exactly `cells` cells (padded by a space where a wide character would not fit)."""
    return _set_cell_size(text, max(0, cells))
