"""The feed doctor's findings: which feed has what, why, and one key that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby

from newsreader.library.confirming import confirm_feed, wishes
from newsreader.library.doctor import Finding, Kind, diagnose
from newsreader.library.editing import change_address, merge_feeds, pause_feed
from newsreader.library.feedoptions import give_login, set_options
from newsreader.library.lists import entry_ids
from newsreader.library.marks import Change
from newsreader.model.events import CertificateShown
from newsreader.model.jobs import Refresh, ShowCertificate
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.health import feed_health
from newsreader.tui.screens.confirm import Confirm
from newsreader.tui.screens.feedform import Field, Form
from newsreader.tui.screens.picker import Item
from newsreader.tui.screens.sheet import LookingSheet

_NAMES: dict[Kind, str] = {
    "waiting": "Waiting for your word", "gone": "Gone for good", "failing": "Failing", "moved": "Moved", "duplicated": "Twice",
    "silent": "Silent", "noisy": "Noisy", "slow": "Slow",
}  # fmt: skip
_MENDS = {
    "remove": "unsubscribe (asks)", "refresh": "refresh", "mark": "mark its entries read", "pause": "ask it no more",
    "set": "ask it once a day", "page": "say anew where its entries are",
    "address": "take the new address", "merge": "put it into the other", "confirm": "let it", "trust": "trust it",
    "login": "give it a login", "add": "look for its feed",
}  # fmt: skip


class Health(LookingSheet[list[Finding]]):
    """Findings by kind, each with its cause; Enter mends, `u` in the panes takes back what can be taken back."""

    title_words = "How the feeds are · Enter mends"

    def look(self, store: Store) -> list[Finding]:
        """Ask the doctor."""
        now = self.main.now()
        return diagnose(feed_health(store, now), now, wishes(store))

    def told(self, found: list[Finding]) -> list[Item]:
        """A feed and what mends it, its cause below."""
        rows: list[Item] = []
        for kind, group in groupby(enumerate(found), key=lambda each: each[1].kind):
            rows += [Item("", ""), Item("", _NAMES[kind])] if rows else [Item("", _NAMES[kind])]
            for number, each in group:
                cause = self.main.app.as_typed(each.cause)
                rows += [Item(str(number), each.title or each.url, "", f"↵ {_MENDS[_deed(each)]}"), Item("", f"  {cause}")]
        return rows or [Item("", "nothing is wrong with any feed")]

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """What helps whatever it is."""
        return {
            "r": ("refresh", lambda item: self._with(item, self._refresh)),
            "D": ("unsubscribe", lambda item: self._with(item, self._remove)),
            "n": ("look for a new address", lambda item: self._with(item, self._look)),
            "o": ("show the feed", lambda item: self._with(item, self._show)),
        }

    def pick(self) -> None:
        """Do what mends the feed under the cursor."""
        if self.picks.current is not None:
            self._with(self.picks.current.id, self._mend)

    def _mend(self, finding: Finding) -> None:
        words = finding.remedy.split(" ")
        mends: dict[str, Callable[[], object]] = {
            "remove": lambda: self._remove(finding),
            "refresh": lambda: self._refresh(finding),
            "mark": lambda: self._read(finding),
            "pause": lambda: self._change(lambda store: pause_feed(store, finding.feed, True)),
            "set": lambda: self._change(lambda store: set_options(store, f"feed:{finding.feed}", {"every": "1d"})),
            "page": lambda: self._correct(finding),
            "address": lambda: self._change(lambda store: change_address(store, finding.feed, words[-1])),
            "merge": lambda: self._change(lambda store: merge_feeds(store, finding.feed, int(words[-1]))),
            "confirm": lambda: self._confirm(finding),
            "trust": lambda: self.main.work.send(ShowCertificate(finding.feed)),
            "login": lambda: self._login(finding),
            "add": lambda: self._look(finding),
        }
        mends[_deed(finding)]()

    def _change(self, change: Callable[[Store], Change]) -> None:
        self.main.writer.put(change, self._made, self.main.told)

    def _made(self, made: Change) -> None:
        self.main.changed(made)
        self.main.work.soon()
        self.again()

    def _with(self, item: str, deed: Callable[[Finding], None]) -> None:
        if item and self.found is not None and int(item) < len(self.found):
            deed(self.found[int(item)])

    def _refresh(self, finding: Finding) -> None:
        self._ask_again(finding.feed)

    def _ask_again(self, feed: int) -> None:
        self.main.work.refresh_feeds(Refresh((feed,)))

    def _remove(self, finding: Finding) -> None:
        """Unsubscribe, after a question: the entries go, too."""
        self.main.marks.ask_to_remove(
            finding.feed, lambda: self.main.writer.put(lambda _store: None, lambda _done: self.again(), self.main.told)
        )

    def _read(self, finding: Finding) -> None:
        self.main.marks.put(entry_ids(self.main.store, Query(feeds=(finding.feed,), unread=True)), "read")

    def _correct(self, finding: Finding) -> None:
        self.dismiss(None)
        self.main.adding.correct(finding.feed, finding.url)

    def _look(self, finding: Finding) -> None:
        """See what feeds the site has now; its address is shown before it is asked."""
        self.dismiss(None)
        self.main.work.add(finding.site_url or finding.url)

    def _confirm(self, finding: Finding) -> None:
        """One feed at a time, with what it wants to the letter."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._change(lambda store: confirm_feed(store, finding.feed))
                self.main.writer.put(lambda _store: None, lambda _done: self._refresh(finding), self.main.told)

        details = ("It came with a list of feeds, and did nothing yet.",)
        self.app.push_screen(Confirm(f"{finding.title}: {finding.cause}.", "say so", details), answered)

    def _login(self, finding: Finding) -> None:
        """Ask for a name and a password, and try them."""

        def keep(values: dict[str, str]) -> None:
            if not values["user"].strip() and not values["password"]:
                form.refuse("a name and a password are wanted")
                return

            def done(made: Change) -> None:
                form.dismiss(None)
                self._made(made)
                self._refresh(finding)

            work = partial(give_login, feed_id=finding.feed, user=values["user"], password=values["password"])
            self.main.writer.put(work, done, lambda error: form.refuse(str(error)))

        fields = (
            Field("user", "", "a name", "what its server knows you by"),
            Field("password", "", "a password", "put into a file that only you can read, not into the library", hidden=True),
        )
        form = Form(f"{finding.title}: a login", fields, keep)
        self.app.push_screen(form)

    def certificate(self, shown: CertificateShown) -> None:
        """Ask whether to trust what a feed's server shows, for this feed alone."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._change(lambda store: set_options(store, f"feed:{shown.feed}", {"pin": shown.pin}))
                self.main.writer.put(lambda _store: None, lambda _done: self._ask_again(shown.feed), self.main.told)

        at = len(shown.fingerprint) // 2 + 1
        details = (shown.fingerprint[:at], shown.fingerprint[at:], "", "Compare it with what its owner says.")
        words = f"{shown.host} shows a certificate with this SHA-256 fingerprint:"
        self.app.push_screen(Confirm(words, "trust its key, for this feed alone", details, late=True), answered)

    def _show(self, finding: Finding) -> None:
        self.dismiss(None)
        self.main.lists.unfold(finding.feed)
        self.main.feeds.choose(f"feed:{finding.feed}")
        self.main.activate("headlines")


def _deed(finding: Finding) -> str:
    """The command of a remedy: `remove` of "newsreader remove 3", `merge` of "newsreader feed merge 3 4"."""
    words = finding.remedy.split(" ")
    if words[-1].startswith("page="):
        return "page"
    if words[-1].startswith("password="):
        return "login"
    return words[2] if words[1] == "feed" else words[1]
