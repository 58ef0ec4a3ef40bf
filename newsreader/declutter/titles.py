"""A page's title without the name of its site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsreader.declutter.apart import shown_text
from newsreader.text.clean import clean

_SEPARATOR = re.compile(r"\s+[|–—―·•»›«‹:/_~-]\s+|\s*[|»｜︱]\s*|(?<=[^\W\d_])_(?=[^\W\d_])")
_EDGE = " |–—―·•»›«‹:/_~-｜︱"
_TIGHT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]\s*[-_–—:|｜]\s*(?=[^\s\d])")
_LONGEST = 300


def title_of(root: HtmlElement, social: str | None, headline: str, site: str | None, url: str | None) -> str:
    """The title: what the page calls itself in a heading where that agrees with its metadata, without the site's name."""
    element = next((found for found in root.iter("title") if found.getparent() is None or found.getparent().tag != "svg"), None)
    page = clean(shown_text(element)) if element is not None else ""
    sites = [name for name in (site, *_hosts(url)) if name]
    headings = [text for found in root.iter("h1") if (text := clean(shown_text(found)))]
    own = {bare_name(name) for name in sites}
    told = [text for text in headings if bare_name(text) not in own]
    for heading in told:
        if len(heading) > 3 and any(_same_start(heading, other, sites) for other in (headline, social, page) if other):
            return heading
    for wanted in (social, headline, page):
        if wanted and bare_name(wanted) not in own:
            return _without_site(wanted, sites, wanted is not page) or wanted
    return next(iter((*told, *headings)), social or headline or page)


def bare_name(text: str) -> str:
    """A name without spaces, punctuation and case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _hosts(url: str | None) -> list[str]:
    """What a site may be called by its host: `example`, `example.org`, `news.example.org`."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return []
    labels = host.split(".")
    longest = max(labels[:-1], key=len, default="")
    return [host, ".".join(labels[-2:]), longest] if len(longest) > 2 and not host.replace(".", "").isdigit() else []


def _same_start(heading: str, other: str, sites: Iterable[str]) -> bool:
    one, two = bare_name(heading), bare_name(other)
    if not one or not two.startswith(one):
        return False
    rest = two[len(one) :]
    return not rest or len(one) * 3 >= len(two) or rest in {bare_name(site) for site in sites}


def _same_site(part: str, name: str) -> bool:
    return part == name or (len(part) > 2 and part in name) or (name in part and len(name) * 2 >= len(part))


def _without_site(title: str, sites: list[str], social: bool) -> str:
    names = [bare for site in sites if (bare := bare_name(site))]
    parts = _SEPARATOR.split(title)
    for at in (len(parts) - 1, 0) if len(parts) > 1 else ():
        part = bare_name(parts[at])
        if part and any(_same_site(part, name) for name in names):
            cut = title[title.index(parts[0]) + len(parts[0]) :] if at == 0 else title[: title.rindex(parts[-1])]
            return cut.strip(_EDGE)
    tight = list(_TIGHT.finditer(title)) if len(title) <= _LONGEST else []
    for found in tight[::-1]:  # a title in a script without spaces has none around its dash either
        if bare_name(title[found.end() :]) in names:
            return title[: found.start() + 1].strip(_EDGE)
    if len(parts) < 2 or social or len(title) > _LONGEST:
        return title
    longest = max(parts, key=len)
    if len(longest.split()) >= 3 and len(longest) > len(title) * 0.5:
        return longest
    return title
