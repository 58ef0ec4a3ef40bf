"""An article as lines with colours for a terminal without the reader: `show --format ansi`, pagers, pipes."""

from __future__ import annotations

from newsreader.model.article import Article
from newsreader.render.layout import Piece
from newsreader.render.lines import to_lines
from newsreader.text.clean import clean

_NAMES = {
    "kicker": "33",
    "title": "1",
    "byline": "2",
    "heading": "1",
    "quote": "3",
    "bar": "33",
    "code": "36",
    "keyword": "1;36",
    "string": "32",
    "comment": "2;3",
    "defined": "1",
    "caption": "2;3",
    "link": "4",
    "number": "2",
    "hidden": "2;3",
    "rule": "2",
    "marker": "33",
    "term": "1",
    "header": "1",
    "note": "2",
    "notice": "3",
    "own": "33",
}
_LOOKS = {"bold": "1", "dim": "2", "italic": "3", "strike": "9"}


def to_ansi(article: Article, width: int, color: bool = True, show_hidden: bool = False, own: str = "") -> str:
    """The article in lines of at most `width` cells with the reader's `own` note, its links listed at the end; without `color` the same
    lines bare."""
    lines = to_lines(article, width, show_hidden, own=own)
    lines.finish()
    rows = ["".join(_painted(piece) if color else clean_piece(piece) for piece in lines[at].pieces).rstrip() for at in range(len(lines))]
    if lines.links:
        rows += ["", *(f"[{number}] {clean(url)}" for number, url in enumerate(lines.links, 1))]
    return "\n".join(rows).strip("\n") + "\n"


def clean_piece(piece: Piece) -> str:
    """A piece's text, cleaned once more where it leaves for a terminal; its spaces stay."""
    text = piece.text
    return text if text.isprintable() else "".join(part if part == " " else clean(part) for part in text)


def _painted(piece: Piece) -> str:
    text = clean_piece(piece)
    name, *looks = piece.style.split(" ")
    codes = ";".join(code for code in (_NAMES.get(name, ""), *(_LOOKS.get(look, "") for look in looks)) if code)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text.strip() else text
