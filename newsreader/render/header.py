"""The head of an article: kicker, reading time, title, byline, date, lead picture."""

from __future__ import annotations

from datetime import datetime

from newsreader.model.article import Article, Figure, Span
from newsreader.render.layout import Layout, Piece, Row
from newsreader.render.outline import images_of
from newsreader.text.clean import clean
from newsreader.text.count import reading_minutes
from newsreader.text.width import cut, width


def header(article: Article, layout: Layout) -> list[Row]:
    """The rows above the first block; empty for an article that knows nothing of itself."""
    rows: list[Row] = []
    kicker = _kicker(clean(article.site or "").upper(), _length(article.words), layout.width)
    if kicker:
        rows += [kicker, ()]
    if title := clean(article.title):
        rows += layout.text(title, "title")
    by = " · ".join(part for part in (clean(article.byline or ""), when(article.published)) if part)
    if by:
        rows += layout.text(by, "byline")
    picture = article.lead_image
    if picture is not None and picture.alt and picture.url not in images_of(article.blocks):
        rows += [(), *layout.block(Figure((picture,), (Span(picture.alt),)))]
    return rows if not rows or rows[-1] else rows[:-1]


def when(iso: str | None) -> str:
    """A date as people write it, with the time if there is one, on the reader's own clock: the page and its feed may give different zones.

    What is no date stays as it is.
    """
    text = clean(iso or "")
    try:
        date = datetime.fromisoformat(text)
        date = date.astimezone() if date.tzinfo and ":" in text else date
    except (ValueError, OverflowError, OSError):
        return text
    day = f"{date:%A} {date.day} {date:%B} {date.year}"
    return f"{day}, {date:%H:%M}" if ":" in text else day


def _length(words: int) -> str:
    return f"{reading_minutes(words)} min · {words:,} w" if words else ""


def _kicker(site: str, length: str, cells: int) -> Row:
    if width(length) + 4 > cells:
        length = ""
    room = cells - width(length) - (2 if length else 0)
    if width(site) > room:
        site = cut(site, max(0, room - 1)).rstrip() + "…"
    if not site and not length:
        return ()
    gap = Piece(" " * (cells - width(site) - width(length)), "text")
    return tuple(piece for piece in (Piece(site, "kicker"), gap, Piece(length, "byline")) if piece.text)
