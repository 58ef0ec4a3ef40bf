"""What the user wrote on an article, above its text in the forms that leave the reader."""

from __future__ import annotations

from dataclasses import replace

from newsreader.model.article import Article, Paragraph, Quote, Span
from newsreader.text.clean import clean, clean_block

_OWN = "Your note:"


def own_text(note: str) -> str:
    """The note as a paragraph of plain text, empty where there is none."""
    own = clean_block(note).strip()
    return f"{_OWN} {own}" if own else ""


def with_own(article: Article, note: str) -> Article:
    """The article with the note as a quotation before its first block; as it is where there is no note."""
    lines = [clean(line) for line in own_text(note).split("\n")]
    own = Quote(tuple(Paragraph((Span(line),)) for line in lines if line))
    if not own.blocks:
        return article
    hidden = tuple(replace(piece, after=piece.after + 1) for piece in article.hidden)
    return replace(article, blocks=(own, *article.blocks), hidden=hidden)
