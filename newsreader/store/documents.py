"""The numbers of the full-text index's documents: a second of publication, and a running number in it (`store.schema_search`)."""

from __future__ import annotations

NUMBER_BITS = 12
"""How many bits of a document's number tell it from others of its second."""
_LAST_SECOND = 1 << 50


def first_doc(published: int) -> int:
    """The lowest number that a document of this second can have."""
    return min(max(0, published), _LAST_SECOND) << NUMBER_BITS


def last_doc(published: int) -> int:
    """The highest number that a document of this second has; where a second is full its documents stand in the next ones."""
    return first_doc(published + 600) - 1
