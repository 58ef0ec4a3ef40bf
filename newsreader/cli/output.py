"""What commands print: clean text or one JSON document on stdout, messages on stderr."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

import click

from newsreader.text.clean import clean_block

_WIDEST = 80


class CommandFailed(Exception):
    """A command could not do what was asked; the message says what, where and what to do. Exit code 1."""


def say(text: str) -> None:
    """Print text, made safe for a terminal whatever it holds."""
    _write(clean_block(text) + "\n")


def say_wrapped(text: str) -> None:
    """Print text as `say` does, and on a terminal wrapped at words: what is piped keeps its lines."""
    if sys.stdout.isatty():
        from newsreader.text.wrap import wrap_around  # where somebody reads here, not in scripts

        columns = min(_WIDEST, shutil.get_terminal_size().columns)
        lines = [line for each in clean_block(text).split("\n") for line in _wrapped(each, columns, wrap_around)]
        text = "\n".join(lines)
    say(text)


def _wrapped(line: str, columns: int, wrap: Callable[[str, int], list[str]]) -> list[str]:
    words = line.lstrip(" ")
    indent = line[: len(line) - len(words)]
    rows = wrap(words, max(20, columns - len(indent))) if words else []
    return [indent + row.rstrip() for row in rows] or [""]


def say_styled(text: str) -> None:
    """Print text that carries this program's own escape sequences (`render.ansi` cleaned what is remote in it)."""
    _write(text + "\n")


def print_json(value: Any) -> None:
    """Print one JSON document; text in it is clean."""
    _write(json.dumps(_plain(value), ensure_ascii=False, indent=1) + "\n")


def warn(text: str) -> None:
    """Say something on stderr and go on."""
    print(f"newsreader: {clean_block(_as_typed(text))}", file=sys.stderr)


def fail(text: str) -> NoReturn:
    """Give up with a sentence on stderr and exit code 1."""
    raise CommandFailed(_as_typed(text))


def iso(seconds: int | None) -> str | None:
    """A time as ISO 8601 in UTC."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _as_typed(text: str) -> str:
    """A message with the commands that it names as they have to be typed for the library in use (`Context.command`)."""
    running = click.get_current_context(silent=True)
    return text if running is None or running.obj is None else str(running.obj.command(text))


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean_block(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    return value
