"""Inline text gathered into spans: looks, links, footnote marks, line breaks, white space as a browser would show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from newsreader.model.article import Span, Spans
from newsreader.text.clean import clean_block

_BLANK = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b\u2060\u00ad\ufeff]")
_AROUND_BREAK = re.compile(" *\n *")
SCHEMES = frozenset(("http", "https", "mailto", "gemini", "magnet"))

PLAIN = Span("")


@dataclass(slots=True)
class Runs:
    """The text of one paragraph as it is met: pieces with a look, joined into spans at the end."""

    pieces: list[Span]

    def add(self, text: str, look: Span) -> None:
        """Add text as the page has it; white space is only settled in `spans`."""
        if text:
            self.pieces.append(replace(look, text=_INVISIBLE.sub("", text)))

    def line_break(self, look: Span) -> None:
        """Add a line break that the author meant."""
        self.pieces.append(replace(look, text="\x00"))

    def ends_in_break(self) -> bool:
        """Whether nothing but white space has come since the last line break."""
        for piece in reversed(self.pieces):
            if piece.text == "\x00":
                return True
            if piece.text.strip():
                return False
        return False

    def blank(self) -> bool:
        """Whether there is no text yet."""
        return not any(piece.text != "\x00" and piece.text.strip() for piece in self.pieces)

    def spans(self) -> Spans:
        """The spans, with white space collapsed over their borders, and begin a new paragraph."""
        pieces, self.pieces = self.pieces, []
        return settle(pieces)


def settle(pieces: Iterable[Span]) -> Spans:
    """Spans with white space collapsed over their borders; `\\x00` stands for a line break. Same looks are joined."""
    result: list[Span] = []
    open_end = False  # whether the text so far ends in something that a space may follow
    for piece in pieces:
        if piece.text == "\x00":
            if open_end:
                _strip_end(result)
                result.append(replace(piece, text="\n", link=None, note=None))
                open_end = False
            continue
        text = clean_block(_BLANK.sub(" ", piece.text))
        text = text.replace("\n", " ").replace("\t", " ")
        if not open_end:
            text = text.lstrip(" ")
        if not text:
            continue
        if text == " ":
            if open_end and result:
                if _same_look(result[-1], piece):
                    result[-1] = replace(piece, text=result[-1].text + " ")
                else:
                    result.append(replace(piece, text=" "))
                open_end = False
            continue
        open_end = not text.endswith(" ")
        if result and _same_look(result[-1], piece):
            result[-1] = replace(piece, text=result[-1].text + text)
        else:
            result.append(replace(piece, text=text))
    _strip_end(result)
    return tuple(result)


def _strip_end(spans: list[Span]) -> None:
    while spans:
        text = spans[-1].text.rstrip(" \n")
        if text:
            if text != spans[-1].text:
                spans[-1] = replace(spans[-1], text=text)
            return
        spans.pop()


def _same_look(one: Span, other: Span) -> bool:
    return replace(one, text="") == replace(other, text="")


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
