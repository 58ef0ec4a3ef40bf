"""Bytes of a page made text, whatever encoding it declares, forgets to declare or mixes."""

from __future__ import annotations

import codecs
import re

import chardet

_META = re.compile(rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDER = {  # what browsers read when a page says the narrower name (WHATWG encoding standard)
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}


def decode(page: bytes, content_type: str | None = None) -> str:
    """Decode a page: byte order mark, UTF-8 if it is valid, the declared encoding, UTF-8 with stray bytes, a guess."""
    for mark, name in _BOMS:
        if page.startswith(mark):
            return page[len(mark) :].decode(name, "replace")
    if page[:200].count(0) > 60:
        return page.decode("utf-16-le" if page[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        text = page.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        declared = _declared(page, content_type) if "\x1b$" in text else None
        return page.decode(declared, "replace") if declared and declared.startswith("iso2022") else text
    declared = _declared(page, content_type)
    if declared and declared not in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
        try:
            return page.decode(declared, "replace")
        except UnicodeError:
            pass
    mended = _mostly_utf8(page)
    if mended is not None:
        return mended
    guessed = _known(chardet.detect(page[:60_000])["encoding"])
    return page.decode(guessed or "cp1252", "replace")


def _declared(page: bytes, content_type: str | None) -> str | None:
    header = _HEADER.search(content_type or "")
    meta = _META.search(page[:8192])
    names = [header[1] if header else None, meta[1].decode("ascii", "replace") if meta else None]
    return next((known for name in names if (known := _known(name))), None)


def _known(name: str | None) -> str | None:
    if not name:
        return None
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    if not found._is_text_encoding:
        return None
    return _WIDER.get(found.name, found.name)


def _mostly_utf8(page: bytes) -> str | None:
    """UTF-8 with a few stray bytes, which are read as Windows-1252; None if it is another encoding altogether."""
    pieces: list[str] = []
    rest = page
    strays = 0
    allowed = 50 + len(page) // 2000
    while rest:
        try:
            pieces.append(rest.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            strays += 1
            if strays > allowed:
                return None
            pieces.append(rest[: error.start].decode("utf-8"))
            pieces.append(rest[error.start : error.end].decode("cp1252", "replace"))
            rest = rest[error.end :]
    good = sum(1 for piece in pieces[:: 2 if strays else 1] for c in piece[:200_000] if c > "\x7f")
    return "".join(pieces) if good >= strays else None
