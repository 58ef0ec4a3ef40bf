"""Where it starts: without a command the reader opens, with one the command line answers. Neither is imported before it is known which."""

from __future__ import annotations

import gc
import os
import sys

_WITH_VALUE = ("--profile",)
_ABOUT = ("--help", "-h", "--version", "--linear")


def main() -> None:
    """Run the program; ends through SystemExit."""
    if not can_say("●", sys.getfilesystemencoding()) and sys.executable:
        # A locale of few letters, in a terminal that nearly always has them all: the same again, for what was typed is read wrongly too.
        os.environ["PYTHONUTF8"] = "1"  # the worker's, and that of whatever else is started
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606
    arguments = sys.argv[1:]
    gc.set_threshold(100_000, 20, 20)  # imports make many objects, and hardly any garbage
    if wants_screen(arguments):
        from newsreader.tui.start import start

        raise SystemExit(start(arguments))
    from newsreader.cli.main import run

    raise SystemExit(run(arguments))


def can_say(text: str, encoding: str) -> bool:
    """Whether an encoding has the letters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def wants_screen(arguments: list[str]) -> bool:
    """Whether a command line names no command and asks for nothing but the reader."""
    rest = iter(arguments)
    for argument in rest:
        if argument in _WITH_VALUE:
            next(rest, None)
        elif argument in _ABOUT or not argument.startswith("-"):
            return False
    return True


if __name__ == "__main__":
    main()
