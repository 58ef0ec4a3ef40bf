"""Runs the program where the kernel kills whatever opens a socket that isn't a local one: `python -m tests.denied cli|worker|screen`.

The filter (seccomp) holds for C libraries, threads and child processes alike; resolving a name opens such a socket, too, before it asks
anybody. `cli` reads a JSON list of command lines from stdin and prints their exit codes; `worker` is the worker process itself, `screen`
the reader in this terminal with its worker.
"""

from __future__ import annotations

import ctypes
import json
import platform
import struct
import sys

_MACHINES = {"x86_64": 41, "aarch64": 198}
"""The number of the system call `socket`."""
_KILL, _ALLOW = 0x80000000, 0x7FFF0000
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_UNIX = 1
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


def can_deny() -> bool:
    """Whether this kernel knows how."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def deny_network() -> None:
    """From here on, `socket` with any family but the local one ends the process with SIGSYS."""
    steps = (
        (_LOAD, 0, 0, 0),  # the system call's number
        (_EQUAL, 0, 3, _MACHINES[platform.machine()]),
        (_LOAD, 0, 0, 16),  # its first argument
        (_EQUAL, 1, 0, _UNIX),
        (_RETURN, 0, 0, _KILL),
        (_RETURN, 0, 0, _ALLOW),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SECCOMP, _FILTER, ctypes.c_char_p(program), 0, 0)):
        if libc.prctl(*arguments) != 0:
            raise OSError(ctypes.get_errno(), "the kernel takes no filter")


def _commands() -> None:
    from newsreader.cli.main import run

    codes = []
    for arguments in json.load(sys.stdin):
        print("+", *arguments, file=sys.stderr, flush=True)
        codes.append(run(arguments))
    print(json.dumps(codes))


if __name__ == "__main__":
    deny_network()
    kind = sys.argv.pop(1)
    if kind == "worker":
        from newsreader.worker.__main__ import main

        main()
    elif kind == "screen":
        from newsreader.tui.start import start

        sys.exit(start(sys.argv[1:]))
    else:
        _commands()
