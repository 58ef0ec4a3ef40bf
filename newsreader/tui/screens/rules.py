"""The rules, with what each did, and what they muted; each can be changed, and got back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from newsreader.library import rules
from newsreader.library import undo as library_undo
from newsreader.library.lists import headlines
from newsreader.library.marks import Change
from newsreader.library.rules import Rule, all_rules, muted_ids
from newsreader.store.connection import Store
from newsreader.text.counted import counted
from newsreader.tui.ages import age
from newsreader.tui.screens.picker import Item
from newsreader.tui.screens.sheet import Sheet

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

MOST_SHOWN = 1_000


class RuleSheet(Sheet):
    """Every rule in the order in which they are asked."""

    title_words = "Rules: what is done with what arrives"

    def __init__(self, screen: MainScreen) -> None:
        super().__init__()
        self.main = screen

    def rows(self) -> list[Item]:
        """A rule and how often it did something; below it why it could not, if so."""
        found: list[Item] = []
        for rule in all_rules(self.main.store):
            found.append(Item(str(rule.id), rules.described(rule), "", self._state(rule)))
            if rule.error:
                found.append(Item("", f"  {rule.error}"))
        return found or [Item("", "no rules yet: a makes one, of the filter that is shown")]

    def _state(self, rule: Rule) -> str:
        now = self.main.now()
        last = age(now - rule.last_hit) if rule.last_hit else ""
        hits = counted(rule.hits, "time") + (f", {last if last == 'now' else f'{last} ago'}" if last else "")
        if not rule.enabled:
            return f"{hits} · rests"
        if rule.until is None:
            return hits
        return f"{hits} · over" if rule.until <= now else f"{hits} · until {time.strftime('%Y-%m-%d', time.localtime(rule.until))}"

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """What can be done with a rule."""
        return {
            "a": ("add", lambda _item: self._leave(self.main.rules.add)),
            "E": ("edit", lambda item: self._with(item, lambda rule: self._leave(lambda: self.main.rules.edit(rule)))),
            "r": ("rest or wake", lambda item: self._with(item, self._rest)),
            "D": ("remove", lambda item: self._with(item, self._remove)),
            "m": ("what it muted", lambda item: self._with(item, self._muted)),
            "u": ("undo", lambda _item: self._write(library_undo.undo)),
        }

    def pick(self) -> None:
        """Edit the rule under the cursor."""
        if self.picks.current is not None:
            self.deeds()["E"][1](self.picks.current.id)

    def _with(self, item: str, deed: Callable[[Rule], object]) -> None:
        rule = next((each for each in all_rules(self.main.store) if str(each.id) == item), None)
        if rule is not None:
            deed(rule)

    def _leave(self, then: Callable[[], object]) -> None:
        self.dismiss(None)
        then()

    def _rest(self, rule: Rule) -> None:
        self._write(lambda store: rules.enable_rule(store, rule.id, not rule.enabled))

    def _remove(self, rule: Rule) -> None:
        self._write(lambda store: rules.remove_rule(store, rule.id))

    def _muted(self, rule: Rule) -> None:
        self.app.push_screen(MutedSheet(self.main, rule.id))

    def _write(self, work: Callable[[Store], Change | None]) -> None:
        self.main.rules.write(lambda store: work(store) or Change("there is nothing to undo", 0), self._show)

    def _show(self) -> None:
        if self.is_attached:
            self.show()


class MutedSheet(Sheet):
    """What rules took out of the lists, the last first."""

    title_words = "Muted: taken out of every list by a rule"

    def __init__(self, screen: MainScreen, rule: int | None = None) -> None:
        super().__init__()
        self.main, self._rule = screen, rule

    def rows(self) -> list[Item]:
        """Headlines, with their feeds."""
        ids = muted_ids(self.main.store, self._rule)
        found = headlines(self.main.store, ids[:MOST_SHOWN])
        shown = [Item(str(each), found[each].title or "(no title)", "", found[each].feed) for each in ids[:MOST_SHOWN] if each in found]
        more = [Item("", f"and {len(ids) - MOST_SHOWN:,} more")] if len(ids) > MOST_SHOWN else []
        return [*shown, *more] or [Item("", "nothing is muted")]

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """One back, all back."""
        return {
            "b": ("get back", lambda item: self._back([int(item)]) if item else None),
            "B": ("get all back", lambda _item: self._back(None)),
            "u": ("undo", lambda _item: self._write(lambda store: library_undo.undo(store) or Change("there is nothing to undo", 0))),
        }

    def pick(self) -> None:
        """Get the one under the cursor back."""
        if self.picks.current is not None and self.picks.current.id:
            self._back([int(self.picks.current.id)])

    def _back(self, ids: list[int] | None) -> None:
        self._write(lambda store: rules.unmute(store, ids, self._rule))

    def _write(self, work: Callable[[Store], Change]) -> None:
        self.main.rules.write(work, lambda: self.show() if self.is_attached else None)
