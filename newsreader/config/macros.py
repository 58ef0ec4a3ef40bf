"""The user's macros: several things with `,` and one key, from `keys.toml`.

    [macros]
    r = "marks.star; reading.browser"              # names of actions, one after the other
    c = ":filter is:unread; 3 move.down; :tag later"   # a number before one: so many times; with a colon: a command with words
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsreader.config.actions import COMMANDS, CONTEXTS, LEADER, Action, shown
from newsreader.config.keynames import known_key, wrong_key
from newsreader.config.problems import Problem, located, quoted, unknown

MOST = 100
"""How many times a step may be done, and how many steps there may be."""
_STEP = re.compile(r"(?:(\d{1,5})\s+)?(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a macro: an action's id, or (with `words`) a command; done `times` times."""

    name: str
    words: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Macro:
    """What the leader and a key do."""

    key: str
    text: str
    steps: tuple[Step, ...]

    @property
    def action(self) -> Action:
        """It as an action among the others."""
        return Action(f"macros.{self.key}", (f"{LEADER} {self.key}",), f"macro {shown(self.key)}", self.text, "Macros", CONTEXTS)


def read_macros(path: Path, table: object, known: Collection[str]) -> tuple[tuple[Macro, ...], tuple[Problem, ...]]:
    """Read the table `[macros]`, for actions that are `known`, and what is wrong with those that can't be."""
    if not isinstance(table, dict):
        return (), (Problem(path, f"is {quoted(table)}, not a table, [macros]", "macros"),)
    macros: list[Macro] = []
    problems: list[Problem] = []
    for key, value in table.items():
        steps, cause = _read(key, value, known)
        if cause:
            problems.append(Problem(path, cause, f"macros.{key}"))
        else:
            macros.append(Macro(known_key(key) or key, " ".join(str(value).split()), steps))
    return tuple(macros), located(problems)


def _read(key: str, value: Any, known: Collection[str]) -> tuple[tuple[Step, ...], str]:
    if not key or " " in key or not key.isprintable() or key == LEADER:
        return (), f"{quoted(key)} is no key for a macro: one key is, as in r or f5"
    if cause := wrong_key(key, alone=True):
        return (), cause
    if not isinstance(value, str) or not value.strip():
        return (), f'is {quoted(value)}, not steps as in "marks.star; reading.browser"'
    parts = [part.strip() for part in value.split(";") if part.strip()]
    if len(parts) > MOST:
        return (), f"has {len(parts)} steps; {MOST} are the most"
    steps: list[Step] = []
    for part in parts:
        found = _STEP.fullmatch(part)
        assert found is not None  # noqa: S101 - it isn't empty
        times, name = int(found[1] or 1), found[2].strip()
        if not 1 <= times <= MOST:
            return (), f"{quoted(part)} is done {times} times; 1 to {MOST} are possible"
        if name.startswith(":"):
            word, _, rest = name[1:].strip().partition(" ")
            if word not in COMMANDS:
                return (), f":{word} {unknown(word, COMMANDS)}; {', '.join(COMMANDS)} take words"
            if not rest.strip():
                return (), f":{word} wants words after it: {COMMANDS[word]}"
            steps.append(Step(word, rest.strip(), times))
        elif name not in known:
            return (), f"{quoted(name)} {unknown(name, known)}; `newsreader keys` lists the actions"
        else:
            steps.append(Step(name, "", times))
    return tuple(steps), ""
