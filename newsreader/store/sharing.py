"""Files that several profiles keep, on the disk once: each has hard links of its own, so that what one cleans away stays for the rest."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class Shared:
    """A folder of hard links to what profiles hold in their caches. Where the disk has no hard links nothing is shared, nothing breaks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, path: Path, whole: Callable[[Path], bool]) -> bool:
        """Have a file at `path` from here; False where it isn't here, or is damaged: `whole` looks."""
        here = self._place(path)
        if not here.exists():
            return False
        try:
            if not whole(here):
                here.unlink(missing_ok=True)
                return False
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.link(here, path)
        except FileExistsError:
            return True
        except OSError:
            return False
        return True

    def give(self, path: Path) -> None:
        """Let the others have what was just written at `path`."""
        here = self._place(path)
        with suppress(OSError):
            here.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.link(path, here)

    def clean(self) -> int:
        """Remove what no profile holds any more; gives the bytes."""
        freed = 0
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                about = path.stat()
                if about.st_nlink == 1:
                    path.unlink()
                    freed += about.st_size
        return freed

    def _place(self, path: Path) -> Path:
        return self.folder / path.parent.name / path.name
