"""Other programs, started from an argv template: no shell reads it, and no remote text becomes an option or a second argument."""

from __future__ import annotations

import os
import re
import selectors
import shlex
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from newsreader.text.clean import clean, clean_block

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LANGUAGES = re.compile(r"(ba|da|a|z|k|mk|c|tc|fi)?sh|busybox|(python|perl|ruby|node|lua|php|Rscript|osascript|tclsh|pwsh)[\d.]*")
_SCRIPT_OPTION = re.compile(r"-[A-Za-z]*[ceErR]|--(eval|command|execute|run)|eval")
_CHUNK = 65536
_TURN = 0.2  # seconds after which a wish to stop is heard
_MOST_ERRORS = 64_000


class ProgramError(Exception):
    """A program that can't be started or didn't do its work; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Output:
    """What came of a program: its exit code, its output as it is, and its messages made safe to show."""

    code: int
    stdout: bytes
    stderr: str


def words_of(command: str) -> list[str]:
    """A command's words, parted as a shell does it, with `~/` before one made whole. Raises ProgramError."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ProgramError(f"the command {command!r} can't be read: {error}") from None
    if not words:
        raise ProgramError("the command is empty")
    return [os.path.expanduser(word) if word.startswith("~/") else word for word in words]


def fill(template: str, values: Mapping[str, str]) -> list[str]:
    """The arguments of a template such as `mpv --title={title} {url}`: split first, then filled, each value once and in one argument.

    Values are cleaned. Raises ProgramError where the template can't be split, wants a value that there is none of, or would take a
    value for an option.
    """
    words = words_of(template)
    if _PLACEHOLDER.search(words[0]):
        raise ProgramError(f"the command {template!r} begins with a placeholder: the program itself can't come from an entry")
    _refuse_scripts(words)
    return [words[0], *(_filled(word, values) for word in words[1:])]


def run(template: str, values: Mapping[str, str], timeout: float, stdin: bytes | None = None, most: int = 20_000_000) -> Output:
    """Run a program to its end, at most `timeout` seconds and `most` bytes of output; the values are also `$NEWSREADER_<NAME>`.

    Raises ProgramError where it can't be started, takes too long or says too much; a bad exit code is the caller's to judge.
    """
    return run_argv(fill(template, values), timeout, stdin, most, environment(values))


def run_argv(
    argv: Sequence[str],
    timeout: float,
    stdin: bytes | None = None,
    most: int = 20_000_000,
    environ: Mapping[str, str] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Output:
    """The same for arguments as they are, with the environment given (None: ours); it is ended once `stop` says so."""
    with tempfile.TemporaryFile() as given:
        given.write(stdin or b"")
        given.seek(0)
        process = start(argv, os.environ if environ is None else environ, given, subprocess.PIPE)
    try:
        stdout, stderr = _listen(process, argv[0], timeout, most, stop)
    except BaseException:
        _kill(process)
        raise
    finally:
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
    return Output(process.returncode, stdout, clean_block(stderr.decode("utf-8", "replace")).strip())


def detach(argv: Sequence[str], values: Mapping[str, str], stdin: bytes = b"") -> None:
    """Start a program that goes on by itself, in a session of its own and without our terminal; raises ProgramError."""
    with tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        process = start(argv, environment(values), given, subprocess.DEVNULL)
    threading.Thread(target=process.wait, name=f"waits for {argv[0]}", daemon=True).start()  # so that no zombie stays


def _refuse_scripts(words: Sequence[str]) -> None:
    """Refuse a placeholder in what a shell or another language reads as its own: a title could say there what is done."""
    language = script = False
    for word in words:
        found = _PLACEHOLDER.search(word)
        if script and found is not None:
            variable = f"$NEWSREADER_{found[1].upper()}"
            raise ProgramError(f"what {found[0]} says would be a part of the script that {words[0]} reads; write {variable} there instead")
        script = language and (_SCRIPT_OPTION.fullmatch(word) is not None or (script and word.startswith("-")))
        language = language or _LANGUAGES.fullmatch(os.path.basename(word)) is not None


def _filled(word: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise ProgramError(f"{match[0]} is not known; {', '.join(f'{{{name}}}' for name in values)} can stand in this command")
        return clean(values[match[1]])

    filled = _PLACEHOLDER.sub(value, word)
    if filled.startswith("-") and not word.startswith("-"):
        raise ProgramError(f"{filled[:60]!r} begins with -, which the program would take for an option")
    return filled


def environment(values: Mapping[str, str]) -> dict[str, str]:
    """Our environment with the values in it as `$NEWSREADER_<NAME>`."""
    return {**os.environ, **{f"NEWSREADER_{name.upper()}": clean(value) for name, value in values.items()}}


def start(
    argv: Sequence[str], environ: Mapping[str, str], stdin: int | IO[bytes], out: int, errors: int | IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own; `errors` takes its messages where `out` is not to. Raises ProgramError."""
    try:
        errors = out if errors is None else errors
        return subprocess.Popen(list(argv), stdin=stdin, stdout=out, stderr=errors, env=environ, start_new_session=True)  # noqa: S603
    except FileNotFoundError:
        raise ProgramError(f"there is no program {argv[0]!r}: is it installed, and on the PATH?") from None
    except (OSError, ValueError) as error:
        raise ProgramError(f"{argv[0]!r} can't be started: {getattr(error, 'strerror', None) or error}") from None


def _listen(
    process: subprocess.Popen[bytes], name: str, timeout: float, most: int, stop: Callable[[], bool] | None
) -> tuple[bytes, bytes]:
    """Take stdout and stderr together, so that the program never waits for us, until it ends or its time is over."""
    end = time.monotonic() + timeout
    stdout, stderr = bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        for pipe, taken in ((process.stdout, stdout), (process.stderr, stderr)):
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, taken)
        while selector.get_map():
            left = max(0.0, end - time.monotonic())
            ready = selector.select(left if stop is None else min(left, _TURN))
            if stop is not None and stop():
                raise ProgramError(f"{name!r} was stopped")
            if not ready and time.monotonic() >= end:
                raise _too_slow(name, timeout)
            for key, _ in ready:
                chunk = os.read(key.fd, _CHUNK)
                key.data.extend(chunk)
                if not chunk:
                    selector.unregister(key.fileobj)
            if len(stdout) > most:
                raise ProgramError(f"{name!r} was stopped: its output is larger than {most:,} bytes")
            del stderr[_MOST_ERRORS:]
    try:
        process.wait(max(0.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise _too_slow(name, timeout) from None
    return bytes(stdout), bytes(stderr)


def _too_slow(name: str, timeout: float) -> ProgramError:
    return ProgramError(f"{name!r} was stopped: it took longer than {timeout:g} seconds")


def _kill(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
