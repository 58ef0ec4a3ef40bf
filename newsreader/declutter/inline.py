"""Inline text gathered into spans: looks, links, footnote marks, line breaks, white space as a browser would show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from newsreader.model.article import Span, Spans
from newsreader.text.clean import clean_block

_BLANK = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b\u2060\u00ad\ufeff]")
_AROUND_BREAK = re.compile(" *\n *")
SCHEMES = frozenset(("http", "https", "mailto", "gemini", "magnet"))

PLAIN = Span("")
BREAK = "\x00"

Piece = tuple[str, Span]
"""Text with a look: a span without text. `BREAK` stands for a line break."""


@dataclass(slots=True)
class Runs:
    """The text of one paragraph as it is met: pieces with a look, joined into spans at the end."""

    pieces: list[Piece] = field(default_factory=list)
    _blank: bool = True

    def add(self, text: str, look: Span) -> None:
        """Add text as the page has it; white space is only settled in `spans`."""
        if text:
            if not text.isascii():
                text = _INVISIBLE.sub("", text)
            self.pieces.append((text, look))
            self._blank = self._blank and not text.strip()

    def line_break(self, look: Span) -> None:
        """Add a line break that the author meant."""
        self.pieces.append((BREAK, look))

    def ends_in_break(self) -> bool:
        """Whether nothing but white space has come since the last line break."""
        for text, _ in reversed(self.pieces):
            if text == BREAK:
                return True
            if text.strip():
                return False
        return False

    def blank(self) -> bool:
        """Whether there is no text yet."""
        return self._blank

    def spans(self) -> Spans:
        """The spans, with white space collapsed over their borders, and begin a new paragraph."""
        pieces, self.pieces = self.pieces, []
        self._blank = True
        return settle(pieces)


def settle(pieces: Iterable[Piece]) -> Spans:
    """Spans with white space collapsed over their borders, line breaks as newlines. Same looks are joined."""
    result: list[tuple[list[str], Span]] = []
    open_end = False  # whether the text so far ends in something that a space may follow
    for raw, look in pieces:
        if raw == BREAK:
            if open_end:
                _strip_end(result)
                _append(result, "\n", look if look.link is look.note is None else replace(look, link=None, note=None))
                open_end = False
            continue
        text = raw if raw.isascii() and raw.isprintable() and "  " not in raw else _settled(raw)
        if not open_end:
            text = text.lstrip(" ")
        if text:
            open_end = not text.endswith(" ")
            _append(result, text, look)
    _strip_end(result)
    return tuple(_span("".join(texts), look) for texts, look in result)


def _settled(text: str) -> str:
    return clean_block(_BLANK.sub(" ", text)).replace("\n", " ").replace("\t", " ")


def _append(result: list[tuple[list[str], Span]], text: str, look: Span) -> None:
    if result and (result[-1][1] is look or result[-1][1] == look):
        result[-1][0].append(text)
    else:
        result.append(([text], look))


def _span(text: str, look: Span) -> Span:
    """A span of a look; `dataclasses.replace` takes four times as long, and this is done for every word that is set apart."""
    if look is PLAIN:
        return Span(text)
    return Span(text, look.strong, look.emphasis, look.code, look.strike, look.sup, look.sub, look.link, look.note)


def _strip_end(result: list[tuple[list[str], Span]]) -> None:
    while result:
        texts = result[-1][0]
        while texts:
            texts[-1] = texts[-1].rstrip(" \n")
            if texts[-1]:
                return
            texts.pop()
        result.pop()


def plain(spans: Spans) -> str:
    """The text of spans."""
    return "".join(span.text for span in spans)


def linked(spans: Spans) -> int:
    """How many characters of the spans lie in links."""
    return sum(len(span.text.strip()) for span in spans if span.link)


def absolute(href: str | None, base: str | None) -> str | None:
    """An address made absolute, or None: no address, only a fragment, a scheme that isn't opened, or relative to nothing."""
    if not href:
        return None
    href = _INVISIBLE.sub("", href.strip())
    if not href or href.startswith("#") or not href.isprintable():
        return None
    try:
        full = urljoin(base, href) if base else href
        parts = urlsplit(full)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or (parts.scheme.lower() in ("http", "https") and not parts.netloc):
        return None
    return full.replace(" ", "%20")
