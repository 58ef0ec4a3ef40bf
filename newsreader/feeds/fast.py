"""The fast path: well-formed RSS 0.9 to 2.0 and Atom 1.0 by expat, saying exactly what feedparser says, or nothing.

feedparser's rules (which of two titles wins, what a second description is, where a link comes from) are kept one by one
in `fasttags` and `fastframes`; whatever is outside of them raises `Unsure`, and feedparser reads the document. A test runs both over
every feed there is.
"""

from __future__ import annotations

import re
import xml.parsers.expat
from collections.abc import Callable

from newsreader.feeds.document import Document
from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.fastframes import Unsure
from newsreader.feeds.fasttags import ENDS, STARTS, Tags
from newsreader.feeds.namespaces import ATOM, KNOWN, RSS_090, RSS_1, TAKEN, UNREADABLE
from newsreader.feeds.verdict import Verdict

DEEPEST = 200
MOST_ELEMENTS = 1_000_000
MOST_ENTRIES = 20_000
MOST_ATTRIBUTES = 256
MOST_PREFIXES = 256
_KEEP_IMAGE = frozenset(("title", "link", "description", "url", "href", "width", "height"))
_XHTML_TRAPS = frozenset(("svg", "math", "body", "title"))
_WINDOWS = re.compile(rb"\xc2[\x80-\x9f]")
_WINDOWS_NUMBER = re.compile(rb"&#(?:0*1[2-5]\d|[xX]0*[89])")
_KEYS = (
    "authors author_detail contributors content enclosures id image links link media_content published published_parsed source"
    " summary summary_detail tags textinput title title_detail updated updated_parsed created_parsed subtitle_detail guidislink"
    " author language"
)
_RESERVED = frozenset(_KEYS.split())


_Name = tuple[str, bool, bool, Callable[[Tags, dict[str, str]], None] | None, Callable[[Tags], None] | None]
"""An element's name, whether it has a prefix, whether it ends an `<image>` that was left open, and its rules."""


def read_fast(document: Document) -> Verdict | None:
    """What feedparser would say about a document, None where that is not sure. Raises NotAFeed for what is larger than any feed."""
    if document.doctype:
        return None
    reader = _Reader(bool(_WINDOWS.search(document.body) or _WINDOWS_NUMBER.search(document.body)))
    parser = xml.parsers.expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartNamespaceDeclHandler = reader.namespace
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(document.body, True)
    except NotAFeed:
        raise
    except Exception:  # Unsure, ill-formed, or a rule that meets what it does not know: feedparser is asked
        return None
    tags = reader.tags
    return Verdict(tags.version, tags.feed, tags.entries) if tags.entries else None


class _Reader:
    """expat's events: names, bases, languages and nesting, as feedparser tracks them; the rest is for `Tags`."""

    def __init__(self, windows: bool) -> None:
        self.tags = Tags(windows)
        self.text = self.tags.text
        self._names: dict[str, _Name] = {}
        self._prefixes: dict[str, str] = {}
        self._borrowed: set[str] = set()
        self._used: set[str] = set()
        self._around: list[tuple[int, str, str | None]] = []  # depth, and the base and the language around it
        self._elements = 0

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        """Note a declaration; Unsure where a prefix that means something is used for something else."""
        if not uri:
            raise Unsure("a prefix is taken back")
        lower = uri.lower()
        known = KNOWN.get(lower)
        if lower in UNREADABLE or (known is None and "backend.userland.com/rss" in lower):
            raise Unsure(lower)
        if prefix:
            if len(self._prefixes) > MOST_PREFIXES:
                raise Unsure("too much")
            if self._prefixes.setdefault(prefix, uri) != uri:
                raise Unsure(f"{prefix} stands for two namespaces")
            if prefix in TAKEN and prefix != known:
                self._borrowed.add(prefix)
        if known:
            self._used.add(known)
        if self._borrowed & self._used:
            raise Unsure("two namespaces stand for one prefix")
        if not self.tags.version:
            if (prefix, lower) == (None, RSS_090):
                self.tags.version = "rss090"
            elif lower in (RSS_1, ATOM):
                self.tags.version = "rss10" if lower == RSS_1 else "atom10"

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        tags = self.tags
        depth = tags.depth = tags.depth + 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(tags.entries) > MOST_ENTRIES:
            raise NotAFeed("the document is larger than any feed")
        tag, prefixed, ends_image, starter, _ = self._names.get(name) or self._name(name)
        if depth == 1:
            self._root(tag, prefixed)
        elif depth > DEEPEST:
            raise Unsure("too deep")
        attrs = self._attributes(given, tag) if given else {}
        if tags.incontent:
            self._inline(tag, attrs)
            return
        if ends_image:
            tags.inimage = False
        if starter is not None:
            starter(tags, attrs)
        elif tag in _RESERVED:
            raise Unsure(f"<{tag}> is none of feedparser's elements")
        elif not attrs:
            tags.push(tag, True)
        else:
            tags.context()[tag] = None

    def end(self, name: str) -> None:
        """An element ends."""
        tags = self.tags
        tag, _, _, _, ender = self._names[name]
        if tags.incontent and tag.startswith("xhtml_"):
            tags.pieces.append(f"</{tag[6:]}>")
        elif ender is not None:
            ender(tags)
        else:
            tags.pop(tag)
        if self._around and self._around[-1][0] == tags.depth:
            _, tags.base, tags.language = self._around.pop()
        tags.depth -= 1

    def _root(self, tag: str, prefixed: bool) -> None:
        if tag == "rdf_rdf" and self.tags.version.startswith("rss"):
            return
        if prefixed or tag not in ("rss", "feed"):
            raise Unsure("an unknown root")
        if tag == "rss" and not self.tags.version.startswith("rss"):
            self.tags.version = "rss"
        if tag == "feed" and self.tags.version != "atom10":
            raise Unsure("an Atom that is not 1.0")

    def _name(self, name: str) -> _Name:
        """feedparser's name of an element (`dc_creator`), and what follows from it."""
        uri, _, local = name.rpartition(" ")
        prefix = KNOWN.get(uri.lower()) if uri else ""
        if prefix is None:
            prefix = next((declared for declared, value in self._prefixes.items() if value == uri), "")
        tag = (f"{prefix}_{local}" if prefix else local).lower()
        found = (tag, bool(prefix), not prefix and tag not in _KEEP_IMAGE, STARTS.get(tag), ENDS.get(tag))
        self._names[name] = found
        return found

    def _attributes(self, given: dict[str, str], tag: str) -> dict[str, str]:
        """Attributes under feedparser's names; base and language are tracked on the way."""
        tags = self.tags
        if len(given) > MOST_ATTRIBUTES:
            raise Unsure("too much")
        attrs: dict[str, str] = {}
        for name, value in given.items():
            if " " in name:
                uri, _, name = name.rpartition(" ")
                if prefix := KNOWN.get(uri.lower()):
                    name = f"{prefix}:{name}"
            name = name.lower()
            attrs[name] = value.lower() if name in ("rel", "type") else value
        base = attrs.get("xml:base", attrs.get("base"))
        language = attrs.get("xml:lang", attrs.get("lang"))
        if base or language is not None:
            self._around.append((tags.depth, tags.base, tags.language))
        if base:
            tags.rebase(base)
        if language is not None:
            tags.language = language or None
            if language and tag in ("feed", "rss"):
                tags.feed["language"] = language.replace("_", "-")
        return attrs

    def _inline(self, tag: str, attrs: dict[str, str]) -> None:
        """An element inside of content: kept as text where the content is XHTML."""
        local = tag[6:]
        if self.tags.kind != "application/xhtml+xml" or not tag.startswith("xhtml_") or local in _XHTML_TRAPS:
            raise Unsure("markup that is not declared")
        self.tags.pieces.append(f"<{local}{_written(attrs)}>")


def _written(attrs: dict[str, str]) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name, value in attrs.items())


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace('"', "&quot;")


