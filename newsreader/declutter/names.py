"""What the names that a page gives its elements (class, id) say of them; whole names only, never a part of one.

A name counts when it is made of nothing but one core word and words for places and containers: `post-share-buttons` is `share`
with `post` and `buttons`; a core of several words may have a stranger before it (`rp4wp-related-posts`); `player-2020`, `share-price`
and `ad-hoc` are nothing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from newsreader.model.article import HiddenKind

_LONGEST_NAME = 60
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Names:
    kinds: dict[str, HiddenKind]
    places: frozenset[str]
    leads: frozenset[str]
    longest: int


@cache
def _names() -> _Names:
    table = tomllib.loads(files("newsreader.declutter").joinpath("names.toml").read_text(encoding="utf-8"))
    kinds: dict[str, HiddenKind] = {name: kind for kind, names in table["cores"].items() for name in names.split()}
    return _Names(kinds, frozenset(table["places"].split()), frozenset(table["leads"].split()), max(name.count("-") + 1 for name in kinds))


def is_lead_name(name: str) -> bool:
    """Whether a name (lower case, with dashes) is one for the sentence under a headline."""
    return name in _names().leads


@lru_cache(maxsize=4096)
def kind_of(name: str) -> HiddenKind | None:
    """The kind of clutter that one name (lower case, with dashes) means, or None."""
    names = _names()
    if name in names.kinds:
        return names.kinds[name]
    words = [bare for word in name.split("-") if (bare := word.rstrip("0123456789"))]
    if len(name) > _LONGEST_NAME or not 1 <= len(words) <= _MOST_WORDS:
        return None
    for size in range(min(names.longest, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            kind = names.kinds.get("-".join(words[at : at + size]))
            if kind is None or any(word not in names.places for word in words[at + size :]):
                continue
            if sum(word not in names.places for word in words[:at]) < size:
                return kind
    return None
