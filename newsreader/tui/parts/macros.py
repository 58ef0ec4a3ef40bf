"""The user's macros: steps one after the other, each when the one before has been written and drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsreader.config.macros import Macro, Step

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_LOOK_SECONDS = 0.1


class Macros:
    """Runs macros; a step that asks something waits for the answer, and a macro that is pressed meanwhile comes after it."""

    def __init__(self, screen: MainScreen, macros: Sequence[Macro]) -> None:
        self.screen = screen
        self._macros = {macro.key: macro for macro in macros}
        self._steps: deque[Step] = deque()
        self._running = False

    def run(self, key: str) -> None:
        """Do what the macro of a key says."""
        self._steps += [step for step in self._macros[key].steps for _ in range(step.times)]
        if not self._running:
            self._running = True
            self._next()

    def _next(self) -> None:
        screen = self.screen
        if not self._steps:
            self._running = False
        elif screen.busy:
            screen.set_timer(_LOOK_SECONDS, self._next)
        else:
            step, last = self._steps.popleft(), screen.last
            if step.words:
                from newsreader.tui.screens.commands import deeds

                deeds(screen)[step.name](step.words)
            else:
                screen.act(next(each for each in screen.actions if each.id == step.name))
            screen.last = last  # once more means the whole macro
            screen.call_after_refresh(self._written)

    def _written(self) -> None:
        """Go on when what the step wants written is written, and what it looks for found."""
        screen = self.screen
        screen.writer.put(
            lambda _store: None, lambda _done: screen.finder.after(lambda: screen.call_after_refresh(self._next)), screen.told
        )
