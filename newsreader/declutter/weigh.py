"""How much of an article and how much of a page's furniture each part of a tree holds; one pass, linear in the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsreader.declutter.tree import BLOCKS, count_words

ENDED = re.compile(r"[.!?…:;。！？।॥۔؟][\"'”’»)\]\s]*$")
_SENTENCE = 10
_SHORT_SENTENCE = 4
_UNWEIGHED = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption"))


class Load:
    """What an element holds: words by what they are, and the lengths in characters that readability scores by."""

    __slots__ = ("commas", "last", "length", "link_words", "linked", "links", "prose", "scraps", "words")

    def __init__(self) -> None:
        self.prose = 0  # words of running text, of links that lead away, and of short fragments (labels, menus)
        self.links = 0
        self.scraps = 0
        self.length = 0  # characters, white space collapsed; those in links; commas
        self.linked = 0
        self.commas = 0
        self.words = 0  # what stands directly in a block: its words, those of its links, its last text
        self.link_words = 0
        self.last = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """Words of running text, words of links that lead away, and words of short fragments (labels, menus, captions)."""

    prose: float = 0.0
    links: float = 0.0
    scraps: float = 0.0

    def __sub__(self, other: Weight) -> Weight:
        return Weight(self.prose - other.prose, self.links - other.links, self.scraps - other.scraps)

    @property
    def furniture(self) -> float:
        """What speaks against a part."""
        return self.links + 0.5 * self.scraps


class Weights:
    """The weight of every element of a tree, each with all it holds, and the lengths that readability scores by."""

    def __init__(self, root: HtmlElement) -> None:
        self._of: dict[HtmlElement, Load] = {}
        own = self._of[root] = Load()
        self._inside(root, own, own, False)
        if own.words:
            _settle(own, root.tag)

    def __getitem__(self, element: HtmlElement) -> Weight:
        load = self._of.get(element)
        return Weight() if load is None else Weight(load.prose, load.links, load.scraps)

    def prose(self, element: HtmlElement) -> int:
        """The words of running text in an element."""
        load = self._of.get(element)
        return 0 if load is None else load.prose

    def balance(self, element: HtmlElement) -> float:
        """An element's running text less its furniture."""
        load = self._of.get(element)
        return 0.0 if load is None else load.prose - load.links - 0.5 * load.scraps

    def length(self, element: HtmlElement) -> int:
        """The characters of an element's text, white space collapsed."""
        return self._of[element].length

    def commas(self, element: HtmlElement) -> int:
        """How often an element's text has a comma."""
        return self._of[element].commas

    def link_density(self, element: HtmlElement) -> float:
        """Which share of an element's text stands in links."""
        load = self._of[element]
        return load.linked / max(1, load.length)

    def _inside(self, element: HtmlElement, own: Load, block: Load, linked: bool) -> None:
        """Weigh what an element holds; `block` is what its inline text stands in."""
        if (text := element.text) and not text.isspace():
            _add(text, own, block, linked)
        for child in element:
            tag = child.tag
            load = self._of[child] = Load()
            is_block = tag in BLOCKS
            if len(child):
                self._inside(child, load, load if is_block else block, linked or (tag == "a" and bool(child.get("href"))))
            elif (text := child.text) and not text.isspace():
                _add(text, load, load if is_block else block, linked or (tag == "a" and bool(child.get("href"))))
            if length := load.length:
                if is_block and load.words:
                    _settle(load, tag)
                own.length += length
                own.commas += load.commas
                own.linked += length if tag == "a" else load.linked
                own.prose += load.prose
                own.links += load.links
                own.scraps += load.scraps
            if (text := child.tail) and not text.isspace():
                _add(text, own, block, linked)


def _add(text: str, own: Load, block: Load, linked: bool) -> None:
    words = count_words(text)
    block.words += words
    if linked:
        block.link_words += words
    block.last = text
    own.length += len(" ".join(text.split())) if "\n" in text or "  " in text else len(text)
    own.commas += text.count(",")


def _settle(load: Load, tag: str) -> None:
    """Add what the text that stands directly in one block weighs."""
    rest = load.words - load.link_words
    if load.link_words > rest:
        load.links += load.link_words
    elif rest >= _SENTENCE or (rest >= _SHORT_SENTENCE and ENDED.search(load.last.rstrip()[-20:])):
        load.prose += rest
    elif tag not in _UNWEIGHED:
        load.scraps += load.words
