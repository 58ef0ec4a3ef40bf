"""The feeds that a page names, and the paths where a site that names none usually has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from newsreader.feeds.fields import plain_field, web_address
from newsreader.text.markup import decode_entities

FeedKind = Literal["rss", "atom", "json"]
MOST_LINKS = 64
_MOST_BYTES = 2 << 20
_KINDS: dict[str, FeedKind] = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/x-rss+xml": "rss",
    "text/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
}
_ELEMENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template)\b.*?(?:</\1\b|\Z)|<(link|base|a)\s([^<>]{1,4000})>", re.IGNORECASE | re.DOTALL
)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([a-zA-Z][\w:-]*+)\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'>]+)""")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_FEED_PATH = re.compile(r"(?:/|\b)(?:feed|rss|atom|index)(?:\.xml|\.rss|\.atom|\.json)?/?$|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|komment|coment|commenti|reacties|kommentar|yorum|komentar|комментар", re.IGNORECASE)
_USUAL = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss", "/feed.json")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str
    kind: FeedKind


def find_feeds(body: bytes, url: str) -> tuple[FeedLink, ...]:
    """The feeds that a page's `<link rel=alternate>` name, in its order, those of comments last; else what its plain links look like."""
    base = url
    found: dict[str, FeedLink] = {}
    guessed: dict[str, FeedLink] = {}
    based = False
    for match in _ELEMENT.finditer(page_text(body)):
        if not match[2]:
            continue
        name, given = match[2].lower(), _attributes(match[3])
        href = given.get("href", "").strip()
        if name == "base":
            if href and not based:
                base, based = web_address(href, url) or url, True
        elif name == "link":
            kind = _KINDS.get(given.get("type", "").partition(";")[0].strip().lower())
            rel = given.get("rel", "").lower().split()
            if kind and ("alternate" in rel or "feed" in rel) and _is_no_api(kind, href) and (address := web_address(href, base)):
                found.setdefault(address, FeedLink(address, plain_field(given.get("title", ""), False), kind))
        elif href and _FEED_PATH.search(_path(href)) and (address := web_address(href, base)) and _same_site(address, url):
            guessed.setdefault(address, FeedLink(address, plain_field(given.get("title", ""), False), _kind_of(address)))
        if len(found) >= MOST_LINKS:
            break
    return tuple(sorted(found.values(), key=lambda link: is_about_comments(link.url, link.title))) or tuple(guessed.values())[:MOST_LINKS]


def usual_paths(url: str) -> tuple[str, ...]:
    """Where a site that names no feed usually has one: beside the page first, then at the top."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ()
    top = f"{parts.scheme}://{parts.netloc}"
    beside = parts.path if parts.path.endswith("/") else parts.path.rpartition("/")[0] + "/"
    near = [urljoin(top + beside, path) for path in ("feed", "rss.xml", "atom.xml", "index.xml")] if beside != "/" else []
    return tuple(dict.fromkeys([*near, *(top + path for path in _USUAL)]))


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def named_charset(body: bytes) -> str:
    """The charset that a page names in its head; empty where it names none."""
    named = _CHARSET.search(body[:4096])
    return named[1].decode("ascii", "replace") if named else ""


def page_text(body: bytes) -> str:
    """A page's source as text, by the charset that it names."""
    body = body[:_MOST_BYTES]
    try:
        return body.decode(named_charset(body) or "utf-8", "replace")
    except (LookupError, UnicodeError):
        return body.decode("utf-8", "replace")


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), decode_entities(value[1:-1] if value[:1] in "\"'" else value))
    return found


def _is_no_api(kind: FeedKind, href: str) -> bool:
    """WordPress names its API and its embeds as alternates of type JSON: these are no feeds."""
    return kind != "json" or not re.search(r"/wp-json\b|oembed", href, re.IGNORECASE)


def _same_site(address: str, url: str) -> bool:
    here, there = (urlsplit(one).hostname or "" for one in (url, address))
    return here.removeprefix("www.") == there.removeprefix("www.") or there.endswith("." + here.removeprefix("www."))


def is_about_comments(url: str, title: str) -> bool:
    """Whether a feed brings comments, which is nobody's first choice."""
    return _COMMENTS.search(f"{url} {title}") is not None


def _kind_of(address: str) -> FeedKind:
    path = urlsplit(address).path.lower()
    return "json" if path.endswith(".json") else "atom" if "atom" in path else "rss"
