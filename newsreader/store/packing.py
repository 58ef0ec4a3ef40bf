"""Long texts made small in the database: a one-byte mark, then the bytes, raw or deflated."""

from __future__ import annotations

import zlib

_SHORT = 4096


def pack(text: str) -> bytes:
    """Pack a text; short ones stay raw, since deflating them costs more than it saves."""
    data = text.encode("utf-8", "replace")
    return b"r" + data if len(data) < _SHORT else b"z" + zlib.compress(data, 1)


def unpack(blob: bytes) -> str:
    """Give back what `pack` was given."""
    data = zlib.decompress(blob[1:]) if blob[:1] == b"z" else blob[1:]
    return data.decode("utf-8")
