"""Which networks this machine is on, by name, and whether they are metered: asked of NetworkManager, where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsreader.programs.run import Output, ProgramError, run
from newsreader.text.clean import clean

_ASK = "env LC_ALL=C nmcli --terse --fields GENERAL.TYPE,GENERAL.STATE,GENERAL.CONNECTION,GENERAL.METERED device show"
_SECONDS = 5.0
_CONNECTED = "100"
_NO_NETWORK = ("loopback", "bridge", "tun", "dummy", "veth", "wifi-p2p")
_UNESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Network:
    """A connection that is up, by the name that the user knows it by; `metered` is None where nobody said."""

    name: str
    metered: bool | None


def active_networks(ask: Callable[[], Output] = lambda: run(_ASK, {}, _SECONDS)) -> tuple[Network, ...] | None:
    """The connections that are up; None where there is no NetworkManager to say. Takes some 20 ms, asks over D-Bus, opens no socket to
    anywhere (nmcli(1), `device show`)."""
    try:
        output = ask()
    except ProgramError:
        return None
    if output.code:
        return None
    return tuple(_networks(output.stdout.decode("utf-8", "replace")))


def _networks(text: str) -> Iterator[Network]:
    for block in re.split(r"\n\s*\n", text):
        fields = dict(_field(line) for line in block.splitlines() if ":" in line)
        state = fields.get("GENERAL.STATE", "")
        kind = fields.get("GENERAL.TYPE", "")
        name = fields.get("GENERAL.CONNECTION", "")
        if state.partition(" ")[0] == _CONNECTED and name and kind not in _NO_NETWORK:
            said = fields.get("GENERAL.METERED", "").partition(" ")[0]
            yield Network(name, {"yes": True, "no": False}.get(said))


def _field(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), clean(_UNESCAPED.sub(r"\1", value)).strip()
