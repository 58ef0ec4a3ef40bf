"""feedparser's state while it reads a feed: frames of text, where their text goes, bases and contexts (6.0, rule by rule).

Contexts are dictionaries with feedparser's keys, frames are (element, whether its text is stored, pieces of text).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from newsreader.feeds.fields import looks_like_html

Attrs = dict[str, str]
XHTML = "application/xhtml+xml"
TYPES = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": XHTML}
_READABLE = ("text/plain", "text/html", XHTML)
_RELATIVE = frozenset(("comments", "id", "link"))
_SLASHES = re.compile("^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_ENTITY = re.compile("&([A-Za-z0-9_]+);")
_WINDOWS = re.compile("[\x80-\x9f]")
_CP1252 = {byte: bytes([byte]).decode("cp1252") for byte in range(128, 160) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


class Unsure(Exception):
    """The fast path does not know what feedparser would say."""


class Frames:
    """The state, and how text is put into and taken out of it."""

    def __init__(self, windows: bool) -> None:
        self.windows = windows
        """Whether the document holds Windows' characters (U+0080 to U+009F) at all."""
        self.version = ""
        self.feed: dict[str, Any] = {}
        self.entries: list[dict[str, Any]] = []
        self.depth = 0
        self.base = ""
        self.language: str | None = None
        self.incontent = 0
        self.inimage = False
        self.kind: str | None = None
        self.pieces: list[str] = []
        self._nowhere: list[str] = self.pieces
        self._frames: list[tuple[str, bool, list[str]]] = []
        self._kind_language: str | None = None
        self._depths: dict[str, int] = {}
        self._source: dict[str, Any] = {}
        self._summary_key: str | None = None
        self._infeed = self._inentry = self._insource = False
        self._inauthor = self._inpublisher = False
        self._has_content = False
        self._guid_is_link = False
        self._title_depth = -1

    # frames

    def text(self, data: str) -> None:
        """Text of the innermost frame."""
        if self.kind == XHTML:
            data = data.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
        self.pieces.append(data)

    def push(self, element: str, expecting: bool) -> None:
        """Open a frame."""
        self.pieces = []
        self._frames.append((element, expecting, self.pieces))

    def pop(self, element: str) -> str | None:
        """Close the innermost frame if it is this element's, and store its text where that is expected."""
        frames = self._frames
        if not frames or frames[-1][0] != element:
            return None
        _, expecting, pieces = frames.pop()
        self.pieces = frames[-1][2] if frames else self._nowhere
        kind = self.kind
        if kind == XHTML and self.version == "atom10":
            pieces = _without_wrapper(pieces)
        output = "".join(pieces).strip()
        if not expecting:
            return output
        if output:
            if element in _RELATIVE and (element != "id" or self._guid_is_link):
                output = self.resolve(output)
            if kind == "text/plain" and not self.version.startswith("atom") and looks_like_html(output):
                self.kind = "text/html"
            if not output.isascii():
                output = _mended(output, self.windows)
        if element in ("category", "itunes_keywords"):
            return output
        if element == "title" and -1 < self._title_depth <= self.depth:
            return output
        self._store(element, output)
        return output

    def push_content(self, element: str, attrs: Attrs, default: str) -> None:
        """Open a frame of content."""
        kind = attrs.get("type", default).lower()
        kind = TYPES.get(kind, kind)
        if kind not in _READABLE or "mode" in attrs:
            raise Unsure(f"content of type {kind}")
        self.incontent += 1
        self.kind, self._kind_language = kind, self.language
        self.push(element, True)

    def pop_content(self, element: str) -> str | None:
        """Close a frame of content."""
        value = self.pop(element)
        self.incontent -= 1
        self.kind = self._kind_language = None
        return value

    def _store(self, element: str, output: str) -> None:
        if self._inentry and not self._insource:
            entry = self.entries[-1]
            if element == "content":
                entry.setdefault("content", []).append(self._detail(output))
            elif element == "link":
                if self.inimage:
                    return
                output = _without_semicolons(output.replace("&amp;", "&"))
                entry["link"] = output
                if output:
                    entry["links"][-1]["href"] = output
            else:
                if element == "description":
                    element = "summary"
                if self.depth <= self._depths.get(element, self.depth):
                    self._depths[element] = self.depth
                    entry[element] = output
                if self.incontent:
                    entry[element + "_detail"] = self._detail(output)
        elif self._infeed or self._insource:
            context = self.context()
            if element == "description":
                element = "subtitle"
            context[element] = output
            if element == "link":
                context[element] = context["links"][-1]["href"] = _without_semicolons(output)
            elif self.incontent:
                context[element + "_detail"] = self._detail(output)

    def _detail(self, value: str) -> dict[str, Any]:
        return {"type": self.kind, "language": self._kind_language, "value": value}

    # where values go, and what links mean

    def context(self) -> dict[str, Any]:
        """The dictionary that values belong to at present."""
        if self._insource:
            return self._source
        if self.inimage and isinstance(image := self.feed.get("image"), dict):
            return image
        return self.entries[-1] if self._inentry else self.feed

    def resolve(self, uri: str) -> str:
        """A link as feedparser joins it to the base."""
        return _join(self.base, uri)

    def rebase(self, base: str) -> None:
        """A new `xml:base`: absolute, or without a scheme; feedparser keeps such over all children."""
        joined = _join(self.base, base)
        if joined.startswith(("http://", "https://")):
            if _join(joined, joined) != joined:
                raise Unsure(f"an odd base: {joined}")
            self.base = joined
        elif ":" in joined:
            raise Unsure(f"an odd base: {joined}")
        elif not self.base:
            self.base = joined


def _without_semicolons(address: str) -> str:
    """An address in which `&name;` is a parameter, not an entity."""
    return _ENTITY.sub(r"&\g<1>", address) if "&" in address else address


def _join(base: str, uri: str) -> str:
    if ":///" in uri:
        uri = _SLASHES.sub(r"\1\3", uri)
    try:
        return urljoin(base, uri) if base else uri
    except ValueError:
        return ""


def _mended(output: str, windows: bool) -> str:
    """UTF-8 that was taken for Latin-1, and Windows' characters that were taken for control characters."""
    try:
        output = output.encode("iso-8859-1").decode("utf-8")
        windows = True
    except UnicodeError:
        pass
    return output.translate(_CP1252) if windows and _WINDOWS.search(output) else output


def _without_wrapper(pieces: list[str]) -> list[str]:
    """XHTML content without the one `<div>` around it."""
    start, end = 0, len(pieces)
    while end - start > 1 and not pieces[end - 1].strip():
        end -= 1
    while end - start > 1 and not pieces[start].strip():
        start += 1
    pieces = pieces[start:end]
    if not pieces or not (pieces[0] == "<div>" or pieces[0].startswith("<div ")) or pieces[-1] != "</div>":
        return pieces
    depth = 0
    for piece in pieces[:-1]:
        if piece.startswith("</"):
            depth -= 1
            if depth == 0:
                return pieces
        elif piece.startswith("<") and not piece.endswith("/>"):
            depth += 1
    return pieces[1:-1]
