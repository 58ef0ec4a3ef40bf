"""Lists with every story once: of the entries in a list that tell one story, one leads and stays. Light: the first frame wants it.

What leads is unread where any of them is, so that nothing unread hides behind what was read; then of a preferred feed; then the first
that came.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse

from newsreader.library.members import Members
from newsreader.store.connection import Store
from newsreader.store.tellings import Telling, by_story, tellings

Among = Callable[[Sequence[int]], Collection[int]]
"""Which of some entries a list has below those that were taken."""
_PIECE = 20_000
"""Entries that are looked at in one go, in about a millisecond: the screen's thread waits as long."""
ASKED_ONE_BY_ONE = 20_000
"""Longer lists are held against all stories, one after the other."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A list with every story once; `folded` are the entries that were left out, `leads` says by story what leads it, which may be further
    below than the list was taken."""

    ids: array[int]
    folded: array[int] = field(default_factory=lambda: array("q"))
    leads: Mapping[int, int] = field(default_factory=dict)


def fold(store: Store, ids: Sequence[int], before: Folded | None = None, among: Among | None = None) -> Folded:
    """A list with every story once, in its order; `before`: an earlier part of the list, whose rows stay what they are.

    Costs 1 µs an entry (0.1 µs in long lists, of which it isn't said what leads their stories: that would take 100 bytes each) and some µs
    for each that shares its story.
    """
    listed = ids if isinstance(ids, array) else array("q", ids)
    if len(listed) > ASKED_ONE_BY_ONE:
        return _fold_long(store, listed, before)
    told = tellings(store, listed)
    leads = dict(before.leads) if before is not None else {}
    if not told:
        return Folded(listed, array("q"), leads)
    sharing = {each[0] for each in told}
    here = sharing.intersection(listed)
    shown = sharing.intersection(before.ids) if before is not None else set[int]()
    outside = sorted(sharing - here - shown)
    below = frozenset(among(outside)) if among is not None and outside else frozenset[int]()
    stories: dict[int, list[Telling]] = defaultdict(list)
    for each in told:
        if each[0] in shown and leads.get(each[1]) not in shown:
            leads[each[1]] = each[0]
        if each[0] in here or each[0] in below:
            stories[each[1]].append(each)
    left_out: set[int] = set()
    for story, members in stories.items():
        if not (leads.get(story) in shown or leads.get(story) in here or leads.get(story) in below):
            leads[story] = min(members, key=rank)[0] if len(members) > 1 else members[0][0]
        if len(members) > 1 or members[0][0] != leads[story]:
            left_out.update(each[0] for each in members)
            left_out.discard(leads[story])
    return _parted(listed, left_out.__contains__, leads)


def _fold_long(store: Store, listed: array[int], before: Folded | None) -> Folded:
    """The same with one story after the other, a byte for each entry there is, and so that the screen's thread never waits long for its
    turn."""
    leads = before.leads if before is not None else {}
    shown, there = Members(before.ids if before is not None else ()), Members(listed)
    left_out = Members()
    for told in by_story(store):
        members = [each for each in told if each[0] in there]
        if not members:
            continue
        lead = leads.get(members[0][1], 0)
        if not (lead in shown or lead in there):
            lead = next((each[0] for each in told if each[0] in shown), None) or min(members, key=rank)[0]
        for each in members:
            if each[0] != lead:
                left_out.add(each[0])
    return _parted(listed, left_out.__contains__, leads)


def _parted(listed: array[int], is_left_out: Callable[[int], bool], leads: Mapping[int, int]) -> Folded:
    kept, folded = array("q"), array("q")
    for start in range(0, len(listed), _PIECE):
        piece = listed[start : start + _PIECE]
        kept.extend(array("q", filterfalse(is_left_out, piece)))
        folded.extend(array("q", filter(is_left_out, piece)))
    return Folded(kept, folded, leads)


def stories_of(store: Store) -> dict[int, int]:
    """Which story each entry tells that shares one. Costs 3 µs each."""
    return {entry: story for entry, story, _, _ in tellings(store, None)}


def rank(telling: Telling) -> tuple[bool, bool, int]:
    """What leads comes first."""
    return bool(telling[2]), not telling[3], telling[0]
