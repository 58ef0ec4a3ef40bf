"""Raw pages as files of the cache: named by their content, compressed, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
import zlib
from hashlib import sha256
from pathlib import Path

from newsreader.store.errors import StoreError


class Files:
    """A folder of files that are named by the SHA-256 of what they hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep `data`; gives the name to get it by. Raises StoreError where it can't be written."""
        digest = sha256(data).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(zlib.compress(data, 6))
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(temporary, path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StoreError(f"the cache {self._folder} can't be written: {error.strerror or error}") from error
        return digest

    def get(self, digest: str) -> bytes | None:
        """What was kept under that name; None where it is missing or damaged."""
        try:
            data = zlib.decompress(self._path(digest).read_bytes())
        except (OSError, zlib.error):
            return None
        return data if sha256(data).hexdigest() == digest else None

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / f"{digest}.z"
