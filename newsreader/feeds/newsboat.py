"""newsboat's `urls` file: an address a line, then tags, `~Title` and `!`; its query feeds by name and filter.

https://newsboat.org/releases/2.30/docs/newsboat.html#_urls_file
"""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.model.sources import command_of
from newsreader.model.subscription import Subscription
from newsreader.text.clean import clean

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class NewsboatUrls:
    """What a `urls` file subscribes to; `skipped` holds (line number, line, reason), `hidden` the addresses that newsboat hides,
    `queries` its query feeds: (line number, line, name, filter)."""

    subscriptions: tuple[Subscription, ...]
    skipped: tuple[tuple[int, str, str], ...] = ()
    hidden: frozenset[str] = frozenset()
    queries: tuple[tuple[int, str, str, str], ...] = ()


def read_newsboat_urls(text: str) -> NewsboatUrls:
    """Read a `urls` file: never fails, names what it could not take over."""
    found: dict[str, Subscription] = {}
    skipped: list[tuple[int, str, str]] = []
    hidden: set[str] = set()
    queries: list[tuple[int, str, str, str]] = []
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        words = _words(raw)
        if not words:
            continue
        scheme, _, rest = clean(words[0]).partition(":")
        if scheme.lower() == "query":
            name, _, text = rest.partition(":")
            queries.append((number, clean(raw), name.strip(), text.strip()))
            continue
        url, reason = _address(words[0])
        if reason:
            skipped.append((number, clean(raw), reason))
        elif url in found:
            skipped.append((number, clean(raw), "the same address as on an earlier line"))
        else:
            marks = [clean(word) for word in words[1:]]
            title = next((mark[1:] for mark in marks if mark.startswith("~") and len(mark) > 1), None)
            tags = dict.fromkeys(mark for mark in marks if mark and not mark.startswith(("~", "!")))
            found[url] = Subscription(url, title, tags=tuple(tags))
            if any(mark.startswith("!") for mark in marks):
                hidden.add(url)
    return NewsboatUrls(tuple(found.values()), tuple(skipped), frozenset(hidden), tuple(queries))


def _address(word: str) -> tuple[str, str]:
    """The address and "", or "" and why the line is no subscription."""
    url = clean(word)
    scheme = url.partition(":")[0].lower()
    if (command := command_of(url)) is not None:
        return (url, "") if command.line else ("", "names no command")
    if scheme == "feed":
        url = "http:" + url[5:] if url[5:].startswith("//") else url[5:]
        scheme = url.partition(":")[0].lower()
    if scheme not in ("http", "https", "file") or "://" not in url or len(url) <= len(scheme) + 3:
        return "", "not an address that starts with http://, https:// or file://"
    return url, ""


def _words(line: str) -> list[str]:
    """Split a line as newsboat does: words, `"quoted words"` with backslashes, and nothing after a `#` that starts a word."""
    words: list[str] = []
    at = 0
    while at < len(line):
        if line[at] in " \t\r":
            at += 1
        elif line[at] == "#":
            break
        elif line[at] == '"':
            word, at = _quoted(line, at + 1)
            words.append(word)
        else:
            end = at
            while end < len(line) and line[end] not in " \t\r":
                end += 1
            words.append(line[at:end])
            at = end
    return words


def _quoted(line: str, at: int) -> tuple[str, int]:
    word: list[str] = []
    while at < len(line) and line[at] != '"':
        if line[at] == "\\" and at + 1 < len(line):
            at += 1
            word.append(_ESCAPES.get(line[at], line[at]))
        else:
            word.append(line[at])
        at += 1
    return "".join(word), at + 1
