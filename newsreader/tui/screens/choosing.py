"""The feeds that an address leads to, with how often they post, to choose one or several of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from newsreader.model.choices import FeedChoice
from newsreader.tui.screens.picker import Item
from newsreader.tui.screens.sheet import Sheet


class Choosing(Sheet):
    """Space marks a feed, Enter takes what is marked, else the one under the cursor."""

    lead_width = 2

    def __init__(
        self, place: str, choices: Sequence[FeedChoice], now: int, take: Callable[[list[FeedChoice]], object], note: str = ""
    ) -> None:
        super().__init__()
        self.title_words = f"Feeds of {place} · Enter subscribes"
        self._choices, self._now, self._take, self._note = choices, now, take, note
        self._marked: set[str] = set()

    def rows(self) -> Sequence[Item]:
        """A feed with how often it posts, its address below; those of comments under a heading of their own."""
        rows = [Item("", self._note), Item("", "")] if self._note else []
        comments = False
        for choice in self._choices:
            if choice.comments and not comments:
                comments = True
                rows += [Item("", ""), Item("", "Comments")]
            mark = "✓" if choice.feed else "●" if choice.url in self._marked else "○"
            tail = "there already" if choice.feed else choice.rate(self._now)
            rows += [Item(choice.url, choice.title, mark, tail), Item("", f"   {choice.url}")]
        return rows

    def deeds(self) -> Mapping[str, tuple[str, Callable[[str], object]]]:
        """Mark one, or all."""
        return {"space": ("mark", self._mark), "a": ("mark all", lambda _item: self._mark_all())}

    def pick(self) -> None:
        """Take what is marked, else the feed under the cursor."""
        current = self.picks.current
        wanted = self._marked or ({current.id} if current is not None else set())
        chosen = [choice for choice in self._choices if choice.url in wanted and not choice.feed]
        self.dismiss(None)
        self._take(chosen)

    def _mark(self, item: str) -> None:
        if any(choice.url == item and not choice.feed for choice in self._choices):
            self._marked ^= {item}
        self.show()
        self.picks.key_down()

    def _mark_all(self) -> None:
        every = {choice.url for choice in self._choices if not choice.feed and not choice.comments}
        self._marked = set() if every <= self._marked else every
        self.show()
