"""How old something is, in at most three characters."""

from __future__ import annotations

_STEPS = ((365 * 86_400, "y"), (30 * 86_400, "mo"), (7 * 86_400, "w"), (86_400, "d"), (3_600, "h"), (60, "m"))


def age(seconds: int) -> str:
    """An age as a column shows it: `now`, `5m`, `11h`, `3d`, `4w`, `2y`; dates in the future are now."""
    for size, unit in _STEPS:
        if seconds >= size and not (unit == "w" and seconds < 14 * 86_400):
            return f"{min(99, seconds // size)}{unit}"
    return "now"
