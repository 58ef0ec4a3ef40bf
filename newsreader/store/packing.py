"""Long texts made small in the database: a one-byte mark, then the bytes, raw (`r`) or deflated (`z`), or slices of a text (`s`), each
packed alone, so that its start is read without the rest."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import accumulate
from struct import Struct
from typing import overload

_SHORT = 4096
_LENGTH = Struct("<I")


def pack(text: str | bytes) -> bytes:
    """Pack a text, given as such or in UTF-8; short ones stay raw, since deflating them costs more than it saves."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    return b"r" + data if len(data) < _SHORT else b"z" + zlib.compress(data, 1)


def pack_slices(text: str) -> bytes:
    """Pack a text in slices, each up to a newline and with it."""
    if "\n" not in text:
        return pack(text)
    *parts, last = text.split("\n")
    packed = [*(pack(f"{part}\n") for part in parts), pack(last)]
    return b"".join([b"s", _LENGTH.pack(len(packed)), *(_LENGTH.pack(len(each)) for each in packed), *packed])


def unpack(blob: bytes) -> str:
    """Give back what `pack` or `pack_slices` was given."""
    if blob[:1] == b"s":
        return "".join(Slices(blob))
    data = zlib.decompress(blob[1:]) if blob[:1] == b"z" else blob[1:]
    return data.decode("utf-8")


class Slices(Sequence[str]):
    """The slices of a packed text, unpacked one by one as they are asked for; a text that isn't sliced is one."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self._bounds = [0, len(blob)]
        if blob[:1] == b"s":
            count = _LENGTH.unpack_from(blob, 1)[0]
            start = 1 + _LENGTH.size * (count + 1)
            lengths = (_LENGTH.unpack_from(blob, 1 + _LENGTH.size * (at + 1))[0] for at in range(count))
            self._bounds = list(accumulate(lengths, initial=start))

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Slices) and self._blob == other._blob

    def __hash__(self) -> int:
        return hash(self._blob)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return unpack(self._blob[self._bounds[at] : self._bounds[at + 1]])
