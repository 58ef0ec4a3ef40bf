"""What a block or a hidden piece is known by on its site: the shortest rule that finds it, and others like it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.hiding import Hiding
from newsreader.declutter.page import read_page, readable
from newsreader.declutter.siterules import elements_of, named, replaced, words_of_block
from newsreader.declutter.tree import bare, count_words, looks_like_html, spaced_text, text_of
from newsreader.model.sites import SiteRule, SiteRules

_LEAD = re.compile(r"[^:：]{2,40}[:：](?=\s*\S)")
_PLAIN = re.compile(r"[A-Za-z_][\w-]{1,60}")
_NUMBERED = re.compile(r"\d{2,}")
_SHARE = 0.3
_LONGEST = 200


def rule_for_block(
    page: bytes, url: str | None, content_type: str | None, witness: str | None, rules: SiteRules, index: int, text: str
) -> SiteRule | None:
    """A rule that hides blocks like the one of these words (the nearest to `index`): by its names, else by its own words.

    A name counts where it doesn't stand for much of the article as well. None where the page has no such block any more.
    """
    hiding = Hiding()
    article, _ = read_page(page, url, content_type, witness, rules, hiding)
    same = [at for at, block in enumerate(article.blocks) if words_of_block(block) == text or (not text and at == index)]
    if not same:
        return None
    at = min(same, key=lambda each: abs(each - index))
    elements = _elements(page, content_type, rules)
    place = hiding.shown[at] if at < len(hiding.shown) else -1
    if 0 <= place < len(elements):
        shown = {bare(words) for block in article.blocks if (words := text_of_block(block))}
        for match in _matches(_holders(elements[place], text)):
            if _covers(match, elements, shown) <= _SHARE * article.words + count_words(text):
                return SiteRule(match=match)
    return SiteRule(text=_pattern(text)) if bare(text) else None


def rule_for_piece(
    page: bytes, url: str | None, content_type: str | None, witness: str | None, rules: SiteRules, kind: str, reason: str, text: str
) -> SiteRule | None:
    """A rule that brings a hidden piece back: by its names and kind, else by its words. None where the page hides no such piece."""
    hiding = Hiding()
    read_page(page, url, content_type, witness, rules, hiding)
    piece = next((piece for piece in hiding.pieces if piece[1:] == (kind, reason, text)), None)
    if piece is None:
        return None
    elements = _elements(page, content_type, rules)
    if piece[0] < len(elements) and bare(spaced_text(elements[piece[0]])) == bare(text):
        for match in _matches(_holders(elements[piece[0]], text)):
            return SiteRule(match=match, kind=kind)
    return SiteRule(text=_pattern(text), kind=kind) if bare(text) else SiteRule(kind=kind, reason=reason)


def _elements(page: bytes, content_type: str | None, rules: SiteRules) -> list[HtmlElement]:
    text = replaced(readable(page, content_type), rules)
    return elements_of(text) if looks_like_html(text) else []


def _holders(element: HtmlElement, text: str) -> Iterator[HtmlElement]:
    """The element of a block, and those around it that say hardly more."""
    wanted = bare(text)
    most = len(wanted) * 1.1 + 12
    for around in (element, *element.iterancestors()):
        there = bare(text_of(around))
        if around.tag in ("body", "html", "article", "main") or len(there) > most:
            return
        if len(there) >= len(wanted):
            yield around


def _matches(holders: Iterator[HtmlElement]) -> Iterator[str]:
    """How elements can be named, the nearest first; names with numbers in them are of one page alone."""
    for element in holders:
        names = [name for name in (element.get("class") or "").split() if _PLAIN.fullmatch(name) and not _NUMBERED.search(name)]
        if names:
            yield f"{element.tag}.{max(names, key=len)}" if len(names) == 1 else element.tag + "".join(f".{name}" for name in names[:3])
        mark = element.get("id") or ""
        if _PLAIN.fullmatch(mark) and not _NUMBERED.search(mark):
            yield f"{element.tag}#{mark}"


def _covers(match: str, elements: list[HtmlElement], shown: set[str]) -> int:
    """The words of the article that elements of a name hold."""
    names = named(match)
    covered = 0
    for element in elements:
        if names.fits(element):
            parts = (text_of(part) for part in (element, *element.iterdescendants("p", "li")))
            covered += sum(count_words(text) for text in parts if bare(text) in shown)
    return covered


def _pattern(text: str) -> str:
    """A block's words as a rule has them: its label and a star where it begins with one."""
    label = _LEAD.match(text)
    if label is not None and count_words(label[0]) <= 5:
        return f"{label[0]} *"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} *"
