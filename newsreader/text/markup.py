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
_INLINE = "a abbr b big cite code del em font i ins kbd mark q s small span strike strong sub sup tt u"
_PLACES = {
    spelled: place
    for name, place in {**dict.fromkeys(_INLINE.split(), ""), **_IN_PLACE_OF}.items()
    for spelled in (name, f"/{name}", f"{name}/")
}
_LONG_NUMBER = re.compile(r"&#(?:[0-9]{9,}|[xX][0-9a-fA-F]{9,});?")


def plain_text(html_text: str) -> str:
    """The text of HTML, clean: a line a block, entities decoded, scripts, styles and comments gone."""
    is_marked_up = "<" in html_text
    text = html_text
    if is_marked_up:
        plain = _without_plain_tags(_in_a_row(html_text))
        if plain is None:
            html_text = _without_opaque(html_text)
            plain = _without_tags(_in_a_row(html_text))
        text = plain
    text = decode_entities(text)
    if not text.replace("\n", "").isprintable():
        flat = _TAG.sub(_replace, " ".join(html_text.split())) if is_marked_up else html_text
        text = clean_block(decode_entities(flat))
        return "\n".join(line for piece in text.split("\n") if (line := " ".join(piece.split())))
    # Spaces and line ends are all the white space there is: what the line above does, at a third of its cost.
    text = "\n".join([line for piece in text.split("\n") if (line := piece.strip())])
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def decode_entities(text: str) -> str:
    """Decode HTML's entities; a number too long for any character becomes U+FFFD (`html.unescape` raises on 4,300 digits)."""
    found = text.count("&")
    if not found:
        return text
    if found == text.count("&amp;"):  # most texts: at a third of the cost
        return text.replace("&amp;", "&")
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text))


def _in_a_row(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def _without_tags(text: str) -> str:
    """Put a line end, a space or nothing in the place of each tag."""
    plain = _without_plain_tags(text)
    return _TAG.sub(_replace, text) if plain is None else plain


def _without_plain_tags(text: str) -> str | None:
    """The same where all tags are plain ones and nothing is a comment or opaque, by cutting at each `<`; None elsewhere."""
    pieces = text.split("<")
    kept = pieces[:1]
    add, find = kept.append, _PLACES.get
    for piece in pieces[1:]:
        tag, _, rest = piece.partition(">")
        place = find(tag)
        if place is None:
            name, _, given = tag.partition(" ")
            place = find(name)
            if place is None or "'" in given or given.count('"') & 1:  # a `>` inside quotes, or markup that few feeds have
                return None
        if place:
            add(place)
        add(rest)
    return "".join(kept)


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
