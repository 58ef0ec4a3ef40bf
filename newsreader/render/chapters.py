"""An article as a part of something larger (a book, one long page): well-formed, with its pictures taken along, its notes its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

from newsreader.model.article import Article
from newsreader.render.html import article_html
from newsreader.render.links import safe_link
from newsreader.render.own import with_own

# `render.html` escapes every text and attribute, so these see tags of its own making alone.
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>')
_LINK = re.compile(r'<a(?: href="([^"]*)")?(?: [^>]*)?>(.*?)</a>', re.DOTALL)
_NOTE = re.compile(r'<div id="([^"]*)"')
_VOID = re.compile(r"<(br|hr)>")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_KINDS = ((b"\xff\xd8\xff", "image/jpeg", "jpg"), (b"\x89PNG\r\n\x1a\n", "image/png", "png"), (b"GIF8", "image/gif", "gif"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is taken along: a file's name, its media type, its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article of a collection: under which heading it stands (its feed), those of its pictures that there are, by address, and the
    user's note on it."""

    article: Article
    section: str
    pictures: Mapping[str, Picture]
    note: str = ""

    @property
    def title(self) -> str:
        """What the contents call it."""
        return self.article.title or self.article.url or "(no title)"


def picture(name: str, data: bytes) -> Picture | None:
    """A picture of a kind that every reader of books shows, told by its first bytes; None for any other."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Picture(f"{name}.webp", "image/webp", data)
    found = next(((kind, suffix) for start, kind, suffix in _KINDS if data.startswith(start)), None)
    return None if found is None else Picture(f"{name}.{found[1]}", found[0], data)


def chapter_html(chapter: Chapter, prefix: str, source: Callable[[Picture], str]) -> str:
    """A chapter as well-formed HTML; `prefix` begins its ids, `source` says where a picture lies. One that isn't there becomes a link."""
    known = {_attribute(url): picture for url, picture in chapter.pictures.items()}

    def image(tag: re.Match[str]) -> str:
        found = known.get(tag[1])
        if found is not None:
            return f'<img src="{escape(source(found), quote=True)}" alt="{tag[2]}"/>'
        return f'<a href="{tag[1]}" rel="noopener noreferrer">{tag[2] or "picture"}</a>'

    html = _VOID.sub(r"<\1/>", _IMAGE.sub(image, article_html(with_own(chapter.article, chapter.note))))
    return _NOT_XML.sub("", _with_notes(html, prefix))


def language_of(article: Article) -> str | None:
    """The article's language where it is one that books may name."""
    return article.language if article.language and _LANGUAGE.fullmatch(article.language) else None


def _with_notes(html: str, prefix: str) -> str:
    """Every note with an id of its own, every link with a place to go to; what leads nowhere is plain text."""
    ids: dict[str, str] = {}
    count = 0

    def note(tag: re.Match[str]) -> str:
        nonlocal count
        count += 1
        own = f"{prefix}n{count}"
        ids.setdefault(tag[1], own)
        return f'<div id="{own}"'

    def link(tag: re.Match[str]) -> str:
        target = tag[1] or ""
        if target.startswith("#"):
            return f'<a href="#{ids[target[1:]]}">{tag[2]}</a>' if target[1:] in ids else tag[2]
        exact = _exact(unescape(target))
        return f'<a href="{escape(exact, quote=True)}" rel="noopener noreferrer">{tag[2]}</a>' if exact else tag[2]

    html = _NOTE.sub(note, html)
    return _LINK.sub(link, html)


def _attribute(url: str) -> str:
    return escape(safe_link(url) or "", quote=True)


def _exact(url: str) -> str | None:
    """An address that every program reads the same way; None for what is none."""
    url = _LONE_PERCENT.sub("%25", url).replace("[", "%5B").replace("]", "%5D") if "://[" not in url else url
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() == "mailto":
        return url if url.isascii() and re.fullmatch(r"mailto:[^\s<>\"]+", url, re.IGNORECASE) else None
    host = parts.hostname or ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if not _HOST.fullmatch(host) or "#" in parts.fragment:
        return None
    shown = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=shown + (f":{port}" if port is not None else "")).geturl()
