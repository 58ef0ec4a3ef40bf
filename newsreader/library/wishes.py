"""What an edition still wants from the network, most wanted first: all pages before the first images of each, those before the rest."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsreader.fetch.exchange import Request

PAGE, LEAD, IMAGE = 0, 1, 2


@dataclass(frozen=True, slots=True, order=True)
class Wish:
    """An address that an entry wants; `rank` is kind, place in the edition and place in the article (of pages: 0 for the first)."""

    rank: tuple[int, int, int]
    url: str
    entry: int

    @property
    def kind(self) -> int:
        """PAGE, LEAD or IMAGE."""
        return self.rank[0]

    @property
    def further(self) -> bool:
        """Whether it is a page after an article's first, or another form of it."""
        return self.rank[0] == PAGE and self.rank[2] > 0


class Wishes:
    """A queue of addresses, each asked for once, whoever wants it. `made` counts all that there were, `open` those without an answer."""

    def __init__(self) -> None:
        self.made = 0
        self.open = 0
        self._heap: list[Wish] = []
        self._by_url: dict[str, list[Wish]] = {}
        self._asked: set[str] = set()

    @property
    def waiting(self) -> int:
        """How many were not asked yet."""
        return len(self._heap)

    def add(self, wish: Wish) -> bool:
        """Wish for an address, asked for once; whether an answer is to come (no: it has come already)."""
        if wish.url in self._asked:
            if wish.url in self._by_url:
                self._by_url[wish.url].append(wish)
            return wish.url in self._by_url
        others = self._by_url.setdefault(wish.url, [])
        others.append(wish)
        if len(others) == 1 or wish < min(others[:-1]):
            heapq.heappush(self._heap, wish)
        if len(others) == 1:
            self.made += 1
            self.open += 1
        return True

    def requests(self, ask: Callable[[Wish], Request]) -> Iterator[Request]:
        """The requests as they are wanted, including what is wished for while they run."""
        while self._heap:
            wish = heapq.heappop(self._heap)
            if wish.url not in self._asked:
                self._asked.add(wish.url)
                yield ask(wish)

    def taken(self, url: str) -> list[Wish]:
        """Who wanted an address that was answered."""
        self.open -= 1
        return self._by_url.pop(url, [])
