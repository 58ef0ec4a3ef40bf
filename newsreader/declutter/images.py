"""Pictures of a page: the address that holds the picture (lazy ones too), what its text says, and which are no pictures at all."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.declutter.inline import absolute
from newsreader.model.article import Image
from newsreader.text.clean import clean

_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-full-src", "data-large-src", "data-image",
    "data-url", "data-img-src", "data-src-large", "data-echo", "data-original-src", "data-actualsrc", "data-srcset", "data-lazy-srcset",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
_CANDIDATE = re.compile(r"\s*([^\s,](?:\S*[^\s,])?)(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_PLACEHOLDER = re.compile(
    r"^data:|(?:^|[/_-])(?:blank|spacer|placeholder|transparent|pixel|1x1|loading|lazy|grey|gray|empty)[\w-]*\.(?:gif|png|svg|jpe?g)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|bmp)(?:[?#]|$)", re.IGNORECASE)
_FILE_NAME = re.compile(r"^[\w%.+-]+\.(?:jpe?g|png|webp|gif|svg|avif)$|^(?:img|image|dsc|photo)[\W_]*\d*$", re.IGNORECASE)


def image_of(element: HtmlElement, base: str | None) -> Image | None:
    """The picture of an `img`, or None where it is a tracking pixel, an icon or has no address."""
    width, height = size(element, "width"), size(element, "height")
    if width is not None and height is not None and (min(width, height) <= 2 or max(width, height) <= 32):
        return None
    url = address(element, base)
    if url is None:
        return None
    return Image(url, alt_text(element), width or None, height or None)


def alt_text(element: HtmlElement) -> str:
    """What stands in for the picture, unless it is only a file's name."""
    text = clean(element.get("alt") or "")
    return "" if _FILE_NAME.match(text) else text


def address(element: HtmlElement, base: str | None) -> str | None:
    """The best address of an `img`: the widest of its sets, else the lazy one, else `src` where it is no placeholder."""
    sets = [element]
    around = element.getparent()
    while around is not None and around.tag == "source":  # the parser doesn't know that `source` is empty
        sets.append(around)
        around = around.getparent()
    if around is not None and around.tag == "picture" and next(element.itersiblings("img", preceding=True), None) is None:
        sets += list(around.iter("source"))
    best: tuple[float, str] | None = None
    for holder in sets:
        for name in _SETS:
            for url, wide in _candidates(holder.get(name)):
                if not _PLACEHOLDER.search(url) and (best is None or wide > best[0]):
                    best = (wide, url)
    choices = [value for name in _LAZY if (value := element.get(name)) and not value.lstrip().startswith(("{", "["))]
    src = element.get("src")
    if src and not _PLACEHOLDER.search(src):
        choices = [src, *choices] if not any(_PICTURE.search(value) for value in choices) else [*choices, src]
    for value in [*([best[1]] if best else []), *choices]:
        found = absolute(value.split(" ")[0] if "," in value and " " in value else value, base)
        if found is not None and found.startswith("http"):
            return found
    return None


def _candidates(value: str | None) -> list[tuple[str, float]]:
    if not value or len(value) > 20_000:
        return []
    return [
        (match[1], float(match[2] or 1) * (1000 if match[3] == "x" else 1))
        for match in _CANDIDATE.finditer(value)
        if match[1] and (match[2] is None or (match[2].count(".") < 2 and match[2] != "."))
    ]


def size(element: HtmlElement, name: str) -> int | None:
    """A width or height in pixels where the attribute gives one."""
    value = (element.get(name) or "").strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None


def is_pixel(element: HtmlElement) -> bool:
    """Whether an image is one by one pixel (or two): only there to be counted."""
    width, height = size(element, "width"), size(element, "height")
    return width is not None and height is not None and width <= 2 and height <= 2
