"""Which entries are among some, where these may be a million. Light: lists want it."""

from __future__ import annotations

from collections.abc import Sequence


class Members:
    """Some entries as a byte for each number there is, so that a million take a megabyte; a set of them takes sixty."""

    def __init__(self, *parts: Sequence[int]) -> None:
        there = self._there = bytearray(max((max(part, default=0) for part in parts), default=0) + 1)
        for part in parts:
            for entry in part:
                there[entry] = 1

    def __contains__(self, entry: int) -> bool:
        return entry < len(self._there) and self._there[entry] == 1

    def add(self, entry: int) -> None:
        """Let one more be among them."""
        if entry >= len(self._there):
            self._there.extend(bytes(entry + 1 - len(self._there)))
        self._there[entry] = 1
