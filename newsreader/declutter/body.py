"""Where the article is: readability's scores name the container, and a judge checks its choice against the page's own marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsreader.declutter.captions import is_caption
from newsreader.declutter.heart import Heart
from newsreader.declutter.hiding import Hiding
from newsreader.declutter.lines import label
from newsreader.declutter.names import is_lead_name
from newsreader.declutter.paragraphs import wrap_loose_text
from newsreader.declutter.tree import bare, spaced_text, text_of, tokens
from newsreader.declutter.weigh import ENDED, Weights
from newsreader.declutter.words import table
from newsreader.text.clean import clean


@dataclass(frozen=True, slots=True)
class Body:
    """The chosen container and how it was chosen, in words."""

    element: HtmlElement
    how: str


_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_LEADING = frozenset(["p", "div", "section", "span", "header", "strong", "em", "b"])
_PRUNED = frozenset(["div", "section", "aside", "header", "footer", "article", "main", "span", "center", "dl", "form", "details"])


# How many more words of running text, and what share of what there is, a wider choice must bring: up to the headline or over pieces that
# are named the same; where what is around is next to nothing but text; anywhere else.
# Below this share of what the densest part of the page holds, a choice is poor.
_POOR = 0.2
_NEAR = (8, 0.05)
_PURE = (20, 0.5)
_FAR = (20, 1.5)


def choose_body(root: HtmlElement, hiding: Hiding, title: str) -> Body:
    """Choose the body of a page whose clutter is gone."""
    body = root.find("body")
    whole: HtmlElement = body if body is not None else root
    wrap_loose_text(whole)
    weights = Weights(root)
    chosen = Heart(root, weights).choose()
    densest = _densest(whole, weights)
    start = "readability's best container"
    if chosen is None or weights.prose(chosen) < _POOR * weights.prose(densest):
        chosen, start = densest, "the densest part of the page, since readability's choice holds next to nothing of its text"
    heading = _heading(chosen, whole, title)
    frame = _frame(chosen, heading)
    found = _widened(chosen, whole, frame, weights, start)
    if weights[found.element].prose >= 20:
        _prune(found.element, weights, hiding)
    heading = heading if heading is not None else _last_headline(found.element, whole)
    if heading is not None:
        for lead in reversed(list(_leads(found.element, heading, weights))):
            found.element.insert(0, lead)
    _note_outside(found.element, whole, weights, hiding)
    return found


def _note_outside(body: HtmlElement, whole: HtmlElement, weights: Weights, hiding: Hiding) -> None:
    """Keep what stands outside the body among the hidden pieces, each part as large as it comes."""
    inner = body
    while inner is not whole and (around := inner.getparent()) is not None:
        for part in around:
            if part is inner or not isinstance(part.tag, str):
                continue
            weight = weights[part]
            menu = weight.links > weight.prose
            reason = "outside the article: more links than text" if menu else "outside the article"
            text = spaced_text(part)
            hiding.note(hiding.place(part), *(label(text) or ("navigation" if menu else "other", reason)), text)
        inner = around


def _densest(whole: HtmlElement, weights: Weights) -> HtmlElement:
    """The part of the page with the most text after its furniture is taken off; of parts that are nearly as good, the smallest."""
    best = whole
    value = weights.balance(whole)
    for element in whole.iter("div", "section", "article", "main", "td", "ul", "ol", "table"):
        here = weights.balance(element)
        if here > value or (here >= 0.9 * value and value > 0):
            best, value = element, max(value, here)
    return best


def _widened(chosen: HtmlElement, whole: HtmlElement, frame: HtmlElement | None, weights: Weights, how: str) -> Body:
    """Go up from a choice as long as what is around it holds more text than furniture.

    Up to the part that holds the page's headline little is asked for; beyond it, and out of an `article`, much more.
    """
    best = inner = chosen
    start = how
    far = frame is None or frame is chosen or chosen.tag == "article"
    for around in chosen.iterancestors():
        more = weights[around] - weights[best]
        alike = sum((weights[part].prose for part in around if part is not inner and _alike(part, inner)), 0.0)
        least, share = _NEAR if not far or alike > 0.8 * more.prose else _PURE if more.furniture * 8 < more.prose else _FAR
        if more.prose > least + share * weights[best].prose and more.prose > more.furniture:
            best = around
            how = f"{start}, widened to what is written around it"
        far = far or around is frame or around.tag == "article"
        inner = around
        if around is whole:
            break
    return Body(best, f"{how}: {described(best)}, {weights[best].prose:.0f} words of running text")


def described(element: HtmlElement) -> str:
    """An element as people write it in a selector, clean and short."""
    names = "".join(f".{name}" for name in (element.get("class") or "").split()[:3])
    return clean(f"{element.tag}{'#' + element.get('id', '') if element.get('id') else ''}{names}")[:80]


def _alike(part: HtmlElement, other: HtmlElement) -> bool:
    """Whether two parts are named the same: pieces of one article, cut apart."""
    return part.tag == other.tag and part.get("class") == other.get("class") and bool(other.get("class"))


def _heading(chosen: HtmlElement, whole: HtmlElement, title: str) -> HtmlElement | None:
    """The heading that repeats the page's title."""
    wanted = bare(title)
    return next((heading for heading in whole.iter("h1", "h2", "h3") if bare(text_of(heading)) == wanted), None) if wanted else None


def _last_headline(body: HtmlElement, whole: HtmlElement) -> HtmlElement | None:
    """The last first-level heading before the body, where none repeats the title."""
    last = None
    for element in whole.iter("h1", body.tag):
        if element is body:
            return last
        if element.tag == "h1" and text_of(element):
            last = element
    return None


def _frame(chosen: HtmlElement, heading: HtmlElement | None) -> HtmlElement | None:
    """The smallest part of the page that holds both the choice and the headline."""
    if heading is None:
        return None
    around = {heading, *heading.iterancestors()}
    return next((element for element in (chosen, *chosen.iterancestors()) if element in around), None)


def _leads(body: HtmlElement, heading: HtmlElement, weights: Weights) -> Iterator[HtmlElement]:
    """The standfirst: whole sentences that stand between the headline and the body."""
    around = {body, *body.iterancestors()}
    if any(element is body for element in (heading, *heading.iterancestors())):
        return
    element: HtmlElement = heading
    while element not in around:
        following = element.getnext()
        while following is not None:
            inner = following
            while inner in around and inner is not body:
                for child in inner:
                    if child in around:
                        inner = child
                        break
                    if _is_lead(child, weights):
                        yield child
            if following in around:
                return
            if _is_lead(following, weights):
                yield following
            following = following.getnext()
        parent = element.getparent()
        if parent is None:
            return
        element = parent


def _is_lead(element: HtmlElement, weights: Weights) -> bool:
    weight = weights[element]
    deck = any(map(is_lead_name, tokens(element)))
    if element.tag not in _LEADING or not (10 if deck else 16) <= weight.prose <= 150 or weight.prose < 4 * weight.furniture:
        return False
    text = text_of(element)
    if not (deck or ENDED.search(text)) or element.find(".//img") is not None or is_caption(element):
        return False
    if deck:
        return True
    if weight.prose >= 30:
        return True
    before = element.getprevious()
    by_picture = before is not None and before.tag in ("img", "picture", "figure")
    return not by_picture and not _CLOCK.search(text) and not table("time_lead").starts(text) and not table("byline_lead").starts(text)


def _prune(element: HtmlElement, weights: Weights, hiding: Hiding) -> None:
    """Hide what is more furniture than text inside the body, the largest parts first."""
    for child in list(element):
        weight = weights[child]
        if child.tag in _PRUNED and weight.links >= 1 and weight.links > 0.7 * (weight.prose + weight.scraps):
            hiding.hide(child, "other", "more links and labels than text")
        elif child.tag in _PRUNED:
            _prune(child, weights, hiding)
