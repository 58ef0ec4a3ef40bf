"""What every part of the main screen says and asks by: the status line, and the line of text that takes its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from newsreader.tui.panes.lines import BlankPane, LinePane
from newsreader.tui.status import StatusLine

if TYPE_CHECKING:
    from newsreader.library.marks import Change
    from newsreader.tui.app import NewsreaderApp
    from newsreader.tui.completing import Help
    from newsreader.tui.prompt import Prompt


class SayingScreen(Screen[None], inherit_bindings=False):
    """Says what has happened, and asks for a line of text; `pane` has the keys when that is over."""

    app: NewsreaderApp

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.status = StatusLine()
        self._foot = BlankPane(id="foot")  # keeps the room of the status line, which may stand higher than that
        self._prompt: Prompt | None = None

    @property
    def pane(self) -> LinePane:
        """The pane that has the keys."""
        raise NotImplementedError

    def ask(
        self,
        label: str,
        text: str,
        changed: Callable[[str], None],
        ended: Callable[[str | None], None],
        hint: str = "",
        help: Help | None = None,  # noqa: A002
        replaced: bool = False,
    ) -> None:
        """Ask for a line of text where the status line is; `help` completes it and says what is wrong in it. What is typed goes on with
        the text that is there, or takes its place (`replaced`)."""

        def over(answer: str | None) -> None:
            self._prompt = None
            self.status.display = True
            self.set_focus(self.pane)
            ended(answer)

        if self._prompt is None:
            from newsreader.tui.prompt import Prompt

            self._prompt = Prompt(label, text, changed, over, hint, help, replaced)
            self.status.display = False
            self.mount(self._prompt)

    def say(self, words: str, style: str = "foreground", kept: bool = False) -> None:
        """Say in the status line what has happened; while a line of text is asked for, beside it. `kept`: nothing that comes by itself
        takes its place before the next key."""
        words = self.app.as_typed(words)
        self.status.say(words, style, kept)
        if self._prompt is not None:
            self._prompt.say(words)

    def tell(self, words: str, style: str = "foreground") -> None:
        """Say what came by itself, which nobody has just asked for."""
        self.status.tell(self.app.as_typed(words), style)
        if self._prompt is not None:
            self._prompt.say(self.app.as_typed(words))

    def changed(self, change: Change) -> None:
        """Say what was changed, and where something was, how that is taken back."""
        self.say(change.words + (" · u undoes" if change.count else ""))

    def told(self, error: Exception) -> None:
        """Say what went wrong, in its words."""
        self.say(str(error) or type(error).__name__, "error")
