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
    try:
        path = _written(text, suffix)
    except OSError as error:
        raise ProgramError(f"the text can't be put into a file for the editor: {error.strerror or error}") from None
    name = str(path)
    try:
        try:
            code = subprocess.run([*argv, name], check=False).returncode  # noqa: S603
        except OSError as error:
            raise ProgramError(f"{argv[0]!r} can't be started: {error.strerror or error}") from None
        if code:
            raise ProgramError(f"{argv[0]!r} ended with exit code {code}: nothing was changed")
        try:
            with path.open("rb") as changed:
                body = changed.read(_MOST_BYTES + 1)
        except OSError as error:
            raise ProgramError(f"what {argv[0]!r} left can't be read: {error.strerror or error}; nothing was changed") from None
        if len(body) > _MOST_BYTES:
            raise ProgramError(f"what {argv[0]!r} left is larger than {_MOST_BYTES >> 20} MB: nothing was changed")
        return body.decode("utf-8-sig", "replace")
    finally:
        path.unlink(missing_ok=True)


def _written(text: str, suffix: str) -> Path:
    """A new file with a text, which only its owner can read; none is left where it can't be written. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix="newsreader-", suffix=suffix)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        os.unlink(name)
        raise
    return Path(name)


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
