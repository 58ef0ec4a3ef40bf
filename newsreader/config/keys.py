"""The user's keys: which key presses which action, from `keys.toml`.

    [keys]
    "list.down" = "j, down"      # the keys, instead of the default ones
    list.star = ""               # no key at all (a dotted name is as good without quotation marks)

and what `,` and a key do (`config.macros`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.config.problems import Problem, located, quoted, read_toml, unknown

if TYPE_CHECKING:
    from newsreader.config.macros import Macro

_KEY = r"\S(?: \S|\S)*"


def read_keys(path: Path, known: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Read `keys.toml`: the keys by action id, for the actions that are `known`, and what is wrong with the rest.

    A key may be a sequence (`g g`). Keys stand between commas; the comma itself is `comma`.
    """
    table, problems = read_toml(path)
    found = list(problems)
    overrides: dict[str, tuple[str, ...]] = {}
    strange = [name for name in table if name not in ("keys", "macros")]
    found += [Problem(path, f"{unknown(name, ('keys', 'macros'))}: keys stand under [keys]", name) for name in strange]
    section = table.get("keys", {})
    if not isinstance(section, dict):
        return {}, located((*found, Problem(path, f"is {quoted(section)}, not a table, [keys]", "keys")))
    for action, value in _flat(section):
        key = f"keys.{action}"
        if action not in known:
            found.append(Problem(path, unknown(action, known), key))
        elif not isinstance(value, str):
            found.append(Problem(path, f'is {quoted(value)}, not keys as in "j, down"', key))
        else:
            keys = tuple(dict.fromkeys(_named(part) for part in value.split(",") if part.strip()))
            wrong = [cause for part in keys if (cause := _wrong(part))]
            if wrong:
                found.append(Problem(path, wrong[0], key))
            else:
                overrides[action] = keys
    return overrides, located(found)


def read_user_macros(path: Path, known: Collection[str]) -> tuple[tuple[Macro, ...], tuple[Problem, ...]]:
    """Read the macros of `keys.toml`; what is wrong with the file as a whole is `read_keys`'s to tell."""
    table, problems = read_toml(path)
    if problems or "macros" not in table:
        return (), ()
    from newsreader.config.macros import read_macros  # where there are any, since most have none

    return read_macros(path, table["macros"], known)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _named(keys: str) -> str:
    from newsreader.config.keynames import known_key  # where there are keys, since most people change none

    return " ".join("," if key == "comma" else known_key(key) or key for key in keys.strip().split(" "))


def _wrong(key: str) -> str | None:
    from newsreader.config.keynames import wrong_key

    if not re.fullmatch(_KEY, key) or not key.isprintable():
        return f"{quoted(key)} is no key: a key is a name such as j, enter or ctrl+d, a sequence has one space between its keys"
    return next((cause for name in key.split(" ") if (cause := wrong_key(name))), None)
