"""What a page marks in its text: microdata and RDFa of the article itself, time elements, and the lines by its title that give a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsreader.declutter.apart import is_apart, shown_start
from newsreader.declutter.bylines import changed_words
from newsreader.text.clean import clean
from newsreader.text.dates import time_of

_ARTICLE = re.compile(r"article|posting|report|review|recipe|newsitem|webpage|creativework|blogpost", re.IGNORECASE)
_NAMES = frozenset(
    [
        *("headline", "author", "creator", "datepublished", "datecreated", "datemodified", "date", "created", "modified", "issued"),
        *("image", "publisher", "inlanguage", "isaccessibleforfree"),
    ]
)
_TIMED = re.compile(
    r"(?:^|[-_])(?:dates?|dateline|published|publish|pubdate|time|timestamp|posted|updated|modified|fecha|datum|created)(?:[-_]|$)|^data$"
)
_HINT = re.compile(r"dat[eau]|time|publish|posted|fecha|created|modified", re.IGNORECASE)
_CHANGED = re.compile(r"(?:^|[-_])(?:updated|modified)(?:[-_]|$)")
_LONGEST = 120
_MOST = 400


def marked(root: HtmlElement) -> dict[str, list[str]]:
    """What microdata (`itemprop`) and RDFa (`property`) say of the article, by name in lower case; parts of other things are left out."""
    said: dict[str, list[str]] = {}
    for element in root.xpath("//*[@itemprop or @property or @rel='schema:author']")[:_MOST]:
        given = element.get("itemprop") or element.get("property") or element.get("rel") or ""
        for name in given.lower().split():
            name = name.rpartition(":")[2].rpartition("/")[2]
            if name in _NAMES and (element.tag != "meta" or element.get("itemprop")):
                value = _value(element, name)
                if value and _of_article(element):
                    said.setdefault(name, []).append(value)
    return said


def _value(element: HtmlElement, name: str) -> str:
    if name in ("author", "creator", "publisher"):
        inner = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ') or @property='schema:name' or @property='name']")
        if inner:
            return clean(inner[0].get("content") or shown_start(inner[0], 2 * _LONGEST))
    given = element.get("content") or element.get("datetime") or (element.get("src") or element.get("href") if name == "image" else "")
    return clean(given or shown_start(element, 2 * _LONGEST)[: 2 * _LONGEST])


def _of_article(element: HtmlElement) -> bool:
    for around in element.iterancestors():
        kind = around.get("itemtype") or around.get("typeof")
        if kind:
            return _ARTICLE.search(kind) is not None
    return not is_apart(element)


def shown_times(root: HtmlElement, language: str | None) -> tuple[list[str], list[str]]:
    """Times of publication and of change that the page shows, the likeliest first: those after the title before those above it."""
    published: list[tuple[bool, str]] = []  # each with whether it stands above the title
    changed: list[tuple[bool, str]] = []
    after = not any(True for _ in root.iter("h1"))
    for element in root.iter("h1", "time", "abbr", "span", "p", "div", "li", "small", "em", "td", "b", "i"):
        if element.tag == "h1":
            after = True
            continue
        if element.tag not in ("time", "abbr") and not ((given := element.get("class")) is not None and _HINT.search(given)):
            continue
        for late, text in _times(element):
            before, lead, rest = _parted(text)
            told = time_of(before, language)
            if told is not None:
                (changed if late else published).append((not after, told))
            if lead and (told := time_of(rest, language)) is not None:
                changed.append((not after, told))
        if len(published) > 20:
            break
    one, two = ([time for _, time in sorted(times, key=lambda each: each[0])] for times in (published, changed))
    return one, two


def _times(element: HtmlElement) -> Iterator[tuple[bool, str]]:
    """The texts of an element that may be times, each with whether its name or the words before it tell of a change."""
    names = (element.get("class") or "").lower()
    late = any(_CHANGED.search(name) for name in names.split())
    if element.tag == "time" or (element.tag == "abbr" and element.get("title")):
        given = element.get("datetime") or element.get("title")
        if is_apart(element):
            return
        if given and time_of(given):
            around = clean(shown_start(element.getparent(), _LONGEST)) if element.getparent() is not None else ""
            lead = changed_words().match(around)
            yield lead is not None or late, given
            return
    elif not any(_TIMED.search(name) for name in names.split()):
        return
    text = clean(shown_start(element, _LONGEST))
    if 5 < len(text) <= _LONGEST and not is_apart(element):
        yield late, text


def _parted(text: str) -> tuple[str, str, str]:
    """A line in what stands before the word for a change, that word, and what stands after it."""
    found = changed_words().search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found is not None else (text, "", "")
