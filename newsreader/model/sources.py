"""Addresses of feeds that no server serves: `exec:command`, `filter:command:address` (as newsboat writes them), `stdin:name`."""

from __future__ import annotations

from dataclasses import dataclass

STDIN = "stdin:"


@dataclass(frozen=True, slots=True)
class Command:
    """A command that makes a feed, or makes one of what is at `url` (empty: of nothing)."""

    line: str
    url: str = ""


def command_of(url: str) -> Command | None:
    """The command that an address stands for; None where it is an address. A filter's command ends at its first colon, as newsboat's."""
    kind, _, rest = url.partition(":")
    if kind == "exec":
        return Command(rest.strip())
    if kind == "filter":
        line, _, address = rest.partition(":")
        return Command(line.strip(), address.strip())
    return None


def is_fed(url: str) -> bool:
    """Whether a feed only gets what somebody hands it, so that there is nothing to ask."""
    return url.startswith(STDIN)
