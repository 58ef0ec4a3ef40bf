"""The user's editor, in our terminal, on a text that comes back changed or not."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from newsreader.programs.run import ProgramError

_MOST_BYTES = 16 << 20


def edit_text(text: str, environ: Mapping[str, str], suffix: str = ".txt") -> str:
    """Open a text in `$VISUAL`, `$EDITOR`, else nano or vi, and give what it is when the editor ends. The terminal has to be free.

    Raises ProgramError where there is no editor, or where it ended with an error, in which case the text counts as unchanged.
    """
    argv = _editor(environ)
    descriptor, name = tempfile.mkstemp(prefix="newsreader-", suffix=suffix)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        try:
            code = subprocess.run([*argv, name], check=False).returncode  # noqa: S603
        except OSError as error:
            raise ProgramError(f"{argv[0]!r} can't be started: {error.strerror or error}") from None
        if code:
            raise ProgramError(f"{argv[0]!r} ended with exit code {code}: nothing was changed")
        with path.open("rb") as changed:
            return changed.read(_MOST_BYTES).decode("utf-8-sig", "replace")
    finally:
        path.unlink(missing_ok=True)


def _editor(environ: Mapping[str, str]) -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            argv = shlex.split(environ.get(name, ""))
        except ValueError:
            raise ProgramError(f"${name} can't be read: a quotation mark is not closed in it") from None
        if argv:
            return argv
    for known in ("nano", "vi"):
        if shutil.which(known):
            return [known]
    raise ProgramError("there is no editor: set $EDITOR, as in EDITOR=vim")
