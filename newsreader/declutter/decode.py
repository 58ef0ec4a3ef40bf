"""Bytes of a page made text, whatever encoding it declares, forgets to declare or mixes."""

from __future__ import annotations

import codecs
import re

import chardet

_META = re.compile(rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_STRAY = re.compile("[\udc80-\udcff]")
"""A byte that is no UTF-8, as `surrogateescape` has it."""
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
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
    text = page.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    if strays > 50 + len(page) // 2000 or len(_BEYOND_ASCII.findall(text)) < strays:
        return None
    return _STRAY.sub(lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)
