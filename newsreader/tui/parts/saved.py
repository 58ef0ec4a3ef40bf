"""Queries that the reader keeps under names: lists of their own among the smart ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.library import lists as library
from newsreader.library.keptqueries import LONGEST_NAME, STATE, as_state, kept_queries
from newsreader.model.query import Query, QueryError, parse_query
from newsreader.store.connection import Store
from newsreader.text.clean import clean
from newsreader.text.natural import natural_key
from newsreader.tui.listing import Choice

if TYPE_CHECKING:
    from newsreader.tui.parts.slowcounts import SlowCounts
    from newsreader.tui.screens.main import MainScreen


class Saved:
    """The kept queries by name, as they were typed; `rows` are their lists with what is unread in them, as far as that was counted."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._texts: dict[str, str] = {}
        self._choices: dict[str, Choice] = {}
        self.counts: dict[str, int] = {}
        self._slow: SlowCounts | None = None
        self._looks: dict[str, Query] = {}  # those that look into every entry

    @property
    def rows(self) -> list[tuple[Choice, int]]:
        """The lists and their counts, by name."""
        return [(choice, self.counts.get(name, 0)) for name, choice in self._choices.items()]

    def text_of(self, name: str) -> str:
        """A kept query as it was typed."""
        return self._texts.get(name, "")

    def start(self) -> None:
        """Read what was kept."""
        self._set(kept_queries(self.screen.store))
        if self._choices:
            self.screen.call_after_refresh(lambda: self.screen.counter.ask(self.count, self.counted, self.screen.told))

    def imported(self) -> None:
        """Take in what an import kept; what is still being written here stays."""
        self._set({**kept_queries(self.screen.store), **self._texts})
        self.screen.lists.draw_feeds()

    def reread(self) -> None:
        """Take in what was undone or done again; the feeds pane is drawn after it."""
        self._set(kept_queries(self.screen.store))

    def _set(self, texts: dict[str, str]) -> None:
        self._texts = dict(sorted(texts.items(), key=lambda each: natural_key(each[0])))
        self._choices = {}
        for name, text in self._texts.items():
            query = _read(text)
            if query is not None:
                self._choices[name] = Choice("saved", name, query)

    def count(self, store: Store) -> dict[str, int]:
        """Count what is unread in each, in the counter's thread; of those that look into every entry, what is known so far."""
        counts: dict[str, int] = {}
        slow: dict[str, Query] = {}
        for name, choice in tuple(self._choices.items()):
            query = replace(choice.query, unread=True) if choice.query.unread is None else choice.query
            if library.comes_in_slices(store, query):
                slow[name] = query
                counts[name] = self.slow.known(store, query) if self._slow is not None else 0
            else:
                counts[name] = library.count_waiting(store, query, 0)
        self._looks = slow
        return counts

    def counted(self, counts: dict[str, int], anew: bool = True) -> None:
        """Show the counts; `anew`: what looks into every entry may be counted again."""
        if counts != self.counts:
            self.counts = counts
            self.screen.lists.draw_feeds()
        if anew and (self._looks or self._slow is not None):
            self.slow.want(self._looks)

    @property
    def slow(self) -> SlowCounts:
        """The counts of what looks into every entry."""
        if self._slow is None:
            from newsreader.tui.parts.slowcounts import SlowCounts  # here, since few keep such a query

            self._slow = SlowCounts(self.screen)
        return self._slow

    def keep(self) -> None:
        """Keep the filter or the search that is shown, under a name."""
        finding = self.screen.finding
        text = finding.text.strip() or (finding.found[0].title if finding.found is not None else "")
        if not text or _read(text) is None:
            self.screen.say("filter or search first: then the query can be kept under a name")
            return

        def named(name: str | None) -> None:
            name = clean(name or "").strip()[:LONGEST_NAME]
            if name:
                self._write({**kept_queries(self.screen.store), **self._texts, name: text})
                self.screen.feeds.choose(f"saved:{name}")
                self.screen.say(f"kept as {name}: it is a list now · D forgets it")

        self.screen.ask("keep as: ", "", lambda _text: None, named, f"a name for {text}")

    def pick(self) -> None:
        """Choose one of the kept queries."""
        if not self._texts:
            self.screen.say("no query is kept yet: filter with / and keep it with F")
            return
        from newsreader.tui.screens.picker import Item, Picker

        items = [Item(name, name, "", text) for name, text in self._texts.items()]
        self.screen.app.push_screen(Picker("Kept queries", items), self._picked)

    def _picked(self, name: str | None) -> None:
        if name is not None and self.screen.feeds.choose(f"saved:{name}"):
            self.screen.activate("headlines")

    def change(self, name: str, new: str, text: str) -> str:
        """Give a kept query another name or another text; gives what is wrong with them, in words, and changes nothing then."""
        new = clean(new).strip()[:LONGEST_NAME]
        if not new:
            return "a kept query wants a name"
        if new != name and new in self._texts:
            return f"there is a kept query {new} already"
        try:
            parse_query(text)
        except QueryError as error:
            return str(error)
        self._write({**{each: kept for each, kept in self._texts.items() if each != name}, new: text.strip()})
        self.screen.feeds.follow(f"saved:{new}")
        if self.screen.feeds.choice is not None:
            self.screen.lists.open(self.screen.feeds.choice)
        self.screen.say(f"{new} is now {text.strip()}")
        return ""

    def remove(self, name: str) -> None:
        """Forget a query, after a question."""
        from newsreader.tui.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.screen.feeds.move_by(-1)
                self._write({each: text for each, text in self._texts.items() if each != name})
                self.screen.say(f"{name} is forgotten")

        words = f"Forget the kept query {name}? No entry goes: it only says {self._texts.get(name, '')}"
        self.screen.app.push_screen(Confirm(words, "forget it"), answered)

    def _write(self, texts: dict[str, str]) -> None:
        self._set(texts)
        self.screen.app.remember(STATE, as_state(self._texts))
        self.screen.lists.draw_feeds()
        self.screen.lists.refresh_rows()


def _read(text: str) -> Query | None:
    try:
        return parse_query(text)
    except QueryError:
        return None
