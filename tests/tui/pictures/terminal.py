"""A terminal that answers like kitty: runs a program in a pty, reads what it writes, answers what it asks."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

GRAPHICS = re.compile(rb"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\")
_QUERY = re.compile(rb"\x1b_G[^\x1b]*a=q[^\x1b]*\x1b\\")


class Terminal:
    """A pty of so many rows and columns, cells of 10 × 20 pixels; `graphics`, `sixels`: whether it says that it draws pictures so."""

    def __init__(
        self, argv: Sequence[str], environ: Mapping[str, str], graphics: bool = True, size: tuple[int, int] = (36, 120), sixels: bool = False
    ) -> None:
        self.written = b""
        self._graphics, self._sixels = graphics, sixels
        self._answered = 0
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 10 * size[1], 20 * size[0]))
                os.execvpe(argv[0], list(argv), dict(environ))  # noqa: S606
            finally:
                os._exit(127)

    def until(self, done: Callable[[bytes], object], patience: float = 60) -> bytes:
        """Read on until what was written since the start is enough; fails loudly when it never is."""
        end = time.monotonic() + patience
        while not done(self.written):
            if time.monotonic() > end or not self._read(0.2):
                raise AssertionError(f"the terminal waited in vain; it was last told {self.written[-300:]!r}")
        return self.written

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.handle, keys.encode())

    def close(self) -> int:
        """Read to the end; gives the exit code."""
        while self._read(30):
            pass
        os.close(self.handle)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        """End it, whatever it does."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def _read(self, patience: float) -> bool:
        if not select.select([self.handle], [], [], patience)[0]:
            return True
        try:
            said = os.read(self.handle, 65536)
        except OSError:
            return False
        self.written += said
        self._answer()
        return bool(said)

    def _answer(self) -> None:
        """Answer a graphics query and the question for device attributes, as kitty does."""
        fresh = self.written[self._answered :]
        if self._graphics and _QUERY.search(fresh):
            os.write(self.handle, b"\x1b_Gi=31;OK\x1b\\")
        if b"\x1b[c" in fresh:
            os.write(self.handle, b"\x1b[?62;4;22c" if self._sixels else b"\x1b[?62;22c")
            self._answered = len(self.written)


def transmissions(written: bytes) -> list[dict[str, str]]:
    """The pictures that were sent: the keys of each one's first chunk."""
    commands = [dict(part.split("=", 1) for part in match[1].decode().split(",")) for match in GRAPHICS.finditer(written)]
    return [command for command in commands if command.get("a") == "T"]


def deletions(written: bytes) -> list[str]:
    """The ids of the pictures that were removed."""
    return [match[1].decode().rpartition("i=")[2] for match in GRAPHICS.finditer(written) if b"a=d" in match[1]]
