"""The fields of a feed made plain and safe, one by one: shared by every parser, so that they say the same."""

from __future__ import annotations

import hashlib
import html
import re
from functools import lru_cache
from html.entities import name2codepoint
from urllib.parse import quote, urljoin, urlsplit

from newsreader.text.clean import clean
from newsreader.text.markup import plain_text

LONGEST_IDENTITY = 2048
LONGEST_ADDRESS = 8192
LATEST = 4102444800  # 2100-01-01
_CLOSING = re.compile(r"</\w+>|&#?\w+;")
_TAGS = re.compile(r"</?(\w+)")
_NAMED = re.compile(r"&(\w+);")
_HTML_NAMES = (
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col colgroup command"
    " datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer form h1 h2 h3"
    " h4 h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter multicol nav nextid noscript ol optgroup option"
    " output p pre progress q s samp section select small sound source spacer span strike strong sub sup table tbody td textarea tfoot"
    " th thead time tr tt u ul var video"
)
HTML_TAGS = frozenset(_HTML_NAMES.split())
"""What feedparser takes for HTML in a text that isn't declared as such."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACES = re.compile(r"[\x00-\x1a\x1c-\x1f]+")  # as browsers do; ESC stays for clean(), which knows its sequences
_ODD = re.compile(r"[^!#-;=?-\[\]_a-z~]")  # what a URL cannot hold as it is: spaces, quotes, <>\^`{|}, all that is not ASCII
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def looks_like_html(text: str) -> bool:
    """Whether a text that is not declared as HTML is meant as such: a closing tag or an entity, and nothing that HTML doesn't know."""
    if "<" not in text and "&" not in text:
        return False
    if not _CLOSING.search(text):
        return False
    if any(tag.lower() not in HTML_TAGS for tag in _TAGS.findall(text)):
        return False
    return all(name in name2codepoint for name in _NAMED.findall(text))


def plain_field(text: str, is_html: bool) -> str:
    """A title, a name or a category as one clean line of plain text."""
    if is_html and ("<" in text or "&" in text):
        text = plain_text(text)
    return clean(text)


def storable(text: str) -> str:
    """HTML or an id as given, without the two kinds of characters that no database keeps: NUL and lone surrogates."""
    if "\x00" not in text:
        try:
            text.encode()  # much quicker than to look for surrogates
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _UNSTORABLE.sub("", text)


def html_of_plain(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, line ends stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "\n".join(
        "<p>" + html.escape(part, quote=False).replace("\n", "<br>\n") + "</p>" for part in _PARAGRAPHS.split(text) if part
    )


def html_with_lines(text: str) -> str:
    """HTML without any tag, which is plain text in truth, with its lines: blank ones part paragraphs; where lines aren't wrapped by a
    program, each stays a line."""
    parts = [part for part in _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n").strip()) if part]
    lines = [line for part in parts for line in part.split("\n")]
    wrapped = len(lines) > 2 and max(map(len, lines)) <= 100 and sum(map(len, lines)) > 50 * len(lines)
    end = "\n" if wrapped else "<br>\n"
    return "\n".join("<p>" + part.replace("\n", end) + "</p>" for part in parts)


def web_address(value: str | None, base: str | None) -> str | None:
    """An http(s) address, resolved against `base`; None for any other scheme and for what is no address."""
    if not value:
        return None
    address = value.strip()
    if not address.isprintable():
        address = clean(_SPACES.sub("", address))
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    scheme, colon, rest = address.partition("://")
    if colon and not rest.strip("/"):
        return None
    if not (colon and scheme in ("http", "https") and rest[:1].isalnum()):
        try:
            address = urljoin(base or "", address)
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return None
    elif not _valid(address):
        return None
    return _ODD.sub(_quoted, address) if _ODD.search(address) else address


def _valid(address: str) -> bool:
    if "[" not in address and address.isascii():
        return True
    try:
        return bool(urlsplit(address).netloc)
    except ValueError:
        return False


def _quoted(match: re.Match[str]) -> str:
    character = match[0]
    if not character.isascii() or character in "%'\"":  # what people can read stays readable; the HTTP client encodes it
        return character if character != '"' else "%22"
    return quote(character)


def usable_time(seconds: int | float | None) -> int | None:
    """Seconds since the epoch, None before 1970 and after 2100."""
    if seconds is None or not 0 <= seconds < LATEST:
        return None
    return int(seconds)


def identity_of(given: str, link: str, title: str, content: str) -> str:
    """What an entry is known by over refreshes: its id, else its link, else a digest of title and content."""
    identity = storable(given.strip()) or storable(link.strip())
    if identity and len(identity) <= LONGEST_IDENTITY:
        return identity
    known_by = identity or f"{title}\x00{content}"
    return "sha256:" + hashlib.sha256(known_by.encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=1024)
def language_tag(value: str) -> str | None:
    """A language tag as feeds write it, made plain (`en_US` is `en-US`), None for what is none."""
    tag = value.strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag) and len(tag) <= 35 else None
