"""The visual order of text that runs from right to left, for terminals that don't bring it into that order themselves.

Texts are kept, found and copied in the order in which they are read; only what is drawn is put in order. The levels come from python-bidi
(an extra of the package), the rest is by whole clusters, so that no vowel mark leaves its letter (UAX #9, rules L1 to L4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import bidirectional, mirrored

from rich.cells import split_graphemes

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""A letter, or a mark, of a script that is written from right to left."""
Cluster = tuple[int, int, str]
"""Where a cluster starts and ends in the text as it is read, and how it is drawn there."""


def starts_right_to_left(text: str) -> bool:
    """Whether the first letter of a text belongs to such a script."""
    return next((kind != "L" for character in text if (kind := bidirectional(character)) in ("L", "R", "AL")), False)


def visual_order(text: str, right_to_left: bool) -> list[Cluster]:
    """The clusters of a line from left to right; `right_to_left` is the direction of its paragraph."""
    base = int(right_to_left)
    levels = _levels(text, base)
    clusters = [(first, last) for first, last, _ in split_graphemes(text)[0]]
    by_cluster = [levels[first] for first, _ in clusters]
    for at in range(len(clusters) - 1, -1, -1):  # spaces at the end of a line stand at its end
        if not text[clusters[at][0]].isspace():
            break
        by_cluster[at] = base
    order = _reversed_runs(by_cluster)
    return [(*clusters[at], _mirrored(text[slice(*clusters[at])], by_cluster[at])) for at in order]


def visual(text: str) -> str:
    """A text that stands alone, such as a title, in visual order."""
    if not RIGHT_TO_LEFT.search(text):
        return text
    return "".join([drawn for _, _, drawn in visual_order(text, starts_right_to_left(text))])


def _levels(text: str, base: int) -> list[int]:
    from bidi import algorithm  # here, since most readers never need it

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for at, character in enumerate(storage["chars"]):
        character["at"] = at
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    levels = [-1] * len(text)
    for character in storage["chars"]:
        levels[character["at"]] = character["level"]
    for at, level in enumerate(levels):  # joiners have no level of their own
        if level < 0:
            levels[at] = levels[at - 1] if at else base
    return levels


def _reversed_runs(levels: Sequence[int]) -> list[int]:
    """The order in which things of these levels stand (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return order


def _mirrored(cluster: str, level: int) -> str:
    if level % 2 == 0 or not mirrored(cluster[0]):
        return cluster
    from bidi.mirror import MIRRORED

    return str(MIRRORED.get(cluster[0], cluster[0])) + cluster[1:]
