"""What a page says of itself: title, byline, site, times, language, direction, lead image, address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from newsreader.declutter.inline import absolute
from newsreader.declutter.tree import text_of
from newsreader.model.article import Image
from newsreader.text.clean import clean

_SEPARATOR = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*[|»]\s*")
_RTL = frozenset(("ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "iw"))
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_ARTICLE_TYPES = re.compile(r"article|posting|report|review|recipe|newsitem|webpage|creativework", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"https?://|[<>{}@]|^(?:admin|administrator|editor|webmaster|staff|user|root|unknown|null|none|undefined)$", re.IGNORECASE
)

_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date.issued", "dc.date", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "article.published", "dcterms.date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "article:modified",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page's head, JSON-LD and microdata say; `title` is without the site's name. `text` is JSON-LD's `articleBody`."""

    title: str = ""
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    direction: str = "ltr"
    url: str | None = None
    lead_image: Image | None = None
    description: str = ""
    text: str = ""
    free: bool | None = None
    next_page: str | None = None
    base: str | None = None


def read_metadata(root: HtmlElement, url: str | None) -> Metadata:
    """Read a page's metadata; later steps may remove what it was read from."""
    base = _base(root, url)
    metas = _metas(root)
    things = list(_things(root))
    article = _article(things)
    links = {
        word: link.get("href")
        for link in root.iter("link")
        for word in (link.get("rel") or "").lower().split()
        if word in ("canonical", "next", "amphtml")
    }
    site = _first(metas, "og:site_name", "application-name", "al:ios:app_name") or _name(article.get("publisher")) or _site_of(things)
    headline = _text(article.get("headline"))
    title = _title(root, _first(metas, "og:title", "twitter:title", "dc.title", "parsely-title"), headline, site)
    language = _language(root, metas, article)
    return Metadata(
        title=title,
        byline=_byline(root, metas, article),
        site=site,
        published=_time(
            _first(metas, *_PUBLISHED), article.get("datePublished") or article.get("dateCreated"), _marked_time(root, "datePublished")
        ),
        modified=_time(_first(metas, *_MODIFIED), article.get("dateModified"), _marked_time(root, "dateModified")),
        language=language,
        direction=_direction(root, language),
        url=absolute(links.get("canonical"), base) or absolute(metas.get("og:url"), base) or url,
        lead_image=_lead(metas, article, base),
        description=clean(_first(metas, "og:description", "description", "twitter:description") or ""),
        text=_body(article.get("articleBody")),
        free=_free(article),
        next_page=absolute(links.get("next"), base),
        base=base,
    )


def _base(root: HtmlElement, url: str | None) -> str | None:
    for element in root.iter("base"):
        found = absolute(element.get("href"), url)
        if found and found.startswith("http"):
            return found
        break
    return url


def _metas(root: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = element.get("content")
        if name and value and value.strip():
            metas.setdefault(name.strip().lower(), value)
    return metas


def _first(metas: dict[str, str], *names: str) -> str | None:
    for name in names:
        value = clean(metas.get(name, ""))
        if value:
            return value
    return None


def _things(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, however it is nested in lists and graphs."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > 2_000_000:
            continue
        try:
            waiting = [json.loads(script.text.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        count = 0
        while waiting and count < 500:
            count += 1
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting += thing[:200]
            elif isinstance(thing, dict):
                yield thing
                waiting += [
                    thing[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                    if isinstance(thing.get(key), dict | list)
                ]


def _article(things: list[dict[str, Any]]) -> dict[str, Any]:
    best: dict[str, Any] = {}
    rank = -1
    for thing in things:
        kinds = thing.get("@type")
        name = " ".join(str(kind) for kind in kinds) if isinstance(kinds, list) else str(kinds or "")
        if not _ARTICLE_TYPES.search(name):
            continue
        value = (0 if "page" in name.lower() else 2) + bool(thing.get("headline")) + bool(thing.get("articleBody"))
        if value > rank:
            best, rank = thing, value
    return best


def _site_of(things: list[dict[str, Any]]) -> str | None:
    return next((name for thing in things if "WebSite" in str(thing.get("@type")) and (name := _name(thing))), None)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for item in value[:10] if (name := _name(item))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
    return (_text(value) or None) if isinstance(value, str | list) else None


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = html.unescape(value)
    return clean(re.sub(r"<[^>]{0,300}>", " ", value) if "<" in value else value)


def _body(value: Any) -> str:
    """JSON-LD's text of the article, lines kept, HTML as given."""
    return html.unescape(value) if isinstance(value, str) and len(value) < 1_000_000 else ""


def _title(root: HtmlElement, social: str | None, headline: str, site: str | None) -> str:
    """The title: what the page calls itself in a heading where that agrees with its metadata, without the site's name."""
    element = next((found for found in root.iter("title") if found.getparent() is None or found.getparent().tag != "svg"), None)
    page = clean(text_of(element)) if element is not None else ""
    headings = [text for found in root.iter("h1") if (text := clean(text_of(found)))]
    for heading in headings:
        if len(heading) > 3 and any(_same_start(heading, other) for other in (headline, social, page) if other):
            return heading
    wanted = social or headline or page
    if wanted:
        return _without_site(wanted, site, bool(social or headline)) or wanted
    return headings[0] if headings else ""


def _same_start(heading: str, other: str) -> bool:
    one, two = _bare(heading), _bare(other)
    return bool(one) and (two == one or (two.startswith(one) and len(one) * 3 >= len(two)))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _without_site(title: str, site: str | None, social: bool) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    bare_site = _bare(site or "")
    for at in (len(parts) - 1, 0):
        part = _bare(parts[at])
        if bare_site and part and (part == bare_site or part in bare_site or bare_site in part):
            return _cut(title, parts, at)
    if social or len(title) > 300:
        return title
    longest = max(parts, key=len)
    if len(longest.split()) >= 3 and len(longest) > len(title) * 0.5:
        return longest
    return title


def _cut(title: str, parts: list[str], at: int) -> str:
    if at == 0:
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |–—·•»«:/-")
    return title[: title.rindex(parts[-1])].rstrip(" |–—·•»«:/-")


def _byline(root: HtmlElement, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    names = [_name(article.get("author")) or _name(article.get("creator"))]
    names += [_first(metas, "author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "twitter:creator:name")]
    for name in names:
        if name and not _NOT_NAMES.search(name) and len(name) < 200:
            return _without_by(name)
    for element in root.iter("a", "span", "div", "p", "address", "cite"):
        marks = " ".join(filter(None, (element.get("rel"), element.get("itemprop"), element.get("class"))))
        if "author" not in marks and "byline" not in marks:
            continue
        words = marks.lower().split()
        if (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or "byline" in words
            or "author" in words
            or "author-name" in words
        ):
            text = clean(text_of(element))
            if 2 < len(text) < 100 and not _NOT_NAMES.search(text):
                return _without_by(text)
    return None


def _without_by(name: str) -> str:
    return re.sub(r"^(?:by|von|par|por|di|door)[: ]\s*", "", name, flags=re.IGNORECASE)


def _marked_time(root: HtmlElement, name: str) -> str | None:
    for element in root.iter("time", "span", "div", "p", "abbr"):
        if element.get("itemprop") == name or (name == "datePublished" and element.tag == "time" and (element.get("pubdate") is not None)):
            return element.get("datetime") or element.get("content") or None
    if name == "datePublished":
        times = [element.get("datetime") for element in root.iter("time") if element.get("datetime")]
        return times[0] if times else None
    return None


def _time(*values: Any) -> str | None:
    for value in values:
        text = _text(value)
        if text and len(text) < 64 and _ISO.match(text):
            return text
    return next((text for value in values if (text := _text(value)) and len(text) < 64 and re.search(r"\d{4}", text)), None)


def _language(root: HtmlElement, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    found = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    found = found or metas.get("og:locale") or metas.get("content-language") or metas.get("language") or _text(article.get("inLanguage"))
    match = re.match(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$", (found or "").strip(), re.IGNORECASE)
    return match[0].replace("_", "-") if match else None


def _direction(root: HtmlElement, language: str | None) -> str:
    body = root.find("body")
    given = root.get("dir") or (body.get("dir") if body is not None else None)
    if given in ("rtl", "ltr"):
        return str(given)
    return "rtl" if language and language.split("-")[0].lower() in _RTL else "ltr"


def _lead(metas: dict[str, str], article: dict[str, Any], base: str | None) -> Image | None:
    given = article.get("image")
    if isinstance(given, list):
        given = given[0] if given else None
    if isinstance(given, dict):
        given = given.get("url") or given.get("contentUrl")
    for value in (metas.get("og:image"), metas.get("og:image:url"), metas.get("twitter:image"), metas.get("twitter:image:src"), given):
        url = absolute(value, base) if isinstance(value, str) else None
        if url and url.startswith("http"):
            return Image(url, clean(metas.get("og:image:alt") or metas.get("twitter:image:alt") or ""))
    return None


def _free(article: dict[str, Any]) -> bool | None:
    value = article.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).lower()) if value is not None else None
