"""What is asked about rows behind the screen, once they are looked at, and drawn when the answer comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from newsreader.store.connection import Store
from newsreader.tui.stores import StoreThread

T = TypeVar("T")
_KEPT = 5_000


class Asked(Generic[T]):
    """Answers by row; `of` never waits: it gives what is known, and asks for what isn't. `soon` runs a call after this frame."""

    def __init__(
        self,
        thread: StoreThread,
        answer: Callable[[Store, Sequence[int]], Mapping[int, T]],
        soon: Callable[[Callable[[], object]], object],
        drawn: Callable[[], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._thread, self._answer, self._soon, self._drawn, self._failed = thread, answer, soon, drawn, failed
        self._answers: dict[int, T | None] = {}
        self._asked: set[int] = set()
        self._wanted: list[int] = []

    def of(self, row: int) -> T | None:
        """The answer about a row, None where there is none or none yet."""
        if row not in self._asked:
            self._asked.add(row)
            self._wanted.append(row)
            if len(self._wanted) == 1:
                self._soon(self._ask)
        return self._answers.get(row)

    def stale(self) -> None:
        """Ask anew about rows that are looked at from now on; what is known stays until then."""
        self._asked.clear()
        if len(self._answers) > _KEPT:
            self._answers.clear()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, []
        self._thread.put(lambda store: (wanted, self._answer(store, wanted)), self._came, self._failed)

    def _came(self, answer: tuple[Sequence[int], Mapping[int, T]]) -> None:
        wanted, found = answer
        fresh = {row: found.get(row) for row in wanted}
        changed = any(self._answers.get(row) != told for row, told in fresh.items())
        self._answers.update(fresh)
        if changed:
            self._drawn()
