"""A form over the panes in which a feed's name, address, folder, tags and rest are changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from newsreader.text.clean import clean, clean_block
from newsreader.tui.over import Over, Typed

AROUND = 10
"""Rows of the form that are no fields."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of the form: its name, what is there now, a hint for when it is empty, and what it is for, said below while it is changed;
    `hidden`: nobody who looks on may read it."""

    name: str
    value: str
    hint: str = ""
    words: str = ""
    hidden: bool = False


class Form(Over[None]):
    """Tab and the arrows move, Enter keeps it all, Escape leaves it; what can't be is said, and the form stays."""

    CSS_PATH = "feedform.tcss"

    def __init__(self, title: str, fields: Sequence[Field], keep: Callable[[dict[str, str]], None]) -> None:
        super().__init__()
        self._title, self._fields, self._keep = clean(title), fields, keep

    def compose(self) -> ComposeResult:
        """A title, the fields, and what can be pressed."""
        with Vertical(id="form"):
            yield Static(Content(self._title), id="form-title", markup=False)
            with VerticalScroll(id="form-fields", can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="field"):
                        yield Static(Content(field.name), markup=False)
                        yield Typed(
                            clean(field.value), placeholder=clean(field.hint), id=field.name, password=field.hidden, compact=True,
                            select_on_focus=False,
                        )  # fmt: skip
            yield Static(Content(""), id="form-words", markup=False)
            yield Static(Content("Enter keep   Tab next   Esc leave"), id="form-foot", markup=False)

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.set_focus(self.query(Typed).first())

    def on_resize(self) -> None:
        """Leave room below the fields for what they are for, however small the window is."""
        self.query_one("#form-fields").styles.max_height = max(3, self.size.height - AROUND)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field is for that is changed now."""
        words = next((field.words for field in self._fields if field.name == event.widget.id), "")
        self.query_one("#form-words", Static).update(Content(clean(words)))

    def pressed(self, event: events.Key) -> bool:
        """Move, keep or leave; every other key is the field's."""
        moves: dict[str, Callable[[], object]] = {
            "tab": self.focus_next, "down": self.focus_next, "shift+tab": self.focus_previous, "up": self.focus_previous,
            "enter": self._keep_all, "escape": lambda: self.dismiss(None), "ctrl+g": lambda: self.dismiss(None),
        }  # fmt: skip
        if event.key in moves:
            moves[event.key]()
        return event.key in moves

    def _keep_all(self) -> None:
        """Keep what the fields say."""
        self._keep({field.name: self.query_one(f"#{field.name}", Input).value for field in self._fields})

    def tell(self, words: str) -> None:
        """Say what there is to know before it is kept."""
        foot = self.query_one("#form-foot", Static)
        foot.update(Content(clean_block(words)))
        foot.remove_class("wrong")

    def refuse(self, words: str) -> None:
        """Say why it can't be kept."""
        foot = self.query_one("#form-foot", Static)
        foot.update(Content(clean(words)))
        foot.add_class("wrong")
