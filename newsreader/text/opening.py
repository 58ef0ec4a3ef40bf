"""The first words of a text, which stand in a list where a title is missing."""

from __future__ import annotations

from newsreader.text.clean import clean
from newsreader.text.markup import plain_text

_LONGEST, _SHORTEST = 80, 40
_MOST_HTML = 4000


def opening(html: str) -> str:
    """The first words of HTML as one clean line of 80 characters at the most, cut at a word; empty where it has none.

    The same HTML has the same opening: by that it is told again from a title that a feed gave.
    """
    head = html[:_MOST_HTML]
    if len(html) > _MOST_HTML and head.rfind("<") > head.rfind(">"):
        head = head[: head.rfind("<")]
    text = clean(" ".join(plain_text(head).split()))
    if len(text) <= _LONGEST:
        return text if len(head) == len(html) or not text else f"{text}…"
    whole = text[:_LONGEST].rpartition(" ")[0]
    return (whole if len(whole) >= _SHORTEST else text[: _LONGEST - 1]).rstrip(" ,;:.–—-") + "…"
