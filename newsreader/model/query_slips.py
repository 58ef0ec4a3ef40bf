"""Which of some names somebody meant who typed another one: a letter is missing, too many or another one, or two have changed places."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST = 4


def slip_of(typed: str, known: Iterable[str]) -> str | None:
    """The name that is one slip away from what was typed; of short names the plural alone, since they are near to many words."""
    return next((name for name in known if typed == name + "s" or (len(name) >= _SHORTEST and _one_slip(typed, name))), None)


def _one_slip(typed: str, name: str) -> bool:
    at = next((n for n, (one, other) in enumerate(zip(typed, name, strict=False)) if one != other), min(len(typed), len(name)))
    mine, its = typed[at:], name[at:]
    if typed == name:
        return False
    return mine[1:] == its or mine == its[1:] or mine[1:] == its[1:] or (mine[:2] == its[1::-1] and mine[2:] == its[2:] and len(its) > 1)
