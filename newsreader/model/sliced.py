"""The blocks of a long article in slices, each made when somebody looks at a block of it; for the rest a tuple like any other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Generic, TypeVar, overload

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outline:
    """What has to be known of all blocks before they are made: the addresses of their links, in the order in which these are numbered,
    and of the images that they show."""

    links: tuple[str, ...]
    images: frozenset[str]


class Sliced(Sequence[T], Generic[T]):
    """So many items in each slice, and `load`, which makes a slice from its number. Loaded slices are kept.

    Of one `source` are the same items, which spares making them to compare them.
    """

    def __init__(self, counts: Sequence[int], load: Callable[[int], tuple[T, ...]], outline: Outline, source: object = None) -> None:
        self.outline = outline
        self._source = source
        self._starts = [0, *accumulate(counts)]
        self._load = load
        self._loaded: dict[int, tuple[T, ...]] = {}

    def and_then(self, items: tuple[T, ...], outline: Outline) -> Sliced[T]:
        """The same items, none of them made, and these after them; `outline` is that of all."""
        counts = [each - before for before, each in pairwise(self._starts)]
        source = None if self._source is None else (self._source, items)
        return Sliced([*counts, len(items)], lambda number: items if number == len(counts) else self._slice(number), outline, source)

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        at = at + len(self) if at < 0 else at
        if not 0 <= at < len(self):
            raise IndexError(at)
        number = bisect_right(self._starts, at) - 1
        return self._slice(number)[at - self._starts[number]]

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._starts) - 1):
            yield from self._slice(number)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | Sliced):
            return NotImplemented
        if isinstance(other, Sliced) and self._source is not None and self._source == other._source:
            return True
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _slice(self, number: int) -> tuple[T, ...]:
        found = self._loaded.get(number)
        if found is None:
            found = self._loaded[number] = self._load(number)
        return found
