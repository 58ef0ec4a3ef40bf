"""Who wrote an article, as its page shows it: by what an element is called, else by a line near the title that reads like a byline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from lxml.html import HtmlElement

from newsreader.declutter.apart import is_apart, shown_start
from newsreader.declutter.tree import count_words
from newsreader.declutter.words import table
from newsreader.text.clean import clean
from newsreader.text.dates import split_at_dates

_NOT_NAMES = re.compile(
    r"https?://|www\.|[<>{}@©]|copyright|^(?:admin|administrator|editor|webmaster|staff|user|root|unknown|null|none|undefined|guest|by"
    r"|anonymous|authors?|names?|(?:alle )?artikel(?: von)?|(?:all )?articles?(?: by)?|publiziert|published|posted)\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:^|[-_])(?:by-?line|author|autor|auteur|autore|writer|reporter)s?(?:[-_]{1,2}(?:name|names|link|text|title))?$")
_HINT = re.compile(r"auth?or|auteur|autore|by-?line|writer|reporter", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[|•·→»]|\s[–—-]\s|\n|,?\s\d|\()\s*")
_EDGE = " ,;:|·•–—-：\u00a0"
_AT = frozenset(("on", "am", "at", "le", "il", "el", "em", "op", "pada", "the"))
_SMALL = frozenset(
    [
        *("de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van", "von", "der", "den", "ter", "ten", "zu"),
        *("al", "el", "bin", "ibn", "ben", "af", "av", "and", "y", "e", "et", "und", "en", "i", "и", "та", "й", "ve", "dan"),
    ]
)
"""Words in and between names that are written small."""
_ARTICLES = frozenset(("der", "den", "des", "la", "le", "el"))
_LONGEST = 100
_MOST_TEXT = 1000  # characters that are looked at of one element
_NEAR = 80
_PASSAGE = 25
_MOST_PARTS = 8


def is_name(text: str) -> bool:
    """Whether a text may be somebody's name, or several: short, no address, no word that programs put there."""
    return 1 < len(text) < 200 and not _NOT_NAMES.search(text)


def without_by(name: str) -> str:
    """A name without the words that lead to it, in any language."""
    found = _leads().match(name)
    rest = name[found.end() :].strip(_EDGE) if found is not None else ""
    return rest or name


def shown_byline(root: HtmlElement) -> str | None:
    """Who wrote the article, as the page shows it; None where nothing says so for sure."""
    return next((name for name in (*_named(root), *_told(root))), None)


def _named(root: HtmlElement) -> Iterator[str]:
    """By the names of elements: `rel=author`, classes as `byline` and `author-name`."""
    for element in root.iter("a", "span", "div", "p", "address", "cite", "li", "b", "strong"):
        given = element.get("class")
        if not (given is not None and _HINT.search(given)) and element.get("rel") is None:
            continue
        names = (element.get("class") or "").lower().split()
        sure = "author" in (element.get("rel") or "").lower().split()
        if not sure and not any(_NAMED.search(name) for name in names):
            continue
        text = clean(shown_start(element, _LONGEST))
        if 2 < len(text) < _LONGEST and not is_apart(element):
            name = _name_of_parts(text, any(name.startswith("by") for name in names) or sure)
            if name is not None:
                yield name


def _name_of_parts(text: str, sure: bool) -> str | None:
    """The name in a line that has a date and more beside it: what follows "by", else the first part that may be one."""
    parts = [part.strip(_EDGE) for piece in split_at_dates(text) for part in _BETWEEN.split(piece)]
    for part in parts:
        found = _leads().match(part)
        if found is not None and (name := _trimmed(part[found.end() :])) and is_name(name):
            return name
    for part in parts:
        name = _trimmed(part) if _leads().match(part) is None else ""
        if name and is_name(name) and not table("time_lead").starts(name) and count_words(name) <= 12 and not name[0].isdigit():
            return name if sure or _looks_like_names(name) else None
    return None


def _trimmed(name: str) -> str:
    """A name without the words for a time after it, and without a small word that was cut from what followed."""
    found = _when().search(name)
    words = (name[: found.start()] if found is not None and found.start() > 1 else name).strip(_EDGE).split()
    while len(words) > 1 and words[-1].lower() in _SMALL | _AT:
        words.pop()
    return " ".join(words).strip(_EDGE)


def _told(root: HtmlElement) -> Iterator[str]:
    """By the words of a line between the title and the first passage."""
    heading = next(iter(root.iter("h1")), None)
    if heading is None:
        return
    looked = 0
    for element in _after(heading):
        looked += 1
        if looked > _NEAR:
            return
        if element.tag not in ("p", "span", "div", "a", "address", "li", "em", "strong", "b", "small", "cite"):
            continue
        if len(element) > _MOST_PARTS:
            continue
        text = clean(shown_start(element, _MOST_TEXT))
        if element.tag == "p" and count_words(text) > _PASSAGE and len(text) > 120:
            return
        if 3 < len(text) < _LONGEST:
            name = _name_in(text)
            if name is not None:
                yield name


def _after(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that begin after another one ends, in document order."""
    around: HtmlElement | None = element
    while around is not None:
        for sibling in around.itersiblings():
            yield from (each for each in sibling.iter() if isinstance(each.tag, str))
        around = around.getparent()


def _name_in(text: str) -> str | None:
    first = _trimmed(next(iter(_BETWEEN.split(next(iter(split_at_dates(text)), ""))), ""))
    found = _leads().match(first)
    if found is not None:
        name = first[found.end() :].strip(_EDGE)
        return name if name and _looks_like_names(name) and is_name(name) else None
    found = _tails().search(first)
    if found is not None:
        name = first[: found.start()].strip(_EDGE)
        return name if name and len(name) <= 12 and _looks_like_names(name) else None
    return None


def _looks_like_names(text: str) -> bool:
    words = re.findall(r"[^\s,&]+", text)
    if not words or len(words) > 10 or len(text) > 80 or re.search(r"[\d!?;:]", text) or re.search(r"\w{3,}\.(?:\s|$)", text):
        return False
    for word in words:
        first = word.lstrip("\"'“”‘’«»(").lstrip("’'")[:1]
        if first.islower() and word.lower() not in _SMALL and not re.match(r"[a-z]['’][A-Z]", word):
            return False
    return not words[0].islower() or (words[0] in _SMALL - _ARTICLES and len(words) > 1)


@cache
def _words(role: str) -> tuple[str, ...]:
    text = files("newsreader.declutter").joinpath("bylines.toml").read_text(encoding="utf-8")
    return tuple(dict.fromkeys(word for words in tomllib.loads(text)[role].values() for word in words))


def _pattern(words: Iterable[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + (r"(?![^\W\d_])" if word[-1].isalpha() and not _unspaced(word) else "") for word in longest)


def _unspaced(word: str) -> bool:
    return "\u3040" <= word[-1] <= "\u9fff"


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_pattern(_words('before'))})\s*[:：]?\s*", re.IGNORECASE)


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, _words('after')))})$")


@cache
def changed_words() -> re.Pattern[str]:
    """How a line says that the time after it is that of a change."""
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, sorted(_words('changed'), key=len, reverse=True)))})", re.IGNORECASE)


@cache
def _when() -> re.Pattern[str]:
    shown = "published|posted|publié|publicado|veröffentlicht|opublikowano|опубликовано"
    return re.compile(rf"(?:{changed_words().pattern}|\b(?:{shown})\b)", re.IGNORECASE)
