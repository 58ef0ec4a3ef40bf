"""Secrets, from where the user keeps them: what a command prints, the system's keyring, or a file that nobody else can read.

None of them is ever part of a message; what a command says on its stderr isn't told either, since it may be.
"""

from __future__ import annotations

import os
import shlex
import stat
import sys
import time
from importlib.util import find_spec

from newsreader.programs.run import ProgramError, run_argv, words_of

SECONDS = 15
"""What a command or the keyring has to give a secret: nobody may be there to be asked."""
_LONGEST = 16_384
_FRESH = 120.0
_FAILED = 30.0


class SecretError(Exception):
    """A secret that can't be had; the message says which and why, and what to do."""


class Secrets:
    """Looks secrets up, and remembers them for two minutes (that one can't be had: for half of one), so that many feeds ask once."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._known: dict[str, tuple[float, str | SecretError]] = {}

    def reveal(self, reference: str) -> str:
        """The secret that a reference names. Raises SecretError."""
        until, known = self._known.get(reference, (0.0, ""))
        if time.monotonic() >= until:
            try:
                known = look_up(reference, self._seconds)
                until = time.monotonic() + _FRESH
            except SecretError as error:
                known, until = error, time.monotonic() + _FAILED
            self._known[reference] = until, known
        if isinstance(known, SecretError):
            raise known
        return known


def look_up(reference: str, seconds: float = SECONDS) -> str:
    """The secret of `command:…`, `keyring:SERVICE/USER` or `file:PATH`, without the end of its line. Raises SecretError."""
    kind, _, place = reference.partition(":")
    if kind == "command":
        found = _of_command(place, seconds)
    elif kind == "keyring":
        found = _of_keyring(place, seconds)
    elif kind == "file":
        found = _of_file(place)
    else:
        raise SecretError("a secret is looked up by command:, keyring: or file:")
    lines = found.decode("utf-8", "replace").split("\n")
    secret = lines[0].rstrip("\r")
    if not secret or "\x00" in secret:
        raise SecretError(f"{kind}:{place} gives nothing")
    return secret


def keep_in_file(path: str, secret: str) -> None:
    """Write a secret to a new file that only its owner can read; raises OSError, FileExistsError where there is one."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())


def _of_command(line: str, seconds: float) -> bytes:
    try:
        output = run_argv(words_of(line), seconds, most=_LONGEST)
    except ProgramError as error:
        raise SecretError(f"command:{line}: {error}") from None
    if output.code:
        raise SecretError(f"command:{line} ended with exit code {output.code}; run it in a shell to see why")
    return output.stdout


def _of_keyring(place: str, seconds: float) -> bytes:
    service, _, user = place.partition("/")
    if service.startswith("-") or user.startswith("-"):
        raise SecretError(f"keyring:{place} begins with -")
    if find_spec("keyring") is None:
        raise SecretError("the keyring wants the package keyring: pip install 'newsreader[keyring]'")
    try:
        output = run_argv([sys.executable, "-m", "keyring", "get", service, user], seconds, most=_LONGEST)
    except ProgramError:
        raise SecretError(f"keyring:{place}: the keyring did not answer within {seconds:g} seconds; is it unlocked?") from None
    if output.code:
        raise SecretError(f"keyring:{place} is not in the keyring, or it is locked; `keyring set {service} {user}` puts it there")
    return output.stdout


def _of_file(path: str) -> bytes:
    full = os.path.expanduser(path)
    try:
        handle = os.open(full, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise SecretError(f"file:{path} can't be read: {(error.strerror or 'it fails').lower()}") from None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise SecretError(f"file:{path} is no file")
        if about.st_mode & 0o077:
            raise SecretError(f"file:{path} can be read by others: chmod 600 {shlex.quote(path) if not path.startswith('~') else path}")
        return file.read(_LONGEST)
