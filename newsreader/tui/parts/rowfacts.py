"""What rows show beside their headlines that takes a while to know: rules by which they stand out, and the words in which something was
found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from newsreader.config.highlights import Highlight
from newsreader.library.lists import entry_ids
from newsreader.model.query import Query, parse_query
from newsreader.store.connection import Store
from newsreader.tui.asked import Asked
from newsreader.tui.panes.columns import Piece
from newsreader.tui.panes.paint import safe
from newsreader.tui.stores import StoreThread

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

T = TypeVar("T")
_AROUND = 12
"""Characters before what was found: a row has little room."""


class RowFacts:
    """Asks in a thread of its own, which is made with the first question."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    @cached_property
    def thread(self) -> StoreThread:
        """The thread, for what else takes a while and isn't waited for."""
        app = self.screen.app
        thread = StoreThread(app.paths.library, "rows", app.deliver)
        app.closes(thread)
        return thread

    def highlights(self) -> Asked[Highlight] | None:
        """The rules of the user's by which rows stand out; None where there are none."""
        rules = [(rule, parse_query(rule.query)) for rule in self.screen.settings.highlight]
        if not rules:
            return None

        def answer(store: Store, ids: Sequence[int]) -> Mapping[int, Highlight]:
            found: dict[int, Highlight] = {}
            for rule, query in reversed(rules):
                found.update(dict.fromkeys(entry_ids(store, query.within(Query(ids=tuple(ids)))), rule))
            return found

        return self._asked(answer)

    def excerpts(self, query: Query) -> Asked[tuple[Piece, ...]] | None:
        """The words of texts in which a query's words stand; None where it has none."""
        if not query.sought():
            return None

        def answer(store: Store, ids: Sequence[int]) -> Mapping[int, tuple[Piece, ...]]:
            from newsreader.library.indexing import entry_text
            from newsreader.library.search import excerpt

            found: dict[int, tuple[Piece, ...]] = {}
            for entry_id in ids:
                words = excerpt(entry_text(store, entry_id), query, _AROUND)
                if words.places:
                    found[entry_id] = tuple(_pieces(words.text, words.places))
            return found

        return self._asked(answer)

    def _asked(self, answer: Callable[[Store, Sequence[int]], Mapping[int, T]]) -> Asked[T]:
        screen = self.screen
        return Asked(self.thread, answer, screen.call_after_refresh, screen.headlines.redraw, screen.told)


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in places:
        if text[at:start]:
            yield safe(text[at:start]), "dim"
        yield safe(text[start:end]), "match"
        at = end
    if text[at:]:
        yield safe(text[at:]), "dim"
