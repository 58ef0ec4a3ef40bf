"""Correcting what declutter did: a piece is pointed at, its rule tried on the site's last pages, and kept for the site."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsreader.library.marks import Change
from newsreader.library.sitechanges import RuleKey, add_rule
from newsreader.model.events import RuleTried
from newsreader.model.jobs import RemakeSite, TryRule
from newsreader.model.sites import SiteRule, shown_host
from newsreader.store.connection import Store
from newsreader.text.counted import counted
from newsreader.text.hosts import host_shown
from newsreader.tui.panes.pieces import Target, targets
from newsreader.tui.screens.confirm import Confirm

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_SAMPLE = 90
_SHOWN = 5


class Sites:
    """The picking of a piece by keys, and what comes of it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.job: int | None = None
        """The job that follows a changed rule: what it makes is shown at once, since a key asked for it."""
        self._targets: Sequence[Target] = ()
        self._at = 0
        self._came_from = 0, False
        """The row at the top when pointing began, and whether hidden pieces were shown."""

    def pick(self) -> None:
        """Point at a block or at a hidden piece, with j and k."""
        found = self.screen.reading.opened
        if found is None or found.article is None:
            self.screen.say("open an article first")
        elif self.screen.reading.away:
            self.screen.say("rules are made in an entry's own article: H goes back to it")
        elif found.source != "page":
            self.screen.say("only the clean page has rules: x goes on to it")
        else:
            reader = self.screen.reader
            seen = self._find() and reader.seen  # once all lines are there, else those above would be counted from elsewhere
            if seen:
                begins = (at for at, target in enumerate(self._targets) if target.first in seen)
                around = (at for at, target in enumerate(self._targets) if target.last >= seen.start)
                self._came_from = round(reader.scroll_y), reader.show_hidden
                self._point(next(begins, next(around, 0)), move=False)
                self.screen.grab = self._key
                self._tell()

    def _find(self) -> Sequence[Target]:
        reader = self.screen.reader
        lines, article = reader.lay_out_all(), reader.article
        self._targets = targets(lines, article) if lines is not None and article is not None else ()
        return self._targets

    def _point(self, at: int, move: bool = True) -> None:
        if self._targets:
            self._at = max(0, min(at, len(self._targets) - 1))
            target = self._targets[self._at]
            self.screen.reader.point_at((target.first, target.last), move)

    def _tell(self) -> None:
        target = self._targets[self._at]
        host = host_shown(self.screen.reader.article.url or "") if self.screen.reader.article is not None else ""
        deed = "hide its like" if target.hidden is None else "bring it back"
        hidden = "without hidden" if self.screen.reader.show_hidden else "with hidden"
        self.screen.links.legend = [("Enter", f"{deed} on {host}"), ("j k", "another"), ("X", hidden), ("Esc", "leave")]
        self.screen.say("")
        self.screen.placed()

    def _key(self, key: str) -> bool:
        reader = self.screen.reader
        if not reader.pointing:  # another layout has dropped it
            self.screen.grab = None
            return False
        if key in ("j", "down", "k", "up"):
            self._point(self._at + (1 if key in ("j", "down") else -1))
            self._tell()
            return True
        if key == "X":
            line = self._targets[self._at].first
            reader.toggle_hidden()
            self._find()
            self._point(min(range(len(self._targets)), key=lambda at: abs(self._targets[at].first - line), default=0))
            self._tell()
            return True
        self.screen.grab = None
        reader.point_at(None)
        if key in ("enter", "!"):
            self._try(self._targets[self._at])
        elif key in ("escape", "ctrl+g", "q"):
            self._go_back()
        self.screen.placed()
        return key in ("enter", "!", "escape", "ctrl+g", "q")

    def _go_back(self) -> None:
        """Show the article as it stood before anything was pointed at."""
        reader = self.screen.reader
        row, shown = self._came_from
        if reader.show_hidden != shown:
            reader.toggle_hidden()
            reader.lay_out_all()
        reader.go_to(row)

    def _try(self, target: Target) -> None:
        entry = self.screen.reading.entry
        if entry is None:
            return
        piece = target.hidden
        if piece is None:
            self.screen.work.send(TryRule(entry.id, "hide", index=target.block))
        else:
            self.screen.work.send(TryRule(entry.id, "show", piece.text, kind=piece.kind, reason=piece.reason))
        self.screen.say("trying it on the last pages of this site …")

    def tried(self, event: RuleTried) -> None:
        """Ask, with what else the rule would do, unless something else is read by now."""
        entry = self.screen.reading.entry
        if entry is None or entry.id != event.entry or self.screen.app.screen is not self.screen:
            return
        if event.error is not None:
            self.screen.say(event.error, "error")
            return
        key: RuleKey = "show" if event.key == "show" else "hide"
        today = time.strftime("%Y-%m-%d", time.localtime(self.screen.now()))
        rule = SiteRule(event.match, event.text, event.kind, event.reason, added=today)
        hides = key == "hide"
        question = f"{'Hide' if hides else 'Show'} {rule.words} on {shown_host(event.host)} from now on?"
        self.screen.say("")
        self.screen.app.push_screen(
            Confirm(question, "hide it" if hides else "show it", details(event)),
            lambda yes: self._add(event.host, key, rule) if yes else None,
        )

    def _add(self, host: str, key: RuleKey, rule: SiteRule) -> None:
        folder = self.screen.app.paths.sites_dir

        def done(change: Change) -> None:
            self.screen.changed(change)
            self.follow(change.site)

        def work(store: Store) -> Change:
            return add_rule(store, folder, host, key, rule)

        self.screen.writer.put(work, done, self.screen.told)

    def follow(self, host: str) -> None:
        """Make the site's articles again, after its rules were changed or changed back."""
        self.job = self.screen.work.send(RemakeSite(host))


def details(event: RuleTried) -> list[str]:
    """What else a rule would do, in words and samples."""
    pages = "this page, the only one of the site that is kept," if event.pages == 1 else f"the last {event.pages} pages of the site"
    verb = "hide" if event.key == "hide" else "show"
    if not event.elsewhere:
        return [f"On {pages} it would {verb} nothing else."]
    count = counted(event.elsewhere, "other piece")
    lines = [f"On {pages} it would {verb} {count}, too:"]
    lines += [f"· {text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + '…'}" for text in event.samples[:_SHOWN]]
    if event.halved:
        lines.append(f"Careful: on {event.halved} of them half of the article would go.")
    return lines
