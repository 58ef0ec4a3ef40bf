"""A site's own rules, followed: what they hide and show after all, and where they say that the body is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from newsreader.declutter.blocks import Context, make_blocks
from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.clutter import show_lazy_images
from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.inline import absolute, plain
from newsreader.declutter.paragraphs import wrap_loose_text
from newsreader.declutter.tree import bare, parse, parse_fragment, spaced_text, text_of, unlink
from newsreader.model.article import Block, Figure, Paragraph, Span
from newsreader.model.sites import SiteRule, SiteRules
from newsreader.text.clean import clean

YOURS = "by your rule for this site"
_LONGEST = 1000
_MOST = 5000
_XPATH = re.compile(r"^[(/.]*/|::|@|\[\d|^\(|^id\(|^descendant|\bcontains\(")
_NAME = re.compile(r"(?P<tag>[A-Za-z][A-Za-z0-9-]*)?(?P<names>(?:[.#][^\s.#]+)*)")
SILENT = ("script", "style", "template", "noscript", "link", "meta", "object", "applet", "canvas")


class BadSelector(ValueError):
    """A selector that can't be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Named:
    """Elements of a tag (any, where it is empty) that have all these classes and this id."""

    tag: str
    classes: frozenset[str]
    id: str

    def fits(self, element: HtmlElement) -> bool:
        """Whether an element is one of them."""
        if (self.tag and element.tag != self.tag) or (self.id and element.get("id") != self.id):
            return False
        return not self.classes or self.classes <= set((element.get("class") or "").split())


def named(match: str) -> Named:
    """A rule's `match`, read; raises BadSelector."""
    found = _NAME.fullmatch(match.strip())
    if found is None or not match.strip():
        raise BadSelector(f'is "{clean(match)[:60]}", not a tag with names as in "div.promo", ".teaser" or "p#note"')
    parts = re.findall(r"[.#][^\s.#]+", found["names"])
    ids = [part[1:] for part in parts if part[0] == "#"]
    return Named((found["tag"] or "").lower(), frozenset(part[1:] for part in parts if part[0] == "."), ids[-1] if ids else "")


def compiled(selector: str) -> etree.XPath:
    """A CSS selector or an XPath, made ready; raises BadSelector."""
    if len(selector) > _LONGEST:
        raise BadSelector(f"is longer than {_LONGEST} characters")
    try:
        return etree.XPath(selector) if _XPATH.search(selector) else CSSSelector(selector, translator="html")
    except Exception as error:  # cssselect and lxml raise half a dozen kinds
        raise BadSelector(f'is "{clean(selector)[:60]}", neither a CSS selector nor an XPath ({clean(str(error))[:80]})') from error


def wrong_selector(selector: str) -> str | None:
    """Why a selector can't be read, in words (None: it can)."""
    try:
        compiled(selector)
    except BadSelector as error:
        return str(error)
    return None


def wrong_match(match: str) -> str | None:
    """Why a rule's `match` can't be read, in words (None: it can)."""
    try:
        named(match)
    except BadSelector as error:
        return str(error)
    return None


def found(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements that a selector finds, none where it can't be read or asks too much."""
    try:
        result = compiled(selector)(root)
    except (BadSelector, etree.XPathError):
        return []
    items = result[:_MOST] if isinstance(result, list) else []
    return [item for item in items if isinstance(item, HtmlElement) and isinstance(item.tag, str)]


def told(root: HtmlElement, selectors: tuple[str, ...]) -> str:
    """The text of the first thing that one of the selectors finds."""
    for selector in selectors:
        try:
            result = compiled(selector)(root)
        except (BadSelector, etree.XPathError):
            continue
        first = result[0] if isinstance(result, list) and result else result if isinstance(result, str) else None
        text = clean(text_of(first) if isinstance(first, HtmlElement) else str(first)) if first is not None else ""
        if text:
            return text
    return ""


def link_by_rules(root: HtmlElement, selectors: tuple[str, ...], base: str | None) -> str | None:
    """The address that the first selector to find one finds: an element's, that of a link in it, or one that an XPath spells."""
    for selector in selectors:
        try:
            result = compiled(selector)(root)
        except (BadSelector, etree.XPathError):
            continue
        for item in result[:_MOST] if isinstance(result, list) else [result]:
            links = [item, *item.iter("a")] if isinstance(item, HtmlElement) else []
            given = [link.get("href") for link in links] if links else [item] if isinstance(item, str) else []
            address = next((url for href in given if (url := absolute(href, base)) is not None), None)
            if address is not None:
                return address
    return None


def replaced(text: str, rules: SiteRules | None) -> str:
    """A page's source with the strings replaced that the site's rules name; as it was where that would swell it."""
    changed = text
    for find, put in rules.replace if rules is not None else ():
        if find:
            changed = changed.replace(find, put)
            if len(changed) > 2 * len(text) + _MOST:
                return text
    return changed


def hide_by_rules(root: HtmlElement, rules: SiteRules, hiding: Hiding) -> None:
    """Take out what the site's rules name, before anything else looks at the page."""
    hiding.number([element for element in root.iter() if isinstance(element.tag, str)])
    body = root.find("body")
    kept = {root, body}
    for rule in rules.hide:
        if rule.match and not rule.text:
            names = _names(rule.match)
            for element in [each for each in root.iter() if isinstance(each.tag, str) and names is not None and names.fits(each)]:
                if element not in kept:
                    _hide(element, rule, hiding)
    for selector in rules.strip:
        for element in found(root, selector):
            if element not in kept and element.getparent() is not None:
                hiding.hide(element, "other", f"stripped by the site's rules: {selector}")


def _names(match: str) -> Named | None:
    try:
        return named(match)
    except BadSelector:
        return None


def _hide(element: HtmlElement, rule: SiteRule, hiding: Hiding) -> None:
    if element.getparent() is not None:
        hiding.hide(element, "other", f"{YOURS}: {rule.words}")


def body_by_rules(root: HtmlElement, rules: SiteRules) -> tuple[HtmlElement, str] | None:
    """The body that the site's rules name, and how; None where they name none that holds text."""
    for selector in rules.body:
        parts = [element for element in found(root, selector) if text_of(element)]
        outer = [part for part in parts if not any(around in parts for around in part.iterancestors())]
        if outer:
            holder = root.makeelement("div")
            if outer[0].getparent() is not None:
                outer[0].addprevious(holder)
            holder.extend(outer)
            return holder, f"the site's rules: {selector}"
    return None


def fits_text(pattern: str, text: str) -> bool:
    """Whether a block's words are those of a rule."""
    wanted, there = bare(pattern), bare(text)
    return bool(wanted) and (there.startswith(wanted) if pattern.rstrip().endswith("*") else there == wanted)


def words_of_block(block: Block) -> str:
    """What a block says, a picture's caption too."""
    words = text_of_block(block)
    return words or (plain(block.caption) if isinstance(block, Figure) else "")


def amended(blocks: list[Placed], rules: SiteRules, hiding: Hiding, text: str, base: str | None) -> list[Placed]:
    """The blocks without what the rules hide by its words, and with the hidden pieces that they bring back, each at its place."""
    by_words = [rule for rule in rules.hide if rule.text]
    pristine: list[HtmlElement] = []
    if rules.show or any(rule.match for rule in by_words):
        pristine = elements_of(text)
    left: list[Placed] = []
    for place, block in blocks:
        words = words_of_block(block)
        rule = next((rule for rule in by_words if fits_text(rule.text, words) and _fits_name(rule, place, pristine)), None)
        if rule is None:
            left.append((place, block))
        else:
            hiding.note(place, "other", f"{YOURS}: {rule.words}", words)
    if rules.show:
        for piece in list(hiding.pieces):
            place, kind, reason, words = piece
            if not reason.startswith(YOURS) and any(_shows(rule, place, kind, reason, words, pristine) for rule in rules.show):
                hiding.pieces.remove(piece)
                left += [(place, block) for block in blocks_of(place, words, pristine, base)]
        left.sort(key=lambda placed: placed[0])
    return left


def elements_of(text: str) -> list[HtmlElement]:
    """The elements of a page as `Hiding` numbers them, in a tree that nothing was taken out of."""
    root = parse(text)
    show_lazy_images(root)
    return [element for element in root.iter() if isinstance(element.tag, str)]


def _shows(rule: SiteRule, place: int, kind: str, reason: str, words: str, pristine: list[HtmlElement]) -> bool:
    if (rule.kind and rule.kind != kind) or (rule.reason and rule.reason != reason):
        return False
    return (not rule.text or fits_text(rule.text, words)) and _fits_name(rule, place, pristine)


def _fits_name(rule: SiteRule, place: int, pristine: list[HtmlElement]) -> bool:
    if not rule.match:
        return True
    names = _names(rule.match)
    return names is not None and place < len(pristine) and any(names.fits(each) for each in _alone(pristine[place]))


def _alone(element: HtmlElement) -> Iterator[HtmlElement]:
    """An element and those around it that hold nothing more."""
    text = bare(text_of(element))
    yield element
    for around in element.iterancestors():
        if around.tag in ("body", "html") or bare(text_of(around)) != text:
            return
        yield around


def blocks_of(place: int, words: str, pristine: list[HtmlElement], base: str | None) -> tuple[Block, ...]:
    """A hidden piece as blocks: made of its element where that is the whole piece, else of its words."""
    element = pristine[place] if place < len(pristine) else None
    if element is None or bare(spaced_text(element)) != bare(words) or element.tag in ("html", "body"):
        return (Paragraph((Span(words),)),) if words else ()
    copy = parse_fragment(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
    for silent in list(copy.iter(*SILENT)):
        unlink(silent)
    wrap_loose_text(copy)
    made = tuple(block for _, block in make_blocks(copy, Context(base, Hiding())))
    return made if any(map(text_of_block, made)) else (Paragraph((Span(words),)),)
