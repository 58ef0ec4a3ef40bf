"""Clutter marked before the body is chosen: by tag and role, by whole names, by where links lead, by labels that stand alone."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsreader.declutter.hiding import Hiding
from newsreader.declutter.lines import is_share_row
from newsreader.declutter.names import kind_of
from newsreader.declutter.sharelinks import is_share_link
from newsreader.declutter.tree import count_words, names_of, short_text, spaced_text, text_of, tokens, unlink
from newsreader.declutter.words import fold, table
from newsreader.model.article import HiddenKind

_SILENT = frozenset(
    ["script", "style", "template", "link", "meta", "base", "noscript", "head", "title", "object", "applet", "canvas", "svg", "datalist"]
)
_KEPT = frozenset(
    [
        "html",
        "body",
        "article",
        "main",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "table",
        "p",
        "pre",
        "code",
        "math",
        "figure",
        "figcaption",
        "img",
        "picture",
        "br",
        "li",
        "dt",
        "dd",
    ]
)
_TAGS: dict[str, tuple[HiddenKind, str]] = {
    "nav": ("navigation", "navigation of the page"),
    "aside": ("other", "beside the article (aside)"),
    "footer": ("navigation", "footer of the page"),
    "form": ("other", "form"),
    "button": ("other", "button"),
    "input": ("other", "form field"),
    "select": ("other", "form field"),
    "textarea": ("other", "form field"),
    "dialog": ("promo", "dialog over the page"),
    "menu": ("navigation", "menu"),
}
_ROLES: dict[str, tuple[HiddenKind, str]] = {
    "navigation": ("navigation", "navigation (role)"),
    "banner": ("navigation", "banner of the page (role)"),
    "complementary": ("other", "beside the article (role)"),
    "contentinfo": ("navigation", "footer of the page (role)"),
    "search": ("navigation", "search box (role)"),
    "dialog": ("promo", "dialog over the page (role)"),
    "alertdialog": ("promo", "dialog over the page (role)"),
    "menu": ("navigation", "menu (role)"),
    "menubar": ("navigation", "menu (role)"),
    "toolbar": ("navigation", "toolbar (role)"),
    "tablist": ("navigation", "tabs (role)"),
    "button": ("other", "button (role)"),
}
_MICRODATA = frozenset(
    [
        "publisher",
        "logo",
        "author",
        "creator",
        "datepublished",
        "datemodified",
        "datecreated",
        "articlesection",
        "keywords",
        "inlanguage",
        "wordcount",
        "interactioncount",
        "width",
        "height",
        "contenturl",
        "thumbnailurl",
        "copyrightholder",
        "copyrightyear",
        "mainentityofpage",
    ]
)
_UNSHOWN = "not shown by the page"
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_INLINE = frozenset(("a", "span", "em", "i", "b", "strong", "u", "mark", "font", "abbr", "dfn", "cite", "small"))
_WORDS_TO_KEEP = 150
_LITTLE = 25
_SHARE_TO_KEEP = 0.3
_BOX = 60
_MOST_BUTTONS = 40
_MOST_KEPT = 50  # of boxes that are kept for what they hold; further big ones are kept unread, so that boxes in boxes take no time
_BIG = 5000


def hide_clutter(root: HtmlElement, hiding: Hiding) -> None:
    """Hide what is clutter wherever it stands; what holds much of the page's text is kept, whatever it is called."""
    show_lazy_images(root)
    elements: list[HtmlElement] = list(root.iter(etree.Element))
    hiding.number(elements)
    gone = hiding.gone
    for element in elements:
        if element.tag in _SILENT and not (element.tag == "svg" and element.getparent() is None) and element not in gone:
            gone.update(element.iter())
            unlink(element)
    total = _words_outside_links(root)
    share_links: list[HtmlElement] = []
    kept = 0
    for element in elements:
        tag, marks = element.tag, element.keys()
        if not (marks or tag in _TAGS) or element in gone:
            continue
        if tag in ("input", "form") and (box := _address_box(element)) is not None:
            hiding.hide(box, "newsletter", "asks for an e-mail address")
            continue
        found = _verdict(element, marks)
        big = kept >= _MOST_KEPT and found is not None and short_text(element, _BIG) is None
        if found is not None and (big or _holds_text(element, total, *found)):
            kept += 1
        elif found is not None:
            hiding.hide(element, *found)
        elif tag == "a" and is_share_link(element.get("href")):
            share_links.append(element)
    _hide_share_rows(share_links, hiding)
    _hide_popups(root, hiding)


def show_lazy_images(root: HtmlElement) -> None:
    """Bring an image out of the `noscript` that holds it for readers without scripts."""
    for holder in list(root.iter("noscript")):
        images = list(holder.iter("img"))
        parent = holder.getparent()
        if parent is None or len(images) != 1 or str(holder.text_content()).strip():
            continue
        before = holder.getprevious()
        if before is not None and (before.tag in ("img", "picture") or before.find(".//img") is not None):
            if before.tag == "img" and not before.get("src", "").startswith("http"):
                before.set("src", images[0].get("src") or before.get("src") or "")
            continue
        images[0].tail = None
        holder.addprevious(images[0])


def _verdict(element: HtmlElement, marks: list[str]) -> tuple[HiddenKind, str] | None:
    """What an element is by its tag and its attributes, whose names are `marks`."""
    tag = element.tag
    if tag in ("html", "body"):
        return None
    if "itemprop" in marks and element.get("itemprop", "").lower() in _MICRODATA and tag != "a" and not _is_told_there(element):
        return "repeat", f"said by the page's metadata ({element.get('itemprop')})"
    if ("hidden" in marks and element.get("hidden") != "until-found") or ("style" in marks and _UNSEEN.search(element.get("style", ""))):
        return "other", _UNSHOWN
    if tag in _KEPT and tag not in ("li", "p"):
        return None
    found = _TAGS.get(tag)
    if found is not None and not (tag == "aside" and _is_quote(element)):
        return found
    if "role" in marks and (found := _ROLES.get(element.get("role", ""))) is not None:
        return found
    found = _named(element.get("class"), element.get("id"))
    return None if found is not None and tag in _INLINE and _in_sentence(element) else found


def _in_sentence(element: HtmlElement) -> bool:
    """Whether a sentence goes on right behind an element, or ends there and not with it, so that it would lack the element's words."""
    following = (element.tail or "").lstrip()[:1]
    if len(element) or is_share_link(element.get("href")) or not (following.islower() or following in tuple(".,;:!?)")):
        return False
    if following.islower():
        return True
    parent, before = element.getparent(), element.getprevious()
    text = before.tail if before is not None else parent.text if parent is not None else None
    return (text or "").rstrip()[-1:].isalnum()


@lru_cache(maxsize=2048)
def _named(classes: str | None, mark: str | None) -> tuple[HiddenKind, str] | None:
    """What an element's names make of it."""
    for name in names_of(classes, mark):
        kind = kind_of(name)
        if kind is not None:
            return kind, f"named “{name}” by the page"
    return None


def _address_box(element: HtmlElement) -> HtmlElement | None:
    """The box around a form or field that asks for an e-mail address: the largest that is hardly more than a few lines."""
    fields = [element] if element.tag == "input" else list(element.iter("input"))
    marks = " ".join(filter(None, (field.get(name) for field in fields for name in ("type", "name", "id", "placeholder")))).lower()
    if "email" not in marks and "e-mail" not in marks:
        return None
    box = None
    for around in (element, *element.iterancestors()):
        text = None if around.tag in ("body", "html", "article", "main", "td") else short_text(around, 10 * _BOX)
        if text is None or count_words(text) > _BOX:
            break
        box = around
    return box


def _is_told_there(element: HtmlElement) -> bool:
    """Whether an element stands in a paragraph that says more than it, or is a picture's credit."""
    parent = element.getparent()
    if any(around.tag == "figure" for around in islice(element.iterancestors(), 4)):
        return True
    return parent is not None and parent.tag == "p" and short_text(parent, 2 * len(text_of(element)) + 40) is None


def _is_quote(element: HtmlElement) -> bool:
    return element.find(".//blockquote") is not None or any("quote" in name or "note" in name.split("-") for name in tokens(element))


def _holds_text(element: HtmlElement, total: int, kind: HiddenKind, reason: str) -> bool:
    """Whether an element holds so much text outside links that it is kept, whatever it is called.

    What is hardly ever wrong (comments, what the page doesn't show, navigation and asides by tag) is kept only if there is little else.
    """
    text = text_of(element)
    if len(text) < 100:
        return False
    words = _words_outside_links(element)
    rest = total - words
    if reason == _UNSHOWN:
        return rest < _LITTLE
    if element.find(".//main") is not None:
        return True
    if kind == "comments":
        return rest < _WORDS_TO_KEEP
    if element.tag in ("nav", "footer", "dialog", "aside") or element.get("role") in _ROLES:
        return rest < max(_WORDS_TO_KEEP, words / 2)
    return words >= _WORDS_TO_KEEP or words > total * _SHARE_TO_KEEP


def _words_outside_links(element: HtmlElement) -> int:
    return count_words(text_of(element)) - sum(count_words(text_of(link)) for link in element.iter("a"))


def _hide_share_rows(links: list[HtmlElement], hiding: Hiding) -> None:
    """Hide each share link with the row of links that it stands in."""
    for link in links:
        if link in hiding.gone or link.getparent() is None:
            continue
        row = link
        while (parent := row.getparent()) is not None and parent.tag not in ("body", "html", "article", "main") and _is_share_row(parent):
            row = parent
        count = [is_share_link(inner.get("href")) for inner in row.iter("a")]
        if row is link and not _stands_alone(link):
            continue
        hiding.hide(row, "share", f"share links: {sum(count)} of {len(count)} lead to share pages")


def _is_share_row(element: HtmlElement) -> bool:
    links = list(islice(element.iter("a"), _MOST_BUTTONS + 1))
    if len(links) > _MOST_BUTTONS or sum(is_share_link(link.get("href")) for link in links) * 2 < len(links):
        return False
    pieces = list(islice(element.itertext(), 10 * _MOST_BUTTONS))
    rest = " ".join(" ".join(pieces).split())
    if len(rest) > 400 or len(pieces) == 10 * _MOST_BUTTONS:
        return False
    for link in links:
        rest = rest.replace(spaced_text(link), "", 1)
    return all(is_share_word(word) for word in re.split(r"[|·•,/]| {2,}", rest) if word.strip()) and element.find(".//img[@height]") is None


def is_share_word(text: str) -> bool:
    """Whether a piece of text is only a network's name or a share button's label."""
    folded = fold(text)
    if not folded or not any(c.isalpha() for c in folded):
        return True
    return is_share_row([folded], True) or (len(text) < 60 and table("share_lead").starts(text) is not None)


def _stands_alone(link: HtmlElement) -> bool:
    """Whether a share link is no part of a sentence."""
    parent = link.getparent()
    if parent is None:
        return True
    text = text_of(link)
    return not text or is_share_word(text) or short_text(parent, len(text) + 2) is not None


def _hide_popups(root: HtmlElement, hiding: Hiding) -> None:
    """Hide boxes of links that open over a word of a sentence: three or more links in a `span` inside a paragraph, and little else."""
    for span in reversed(root.xpath("descendant::span[descendant::a]")):
        if span in hiding.gone or sum(1 for _ in islice(span.iter("a"), 3)) < 3 or not any(True for _ in span.iterancestors("p")):
            continue
        text = spaced_text(span)
        inside = sum(len(spaced_text(link)) for link in span.iter("a"))
        if inside < 0.8 * len(text):
            continue
        before = span.getprevious()
        if before is None and len(span) == 2 and span[0].tag == "a":
            hiding.hide(span[1], "related", "links that open over a word")
        elif before is not None:
            hiding.hide(span, "related", "links that open over a word")
