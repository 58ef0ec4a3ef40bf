"""Bytes in, a feed out: what kind of document it is, which parser reads it, and every failure in words."""

from __future__ import annotations

import re

from newsreader.feeds.assemble import assemble
from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.jsonfeed import parse_json_feed
from newsreader.model.feed import ParsedFeed

__all__ = ["MOST_BYTES", "NotAFeed", "parse_feed"]

MOST_BYTES = 32 << 20
_HEAD = 64 << 10
_HTML = re.compile(rb"(?:\s|<!--.*?-->|<\?[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(rb"""<!ENTITY\s+(%\s*)?([\w.:-]{1,64})\s+("[^"]*"|'[^']*'|[^>]*)""")
_ROOT = re.compile(rb"<[A-Za-z_]")
_SEVEN_BITS = re.compile(r"iso-2022|utf-7|hz-gb|utf-16|utf-32|ebcdic|cp037|ucs", re.IGNORECASE)
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"{\x00", "utf-16-le"), (b"\x00{", "utf-16-be"))


def parse_feed(body: bytes, content_type: str | None = None, url: str | None = None) -> ParsedFeed:
    """Read a feed of any kind; relative links are resolved against `url`. Raises NotAFeed in words, and nothing else."""
    if len(body) > MOST_BYTES:
        raise NotAFeed(f"the answer is too large for a feed ({len(body) >> 20} MB)")
    start = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x00\xff\xfe")
    if not start and not body.strip(b"\xef\xbb\xbf \t\r\n\x00\xff\xfe"):
        raise NotAFeed("the answer is empty")
    try:
        if start[:1] in (b"{", b"["):
            return assemble(parse_json_feed(_json_text(body)), url)
        return _parse_xml(body, start, content_type, url)
    except NotAFeed:
        raise
    except (MemoryError, RecursionError):
        raise NotAFeed("the document is too large or too deeply nested to be read as a feed") from None
    except Exception as error:  # parsers meet hostile bytes here, and whatever they raise is said in words
        raise NotAFeed(f"the document cannot be read as a feed ({type(error).__name__})") from None


def _json_text(body: bytes) -> str:
    for mark, encoding in _WIDE:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    return body.decode("utf-8-sig", "replace")


def _parse_xml(body: bytes, start: bytes, content_type: str | None, url: str | None) -> ParsedFeed:
    is_page = _HTML.match(start) is not None
    if is_page and not _FEED_ROOT.search(body):
        raise NotAFeed("this is a web page, not a feed")
    _refuse_entities(body)
    from newsreader.feeds.anyxml import parse_any  # feedparser is slow to import, and most feeds don't need it

    raw = parse_any(_repaired(body), _charset_that_matters(body, content_type))
    if raw is None or (is_page and not raw.entries):
        raise NotAFeed("this is a web page, not a feed" if is_page else _what_it_is(start))
    return assemble(raw, url)


def _what_it_is(start: bytes) -> str:
    if root := re.search(rb"<([A-Za-z][\w:.-]{0,40})", start):
        return f"this is XML, but not a feed (it starts with <{root[1].decode('ascii')}>)" if b"<?xml" in start[:200] else (
            f"this is no feed (it starts with <{root[1].decode('ascii')}>)"
        )
    if b"\x00" in start[:1000] or start[:4] in (b"\x89PNG", b"%PDF", b"GIF8", b"PK\x03\x04", b"\xff\xd8\xff\xe0"):
        return "this is a file of another kind, not a feed"
    return "this is plain text, not a feed"


def _refuse_entities(body: bytes) -> None:
    """Refuse a DTD whose entities could blow the document up: nested ones, and short names for long texts."""
    first = _ROOT.search(body)
    head = body[: first.start() if first else len(body)]
    if b"<!ENTITY" not in head:
        return
    grown = 0
    for declared in _ENTITY.finditer(head):
        value = declared[3]
        if declared[1] or re.search(rb"&(?!#)", value) or re.search(rb"%[\w.:-]+;", value):
            raise NotAFeed("the document declares nested entities, which no feed needs")
        grown += len(value) * body.count(b"&" + declared[2] + b";")
    if grown > len(body) + (1 << 20):
        raise NotAFeed("the document's entities would blow it up")


def _charset_that_matters(body: bytes, content_type: str | None) -> str | None:
    """The content type, unless the bytes are UTF-8 whatever it says: servers lie about that more often than bytes do."""
    if not content_type or _SEVEN_BITS.search(content_type):
        return content_type
    try:
        body.decode()
    except UnicodeDecodeError:
        return content_type
    return None


def _repaired(body: bytes) -> bytes:
    """A document that is UTF-8 but for a few bytes, as UTF-8: one bad byte must not make every other letter wrong."""
    declared = re.search(rb"""^[^<]*<\?xml[^>]*encoding=["']([\w-]+)""", body[:200])
    if body[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"utf8")):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        good = sum(1 for _ in re.finditer("[^\x00-\x7f\ufffd]", text))
        if bad * 10 <= good:
            return text.encode()
    return body
