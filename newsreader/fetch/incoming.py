"""The body of an answer while it comes in: small ones in memory, large ones in a file without a name, since many may come at once."""

from __future__ import annotations

from typing import IO

IN_MEMORY = 1 << 20
"""Bytes from which on a body waits on the disk."""


class Incoming:
    """Takes pieces, gives them back whole."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def add(self, data: bytes) -> None:
        """Take a piece; raises OSError where the disk takes no more."""
        self._size += len(data)
        if self._size > IN_MEMORY and self._file is None:
            from tempfile import TemporaryFile  # few answers are so large

            self._file = TemporaryFile()  # noqa: SIM115 - closed by `clear`
            self._file.writelines(self._pieces)
            self._pieces = []
        if self._file is not None:
            self._file.write(data)
        else:
            self._pieces.append(data)

    def take(self) -> bytes:
        """The whole body, which is then forgotten here."""
        if self._file is None:
            body = b"".join(self._pieces)
        else:
            self._file.seek(0)
            body = self._file.read()
        self.clear()
        return body

    def clear(self) -> None:
        """Forget what came."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._pieces, self._size = [], 0
