"""The feed doctor's findings: which feed has what, why, and one key that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from newsreader.library.doctor import Finding, Kind, diagnose
from newsreader.library.lists import entry_ids
from newsreader.model.jobs import Refresh
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.health import feed_health
from newsreader.tui.screens.picker import Item
from newsreader.tui.screens.sheet import LookingSheet

_NAMES: dict[Kind, str] = {
    "gone": "Gone for good", "failing": "Failing", "moved": "Moved", "duplicated": "Twice", "silent": "Silent", "noisy": "Noisy",
    "slow": "Slow",
}  # fmt: skip
_MENDS = {"remove": "unsubscribe", "refresh": "refresh", "add": "add the new address", "mark": "mark its entries read"}


class Health(LookingSheet[list[Finding]]):
    """Findings by kind, each with its cause; Enter mends, `u` in the panes takes back what can be taken back."""

    title_words = "How the feeds are · Enter mends"

    def look(self, store: Store) -> list[Finding]:
        """Ask the doctor."""
        now = self.main.now()
        return diagnose(feed_health(store, now), now)

    def told(self, found: list[Finding]) -> list[Item]:
        """A feed and what mends it, its cause below."""
        rows: list[Item] = []
        for kind, group in groupby(enumerate(found), key=lambda each: each[1].kind):
            rows += [Item("", ""), Item("", _NAMES[kind])] if rows else [Item("", _NAMES[kind])]
            for number, each in group:
                rows += [Item(str(number), each.title or each.url, "", f"↵ {_MENDS[_deed(each)]}"), Item("", f"  {each.cause}")]
        return rows or [Item("", "nothing is wrong with any feed")]

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """What helps whatever it is."""
        return {
            "r": ("refresh", lambda item: self._with(item, self._refresh)),
            "D": ("unsubscribe", lambda item: self._with(item, self._remove)),
            "o": ("show the feed", lambda item: self._with(item, self._show)),
        }

    def pick(self) -> None:
        """Do what mends the feed under the cursor."""
        mends = {"remove": self._remove, "refresh": self._refresh, "add": self._add, "mark": self._read}
        if self.picks.current is not None:
            self._with(self.picks.current.id, lambda finding: mends[_deed(finding)](finding))

    def _with(self, item: str, deed: Callable[[Finding], None]) -> None:
        if item and self.found is not None and int(item) < len(self.found):
            deed(self.found[int(item)])

    def _refresh(self, finding: Finding) -> None:
        self.main.work.refresh_feeds(Refresh((finding.feed,)))

    def _remove(self, finding: Finding) -> None:
        self.main.marks.remove_feed(finding.feed)
        self.main.writer.put(lambda _store: None, lambda _done: self.again(), self.main.told)

    def _read(self, finding: Finding) -> None:
        self.main.marks.put(entry_ids(self.main.store, Query(feeds=(finding.feed,), unread=True)), "read")

    def _add(self, finding: Finding) -> None:
        """The address comes from a server: it is shown before it counts as typed."""
        self.dismiss(None)
        self.main.work.add(finding.remedy.rpartition(" ")[2])

    def _show(self, finding: Finding) -> None:
        self.dismiss(None)
        self.main.lists.unfold(finding.feed)
        self.main.feeds.choose(f"feed:{finding.feed}")
        self.main.activate("headlines")


def _deed(finding: Finding) -> str:
    """The command of a remedy: `remove` of "newsreader remove 3"."""
    return finding.remedy.split(" ")[1]
