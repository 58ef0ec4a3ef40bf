"""A lock between processes that dies with its holder: `flock` on a file beside the library."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from newsreader.store.errors import StoreError


class Lock:
    """One holder at a time, whatever the process; nothing has to be cleaned up after a crash. The file itself stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Take it if it is free; whether this is its holder now. Raises StoreError where the file can't be made."""
        if self._handle is not None:
            return True
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(f"{self._path} can't be written: {error.strerror or error}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        return True

    def give_back(self) -> None:
        """Let others have it."""
        if self._handle is not None:
            fcntl.flock(self._handle, fcntl.LOCK_UN)  # a child that was forked meanwhile holds a copy of the handle
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.give_back()
