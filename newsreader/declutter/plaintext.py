"""Plain text made an article: a page that somebody saved as text, with menus, labels and icons' names between its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.lines import Verdict, is_share_row
from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import fold, table, uncounted
from newsreader.model.article import Article, Block, Figure, ListBlock, Paragraph, Span
from newsreader.text.clean import clean

_BREAK = re.compile(r"\r\n?|\n|\u2028|\u2029|\f")
_BULLET = re.compile(r"^\s*(?:[•‣▪●◦·*+–-]|\d{1,3}[.)])\s+")
_FILE_WORD = re.compile(
    r"^\w[\w-]*[-_](?:img|image|icon|logo|pic|thumb|banner|avatar)[-_]?\d*$|^(?:img|image|icon|logo)[-_]\w+$|^\w*_(?:img|icon)\w*$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…。！？।॥۔؟][\"'”’»)\]]*$")
_CUT = re.compile(r"(?:\.{3}|…)[\"'”’]?$")
_RULE = re.compile(r"^\W{3,}$")
_LONG = 25
_LONGEST_NAME = 100


@dataclass(slots=True)
class Line:
    """A line of the page: its text, the group (between empty lines) it stands in, whether it had a bullet, its number, its words."""

    text: str
    group: int
    bullet: bool
    place: int
    words: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of all lines together."""

    title: Line | None
    prose: frozenset[int]
    first: int
    last: int
    sizes: dict[int, int]
    share: dict[int, int]
    bullets: dict[int, int]


def plain_article(text: str, url: str | None = None) -> Article:
    """Make an article of plain text: its long lines are paragraphs, and what stands around them is told by its form."""
    lines = _unwrapped(_lines(text))
    hiding = Hiding()
    layout = _layout(lines)
    skipped = _standfirst(lines, layout, hiding)
    if layout.title is not None:
        skipped.add(layout.title.place)
    blocks: list[Placed] = []
    items: list[Line] = []
    after_image = False
    for line in lines:
        if line.place in skipped:
            continue
        verdict = _verdict(line, layout)
        if verdict is not None:
            hiding.note(line.place, *verdict, line.text)
            after_image = verdict[0] == "icon"
        elif line.bullet and (items or line.place not in layout.prose):
            items.append(line)
        else:
            _end_list(items, blocks)
            caption = after_image and line.words <= 40 and not (layout.sizes[line.group] == 1 and _ENDED.search(line.text))
            blocks.append((line.place, _block(line, caption)))
            after_image = False
    _end_list(items, blocks)
    shown = {place for place, block in blocks if not isinstance(block, Figure)} | {line.place for line in lines if line.bullet}
    words = sum(line.words for line in lines if line.place in shown and line.place not in skipped)
    title = layout.title.text if layout.title is not None else ""
    return Article(title=title, url=url, words=words, blocks=tuple(block for _, block in blocks), hidden=hiding.hidden(blocks))


def _block(line: Line, caption: bool) -> Block:
    spans = (Span(line.text),)
    return Figure((), spans) if caption else Paragraph(spans)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    group = 0
    blank = True
    for place, raw in enumerate(_BREAK.split(text)):
        bullet = _BULLET.match(raw)
        line = clean(raw[bullet.end() :] if bullet else raw)
        if not line:
            blank = True
            continue
        group += blank
        blank = False
        lines.append(Line(line, group, bool(bullet), place, count_words(line)))
    return lines


def _unwrapped(lines: list[Line]) -> list[Line]:
    """Join lines that were broken at a fixed width: most lines are nearly as long as the longest, and that is no longer than a page."""
    lengths = [len(line.text) for line in lines]
    widest = max(lengths, default=0)
    if not 40 <= widest <= 100 or sum(length > widest * 0.75 for length in lengths) * 3 < len(lengths):
        return lines
    joined: list[Line] = []
    parts: list[list[str]] = []
    for line in lines:
        if joined and joined[-1].group == line.group and not line.bullet and len(parts[-1][-1]) > widest * 0.6:
            parts[-1].append(line.text)
        else:
            joined.append(line)
            parts.append([line.text])
    for line, pieces in zip(joined, parts, strict=True):
        line.text = " ".join(pieces)
        line.words = count_words(line.text)
    return joined


def _layout(lines: list[Line]) -> Layout:
    prose = frozenset(line.place for line in lines if _is_prose(line))
    sizes = Counter(line.group for line in lines)
    title = _title(lines, prose, sizes)
    return Layout(
        title=title,
        prose=prose,
        first=next((line.place for line in lines if line.place in prose and (title is None or line.place > title.place)), -1),
        last=max((line.place for line in lines if line.place in prose or (line.words > 1 and _ENDED.search(line.text))), default=-1),
        sizes=sizes,
        share=Counter(line.group for line in lines if _is_share(line.text)),
        bullets=Counter(line.group for line in lines if line.bullet),
    )


def _is_prose(line: Line) -> bool:
    if line.words >= _LONG:
        return not _looks_like_menu(line.text)
    return line.words >= 8 and bool(_ENDED.search(line.text)) and not line.bullet


def _looks_like_menu(text: str) -> bool:
    """Many words, nearly all capitalised, and no sentence in them."""
    words = text.split()
    capitals = sum(word[:1].isupper() for word in words)
    return not _ENDED.search(text) and ", " not in text and capitals > len(words) * 0.6


def _title(lines: list[Line], prose: frozenset[int], sizes: dict[int, int]) -> Line | None:
    """The line that stands alone before the first paragraph and reads like a headline."""
    first = next((number for number, line in enumerate(lines) if line.place in prose), None)
    if first is None:
        return None
    candidates = [line for line in lines[:first] if 3 <= line.words <= 30 and not line.bullet and _may_be_title(line.text)]
    choices = [line for line in candidates if sizes[line.group] == 1] or candidates
    return choices[-1] if choices else None


def _may_be_title(text: str) -> bool:
    return not text.endswith((".", "。", "।", ",", ":")) and _icon_words(text) == 0 and not _is_label(text)


def _standfirst(lines: list[Line], layout: Layout, hiding: Hiding) -> set[int]:
    """Hide a teaser that the paragraphs after it say again; returns its place."""
    paragraphs = [line for line in lines if line.place in layout.prose][:6]
    if len(paragraphs) < 2:
        return set()
    first = paragraphs[0]
    start = bare(first.text)
    if len(start) <= 30 or not "".join(bare(line.text) for line in paragraphs[1:]).startswith(start):
        return set()
    cut = " and breaks off" if _CUT.search(first.text) else ""
    hiding.note(first.place, "repeat", f"repeats the first paragraph{cut}", first.text)
    return {first.place}


def _verdict(line: Line, layout: Layout) -> Verdict | None:
    text = line.text
    if line.words > 60:
        return None
    if uncounted(fold(text)) in table("ad_label").lines and not line.bullet:
        return "ad", "ad label on a line of its own"
    if _RULE.match(text):
        return "other", "a rule between parts of the page"
    icons = _icon_words(text)
    if icons and icons == len(text.split()):
        return "icon", "names of image files instead of text"
    if icons and line.words <= 30:
        return "navigation", f"menu with the names of {icons} icons in it"
    if line.place in layout.prose:
        return None
    if _is_share(text) and (layout.share[line.group] > 1 or not _ENDED.search(text)):
        of = layout.bullets[line.group] if line.bullet else layout.share[line.group]
        return "share", f"share row: {min(of, layout.share[line.group])} of {of} name share networks"
    if layout.title is not None and line.place < layout.title.place:
        return "navigation", "stands before the title"
    if _ENDED.search(text):
        return None
    if line.place > layout.last and layout.first >= 0:
        return "navigation", "stands after the last paragraph"
    if _is_label(text):
        return "navigation", "label of one of the page's controls"
    if line.words <= 25 and table("related_lead").starts(text):
        return "related", "leads to another article"
    if line.words <= 25 and table("promo_lead").starts(text):
        return "newsletter", "asks to sign up, to follow or to get an app"
    return None


def _is_share(text: str) -> bool:
    return len(text) < 60 and is_share_row([fold(text)], True)


def _is_label(text: str) -> bool:
    if len(text) > 80:
        return False
    folded = uncounted(fold(text))
    return any(folded in table(role).lines for role in ("ad_label", "control_label", "related_heading", "comments_heading"))


def _icon_words(text: str) -> int:
    return sum(1 for word in text.split() if len(word) <= _LONGEST_NAME and _FILE_WORD.match(word)) if "_" in text or "-" in text else 0


def _end_list(items: list[Line], blocks: list[Placed]) -> None:
    if items:
        blocks.append((items[0].place, ListBlock(tuple((Paragraph((Span(item.text),)),) for item in items))))
        items.clear()
