"""Rules from the screen: made of the filter that is shown, rehearsed before they are kept, listed and changed."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from newsreader.library import rules
from newsreader.library.marks import Change
from newsreader.library.rules import Rule
from newsreader.store.connection import Store
from newsreader.tui.screens.feedform import Field, Form

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_DAY = 86_400


class Rules:
    """Opens the list of rules, and a form on one of them."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def list(self) -> None:
        """Every rule, what it did, and what it muted."""
        from newsreader.tui.screens.rules import RuleSheet

        self.screen.app.push_screen(RuleSheet(self.screen))

    def muted(self) -> None:
        """What rules muted, to be got back."""
        from newsreader.tui.screens.rules import MutedSheet

        self.screen.app.push_screen(MutedSheet(self.screen))

    def add(self) -> None:
        """A rule of the filter or search that is shown, for the feed or folder that is open."""
        finding = self.screen.finding
        choice = self.screen.choice
        query = finding.text.strip()
        if choice is not None and choice.kind == "search":
            query = query or choice.title
        elif choice is not None and choice.kind == "saved":
            query = " ".join(part for part in (self.screen.saved.text_of(choice.title), query) if part)
        scope = ""
        if choice is not None and choice.kind == "feed":
            scope = f"feed:{choice.query.feeds[0]}"
        elif choice is not None and choice.kind == "folder":
            scope = f'folder:"{choice.query.folder}"' if " " in (choice.query.folder or "") else f"folder:{choice.query.folder}"
        self._form("A new rule", query, "mute", scope, "", "", _added)

    def edit(self, rule: Rule) -> None:
        """Change a rule."""
        does = "; ".join(kind + (f"={value}" if value else "") for kind, value in rule.actions)
        days = str(max(1, math.ceil((rule.until - self.screen.now()) / _DAY))) if rule.until else ""
        name = "" if rule.name in (rule.query, rule.scope) else rule.name
        self._form(f"Rule {rule.id}", rule.query, does, rule.scope, days, name, partial(_changed, rule.id))

    def write(self, work: Callable[[Store], Change], done: Callable[[], object] = lambda: None) -> None:
        """Make a change, draw it, and say it."""

        def told(change: Change) -> None:
            self.screen.lists.refresh_feeds()
            self.screen.lists.refresh_rows()
            self.screen.changed(change)
            done()

        self.screen.writer.put(work, told, self.screen.told)

    def _form(self, title: str, query: str, does: str, scope: str, days: str, name: str, make: Callable[..., Change]) -> None:
        screen = self.screen
        rehearsed: list[tuple[str, ...]] = []
        known = "; ".join(f"{kind}: {about}" for kind, about in rules.ACTIONS.items())
        fields = (
            Field("query", query, "words, title:…, /pattern/, newsboat's filters", "which entries it is for, when they arrive"),
            Field("does", does, "mute", f"with ; between: {known}"),
            Field("where", scope, "everywhere", "feed:12 or folder:News; empty: everywhere"),
            Field("days", days, "for ever", "after so many days it ends"),
            Field("name", name, "as the query says", "what it is called"),
        )

        def keep(values: dict[str, str]) -> None:
            asked = tuple(values.values())
            try:
                actions = _actions(values["does"])
                told = rules.read_actions(actions)
                until = _until(values["days"], screen.now())
                rules.rule_query(values["query"], values["where"])
            except (rules.CannotRule, ValueError) as error:
                form.refuse(str(error))
                return
            if asked not in rehearsed:
                form.tell("looking at what it would have done …")

                def look(store: Store) -> str:
                    return rules.rehearse(store, values["query"], values["where"]).told(told)

                def seen(words: str) -> None:
                    rehearsed.append(asked)
                    if form.is_attached:
                        form.tell(f"{words}\nEnter keeps the rule   Tab goes back to it   Esc leaves it")

                screen.rowfacts.thread.put(look, seen, lambda error: form.refuse(str(error)))
                return

            def done(change: Change) -> None:
                if form.is_attached:
                    form.dismiss(None)
                screen.changed(change)

            work = partial(make, query=values["query"], actions=actions, scope=values["where"], name=values["name"], until=until)
            screen.writer.put(work, done, lambda error: form.refuse(str(error)))

        form = Form(title, fields, keep)
        screen.app.push_screen(form)


def _added(store: Store, **values: object) -> Change:
    return rules.add_rule(store, **values)  # type: ignore[arg-type]


def _changed(rule_id: int, store: Store, **values: object) -> Change:
    return rules.change_rule(store, rule_id, **values)  # type: ignore[arg-type]


def _actions(text: str) -> list[str]:
    """Actions with semicolons between; a command keeps those that are its own, as it comes last."""
    words: list[str] = []
    rest = text.strip()
    while rest and not rest.startswith("run"):
        word, _, rest = rest.partition(";")
        words.append(word.strip())
        rest = rest.strip()
    return [word for word in (*words, rest) if word] or ["mute"]


def _until(days: str, now: int) -> int | None:
    days = days.strip()
    if not days:
        return None
    if not days.isdecimal() or not 1 <= int(days) <= 36_500:
        raise ValueError(f"{days[:20]} is no number of days; empty means for ever")
    return now + int(days) * _DAY
