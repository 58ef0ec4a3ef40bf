"""Inline text gathered into spans: looks, links, footnote marks, line breaks, white space as a browser would show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from newsreader.model.article import Span, Spans
from newsreader.text.clean import SOFT_HYPHEN, clean_block

_SPACES = re.compile(" {2,}")
_INVISIBLE = re.compile("[\u200b\u2060\u00ad\ufeff]")
_POINTLESS = re.compile(r"[\u200b\u2060\ufeff]|(?<!\w)\u00ad+|\u00ad+(?!\w)")
"""What is taken out of text: what is invisible, but for soft hyphens inside words."""
# Addresses that `urljoin` would leave as they are, or only put behind the host: nearly all, and it takes ten times as long.
_TOP = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)")
_WHOLE = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:/(?!/|\.)[!-.0-~]*)*(?<![?#])")
_FROM_TOP = re.compile(r"(?:/(?![/.])[!-.0-~]*)+(?<![?#])")
SCHEMES = frozenset(("http", "https", "mailto", "gemini", "magnet"))

PLAIN = Span("")
BREAK = "\x00"

Piece = tuple[str, Span]
"""Text with a look: a span without text. `BREAK` stands for a line break."""


@dataclass(slots=True)
class Runs:
    """The text of one paragraph as it is met: pieces with a look, joined into spans at the end."""

    pieces: list[Piece] = field(default_factory=list)
    blank: bool = True
    """Whether there is no text yet."""
    ends_in_break: bool = False
    """Whether nothing but white space has come since the last line break."""

    def add(self, text: str, look: Span) -> None:
        """Add text as the page has it; white space is only settled in `spans`."""
        if text:
            if not text.isascii() and not text.isprintable():
                text = _POINTLESS.sub("", text)
            self.pieces.append((text, look))
            if text and not text.isspace():
                self.blank = self.ends_in_break = False

    def line_break(self, look: Span) -> None:
        """Add a line break that the author meant."""
        self.pieces.append((BREAK, look))
        self.ends_in_break = True

    def spans(self) -> Spans:
        """The spans, with white space collapsed over their borders, and begin a new paragraph."""
        if not self.pieces:
            return ()
        blank, pieces = self.blank, self.pieces
        self.pieces, self.blank, self.ends_in_break = [], True, False
        return () if blank else settle(pieces)


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
        text = _settled(raw)
        if not open_end:
            text = text.lstrip(" ")
        if text:
            open_end = not text.endswith(" ")
            _append(result, text, look)
    _strip_end(result)
    return tuple(_span("".join(texts), look) for texts, look in result)


def settled(raw: str) -> Spans:
    """The spans of text that stands alone, without a look."""
    if not raw.isascii() and not raw.isprintable():
        raw = _POINTLESS.sub("", raw)
    text = _settled(raw).strip(" ")
    return (Span(text),) if text else ()


def _settled(text: str) -> str:
    if text.isprintable():  # the only white space in it is the space
        return text if "  " not in text else _SPACES.sub(" ", text)
    start, end = " " if text[0].isspace() else "", " " if text[-1].isspace() else ""
    text = " ".join(text.split())
    if not text.isprintable():
        text = clean_block(text).replace("\n", " ").replace("\t", " ")
    return f"{start}{text}{end}" if text else start


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
    """The text of spans, without soft hyphens."""
    text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
    return text.replace(SOFT_HYPHEN, "") if SOFT_HYPHEN in text else text


def linked(spans: Spans) -> int:
    """How many characters of the spans lie in links."""
    return sum([len(span.text.strip()) for span in spans if span.link])


def absolute(href: str | None, base: str | None) -> str | None:
    """An address made absolute, or None: no address, only a fragment, a scheme that isn't opened, or relative to nothing."""
    if not href:
        return None
    if _WHOLE.fullmatch(href):
        return href
    if base and _FROM_TOP.fullmatch(href) and (start := _top(base)):
        return start + href
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


@lru_cache(maxsize=16)
def _top(base: str) -> str | None:
    """Scheme and host of an address, where they are as plain as they come."""
    found = _TOP.match(base)
    return found[0] if found else None
