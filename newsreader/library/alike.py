"""Whether two entries are the same story: near-duplicate titles and texts. Pure; precision goes before recall.

Two reports of one event that say other things are two stories, and so are an update, the next day of a series, and two fillings of
one template: what tells them apart are the numbers, days and dates in their titles, and how their texts begin.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern

from newsreader.library.dayswords import DAYS, NUMBERS, SMALL_WORDS
from newsreader.store.stories import digest
from newsreader.text.clean import clean_block

WINDOW = 3 * 86_400
"""Seconds between two entries that can be the same story by their words."""
TITLE_WINDOW = 86_400
"""The same, where there are only titles to go by."""
_LEAD, _REACH, _RUN = 60, 250, 3
_ENOUGH = 12
_MOST_TEXT = 2_400
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_ACCENTS = re.compile(f"[{_MARKS}\u0640\u200c\u200d]")
_LINKS = re.compile(r"https?://\S+|\S+@\S+\.\w+")
# The character comes before what stands before it, since `re` looks for a class fast, for a look-behind slowly.
_GROUPED = re.compile(r"[,.’'\u066c\u00a0\u202f](?<=\d.)(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"[,\u066b](?<=\d.)(?=\d)")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_ASCII_TOKEN = re.compile(r"\d+(?:[.:/-]\d+)*|[a-z]+")
_UNSPACED_FIRST = re.compile(f"[{_UNSPACED}]")
_SITE = re.compile(r"\s+[|–—·•-]\s+[^|–—·•-]{2,40}$")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of an entry: the telling words of its title, its numbers and days, and how its text begins."""

    published: int
    words: tuple[str, ...]
    numbers: frozenset[str]
    days: frozenset[str]
    text: tuple[str, ...]
    figures: frozenset[str]


def likeness(title: str, text: str, published: int) -> Likeness:
    """What there is to compare of a title and a plain text. Costs about 0.1 ms."""
    said = words_of(title)
    if len(said) > _ENOUGH // 2:
        said = words_of(_SITE.sub("", title)) or said
    begun = words_of(_LINKS.sub(" ", text[:_MOST_TEXT]), _REACH)
    told = tuple(word for word in said if word not in _SMALL) or said
    numbers = frozenset(word for word in told if word[0].isdigit())
    days = frozenset(_DAYS[word] for word in told if word in _DAYS)
    return Likeness(published, told, numbers, days, begun, frozenset(word for word in begun[:_LEAD] if word[0].isdigit()))


def same_story(one: Likeness, other: Likeness) -> bool:
    """Whether two entries are one story."""
    apart = abs(one.published - other.published)
    if apart > WINDOW or _template(one, other):
        return False
    if min(len(one.text), len(other.text)) < _ENOUGH:
        return apart <= TITLE_WINDOW and _same_title(one, other)
    if _figures_differ(one, other):
        return False
    first, second = _lead(one.text), _lead(other.text)
    opening = _shared(first, second)
    if opening < 0.4:  # most candidates end here
        return False
    within = max(opening, _shared(first, _runs(other.text)), _shared(second, _runs(one.text)))
    if within < 0.7:
        return False
    return within >= 0.85 or _same_words(one, other) >= 35


def same_page(one: Likeness, other: Likeness) -> bool:
    """Whether two entries that link one page are one story: they are, unless their titles are fillings of one template."""
    if not _template(one, other):
        return True
    return _same_words(one, other) < 60


def keys(one: Likeness, title_keys: int = 8, text_keys: int = 4) -> tuple[int, ...]:
    """Digests under which entries that may be the same story find each other: the longest words of the title, and a few of the runs of
    words that the text begins with, always the same few (the least digests, as in MinHash)."""
    telling = sorted({word for word in one.words if len(word) > 1}, key=lambda word: (-len(word), word))[:title_keys]
    runs = sorted(digest("x" + "\0".join(run)) for run in _lead(one.text))[:text_keys]
    return tuple(digest("t" + word) for word in telling) + tuple(runs)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", decomposed).replace("أ", "ا").replace("إ", "ا").replace("آ", "ا").replace("ى", "ي")


def words_of(text: str, most: int | None = None) -> tuple[str, ...]:
    """A text's words (the first `most`) as they are compared: without case, accents and thousands separators, numbers in ASCII; scripts
    without spaces in pairs of characters. Each word is one string however often it is met, so that many entries fit into memory."""
    folded = _DECIMAL.sub(".", _GROUPED.sub("", _folded(clean_block(text))))
    found: list[str] = []
    for match in (_ASCII_TOKEN if folded.isascii() else _token()).finditer(folded):
        token = match[0]
        first = token[0]
        if first.isdecimal():
            found.append("".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in token))
        elif first > "\u0e00" and _UNSPACED_FIRST.match(first):
            found += [token[at : at + 2] for at in range(max(1, len(token) - 1))]
        else:
            found.append(intern(_NUMBERS.get(token, token)))
        if most is not None and len(found) >= most:
            break
    return tuple(found[:most])


@cache
def _token() -> re.Pattern[str]:
    """Compiled when a text first wants it, which takes milliseconds."""
    return re.compile(rf"\d+(?:[.:/-]\d+)*|[{_UNSPACED}]+|(?:[a-z]++|(?![\d{_UNSPACED}_])[\w\u0900-\u0dff])+")


def _template(one: Likeness, other: Likeness) -> bool:
    """Whether titles look like two fillings of one template: each has a number that the other report lacks, or a day, month or time of day
    that the other title lacks."""
    mine, theirs = one.numbers - other.numbers - other.figures, other.numbers - one.numbers - one.figures
    return bool((mine and theirs) or (one.days - other.days and other.days - one.days))


def _figures_differ(one: Likeness, other: Likeness) -> bool:
    return len(one.figures & other.figures) * 2 < min(len(one.figures), len(other.figures))


def _same_words(one: Likeness, other: Likeness) -> float:
    """How much the words of two titles have in common, of 100, in whatever order they stand."""
    from rapidfuzz import fuzz  # slow to import, and few refreshes bring two that are so much alike

    return fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words))


def _same_title(one: Likeness, other: Likeness) -> bool:
    """Whether two titles are the same but for spelling and one word at the most; short ones tell too little."""
    shorter, longer = sorted((one.words, other.words), key=len)
    if (one.numbers, one.days) != (other.numbers, other.days) or len(shorter) < 5 or len(longer) - len(shorter) > 1:
        return False
    from rapidfuzz import fuzz

    return all(any(fuzz.ratio(word, each) >= 85 for each in longer) for word in shorter)


def _runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[at:] for at in range(_RUN)), strict=False))


@lru_cache(maxsize=1000)
def _lead(text: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The runs of words that a text begins with, which are compared with those of many others."""
    return _runs(text[:_LEAD])


def _shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Which part of the runs of words of the shorter text stands in the other."""
    first, second = sorted((one, other), key=len)
    return len(first & second) / len(first) if first else 0.0


_DAYS = {_folded(word): meaning for word, meaning in DAYS.items()}
_NUMBERS = {_folded(word): digits for word, digits in NUMBERS.items()}
_SMALL = frozenset(_folded(word) for word in SMALL_WORDS)
