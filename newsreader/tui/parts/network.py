"""Whether a socket may be opened: said by hand (`^O`, `--offline`) or noticed from what happens; nobody is asked to find out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.library.network import needs_network, way_out
from newsreader.library.outbox import queue
from newsreader.model.jobs import Refresh, Replay, SetOffline

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

WayOut = Callable[[], bool | None]
REMEMBERED = "offline"
"""Under which name it is kept that the user went offline: it holds until the user goes online again, over sessions."""


class Network:
    """Goes offline and online, and lets the worker do what was asked for meanwhile, once."""

    def __init__(self, screen: MainScreen, look: WayOut | None) -> None:
        self.screen = screen
        self.noticed = False
        """Whether it was not the user who went offline: then it ends by itself, too."""
        self._way_out = look or way_out
        self._way: bool | None = None
        self._unreached = False
        self._waiting = 0

    @property
    def words(self) -> str:
        """The state for the status line; empty while online."""
        if not self.screen.offline:
            return ""
        state = "no network" if self.noticed else "offline"
        return f"{state} · {self._waiting:,} wait" if self._waiting else state

    def start(self) -> None:
        """The worker is there: tell it the state, look for a way out, do what waits."""
        self.count()
        if self.screen.offline:
            self.screen.work.send(SetOffline(True))
            self.screen.work.tell_doing()
        self.look()
        if not self.screen.offline:
            self.replay()

    def toggle(self) -> None:
        """Open no socket from now on, or do again."""
        if self.screen.offline:
            self._online("online again")
        else:
            self._offline("no connection is opened from now on", noticed=False)
        self.screen.app.remember(REMEMBERED, "by hand" if self.screen.offline else "")

    def look(self) -> None:
        """Notice that the last way out has gone, or that one has come. The demo edition needs none."""
        before, self._way = self._way, self._way_out()
        if self._way is before or self.screen.app.demo:
            return
        if self._way is False and not self.screen.offline:
            if needs_network(feed.url for feed in self.screen.lists.bar.feeds):
                self._offline("there is no network: offline until there is one", noticed=True)
        elif self._way and self.noticed:
            self._online("the network is back")

    def unreached(self) -> None:
        """A refresh reached nobody."""
        if not self.screen.offline and not self.screen.app.demo:
            self._unreached = True
            self._offline("none of the feeds could be reached: offline, ^O tries again", noticed=True)

    def try_again(self) -> bool:
        """Where none was noticed, see whether there is a network now; False where the user wants none, or no route leads anywhere."""
        if not self.noticed or self._way is False:
            return False
        self._online("trying the network again")
        return True

    def _offline(self, words: str, noticed: bool) -> None:
        self.screen.offline, self.noticed = True, noticed
        self.screen.work.send(SetOffline(True))
        self.count()
        (self.screen.tell if noticed else self.screen.say)(words, "warning" if noticed else "foreground")
        self.screen.work.tell_doing()

    def _online(self, words: str) -> None:
        unreached, self._unreached = self._unreached, False
        noticed = self.noticed
        self.screen.offline = self.noticed = False
        self.screen.work.send(SetOffline(False))
        (self.screen.tell if noticed else self.screen.say)(words)
        self.replay()
        failed = tuple(sorted(feed.id for feed in self.screen.lists.bar.feeds if feed.error))
        if unreached and failed:
            self.screen.work.send(Refresh(failed))  # they put themselves off, each for longer, while nobody answered
        elif self.screen.settings.refresh_minutes:
            self.screen.work.refresh_due()
        self.screen.work.tell_doing()

    def replay(self) -> None:
        """Do what was asked for offline."""
        if self.count():
            self.screen.work.send(Replay())

    def count(self) -> int:
        """Count what waits for the network."""
        self._waiting = sum(item.state == "waiting" for item in queue(self.screen.store))
        return self._waiting

    def changed(self) -> None:
        """Something was put on the list, or done: say how much waits."""
        self.count()
        self.screen.work.tell_doing()
