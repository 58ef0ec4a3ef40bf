from __future__ import annotations

from newsreader.programs.networks import Network, active_networks
from newsreader.programs.run import Output, ProgramError

SAID = b"""GENERAL.TYPE:wifi
GENERAL.STATE:100 (connected)
GENERAL.CONNECTION:Caf\\: upstairs
GENERAL.METERED:no (guessed)

GENERAL.TYPE:gsm
GENERAL.STATE:100 (connected)
GENERAL.CONNECTION:Phone \x1b[31m
GENERAL.METERED:yes

GENERAL.TYPE:ethernet
GENERAL.STATE:30 (disconnected)
GENERAL.CONNECTION:
GENERAL.METERED:unknown

GENERAL.TYPE:ethernet
GENERAL.STATE:100 (connected)
GENERAL.CONNECTION:Wired
GENERAL.METERED:unknown

GENERAL.TYPE:loopback
GENERAL.STATE:100 (connected (externally))
GENERAL.CONNECTION:lo
GENERAL.METERED:unknown
"""


def test_the_connections_that_are_up_are_named_and_whether_they_are_metered() -> None:
    assert active_networks(lambda: Output(0, SAID, "")) == (Network("Caf: upstairs", False), Network("Phone", True), Network("Wired", None))


def test_where_nobody_says_it_is_not_known() -> None:
    def missing() -> Output:
        raise ProgramError("there is no program 'nmcli'")

    assert active_networks(missing) is None
    assert active_networks(lambda: Output(8, b"", "NetworkManager is not running")) is None
    assert active_networks(lambda: Output(0, b"", "")) == ()
