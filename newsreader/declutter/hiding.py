"""What was taken out of a page: each piece with its kind, its reason, its text and its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsreader.declutter.tree import spaced_text, unlink
from newsreader.model.article import Block, Hidden, HiddenKind
from newsreader.text.clean import clean

Placed = tuple[int, Block]
"""A block and its place: the number, in document order, of the element that it starts in."""


@dataclass(slots=True)
class Hiding:
    """Collects hidden pieces while steps work on a tree; places are document order, so that the order of the steps doesn't matter."""

    order: dict[HtmlElement, int] = field(default_factory=dict)
    pieces: list[tuple[int, HiddenKind, str, str]] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    """The places of the blocks that are shown in the end."""
    gone: set[HtmlElement] = field(default_factory=set)
    """Every element that was hidden or that stood in one."""

    def number(self, elements: Iterable[HtmlElement]) -> None:
        """Number the elements in document order, once, before anything is moved."""
        self.order = self.order or {element: place for place, element in enumerate(elements)}

    def place(self, element: HtmlElement) -> int:
        """The place of an element; one that was made later has the place of what it holds, else of what is around it."""
        for inner in element.iter():
            found = self.order.get(inner)
            if found is not None:
                return int(found)
        before = element.getprevious()
        around = before if before is not None else element.getparent()
        return self.order.get(around, 0) if around is not None else 0

    def hide(self, element: HtmlElement, kind: HiddenKind, reason: str) -> None:
        """Take an element out of the tree and keep its text; what has no text goes without a word."""
        if element in self.gone:
            return
        self.gone.update(element.iter())
        self.note(self.place(element), kind, reason, spaced_text(element))
        unlink(element)

    def note(self, place: int, kind: HiddenKind, reason: str, text: str) -> None:
        """Keep a piece of text that is hidden without an element of its own."""
        text = clean(text)
        if text:
            self.pieces.append((place, kind, clean(reason), text))

    def hidden(self, blocks: list[Placed]) -> tuple[Hidden, ...]:
        """The hidden pieces in reading order, each after the block that it followed on the page."""
        places = [place for place, _ in blocks]
        return tuple(
            Hidden(kind, reason, text, bisect_left(places, place) - 1)
            for place, kind, reason, text in sorted(self.pieces, key=lambda piece: piece[0])
        )
