"""A feed made of a page that has none: where its entries are, as selectors, and below them what they would give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from newsreader.model.events import PageTried
from newsreader.model.pageselectors import PARTS, BadSelectors, PageSelectors, read_selectors
from newsreader.text.clean import clean
from newsreader.text.counted import counted
from newsreader.tui.ages import age
from newsreader.tui.below import Shaded
from newsreader.tui.screens.picker import Item, PickList

TRY_SECONDS = 0.4
_HINTS = {
    "item": "an entry's place on the page, as in li.post",
    "link": "in it: the item itself, or the link of its heading",
    "title": "in it: its heading, or the link's words",
    "date": "in it: its <time>; without any date, when it was first seen",
    "summary": "in it: none",
}


class PageForm(Shaded[None]):
    """Selectors are changed by hand or by another guess; what they give is shown as they change."""

    CSS_PATH = "pageform.tcss"

    def __init__(self, url: str, now: int, try_: Callable[[str], object], take: Callable[[str], object], start: str = "") -> None:
        super().__init__()
        self._start = start
        self._foot = "Enter keep   Tab next   ^N guess   Esc leave" if start else "Enter subscribe   Tab next   Esc leave"
        self._url, self._now, self._try, self._take = url, now, try_, take
        self._picks = PickList(4)
        self._guesses: Sequence[str] = ()
        self._wanted = ""
        self._shown = ""
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        """A title, the selectors, what they give, and what can be pressed."""
        with Vertical(id="pageform"):
            words = "Where the entries are on" if self._start else "No feed there: one made of"
            yield Static(Content(f"{words} {clean(self._url)}"), id="pageform-title", markup=False)
            for name in PARTS:
                with Horizontal(classes="part"):
                    yield Static(Content(name), markup=False)
                    yield Input(placeholder=_HINTS[name], id=name, compact=True, select_on_focus=False)
            yield Static(Content("looking for entries …"), id="pageform-words", markup=False)
            yield self._picks
            yield Static(Content(self._foot), id="pageform-foot", markup=False)

    def on_mount(self) -> None:
        """Begin with a guess."""
        self._picks.active = False
        self.query(Input).first().focus()
        if self._start:
            self._fill(self._start)
        self._try(self._start)

    def tried(self, event: PageTried) -> None:
        """Show what selectors give, if they are still those of the form."""
        if not self.is_attached or event.url != self._url or (self._wanted and event.selectors != self._wanted):
            return
        if event.guesses:
            self._guesses = event.guesses
            more = f"   ^N another guess (1 of {len(event.guesses)})" if len(event.guesses) > 1 else ""
            self.query_one("#pageform-foot", Static).update(Content(self._foot + more))
        if not self._wanted and event.selectors:
            self._fill(event.selectors)
        words = self.query_one("#pageform-words", Static)
        words.set_class(event.error is not None, "wrong")
        self._shown = "" if event.error else event.selectors
        words.update(Content(clean(event.error) if event.error else f"{counted(event.count, 'entry')}"))
        rows = zip(event.titles, event.addresses, event.dates, strict=True)
        self._picks.show(
            [
                Item(str(number), clean(title) or "(no title)", self._age(date), clean(link.partition("://")[2]))
                for number, (title, link, date) in enumerate(rows)
            ]
        )

    def _age(self, date: int) -> str:
        return age(self._now - date) if date else "–"

    def _fill(self, text: str) -> None:
        selectors = read_selectors(text)
        self._wanted = selectors.text
        for name in PARTS:
            with self.prevent(Input.Changed):
                self.query_one(f"#{name}", Input).value = getattr(selectors, name)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Try what the form says, once the typing pauses."""
        event.stop()
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(TRY_SECONDS, self._try_again)

    def _try_again(self) -> None:
        given = {name: self.query_one(f"#{name}", Input).value.strip() for name in PARTS}
        try:
            self._wanted = read_selectors(PageSelectors(**given).text).text
        except BadSelectors as error:
            self._shown = ""
            self.query_one("#pageform-words", Static).update(Content(str(error)))
            return
        self._try(self._wanted)

    def on_key(self, event: events.Key) -> None:
        """Move, leave, or take another guess; every other key is the field's."""
        moves: dict[str, Callable[[], object]] = {
            "tab": self.focus_next, "down": self.focus_next, "shift+tab": self.focus_previous, "up": self.focus_previous,
            "escape": lambda: self.dismiss(None), "ctrl+g": lambda: self.dismiss(None), "ctrl+n": self._guess,
        }  # fmt: skip
        if event.key in moves:
            event.stop()
            event.prevent_default()
            moves[event.key]()

    def _guess(self) -> None:
        if not self._guesses:
            self._wanted = ""
            self._try("")
        else:
            at = self._guesses.index(self._wanted) if self._wanted in self._guesses else -1
            at = (at + 1) % len(self._guesses)
            self._fill(self._guesses[at])
            more = f"   ^N another guess ({at + 1} of {len(self._guesses)})"
            self.query_one("#pageform-foot", Static).update(Content(self._foot + more))
            self._try(self._wanted)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Subscribe, if the selectors find something."""
        event.stop()
        if self._shown and self._shown == self._wanted:
            self.dismiss(None)
            self._take(self._shown)
