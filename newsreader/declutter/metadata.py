"""What a page says of itself: title, byline, site, times, language, direction, lead image, address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsreader.declutter.bylines import is_name, shown_byline, without_by
from newsreader.declutter.inline import absolute
from newsreader.declutter.jsonld import Thing, article_of, image_of, is_free, name_of, site_of, text_of_value, things_of
from newsreader.declutter.marked import marked, shown_times
from newsreader.declutter.titles import bare_name, title_of
from newsreader.model.article import Image
from newsreader.text.clean import clean
from newsreader.text.dates import best_time, time_of

_RTL = frozenset(("ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "iw", "ks", "azb", "pnb"))
_RTL_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$)")
_PAID = ("locked", "paid", "premium", "subscriber", "subscribers")

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "article.published", "dcterms.date", "citation_publication_date", "article.created",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "article:modified", "article.updated", "lastmod",
)  # fmt: skip
_BYLINES = (
    "author", "article:author_name", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
    "byline", "twitter:creator:name", "citation_author",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page's head, JSON-LD and microdata say; `title` is without the site's name. `text` is JSON-LD's `articleBody`.

    `direction` is empty where neither the page nor its language tells.
    """

    title: str = ""
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    direction: str = ""
    url: str | None = None
    lead_image: Image | None = None
    description: str = ""
    text: str = ""
    free: bool | None = None
    base: str | None = None


def read_metadata(root: HtmlElement, url: str | None) -> Metadata:
    """Read a page's metadata; later steps may remove what it was read from."""
    base = _base(root, url)
    metas = _metas(root)
    links = {
        word: link.get("href")
        for link in root.iter("link")
        for word in (link.get("rel") or "").lower().split()
        if word in ("canonical", "image_src")
    }
    address = _address(links.get("canonical"), metas.get("og:url"), base, url)
    things = things_of(root)
    article = article_of(things, (url, address))
    said = marked(root)
    language = _language(root, metas, article, said)
    site = _first(metas, "og:site_name", "application-name", "al:ios:app_name") or name_of(article.get("publisher")) or site_of(things)
    headline = text_of_value(article.get("headline")) or next(iter(said.get("headline", ())), "")
    published, modified = _times(root, metas, article, said, language, url)
    return Metadata(
        title=title_of(root, _first(metas, "og:title", "twitter:title", "dc.title", "parsely-title"), headline, site, url),
        byline=_byline(root, metas, article, said, site),
        site=site,
        published=published,
        modified=modified,
        language=language,
        direction=_direction(root, language),
        url=address or url,
        lead_image=_lead(root, metas, article, said, links.get("image_src"), base),
        description=clean(_first(metas, "og:description", "description", "twitter:description") or ""),
        text=_body(article.get("articleBody")),
        free=_free(metas, article, said),
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
        names = (element.get("property"), element.get("name"), element.get("itemprop"), element.get("http-equiv"))
        value = element.get("content")
        if value and value.strip():
            for name in filter(None, names):
                metas.setdefault(name.strip().lower(), value)
    return metas


def _first(metas: dict[str, str], *names: str) -> str | None:
    for name in names:
        value = clean(metas.get(name, ""))
        if value:
            return value
    return None


def _address(canonical: str | None, social: str | None, base: str | None, url: str | None) -> str | None:
    """The address that the page calls its own; one of the site's front page is a mistake on any other page."""
    for given in (canonical, social):
        found = absolute(given, base)
        if found and found.startswith("http") and not (_is_front(found) and url and not _is_front(url)):
            return found
    return None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _body(value: Any) -> str:
    """JSON-LD's text of the article, lines kept, HTML as given."""
    return html.unescape(value) if isinstance(value, str) and len(value) < 1_000_000 else ""


def _byline(root: HtmlElement, metas: dict[str, str], article: Thing, said: dict[str, list[str]], site: str | None) -> str | None:
    names = [name_of(article.get("author")) or name_of(article.get("creator"))]
    names += [_first(metas, name) for name in _BYLINES]
    names += [said[name][0] for name in ("author", "creator") if name in said]
    good = [without_by(name) for name in names if name and is_name(name)]
    # The site's own name says less than a person's that the page shows.
    best = next((name for name in good if not site or bare_name(name) != bare_name(site)), None)
    return best or shown_byline(root) or next(iter(good), None)


def _times(
    root: HtmlElement, metas: dict[str, str], article: Thing, said: dict[str, list[str]], language: str | None, url: str | None
) -> tuple[str | None, str | None]:
    """When the article was published and changed: by the head, by JSON-LD, by marks in the text, by what the page shows, by its address."""
    first = [_first(metas, name) for name in _PUBLISHED]
    first += [text_of_value(article.get("datePublished")), text_of_value(article.get("dateCreated"))]
    last = [_first(metas, name) for name in _MODIFIED] + [text_of_value(article.get("dateModified"))]
    first += [value for name in ("datepublished", "datecreated", "issued", "date", "created") for value in said.get(name, ())[:1]]
    last += [value for name in ("datemodified", "modified") for value in said.get(name, ())[:1]]
    published, modified = best_time(first, language), best_time(last, language)
    if published is None or "T" not in published or modified is None:
        shown, changed = shown_times(root, language)
        published = best_time([published, *shown], language)
        modified = modified or next(iter(changed), None)
    if published is None and (found := _IN_ADDRESS.search(urlsplit(url).path if url else "")):
        published = time_of("-".join(found.groups()))
    return published, modified


def _language(root: HtmlElement, metas: dict[str, str], article: Thing, said: dict[str, list[str]]) -> str | None:
    body = root.find("body")
    given = [element.get(name) for element in (root, body) if element is not None for name in ("lang", _XML_LANG, "xml:lang")]
    given += [metas.get(name) for name in ("og:locale", "content-language", "language", "dc.language", "dcterms.language")]
    spoken = article.get("inLanguage")
    given += [name_of(spoken) if not isinstance(spoken, dict) else text_of_value(spoken.get("alternateName")), *said.get("inlanguage", ())]
    for found in given:
        match = re.match(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$", (found or "").partition(",")[0].strip(), re.IGNORECASE)
        if match:
            return match[0].replace("_", "-")
    return None


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _direction(root: HtmlElement, language: str | None) -> str:
    body = root.find("body")
    for element in (root, body):
        given = (element.get("dir") or "").strip().lower() if element is not None else ""
        if given in ("rtl", "ltr"):
            return given
    if language is None:
        return ""
    return "rtl" if language.split("-")[0].lower() in _RTL or language.lower().endswith("-arab") else "ltr"


def direction_of(texts: Iterable[str]) -> str:
    """The direction of most of the first letters of an article, where its page doesn't say."""
    start = "".join(each for text in islice(texts, 20) for each in text[:200] if each.isalpha())
    return "rtl" if len(_RTL_LETTERS.findall(start)) * 2 > len(start) else "ltr"


def _lead(
    root: HtmlElement, metas: dict[str, str], article: Thing, said: dict[str, list[str]], linked: str | None, base: str | None
) -> Image | None:
    given, words = image_of(article.get("image"))
    named = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
    for value in (*map(metas.get, named), given, *said.get("image", ())[:1], linked):
        url = absolute(value, base)
        if url and url.startswith("http"):
            alt = clean(metas.get("og:image:alt") or metas.get("twitter:image:alt") or "")
            return Image(url, alt or _alt(root, url, base) or (words if value == given else ""))
    return None


def _alt(root: HtmlElement, url: str, base: str | None) -> str:
    """The words that the page itself has for a picture: in whatever size, it has the same file's name."""
    name = _file(url)
    for image in root.iter("img") if name else ():
        given = (image.get(key) or "" for key in ("src", "data-src", "data-original"))
        if image.get("alt") and any(name in src.lower() and _file(absolute(src, base) or "") == name for src in given):
            return clean(image.get("alt") or "")
    return ""


def _file(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2].lower()


def _free(metas: dict[str, str], article: Thing, said: dict[str, list[str]]) -> bool | None:
    """Whether the page says that everybody may read the whole article."""
    told = is_free(article)
    if told is not None:
        return told
    for value in (*said.get("isaccessibleforfree", ()), metas.get("isaccessibleforfree")):
        truth = (value or "").strip().lower()
        if truth in ("true", "false"):
            return truth == "true"
    tier = (_first(metas, "article:content_tier", "og:article:content_tier", "content_tier") or "").lower()
    return True if tier == "free" else False if tier in _PAID else None
