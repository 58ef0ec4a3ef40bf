"""Committed pages brought from the log to the library's file beside the writer, which then need not wait for the disk."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

_EVERY = 0.25  # seconds


class Settling:
    """A thread that checkpoints until it is told to end; the writer's own connection checkpoints no more meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="settles the library", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop after the present step; what is left is the writer's to settle."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            db = sqlite3.connect(self._path, timeout=1, isolation_level=None)
        except sqlite3.Error:
            return
        try:
            while not self._over.wait(_EVERY):
                db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error:
            pass  # the disk is full, or the like: the writer meets that itself and says so
        finally:
            db.close()
