"""A feed's bytes made ready for any XML parser: UTF-8, from its root element to the end of it, nothing dangerous declared before."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from newsreader.feeds.errors import NotAFeed

LONGEST_DOCTYPE = 16 << 10
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,30}:)?(?:rss|feed|rdf|channel)(?=[\s>])", re.IGNORECASE)
_ENDS = (b"</rss>", b"</feed>", b"</rdf:RDF>", b"</RDF>")
_ENTRY = re.compile(rb"<(/?)(?:[A-Za-z_][\w.-]{0,30}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_ENDED = re.compile(rb"</(?:[A-Za-z_][\w.-]{0,30}:)?(?:item|entry|channel)\s{0,9}>\s*\Z", re.IGNORECASE)
_DECLARED = re.compile(rb"""\s{0,200}<\?xml[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_ENTITY = re.compile(rb"""<!ENTITY\s{1,99}(%\s{1,99})?([\w.:-]{1,64})\s{1,99}("[^"]*"|'[^']*'|[^>]*)""")
_BOMS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF8, "utf-8"),
)
_WIDE = ((b"\x00\x00\x00<", "utf-32-be"), (b"<\x00\x00\x00", "utf-32-le"), (b"\x00<\x00?", "utf-16-be"), (b"<\x00?\x00", "utf-16-le"))
_WIDE_NAMES = re.compile("utf[-_]?(?:16|32)|ucs|iso-10646|u16|u32", re.IGNORECASE)
_SEVEN_BITS = re.compile("iso-?2022|utf-?7|hz", re.IGNORECASE)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "shift_jis": "cp932"}
_NO_CHARSETS = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"))
_NOT_XML = bytes(set(range(32)) - {9, 10, 13})
_SAMPLE = 64 << 10


@dataclass(frozen=True, slots=True)
class Document:
    """A document from its root element on, in UTF-8; `doctype` is what it declared before (b"" for nearly all)."""

    body: bytes
    doctype: bytes = b""

    @property
    def ends_in_an_entry(self) -> bool:
        """Whether its last entry never ends."""
        *_, last = [None, *_ENTRY.finditer(self.body)]
        return last is not None and not last[1]

    @property
    def ends_between(self) -> bool:
        """Whether the last that stands in it is the end of an entry or of the channel."""
        return _ENDED.search(self.body[-200:].rstrip()) is not None

    @property
    def is_cut_off(self) -> bool:
        """Whether its root element never ends. Looks through all of it: for documents that are no XML as they should be."""
        root = _ROOT.match(self.body)
        return root is not None and re.search(rb"</" + re.escape(root[0][1:]) + rb"\s*>|\A<[^<>]*/>", self.body, re.IGNORECASE) is None


def prepare(body: bytes, content_type: str | None) -> Document | None:
    """Decode a document and cut it out of what stands around it; None where no feed starts.

    Raises NotAFeed for entities that would blow it up.
    """
    text = to_utf8(body, content_type)
    if len(text.translate(None, _NOT_XML)) != len(text):
        text = text.translate(None, _NOT_XML)
    at, doctype = _after_prolog(text)
    root = _ROOT.search(text, at)
    if root is None:
        return None
    return Document(text[root.start() : _end_of_feed(text)], _checked(doctype, text))


def _end_of_feed(text: bytes) -> int:
    """Where the feed's root ends, without what servers add after it."""
    if text[-200:].rstrip().endswith(_ENDS):
        return len(text)
    tail = text[-_SAMPLE:]
    end = max(tail.rfind(mark) + len(mark) if mark in tail else -1 for mark in _ENDS)
    return len(text) - len(tail) + end if end > 0 and b"<item" not in tail[end:] else len(text)


def to_utf8(body: bytes, content_type: str | None) -> bytes:
    """The document in UTF-8: its byte order mark, UTF-8 that is valid whatever is declared, the declared charset, a guess."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            body = body[len(mark) :]
            return body if encoding == "utf-8" and _is_utf8(body) else body.decode(encoding, "replace").encode()
    for start, encoding in _WIDE:
        if body.startswith(start):
            return body.decode(encoding, "replace").encode()
    declared = _declared(body, content_type)
    if not any(_SEVEN_BITS.match(name) for name in declared) and _is_utf8(body):
        return body
    charsets = [charset for name in declared if (charset := _charset(name)) and charset != "utf-8"]
    for charset in charsets:
        try:
            return body.decode(charset).encode()
        except UnicodeError:
            continue
    return _mostly_utf8(body) or body.decode(charsets[0] if charsets else _guess(body), "replace").encode("utf-8", "replace")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The charsets that the document and then its server declare (in this order: documents travel with theirs)."""
    found = [match[1].decode("ascii").lower() for match in [_DECLARED.match(body)] if match]
    found += [match[1].lower() for match in [_CHARSET.search(content_type or "")] if match]
    return [name for name in found if not _WIDE_NAMES.match(name)]


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _charset(name: str) -> str | None:
    """Python's name of the charset that is meant, None for what is none (and for codecs that are no charset of documents)."""
    try:
        b"a".decode(name)
        known = codecs.lookup(_SUPERSETS.get(name, name)).name
    except (LookupError, UnicodeError):
        return None
    return None if known in _NO_CHARSETS else known


def _mostly_utf8(body: bytes) -> bytes:
    """UTF-8 but for a few bytes, these replaced, b"" for anything else: one bad byte must not make every other letter wrong."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return text.encode() if bad * 10 <= good else b""


def _guess(body: bytes) -> str:
    """The likeliest charset of a sample; Windows-1252, the web's default, where chardet has no good idea."""
    import chardet  # slow to import, hardly ever needed

    sample = bytes(body[max(0, (first := _first_high(body)) - 1000) : first + _SAMPLE])
    found = chardet.detect(sample)
    name = _charset(found["encoding"] or "none") if found["confidence"] > 0.6 else None
    return name if name and name not in ("ascii", "utf-8", "iso8859-1") else "cp1252"


def _first_high(body: bytes) -> int:
    match = re.search(rb"[\x80-\xff]", body)
    return match.start() if match else 0


def _after_prolog(text: bytes) -> tuple[int, bytes]:
    """Where the prolog ends (declarations, comments, instructions, white space), and its DOCTYPE."""
    at, doctype = 0, b""
    while True:
        while text[at : at + 1].isspace():
            at += 1
        if text.startswith(b"<?", at):
            end = text.find(b"?>", at) + 2
        elif text.startswith(b"<!--", at):
            end = text.find(b"-->", at) + 3
        elif text[at : at + 9].upper() == b"<!DOCTYPE":
            end = text.find(b">", at) + 1
            if text.find(b"[", at, end) >= 0:
                end = text.find(b">", text.find(b"]", at)) + 1
            doctype = text[at:end]
        else:
            return at, doctype
        if end < at + 3:
            return at, doctype
        at = end


def _checked(doctype: bytes, text: bytes) -> bytes:
    """Refuse a DTD whose entities could blow the document up: nested ones, and short names for long texts."""
    if b"<!ENTITY" not in doctype:
        return doctype if len(doctype) <= LONGEST_DOCTYPE else b""
    if len(doctype) > LONGEST_DOCTYPE:
        raise NotAFeed("the document declares more entities than any feed needs")
    grown = 0
    for declared in _ENTITY.finditer(doctype):
        value = declared[3]
        if declared[1] or re.search(rb"&(?!#)", value) or re.search(rb"%[\w.:-]{1,64};", value):
            raise NotAFeed("the document declares nested entities, which no feed needs")
        grown += len(value) * text.count(b"&" + declared[2] + b";")
    if grown > len(text) + (1 << 20):
        raise NotAFeed("the document's entities would blow it up")
    return doctype
