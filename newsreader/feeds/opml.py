"""Subscriptions in and out as OPML 2.0 (opml.org/spec2.opml), without loss.

Folders are nested outlines; inside the program a folder is `A/B`, so a `/` in a folder's name is read as U+2215 (∕)
and written back as `/`.
Settings of feeds and folders are attributes of a namespace of our own, which other programs pass over.
Tags are the `category` attribute, parted by commas; a comma in a tag is written `%2C`, a percent sign `%25`, a slash at its start `%2F`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from newsreader.feeds.errors import BadOpml
from newsreader.model.sources import command_of, is_fed
from newsreader.model.subscription import Subscription
from newsreader.text.clean import clean

__all__ = ["BadOpml", "read_folders", "read_left_out", "read_opml", "write_opml"]

MOST_BYTES = 32 << 20
NAMESPACE = "urn:newsreader:settings"
_SLASH = "\u2215"
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|amp|lt|gt|quot|apos);)")
_SCHEMES = ("http://", "https://", "file://")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def read_opml(body: bytes) -> tuple[Subscription, ...]:
    """The feeds of an OPML document in its order, each address once (with the tags of all its outlines). Raises BadOpml in words."""
    found: dict[str, tuple[Subscription, dict[str, None]]] = {}
    for one in _outlines(_parse(body)):
        if isinstance(one, Subscription):
            found.setdefault(one.url, (one, {}))[1].update(dict.fromkeys(one.tags))
    return tuple(replace(one, tags=tuple(tags)) for one, tags in found.values())


def read_left_out(body: bytes) -> tuple[tuple[int, str], ...]:
    """The outlines of an OPML document whose address is none of a feed's (`javascript:`): the line, and the address. Raises BadOpml."""
    return tuple((one.line, one.url) for one in _outlines(_parse(body)) if isinstance(one, _LeftOut))


def read_folders(body: bytes) -> dict[str, dict[str, str]]:
    """The settings of an OPML document's folders, by folder (empty: of all feeds) and name. Raises BadOpml."""
    found: dict[str, dict[str, str]] = {}
    if NAMESPACE.encode() in body:
        root = _parse(body)
        for each in root.iter("body"):
            names = [(etree.QName(str(name)), clean(str(value))) for name, value in each.attrib.items()]
            found[""] = {name.localname: value for name, value in names if name.namespace == NAMESPACE}
        for one in _outlines(root):
            if isinstance(one, _Folder) and one.options:
                found.setdefault(one.name, {}).update(one.options)
    return {folder: options for folder, options in found.items() if options}


def write_opml(feeds: Iterable[Subscription], title: str, of_folders: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """Feeds as an OPML document that `read_opml` reads back the same, folders in the order in which they first come."""
    root = etree.Element("opml", version="2.0", nsmap={"newsreader": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _xml(title)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for feed in feeds:
        path = tuple(part for part in (feed.folder or "").split("/") if part)
        outline = etree.SubElement(_folder(folders, path), "outline", type="rss")
        outline.set("text", _xml(feed.title or feed.url))
        if feed.title:
            outline.set("title", _xml(feed.title))
        outline.set("xmlUrl", _xml(feed.url))
        if feed.site_url:
            outline.set("htmlUrl", _xml(feed.site_url))
        if feed.tags:
            outline.set("category", _xml(",".join(_escape_tag(tag) for tag in feed.tags)))
        _set_options(outline, feed.options)
    for name, options in (of_folders or {}).items():
        if (path := tuple(part for part in name.split("/") if part)) in folders:
            _set_options(folders[path], options.items())
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _set_options(outline: etree._Element, options: Iterable[tuple[str, str]]) -> None:
    for name, value in options:
        outline.set(etree.QName(NAMESPACE, name), _xml(value))


def _folder(folders: dict[tuple[str, ...], etree._Element], path: tuple[str, ...]) -> etree._Element:
    if path not in folders:
        name = _xml(path[-1].replace(_SLASH, "/"))
        folders[path] = etree.SubElement(_folder(folders, path[:-1]), "outline", text=name, title=name)
    return folders[path]


def _parse(body: bytes) -> etree._Element:
    if len(body) > MOST_BYTES:
        raise BadOpml(f"the file is too large for OPML ({len(body) >> 20} MB)")
    if not body.strip():
        raise BadOpml("the file is empty")
    if b"<!ENTITY" in body or b"<\x00!\x00E\x00N\x00T" in body or b"\x00<\x00!\x00E\x00N\x00T" in body:
        raise BadOpml("the file declares entities, which no OPML needs")
    try:
        root = _tree(body)
    except etree.XMLSyntaxError as error:
        try:
            root = _tree(_BARE_AMPERSAND.sub(b"&amp;", body))  # addresses with a bare & are the usual fault
        except etree.XMLSyntaxError:
            raise BadOpml(_in_words(error)) from None
    if not isinstance(root.tag, str) or etree.QName(root).localname.lower() != "opml":
        raise BadOpml(f"this is no OPML (it starts with <{clean(str(root.tag))[:40]}>)")
    return root


def _tree(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    return etree.fromstring(body.lstrip(), parser)


def _in_words(error: etree.XMLSyntaxError) -> str:
    line, message = error.lineno or 1, clean(re.sub(r", line \d+, column \d+.*", "", error.msg or ""))
    if "Start tag expected" in message or "Document is empty" in message:
        return "this is no OPML (it is not XML)"
    if "Excessive depth" in message:
        return "the OPML is nested too deeply"
    if any(words in message for words in ("Premature end", "EndTag", "find end of")):
        return f"the OPML breaks off at line {line}"
    return f"the OPML is broken at line {line}: {message}"


@dataclass(frozen=True, slots=True)
class _Folder:
    name: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    line: int
    url: str


def _outlines(root: etree._Element) -> Iterator[Subscription | _Folder | _LeftOut]:
    """Walk the outlines in document order, without recursion: files may be nested as deep as they like."""
    stack: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while stack:
        element, path = stack.pop()
        if isinstance(element.tag, str) and etree.QName(element).localname.lower() == "outline":
            names = [(etree.QName(str(name)), clean(str(value))) for name, value in element.attrib.items()]
            given = {name.localname.lower(): value for name, value in names if name.namespace != NAMESPACE}
            options = tuple((name.localname, value) for name, value in names if name.namespace == NAMESPACE)
            name = given.get("title") or given.get("text") or ""
            if url := _address(given):
                yield replace(_subscription(url, given, path), options=options)
            elif left_out := given.get("xmlurl", "").strip():
                line = element.sourceline
                yield _LeftOut(line if isinstance(line, int) else 1, left_out)
            if len(element) and (name or not url):
                path = (*path, name.replace("/", _SLASH)) if name else path
                if not url:
                    yield _Folder("/".join(path), options)
        stack += [(child, path) for child in reversed(element)]


def _subscription(url: str, given: dict[str, str], path: tuple[str, ...]) -> Subscription:
    title = given.get("title") or given.get("text")
    if title == given.get("xmlurl", "") and "title" not in given:
        title = None
    tags = dict.fromkeys(tag for part in given.get("category", "").split(",") if (tag := _unescape_tag(part)))
    return Subscription(url, title or None, given.get("htmlurl") or None, "/".join(path) or None, tuple(tags))


def _address(given: dict[str, str]) -> str | None:
    """The feed's address (or the command that makes it), None for folders and for what is no feed's address (`javascript:`)."""
    url = given.get("xmlurl", "").strip()
    if command_of(url) is not None or is_fed(url):
        return url
    if url.lower().startswith("feed://"):
        url = "http://" + url[7:]
    elif url.lower().startswith(("feed:http://", "feed:https://")):
        url = url[5:]
    return url if url.lower().startswith(_SCHEMES) else None


def _escape_tag(tag: str) -> str:
    tag = tag.replace("%", "%25").replace(",", "%2C")
    return "%2F" + tag[1:] if tag.startswith("/") else tag


def _unescape_tag(tag: str) -> str:
    return tag.strip().strip("/").replace("%2F", "/").replace("%2C", ",").replace("%25", "%")


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
