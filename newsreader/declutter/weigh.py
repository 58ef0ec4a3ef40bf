"""How much of an article and how much of a page's furniture each part of a tree holds, in words; one pass, linear in the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsreader.declutter.tree import BLOCKS, count_words

ENDED = re.compile(r"[.!?…:;。！？।॥۔؟][\"'”’»)\]\s]*$")
_SENTENCE = 10
_SHORT_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class Weight:
    """Words of running text, words of links that lead away, and words of short fragments (labels, menus, captions)."""

    prose: float = 0.0
    links: float = 0.0
    scraps: float = 0.0

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.prose + other.prose, self.links + other.links, self.scraps + other.scraps)

    def __sub__(self, other: Weight) -> Weight:
        return Weight(self.prose - other.prose, self.links - other.links, self.scraps - other.scraps)

    @property
    def furniture(self) -> float:
        """What speaks against a part."""
        return self.links + 0.5 * self.scraps


class Weights:
    """The weight of every element of a tree, each with all it holds."""

    def __init__(self, root: HtmlElement) -> None:
        self._of: dict[HtmlElement, Weight] = {}
        self._weigh(root)

    def __getitem__(self, element: HtmlElement) -> Weight:
        return self._of.get(element, Weight())

    def _weigh(self, root: HtmlElement) -> None:
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        block: dict[HtmlElement, HtmlElement] = {}
        linked: set[HtmlElement] = set()
        texts: dict[HtmlElement, list[tuple[str, bool]]] = {}
        for element in elements:
            parent = element.getparent()
            own = element if element.tag in BLOCKS or parent is None or element is root else block[parent]
            block[element] = own
            if (element.tag == "a" and element.get("href")) or parent in linked:
                linked.add(element)
            if element.text and element.text.strip():
                texts.setdefault(own, []).append((element.text, element in linked))
            if element.tail and element is not root and element.tail.strip() and parent is not None:
                texts.setdefault(block[parent], []).append((element.tail, parent in linked))
        sums = {element: leaf_weight(element, texts[element]) for element in texts}
        for element in reversed(elements):
            parent = element.getparent()
            if element in sums and parent is not None and element is not root:
                mine = sums[element]
                theirs = sums.get(parent)
                sums[parent] = mine if theirs is None else theirs + mine
        self._of = sums


def leaf_weight(element: HtmlElement, pieces: list[tuple[str, bool]]) -> Weight:
    """What the text that stands directly in one block weighs."""
    words = sum(count_words(text) for text, _ in pieces)
    links = sum(count_words(text) for text, inside in pieces if inside)
    rest = words - links
    if links > rest:
        return Weight(links=links)
    ended = bool(ENDED.search(pieces[-1][0]))
    if rest >= _SENTENCE or (rest >= _SHORT_SENTENCE and ended):
        return Weight(prose=rest, links=0.0)
    if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption"):
        return Weight()
    return Weight(scraps=words)
