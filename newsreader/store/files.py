"""Files of the cache, raw pages and images: named by their content, written whole or not at all, looked at when they are read."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from newsreader.store.errors import StoreError
from newsreader.store.sharing import Shared

_PART = ".part-"
_SAMPLE = 16_384
_SHORT = 512
_WORTH = 0.9
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the cache as it lies on the disk; `at` is when it was written."""

    digest: str
    size: int
    at: int


def free_bytes(folder: Path) -> int:
    """The room that is left on the disk where a folder lies or will lie."""
    while not os.path.exists(folder) and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


class Files:
    """A folder of files that are named by the SHA-256 of what they hold; what deflating makes smaller is deflated.

    `sync`: on the disk when `put` returns; without it a power cut may leave a file damaged, which `get` finds. `shared` has what other
    profiles hold.
    """

    def __init__(self, folder: Path, sync: bool = True, shared: Shared | None = None) -> None:
        self.folder = folder
        self.shared = shared
        self._sync = sync

    def put(self, data: bytes) -> str:
        """Keep `data`; gives the name to get it by. Raises StoreError where it can't be written."""
        digest = sha256(data).hexdigest()
        if self._find(digest) is not None or self._taken(digest):
            return digest
        packs = len(data) < _SHORT or len(zlib.compress(data[:_SAMPLE], 1)) < _WORTH * len(data[:_SAMPLE])
        path = self._places(digest)[0 if packs else 1]
        try:
            if not path.parent.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_PART)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(zlib.compress(data, 6) if packs else data)
                    file.flush()
                    if self._sync:
                        os.fsync(file.fileno())
                os.replace(temporary, path)
                if self.shared is not None:
                    self.shared.give(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StoreError(f"the cache {self.folder} can't be written: {error.strerror or error}") from error
        return digest

    def get(self, digest: str) -> bytes | None:
        """What was kept under that name; None where it is missing, or damaged: then it is removed, so that it can be put again."""
        path = self._find(digest)
        if path is None:
            return None
        try:
            data = _read(path)
        except OSError:
            return None
        if sha256(data).hexdigest() == digest:
            return data
        with suppress(StoreError):
            self.remove(digest)
        return None

    def size(self, digest: str) -> int | None:
        """The bytes it takes on the disk, None where it is missing."""
        for path in self._places(digest):
            with suppress(FileNotFoundError):
                return path.stat().st_size
        return None

    def remove(self, digest: str) -> None:
        """Let a file go; one that is gone already is nothing to say."""
        try:
            for path in self._places(digest):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"the cache {self.folder} can't be cleaned: {error.strerror or error}") from error

    def all(self) -> Iterator[Held]:
        """Every file that is there."""
        for path, about in self._entries():
            if _DIGEST.fullmatch(path.stem) and path.suffix in ("", ".z"):
                yield Held(path.stem, about.st_size, int(about.st_mtime))

    def remove_parts(self, before: int) -> int:
        """Remove what a process that was killed has left half-written before a time; gives how many."""
        parts = [path for path, about in self._entries() if path.name.startswith(_PART) and about.st_mtime < before]
        for path in parts:
            path.unlink(missing_ok=True)
        return len(parts)

    def _find(self, digest: str) -> Path | None:
        return next((path for path in self._places(digest) if path.exists()), None)

    def _taken(self, digest: str) -> bool:
        shared = self.shared
        return shared is not None and any(
            shared.take(path, lambda found: sha256(_read(found)).hexdigest() == digest) for path in self._places(digest)
        )

    def _places(self, digest: str) -> tuple[Path, Path]:
        """Where a file lies if it is deflated, and if not."""
        raw = self.folder / digest[:2] / digest
        return raw.with_suffix(".z"), raw

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        try:
            folders = [entry.path for entry in os.scandir(self.folder) if entry.is_dir(follow_symlinks=False)]
        except FileNotFoundError:
            return
        for folder in folders:
            for entry in os.scandir(folder):
                try:
                    yield Path(entry.path), entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue


def _read(path: Path) -> bytes:
    """What a file holds, inflated; empty where that can't be done. Raises OSError."""
    data = path.read_bytes()
    try:
        return zlib.decompress(data) if path.suffix else data
    except zlib.error:
        return b""
