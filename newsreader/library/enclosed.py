"""Files that an entry brings along (a podcast's sound), as titled links at the end of its article. Light: the TUI calls it.

They are added when an article is read, so that those that were kept before have them too, and a feed that names another file is believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from newsreader.model.article import Article, Embed
from newsreader.model.parsed import Enclosure
from newsreader.model.sliced import Outline, Sliced
from newsreader.render.outline import outline_of
from newsreader.text.clean import clean

_KINDS = {"audio": "Audio", "video": "Video", "image": "Picture"}
_SUFFIXES = {
    **dict.fromkeys((".mp3", ".m4a", ".m4b", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav"), "Audio"),
    **dict.fromkeys((".mp4", ".m4v", ".webm", ".mov", ".mkv", ".ogv"), "Video"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"), "Picture"),
}
_FLASH = "application/x-shockwave-flash"  # what YouTube's feeds still name: nothing plays it any more
_LONGEST_NAME = 60
_SIZED = re.compile(r"-(?:\d{2,4}x\d{2,4}|scaled)(?=\.\w+$)")


def with_enclosures(article: Article, enclosures: Sequence[Enclosure], from_page: bool = False) -> Article:
    """An article with the entry's files after its text; pictures that it shows already, and files that it embeds, aren't told again.

    A page's article (`from_page`) that has pictures has those of the feed as well, in other sizes and under other names.
    """
    links, images = outline_of(article.blocks).links, outline_of(article.blocks).images
    no_pictures = from_page and (bool(images) or article.lead_image is not None)
    told = {_same(url) for url in images}
    if any(each.url in links for each in enclosures):
        told |= {block.url for block in article.blocks if isinstance(block, Embed) and block.url}
    files: tuple[Embed, ...] = ()
    for each in enclosures:
        is_picture = _kind(each) == "Picture"
        same = _same(each.url) if is_picture else each.url
        if each.type != _FLASH and same not in told and not (is_picture and no_pictures):
            told.add(same)
            files += (Embed(each.url, _title(each)),)
    if not files:
        return article
    if not isinstance(article.blocks, Sliced):
        return replace(article, blocks=(*article.blocks, *files))
    all_links = tuple(dict.fromkeys((*links, *outline_of(files).links)))
    return replace(article, blocks=article.blocks.and_then(files, Outline(all_links, images)))


def file_to_open(enclosures: Sequence[Enclosure]) -> str | None:
    """The address of the file that is meant by an entry without a page: the first that is no picture, else the first."""
    files = [each for each in enclosures if each.type != _FLASH]
    return next((each.url for each in files if _kind(each) != "Picture"), files[0].url if files else None)


def _same(picture: str) -> str:
    """What the addresses of a picture in several sizes have in common."""
    return _SIZED.sub("", picture.partition("//")[2].partition("?")[0].partition("/")[2])


def _title(enclosure: Enclosure) -> str:
    """What a file is, for people: "Audio: ep2.mp3 · 12 MB · 34 min"."""
    from newsreader.library.editions import size_words  # few entries bring a file

    parts = urlsplit(enclosure.url)
    name = clean(unquote(PurePosixPath(parts.path).name, errors="replace"))
    host = (parts.hostname or "").removeprefix("www.")
    shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    called = f"{_kind(enclosure)}: {shown}" if "." in name else f"{_kind(enclosure)} on {host}"
    size = size_words(enclosure.length) if enclosure.length and enclosure.length > 1024 else ""
    return " · ".join(part for part in (called, size, _playing(enclosure.seconds)) if part)


def _kind(enclosure: Enclosure) -> str:
    kind = _KINDS.get((enclosure.type or "").partition("/")[0])
    return kind or _SUFFIXES.get(PurePosixPath(urlsplit(enclosure.url).path).suffix.lower(), "File")


def _playing(seconds: int | None) -> str:
    if not seconds:
        return ""
    minutes = max(1, round(seconds / 60))
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
