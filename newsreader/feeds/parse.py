"""Bytes in, a feed out: what kind of document it is, which parser reads it, and every failure in words."""

from __future__ import annotations

import re
from dataclasses import replace

from newsreader.feeds.assemble import assemble
from newsreader.feeds.document import prepare
from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.fast import read_fast
from newsreader.feeds.jsonfeed import parse_json_feed
from newsreader.feeds.verdict import raw_feed
from newsreader.model.parsed import ParsedFeed

__all__ = ["MOST_BYTES", "NotAFeed", "parse_feed"]

MOST_BYTES = 32 << 20
_HEAD = 64 << 10
_HTML = re.compile(rb"(?:\s|(?><!--.*?-->)|<\?[^>]*>)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
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
    document = prepare(body, content_type)
    if document is None:
        raise NotAFeed(_what_it_is(start, is_page))
    found = read_fast(document)
    cut_off = found is None and document.is_cut_off
    if found is None:
        from newsreader.feeds.judge import judge  # feedparser is slow to import, and most feeds don't need it

        found = judge(document)
    if cut_off and document.ends_in_an_entry and found.entries and not (found.entries[-1].get("id") or found.entries[-1].get("link")):
        del found.entries[-1]  # it would be another one than the whole that comes next time
    if not found.entries and (is_page or not found.version):
        raise NotAFeed(_what_it_is(start, is_page))
    return replace(assemble(raw_feed(found), url), cut_off=cut_off, ends_between=cut_off and document.ends_between)


def _what_it_is(start: bytes, is_page: bool) -> str:
    if is_page:
        return "this is a web page, not a feed"
    if root := re.search(rb"<([A-Za-z][\w:.-]{0,40})", start):
        return f"this is XML, but not a feed (it starts with <{root[1].decode('ascii')}>)" if b"<?xml" in start[:200] else (
            f"this is no feed (it starts with <{root[1].decode('ascii')}>)"
        )
    if b"\x00" in start[:1000] or start[:4] in (b"\x89PNG", b"%PDF", b"GIF8", b"PK\x03\x04", b"\xff\xd8\xff\xe0"):
        return "this is a file of another kind, not a feed"
    return "this is plain text, not a feed"
