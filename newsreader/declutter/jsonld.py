"""What a page's JSON-LD says of its article: found in lists and graphs, what is only named elsewhere in it looked up."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

from newsreader.text.clean import clean

Thing = dict[str, Any]
_LARGEST = 2_000_000
_MOST = 500
_WRAPPED = re.compile(r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*$")
_ARTICLE_TYPES = re.compile(r"article|posting|report|review|recipe|newsitem|webpage|creativework", re.IGNORECASE)
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_REFERENCES = ("author", "creator", "publisher", "image", "isPartOf")


def things_of(root: HtmlElement) -> list[Thing]:
    """Every object of the page's JSON-LD, however it is nested in lists and graphs."""
    return list(_things(root))


def _things(root: HtmlElement) -> Iterator[Thing]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _LARGEST:
            continue
        try:
            waiting = [json.loads(_WRAPPED.sub("", script.text).strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        count = 0
        while waiting and count < _MOST:
            count += 1
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting += thing[:200]
            elif isinstance(thing, dict):
                yield thing
                waiting += [thing[key] for key in _INNER if isinstance(thing.get(key), dict | list)]


def article_of(things: list[Thing], urls: Iterable[str | None]) -> Thing:
    """The object that is the page's article, the one of these addresses before others; who and what it only names is filled in."""
    own = {_bare_url(url) for url in urls if url}
    best: Thing = {}
    rank = -1
    for thing in things:
        kinds = thing.get("@type")
        name = " ".join(str(kind) for kind in kinds) if isinstance(kinds, list) else str(kinds or "")
        if not _ARTICLE_TYPES.search(name):
            continue
        value = (0 if "page" in name.lower() else 2) + bool(thing.get("headline")) + bool(thing.get("articleBody"))
        value += 4 * any(_bare_url(url) in own for url in _urls(thing))
        if value > rank:
            best, rank = thing, value
    known = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    return best | {key: _filled(best[key], known) for key in _REFERENCES if key in best}


def _urls(thing: Thing) -> list[str]:
    page = thing.get("mainEntityOfPage")
    given = (thing.get("url"), thing.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return [value for value in given if isinstance(value, str)]


def _bare_url(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.partition("#")[0].partition("?")[0]).rstrip("/").casefold()


def _filled(value: Any, known: dict[str, Thing]) -> Any:
    if isinstance(value, list):
        return [_filled(each, known) for each in value[:20]]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name") and not value.get("url"):
        return known.get(value["@id"], value)
    return value


def site_of(things: list[Thing]) -> str | None:
    """The name of the site that the page says to be part of."""
    return next((name for thing in things if "WebSite" in str(thing.get("@type")) and (name := name_of(thing))), None)


def name_of(value: Any) -> str | None:
    """A name, or several with commas: of a string, of an object that has one, of a list of these."""
    if isinstance(value, list):
        names = [name for item in value[:10] if (name := name_of(item))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
    return (text_of_value(value) or None) if isinstance(value, str | list) else None


def text_of_value(value: Any) -> str:
    """A string, or the first of several, on one line and without tags."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = html.unescape(value)
    return clean(re.sub(r"<[^>]{0,300}>", " ", value) if "<" in value else value)


def image_of(value: Any) -> tuple[str, str]:
    """The address of a picture and its words."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        url = value.get("url") or value.get("contentUrl") or value.get("@id")
        return text_of_value(url), text_of_value(value.get("caption")) or text_of_value(value.get("description"))
    return text_of_value(value), ""


def is_free(article: Thing) -> bool | None:
    """Whether the whole article may be read by everybody; None where nothing is said."""
    parts = article.get("hasPart")
    told = [article, *(part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict))]
    said = [thing.get("isAccessibleForFree") for thing in told]
    read = [value if isinstance(value, bool) else _TRUTHS.get(str(value).strip().lower().rpartition("/")[2]) for value in said]
    return False if False in read else True if True in read else None


_TRUTHS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
