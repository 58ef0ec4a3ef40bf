"""Tagging entries and painting tags, undoably. Light: the TUI calls it in its own process."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from newsreader.library.marks import Change
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.parts import Part, Row, Tagged
from newsreader.store.tags import Tag, all_tags, find_tag, make_tag, with_tag
from newsreader.text.clean import clean
from newsreader.text.counted import counted

__all__ = ["COLORS", "CannotTag", "Tag", "color_tag", "delete_tag", "rename_tag", "tag", "tags", "untag"]

COLORS = ("red", "green", "yellow", "blue", "magenta", "cyan", "orange", "grey")
_HEX = re.compile("#[0-9a-fA-F]{6}")
_LONGEST = 100


class CannotTag(Exception):
    """A tag that can't be what was asked for; the message says why."""


def tags(store: Store) -> tuple[Tag, ...]:
    """Every tag with its counts and its colour, by name."""
    return all_tags(store)


def tag(store: Store, ids: Sequence[int], name: str) -> Change:
    """Give entries a tag; those that have it are not counted. Raises CannotTag for what is no name."""
    name = tag_name(name)
    with store.writing():
        made = make_tag(store, name)
        changed = with_tag(store, made.id, ids, having=False)
        words = f"{len(changed)} tagged {made.name}"
        if changed:
            journal.change(store, [Tagged(made.id, True, changed)], words, len(changed), int(time.time()))
    return Change(words, len(changed))


def untag(store: Store, ids: Sequence[int], name: str) -> Change:
    """Take a tag off entries."""
    with store.writing():
        found = find_tag(store, clean(name))
        changed = with_tag(store, found.id, ids) if found else []
        words = f"the tag {found.name if found else clean(name)} taken off {len(changed)}"
        if found and changed:
            journal.change(store, [Tagged(found.id, False, changed)], words, len(changed), int(time.time()))
    return Change(words, len(changed))


def color_tag(store: Store, name: str, color: str) -> Change:
    """Paint a tag: one of `COLORS`, `#rrggbb`, or nothing for the theme's own colour. Raises CannotTag."""
    color = color.strip().lower()
    if color and color not in COLORS and not _HEX.fullmatch(color):
        raise CannotTag(f"{clean(color)} is no colour: {', '.join(COLORS)} or one as in #ff8800 is wanted")
    with store.writing():
        found = make_tag(store, tag_name(name))
        words = f"the tag {found.name} is {color or 'in the usual colour'}"
        if found.color != color:
            journal.change(store, [Row("tags", (found.id,), {"color": found.color}, {"color": color})], words, 1, int(time.time()))
    return Change(words, int(found.color != color))


def rename_tag(store: Store, name: str, new: str) -> Change:
    """Give a tag another name; where one of that name is there, the two become one. Raises CannotTag."""
    new = tag_name(new)
    with store.writing():
        found, other = _known(store, name), find_tag(store, new)
        ids = with_tag(store, found.id, None)
        parts: list[Part] = []
        if other is None or other.id == found.id:
            parts.append(Row("tags", (found.id,), {"name": found.name}, {"name": new}))
        else:
            parts = [Tagged(other.id, True, with_tag(store, other.id, ids, having=False)), *_gone(found, ids)]
        words = f"the tag {found.name} is now {new}, {counted(len(ids), 'entry')}"
        journal.change(store, parts, words, len(ids), int(time.time()))
    return Change(words, len(ids))


def delete_tag(store: Store, name: str) -> Change:
    """Take a tag off every entry and forget its colour. Raises CannotTag."""
    with store.writing():
        found = _known(store, name)
        ids = with_tag(store, found.id, None)
        words = f"the tag {found.name} deleted, it was on {len(ids)}"
        journal.change(store, _gone(found, ids), words, len(ids), int(time.time()))
    return Change(words, len(ids))


def tag_name(name: str) -> str:
    """A tag's name made clean; raises CannotTag for none, and for one that is too long."""
    name = clean(name).strip("#, ")
    if not name or len(name) > _LONGEST:
        raise CannotTag("a tag wants a name" if not name else f"a tag's name has {_LONGEST} characters at the most")
    return name


def _gone(tag: Tag, ids: Sequence[int]) -> list[Part]:
    parts: list[Part] = [Tagged(tag.id, False, ids)] if ids else []
    return [*parts, Row("tags", (tag.id,), {"name": tag.name, "color": tag.color}, {"name": tag.name, "color": ""})]


def _known(store: Store, name: str) -> Tag:
    found = find_tag(store, clean(name))
    if found is None:
        raise CannotTag(f"there is no tag {clean(name)}")
    return found
