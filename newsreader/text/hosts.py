"""Where an address really leads, in words, and what a reader should know before going there."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from newsreader.text.clean import clean
from newsreader.text.width import cut

_NAMED = re.compile(r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?=[/:?#\s)\]…,.]|$)", re.IGNORECASE)
# Endings that are files or abbreviations in running text more often than hosts.
_FILES = "html htm php asp aspx js ts py rs md txt pdf png jpg jpeg gif webp zip tar gz json xml csv toml yaml yml exe cfg"
_NO_DOMAINS = frozenset(_FILES.split())
_REGISTRIES = "co com net org gov gob ac edu or ne go nic mil"
_SECOND_LEVEL = frozenset(_REGISTRIES.split())


def host_shown(url: str) -> str:
    """The host and port of an address as a reader should see it: in ASCII, so that a look-alike shows itself, its own letters behind."""
    host, _ = _parts(url)
    if not host:
        return "mail" if url.lower().startswith("mailto:") else ""
    ascii_host = _ascii(host)
    letters = _letters(ascii_host)
    shown = ascii_host + _port(url)
    return shown if letters == ascii_host else f"{shown} ({letters})"


def address_shown(url: str, cells: int = 60) -> str:
    """The host of an address and the path behind it, as much of it as there is room for."""
    try:
        parts = urlsplit(clean(url))
    except ValueError:
        return host_shown(url)
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    whole = host_shown(url) + path
    return whole if len(whole) <= cells else cut(whole, cells - 1) + "…"


def warning(url: str, words: str = "") -> str | None:
    """What is odd about an address that the article calls `words`, in a sentence; None where nothing is."""
    host, login = _parts(url)
    if not host:
        return None
    if login:
        return f"what stands before the @ is no host: this leads to {host_shown(url)}"
    if any(label.startswith("xn--") for label in _ascii(host).split(".")) and _mixed(_letters(_ascii(host))):
        return f"its letters are of more than one script: this leads to {host_shown(url)}"
    named = named_host(words)
    if named and domain(named) != domain(_ascii(host)):
        return f"the text says {named}, but this leads to {host_shown(url)}"
    return None


def named_host(words: str) -> str | None:
    """The host that words name, if they look like an address."""
    text = clean(words)
    found = _NAMED.match(text)
    if found is None or (" " in text and not text.lower().startswith(("http:", "https:"))):
        return None
    host = found[1].lower()
    return None if host.rpartition(".")[2] in _NO_DOMAINS else host


def domain(host: str) -> str:
    """The part of a host's name that is registered, as good as it can be told without a list of all registries."""
    labels = host.lower().rstrip(".").split(".")
    kept = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-kept:])


def _parts(url: str) -> tuple[str, bool]:
    """An address's host, and whether a login stands before it."""
    try:
        parts = urlsplit(clean(url))
        return (parts.hostname or "" if parts.scheme.lower() in ("http", "https") else ""), "@" in parts.netloc
    except ValueError:
        return "", False


def _port(url: str) -> str:
    """The port of an address that names another one than its scheme has."""
    try:
        parts = urlsplit(clean(url))
        return f":{parts.port}" if parts.port not in (None, 443 if parts.scheme.lower() == "https" else 80) else ""
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(host)[1:-1]


def _letters(host: str) -> str:
    """A host in its own letters."""
    if "xn--" not in host:
        return host
    try:
        return clean(host.encode("ascii").decode("idna"))
    except UnicodeError:
        return host


def _mixed(host: str) -> bool:
    """Whether one label of a host mixes scripts, or is made of letters that look Latin and are not."""
    for label in host.split("."):
        scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in label if letter.isalpha()}
        scripts -= {"HIRAGANA", "KATAKANA", "CJK"} if len(scripts & {"HIRAGANA", "KATAKANA", "CJK"}) > 1 else set()
        if len(scripts) > 1 or (scripts & {"CYRILLIC", "GREEK"} and host.rpartition(".")[2].isascii()):
            return True
    return False
