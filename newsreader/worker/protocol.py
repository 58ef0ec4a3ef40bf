"""Jobs and events as JSON lines: `{"type": "Refresh", "number": 3, "value": {...}}` to the worker, `{"type": ..., "value": ...}` back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any, get_args

from newsreader.model.choices import FeedChoice
from newsreader.model.events import Event
from newsreader.model.jobs import Job

_JOBS = {kind.__name__: kind for kind in get_args(Job)}
_EVENTS = {kind.__name__: kind for kind in get_args(Event)}
_LISTS: dict[str, Any] = {"choices": FeedChoice}
"""Fields that are lists of values, by name."""


class ProtocolError(ValueError):
    """A line that is no job and no event."""


def encode_job(number: int, job: Job) -> bytes:
    """A job as a line; the worker answers with events of that number."""
    return _line({"type": type(job).__name__, "number": number, "value": asdict(job)})


def decode_job(line: bytes) -> tuple[int, Job]:
    """The job of a line and its number; raises ProtocolError."""
    message = _message(line)
    number = message.get("number")
    if not isinstance(number, int):
        raise ProtocolError("a job without a number")
    job: Job = _value(message, _JOBS)
    return number, job


def encode_event(event: Event) -> bytes:
    """An event as a line."""
    return _line({"type": type(event).__name__, "value": asdict(event)})


def decode_event(line: bytes) -> Event:
    """The event of a line; raises ProtocolError."""
    event: Event = _value(_message(line), _EVENTS)
    return event


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def _message(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except ValueError as error:
        raise ProtocolError(f"not JSON: {line[:80]!r}") from error
    if not isinstance(message, dict):
        raise ProtocolError(f"not an object: {line[:80]!r}")
    return message


def _value(message: dict[str, Any], kinds: dict[str, Any]) -> Any:
    kind = kinds.get(str(message.get("type")))
    value = message.get("value")
    if kind is None or not isinstance(value, dict):
        raise ProtocolError(f"unknown: {message.get('type')!r}")
    known = {field.name for field in fields(kind)}
    if not set(value) <= known:
        raise ProtocolError(f"{kind.__name__} doesn't have {', '.join(sorted(set(value) - known))}")
    try:
        return kind(**{name: _items(name, item) if isinstance(item, list) else item for name, item in value.items()})
    except TypeError as error:
        raise ProtocolError(str(error)) from error


def _items(name: str, items: list[Any]) -> tuple[Any, ...]:
    kind = _LISTS.get(name)
    return tuple(kind(**item) if kind is not None and isinstance(item, dict) else item for item in items)
