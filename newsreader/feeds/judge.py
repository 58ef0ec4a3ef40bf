"""feedparser's own two parsers, driven with bounds: no document may be deeper, wider or longer in its parts than any feed is.

What `feedparser.parse` does around them (opening files and addresses, guessing charsets without limit) is left out.
"""

from __future__ import annotations

import xml.sax
import xml.sax.expatreader
import xml.sax.handler
import xml.sax.xmlreader
from io import BytesIO
from typing import Any

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.sanitizer import replace_doctype
from feedparser.util import FeedParserDict

from newsreader.feeds.document import Document
from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.mailbox import split_mailbox
from newsreader.feeds.verdict import Verdict

MOST_ELEMENTS = 150_000
MOST_ATTRIBUTES = 256
MOST_NAMESPACES = 256
DEEPEST = 500
LONGEST_NAME = 500
MOST_TAGS = 500
MOST_LOOSE_BYTES = 8 << 20
_TOO_MUCH = "the document is larger or more deeply nested than any feed"
_DECLARATION = b"<?xml version='1.0' encoding='utf-8'?>\n"


class _Bounds:
    """The bounds, over either parser; and a base ends with its element (feedparser keeps one that is the first)."""

    elements = 0
    depth: int
    baseuri: str
    bases: list[str]

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> Any:
        """Count before anything is done."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST or len(attrs) > MOST_ATTRIBUTES:
            raise NotAFeed(_TOO_MUCH)
        self.bases.append(self.baseuri)
        return super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def unknown_endtag(self, tag: str) -> None:
        """Go back to the base of the element around."""
        super().unknown_endtag(tag)  # type: ignore[misc]
        if self.bases:
            self.baseuri = self.bases.pop()

    def _sync_author_detail(self, key: str = "author") -> None:
        """Look for an address only in what is short enough to be a name (the pattern takes quadratic time), and for a whole one."""
        context = self._get_context()  # type: ignore[attr-defined]
        text = str(context.get(key) or "")
        if len(text) > LONGEST_NAME:
            return
        detail = context.get(f"{key}s", [FeedParserDict()])[-1]
        if detail or not text:
            super()._sync_author_detail(key)  # type: ignore[misc]
            return
        name, email = split_mailbox(text)
        context.setdefault(f"{key}_detail", detail)
        if name:
            detail["name"] = name
        if email:
            detail["email"] = email

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        """Keep no more categories than anybody reads (each is compared with all before)."""
        if len(self._get_context().get("tags") or ()) < MOST_TAGS:  # type: ignore[attr-defined]
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    def handle_charref(self, ref: str) -> None:
        """A number that is no character is a replacement character, not the end of the feed."""
        try:
            super().handle_charref(ref)  # type: ignore[misc]
        except (ValueError, OverflowError):
            self.handle_data("\ufffd")  # type: ignore[attr-defined]


class _Strict(_Bounds, StrictFeedParser):  # type: ignore[misc]
    """For well-formed documents."""

    declared = 0

    def startPrefixMapping(self, prefix: str | None, uri: str | None) -> None:  # noqa: N802
        """Count namespaces before anything is done: each element looks through all of them."""
        self.declared += 1
        if self.declared > MOST_ELEMENTS or len(self.namespaces_in_use) > MOST_NAMESPACES:
            raise NotAFeed(_TOO_MUCH)
        super().startPrefixMapping(prefix, uri)

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802
        """Count attributes before anything is done: looking them up takes quadratic time."""
        if len(attrs) > MOST_ATTRIBUTES:
            raise NotAFeed(_TOO_MUCH)
        super().startElementNS(name, qname, attrs)


class _Loose(_Bounds, LooseFeedParser):  # type: ignore[misc]
    """For all others."""


def judge(document: Document) -> Verdict:
    """Read a document as feedparser does; raises NotAFeed beyond the bounds, and whatever its parsers raise."""
    version, data, entities = replace_doctype(_DECLARATION + document.doctype + b"\n" + document.body)
    parser: Any = _set_up(_Strict("", None, "utf-8"))
    reader = xml.sax.expatreader.create_parser()  # noqa: S315 - entities are checked before (document), expat bounds the rest
    reader.setFeature(xml.sax.handler.feature_namespaces, 1)
    reader.setFeature(xml.sax.handler.feature_external_ges, 0)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = xml.sax.xmlreader.InputSource()
    source.setByteStream(BytesIO(data))
    try:
        reader.parse(source)
    except xml.sax.SAXException:
        if len(data) > MOST_LOOSE_BYTES:
            raise NotAFeed("the XML is broken, and too large to be mended") from None
        parser = _set_up(_Loose("", None, "utf-8", entities))
        parser.feed(data.decode("utf-8", "replace"))
    return Verdict(version or parser.version, parser.feeddata, parser.entries)


def _set_up(parser: Any) -> Any:
    parser.resolve_relative_uris = False
    parser.sanitize_html = False
    parser.bases = []
    return parser
