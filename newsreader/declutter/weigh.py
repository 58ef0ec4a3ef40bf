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


_NOTHING = Weight()


class Weights:
    """The weight of every element of a tree, each with all it holds, and the lengths that readability scores by.

    Sums are kept in lists, by the number of the element: an object for each would take longer than the weighing.
    """

    def __init__(self, root: HtmlElement) -> None:
        self._number: dict[HtmlElement, int] = {}
        self._prose: list[int] = []
        self._links: list[int] = []
        self._scraps: list[int] = []
        self._length: list[int] = []
        self._linked: list[int] = []
        self._commas: list[int] = []
        self._words: list[int] = []  # what stands directly in a block: its words, those of its links, its last text
        self._link_words: list[int] = []
        self._last: list[str] = []
        number = self._add(root)
        self._inside(root, number, number, False)
        if self._words[number]:
            self._settle(number, root.tag)

    def __getitem__(self, element: HtmlElement) -> Weight:
        number = self._number.get(element)
        return _NOTHING if number is None else Weight(self._prose[number], self._links[number], self._scraps[number])

    def prose(self, element: HtmlElement) -> int:
        """The words of running text in an element."""
        number = self._number.get(element)
        return 0 if number is None else self._prose[number]

    def length(self, element: HtmlElement) -> int:
        """The characters of an element's text, white space collapsed."""
        return self._length[self._number[element]]

    def commas(self, element: HtmlElement) -> int:
        """How often an element's text has a comma."""
        return self._commas[self._number[element]]

    def link_density(self, element: HtmlElement) -> float:
        """Which share of an element's text stands in links."""
        number = self._number[element]
        return self._linked[number] / max(1, self._length[number])

    def _add(self, element: HtmlElement) -> int:
        number = self._number[element] = len(self._prose)
        self._prose.append(0)
        self._links.append(0)
        self._scraps.append(0)
        self._length.append(0)
        self._linked.append(0)
        self._commas.append(0)
        self._words.append(0)
        self._link_words.append(0)
        self._last.append("")
        return number

    def _inside(self, element: HtmlElement, number: int, block: int, linked: bool) -> None:
        """Weigh what an element holds; `block` is the number of the block that its inline text stands in."""
        if (text := element.text) and not text.isspace():
            self._text(text, number, block, linked)
        for child in element:
            tag = child.tag
            own = self._add(child)
            is_block = tag in BLOCKS
            into = own if is_block else block
            if len(child):
                self._inside(child, own, into, linked or (tag == "a" and bool(child.get("href"))))
            elif (text := child.text) and not text.isspace():
                self._text(text, own, into, linked or (tag == "a" and bool(child.get("href"))))
            if is_block and self._words[own]:
                self._settle(own, tag)
            if length := self._length[own]:
                self._length[number] += length
                self._commas[number] += self._commas[own]
                self._linked[number] += length if tag == "a" else self._linked[own]
                self._prose[number] += self._prose[own]
                self._links[number] += self._links[own]
                self._scraps[number] += self._scraps[own]
            if (text := child.tail) and not text.isspace():
                self._text(text, number, block, linked)

    def _text(self, text: str, number: int, block: int, linked: bool) -> None:
        words = count_words(text)
        self._words[block] += words
        if linked:
            self._link_words[block] += words
        self._last[block] = text
        self._length[number] += len(" ".join(text.split())) if "\n" in text or "  " in text else len(text)
        self._commas[number] += text.count(",")

    def _settle(self, number: int, tag: str) -> None:
        """Add what the text that stands directly in one block weighs."""
        words, links = self._words[number], self._link_words[number]
        rest = words - links
        if links > rest:
            self._links[number] += links
        elif rest >= _SENTENCE or (rest >= _SHORT_SENTENCE and ENDED.search(self._last[number].rstrip()[-20:])):
            self._prose[number] += rest
        elif tag not in _UNWEIGHED:
            self._scraps[number] += words
