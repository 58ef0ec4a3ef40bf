"""Lines that fit a width: breaks at spaces and between CJK characters, never before closing punctuation, never inside a cluster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from unicodedata import category

from rich.cells import split_graphemes

from newsreader.text.clean import SOFT_HYPHEN
from newsreader.text.width import width

Look = TypeVar("Look")
Range = tuple[int, int]

# Text in which every character takes one cell and is a cluster of its own: Latin, Greek, Cyrillic and their punctuation.
_SIMPLE = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e\u2070-\u209f\u20a0-\u20bf"
    "\u2200-\u22ff]*"
)
_INNER = re.compile(r"(?<=[^\W\d_])[-\u2010](?=[^\W\d_])|[\u2013\u2014](?=\w)|(?<=\w)/(?=\w)")
_ADDRESS = re.compile(r"[!-~]*(?:://|mailto:)\S+")
_IN_ADDRESS = re.compile(r"[/?&=.,_~%:;+#-]")
_CJK = re.compile(
    "[\u2e80-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U0001f000-\U0001f1e5\U0001f200-\U0001faff\U00020000-\U0003ffff]"
)
_NO_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー〜～…‥’”）〕］｝〉》」』】〙〗〟｠»›°′″℃％‰ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "⁰¹²³⁴⁵⁶⁷⁸⁹｡｣､･ｰﾞﾟ,.!?;:)]}%-‐–—ๆฯะาำຯະາຳໆ။၊។\u00a0\u2060\u202f"
)
_NO_END = frozenset("（〔［｛〈《「『【〘〖〝｟‘“«‹｢([{$£¥€＄￥￡#＃\u00a0\u2060\u202fเแโใไເແໂໃໄ")
_SPACES = frozenset(" \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u200b")
_DASHES = frozenset("\u2013\u2014\u2010-")
_LEAST_GAP = 4  # cells that a line may stay short of rather than end in a soft hyphen; a sixth of a longer line
_BEFORE_CONSONANT = frozenset("เแโใไເແໂໃໄ")
_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2")


def wrap_spans(
    spans: Sequence[tuple[str, Look]], width: int, hyphen: Callable[[Look], Look] = lambda look: look
) -> list[list[tuple[str, Look]]]:
    """Wrap text with looks: lines of `(text, look)` whose text takes at most `width` cells; a newline starts a new line.

    A single cluster that is wider than `width` has a line of its own. Soft hyphens go; where a line ends in one it has a hyphen as a text
    of its own, to whose look `hyphen` is applied.
    """
    text = "".join([span[0] for span in spans])
    lines: list[list[tuple[str, Look]]] = []
    at, offset = 0, 0  # the span that the next line starts in, and where that span starts
    for start, end in break_lines(text, width):
        line: list[tuple[str, Look]] = []
        while at < len(spans) - 1 and offset + len(spans[at][0]) <= start:
            offset += len(spans[at][0])
            at += 1
        reached, base = at, offset
        while reached < len(spans) and base < end:
            content, look = spans[reached]
            part = content[max(0, start - base) : end - base]
            if SOFT_HYPHEN in part:
                last = base + len(content) >= end and part.endswith(SOFT_HYPHEN) and text[end : end + 1] not in ("", "\n")
                part = part.replace(SOFT_HYPHEN, "")
                line += [(part, look), ("-", hyphen(look))] if part and last else [("-", hyphen(look))] if last else [(part, look)]
            elif part:
                line.append((part, look))
            base += len(content)
            reached += 1
        lines.append(line)
    return lines


def wrap_around(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells but for addresses: one that is longer is whole on its line, so that it can be copied where the
    terminal breaks it."""
    spans: list[tuple[str, re.Match[str] | None]] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        spans += [(text[end : found.start()], None), ("x" * min(width, unwrapped_width(found[0])), found)]
        end = found.end()
    lines: list[str] = []
    stands: re.Match[str] | None = None  # the last address, of whose stand-in a part may be left for the next line
    for row in wrap_spans([*spans, (text[end:], None)], width):
        parts = [part if address is None else address[0] for part, address in row if address is None or address is not stands]
        if parts or not row:
            lines.append("".join(parts).lstrip(" "))
        stands = row[-1][1] if row else None
    return lines


def unwrapped_width(text: str) -> int:
    """Cells in which `break_lines` leaves a text on one line: what the most generous terminal takes for it."""
    return width(text) if _SIMPLE.fullmatch(text) else sum(cells for _, _, cells in _measured(text))


def break_lines(text: str, width: int) -> Iterator[Range]:
    """Where the lines of a text start and end, the spaces between them left out; a line that ends in a soft hyphen shows it."""
    start = 0
    for row in text.split("\n"):
        breaks = _break_simple if _SIMPLE.fullmatch(row) else _break_clusters
        for first, last in breaks(row, max(1, width)):
            yield start + first, start + last
        start += len(row) + 1


def _break_simple(text: str, width: int) -> Iterator[Range]:
    start, length = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    if not length:
        yield 0, 0
    while start < length:
        if length - start <= width:
            yield start, length
            return
        edge = start + width
        space = text.rfind(" ", start, edge + 1)
        end = _inner_break(text, max(start, space + 1), edge)
        if end > max(start, space + 1):
            yield start, end
            start = end
        elif space > start:
            if space + 1 < length and text[space + 1] in "?!:;»" and text[space + 2 : space + 3] in (" ", ""):
                space = max(text.rfind(" ", start + 1, space), start) if " " in text[start + 1 : space] else space
            yield start, start + len(text[start:space].rstrip(" "))
            start = space
        else:
            end = _emergency(text, start, edge)
            yield start, end
            start = end
        while start < length and text[start] == " ":
            start += 1


def _inner_break(text: str, start: int, edge: int) -> int:
    """The last break inside the word that starts at `start` and crosses `edge`: after a hyphen or dash; `start` if there is none."""
    if "://" in text[start : start + 12]:
        return start
    last = start
    for match in _INNER.finditer(text, start, edge + 1):
        if match.end() <= edge and match.end() - start > 1:
            last = match.end()
    return last


def _emergency(text: str, start: int, edge: int) -> int:
    """Where to break a word that is longer than a line: at the punctuation of an address, if there is some in the last third."""
    found = [match.end() for match in _IN_ADDRESS.finditer(text, edge - (edge - start) // 3, edge) if match.end() > start]
    return found[-1] if found else edge


def _break_clusters(text: str, width: int) -> Iterator[Range]:
    clusters = _measured(text)
    count = len(clusters)
    while count and text[clusters[count - 1][0]] in _SPACES:
        count -= 1
    start = 0  # the line's first cluster
    while start < count and text[clusters[start][0]] in _SPACES:
        start += 1
    at, taken = start, 0  # the cluster that is looked at, and the cells before it
    end = following = 0  # the last chance to break: the line ends before cluster `end`, the next begins with `following`
    soft = 0  # the last chance to break at a soft hyphen, and `filled` the cells of the line that the other chance leaves
    filled, gap = 0, max(_LEAST_GAP, width // 6)
    while at < count:
        first, _, cells = clusters[at]
        space = text[first] in _SPACES
        if at > start:
            before = clusters[at - 1]
            after_space = text[before[0]] in _SPACES
            if space:
                filled = filled if after_space else taken
                end, following = (end if after_space else at), at + 1
            elif text[before[0]] == SOFT_HYPHEN:
                soft = at if taken < width else soft
            elif text[first] in _BEFORE_CONSONANT and text[before[0]].isalpha() and text[before[0]] not in _BEFORE_CONSONANT:
                soft = at  # Thai and Lao have no spaces between words, and a syllable begins here
            elif not after_space and _may_break(text, before, first):
                end = following = at
                filled = taken
        if not space and taken + cells > width and at > start:
            if soft > max(start, following) and (following <= start or width - filled > gap):
                end = following = soft
            if following <= start:
                end = following = _forced(text, clusters, start, at)
            yield clusters[start][0], clusters[end - 1][1]
            start = following
            while start < count and text[clusters[start][0]] in _SPACES:
                start += 1
            at = max(at, start)
            taken = sum(size for _, _, size in clusters[start:at])
            continue
        taken += cells
        at += 1
    yield (clusters[start][0], clusters[count - 1][1]) if start < count else (len(text), len(text))


def _measured(text: str) -> list[tuple[int, int, int]]:
    """Clusters as `(start, end, cells)`, cells being what the most generous terminal takes: vowel signs and skin tones may count."""
    clusters = []
    for first, last, cells in split_graphemes(text)[0]:
        if text[first] == SOFT_HYPHEN:
            cells = 0
        elif text[first] == "\t":
            cells = 1
        elif last - first > 1:
            for mark in text[first + 1 : last]:
                cells += 2 if "\U0001f3fb" <= mark <= "\U0001f3ff" else category(mark) == "Mc"
        clusters.append((first, last, cells))
    return clusters


def _may_break(text: str, before: tuple[int, int, int], at: int) -> bool:
    """Whether a line may end between a cluster and the character at `at`, neither being a space."""
    last, character, following = text[before[1] - 1], text[before[0]], text[at]
    if last == "\u200b":
        return True
    if following in _NO_START or character in _NO_END or last in _NO_END:
        return False
    if _CJK.match(character) or _CJK.match(following):
        return True
    return character in _DASHES and following.isalpha() and text[max(0, before[0] - 1)].isalpha()


def _forced(text: str, clusters: Sequence[tuple[int, int, int]], start: int, at: int) -> int:
    """Where to break a word that is longer than a line: up to four clusters back, rather than inside a conjunct or a flag; never behind a
    soft hyphen, which would show where there is no room for it."""
    while at - 1 > start and text[clusters[at - 1][0]] == SOFT_HYPHEN:
        at -= 1
    for here in range(at, max(start, at - 4), -1):
        before, following = text[clusters[here - 1][1] - 1], text[clusters[here][0]]
        pair = "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= following <= "\U0001f1ff"
        if not (before in _VIRAMAS or before in _NO_END or following in _NO_START or pair):
            return here
    return at
