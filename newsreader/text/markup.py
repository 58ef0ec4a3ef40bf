"""The words of HTML without a parser: for the index, for snippets and counts, where 100,000s of entries pass through.

Every pattern is bounded by the next `<` or `>`, so the time is linear whatever a feed sends.
"""

from __future__ import annotations

import html
import re

from newsreader.text.clean import clean_block

_OPAQUE = re.compile(r"<!--|<(script|style|template|svg|iframe|noscript|select)(?![\w-])", re.IGNORECASE)
_TAG = re.compile(
    r"""<(?:/?([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>"""  # a `>` inside quotes does not end a tag
    r"""|/?([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>?"""
    r"""|[/!?][^<>]*>?)"""
)
_BLOCKS = (
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 head header hr html legend li main menu nav ol optgroup option p pre section summary table tbody tfoot thead title tr ul"
)
_IN_PLACE_OF = {**dict.fromkeys(_BLOCKS.split(), "\n"), **dict.fromkeys(("td", "th", "img"), " ")}
_LONG_NUMBER = re.compile(r"&#(?:[0-9]{9,}|[xX][0-9a-fA-F]{9,});?")


def plain_text(html_text: str) -> str:
    """The text of HTML, clean: a line a block, entities decoded, scripts, styles and comments gone."""
    if "<" in html_text:
        html_text = _TAG.sub(_replace, " ".join(_without_opaque(html_text).split()))
    text = clean_block(decode_entities(html_text))
    return "\n".join(line for piece in text.split("\n") if (line := " ".join(piece.split())))


def decode_entities(text: str) -> str:
    """Decode HTML's entities; a number too long for any character becomes U+FFFD (`html.unescape` raises on 4,300 digits)."""
    if "&" not in text:
        return text
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text))


def _replace(tag: re.Match[str]) -> str:
    name = tag[1] or tag[2]
    return _IN_PLACE_OF.get(name.lower(), "") if name else ""


def _without_opaque(text: str) -> str:
    """Cut comments and elements whose content is no prose; one that never ends takes the rest with it only where HTML says so."""
    kept: list[str] = []
    start = at = 0
    endless: set[str] = set()
    while found := _OPAQUE.search(text, at):
        name = (found[1] or "").lower()
        end = -1
        if not name:
            end = text.find("-->", found.end())
            end = end + 3 if end >= 0 else -1
        elif name not in endless and (close := re.compile(f"</{name}(?![\\w-])[^<>]*>?", re.IGNORECASE).search(text, found.end())):
            end = close.end()
        if end < 0:
            if name in ("", "script", "style"):
                kept.append(text[start : found.start()])
                return "\n".join(kept)
            endless.add(name)
            at = found.end()
            continue
        kept.append(text[start : found.start()])
        start = at = end
    return "".join([*kept, text[start:]]) if kept else text
