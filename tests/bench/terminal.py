"""A program in a pty, timed: from its start, or from a key, until something is on the screen."""

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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType


class Terminal:
    """Starts a program in a pty of `columns` × `rows`; answers what a terminal is asked at start."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str], columns: int = 120, rows: int = 40) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 10 * columns, 20 * rows))  # here, so that it starts with that size
            size = {"COLUMNS": str(columns), "LINES": str(rows)}  # over those of whoever runs this, which a program would believe
            os.execvpe(argv[0], list(argv), {**os.environ, **size, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environ})  # noqa: S606
        self.seen = b""
        self.over = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self.over:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def until(self, pattern: bytes, since: float | None = None, seconds: float = 60) -> float:
        """Milliseconds from `since` (else the start) until the output after the last call holds a pattern; raises TimeoutError."""
        start = self.started if since is None else since
        self.seen = b""
        while time.perf_counter() - start < seconds:
            if select.select([self.fd], [], [], 0.02)[0]:
                try:
                    data = os.read(self.fd, 1 << 16)
                except OSError:
                    break
                self.seen += data
                if b"\x1b[c" in data:
                    os.write(self.fd, b"\x1b[?62;c")
                if re.search(pattern, self.seen):
                    return (time.perf_counter() - start) * 1000
        raise TimeoutError(f"{pattern!r} was not seen; the last output: {self.seen[-300:]!r}")

    def quiet(self, seconds: float = 0.15, most: float = 5) -> None:
        """Read until nothing comes for a while, `most` seconds in all."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and select.select([self.fd], [], [], seconds)[0]:
            self.seen = os.read(self.fd, 1 << 16)

    def ended(self, since: float, seconds: float = 60) -> float:
        """Milliseconds from `since` until the program has ended; raises TimeoutError."""
        while time.perf_counter() - since < seconds:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                self.over = True
                return (time.perf_counter() - since) * 1000
            if select.select([self.fd], [], [], 0.002)[0]:
                with suppress(OSError):
                    os.read(self.fd, 1 << 16)
        raise TimeoutError("the program did not end")

    def press(self, keys: bytes) -> float:
        """Type; gives when."""
        at = time.perf_counter()
        os.write(self.fd, keys)
        return at

    def cpu(self) -> float:
        """Milliseconds of processor time that the program has taken."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory(self) -> tuple[float, float]:
        """MB that the program holds now, as `ps` tells (RSS), and held at the most."""
        return self._told("VmRSS"), self._told("VmHWM")

    def of_files(self) -> float:
        """MB of that which are pages of files, as those of the interpreter and its libraries, shared with other programs that use them."""
        return self._told("RssFile") + self._told("RssShmem")

    def _told(self, what: str) -> float:
        with open(f"/proc/{self.pid}/status") as file:
            told = dict(line.split(":", 1) for line in file)
        return int(told[what].split()[0]) / 1024
