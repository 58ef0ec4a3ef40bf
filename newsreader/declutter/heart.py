"""readability-lxml's choice of the article, on a tree that is parsed, cleaned and measured already.

Its rules and numbers are its own; only the lengths of texts come from `Weights`, which took them in one pass, where it would
gather the text of each part anew: half of the time that a page took.
"""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement
from readability import Document

from newsreader.declutter.weigh import Weights

_LEAST = 25
_SCORED = ("p", "pre", "td", "blockquote")


class Heart(Document):  # type: ignore[misc]
    """readability's scores and its choice, without its own parsing, cleaning and measuring."""

    def __init__(self, tree: HtmlElement, weights: Weights) -> None:
        super().__init__(tree)
        self.html = tree
        self.weights = weights

    def choose(self) -> HtmlElement | None:
        """The element that readability takes for the article."""
        candidates = self.score_paragraphs()
        best = self.select_best_candidate(candidates)
        if not best:
            return None
        best = self.get_semantic_article_candidate(candidates, best)
        best = self.get_semantic_main_candidate(candidates, best)
        return best["elem"]

    def get_link_density(self, elem: HtmlElement) -> float:
        """Which share of an element's text stands in links."""
        return self.weights.link_density(elem)

    def score_paragraphs(self) -> dict[HtmlElement, dict[str, Any]]:
        """Each paragraph's score given to its parent, half of it to the parent's parent, less where they hold many links."""
        scores: dict[HtmlElement, float] = {}
        length, commas = self.weights.length, self.weights.commas
        for element in self.html.iter(*_SCORED):
            parent = element.getparent()
            size = length(element)
            if parent is None or size < _LEAST:
                continue
            score = 2 + commas(element) + min(size / 100, 3)
            for around, part in ((parent, score), (parent.getparent(), score / 2)):
                if around is None:
                    continue
                before = scores.get(around)
                scores[around] = (self.score_node(around)["content_score"] if before is None else before) + part
        return {
            element: {"content_score": score * (1 - self.get_link_density(element)), "elem": element} for element, score in scores.items()
        }
