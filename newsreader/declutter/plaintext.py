"""Plain text made an article: a page that somebody saved as text, with menus, labels and icons' names between its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.lines import is_share_row
from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import fold, table, uncounted
from newsreader.model.article import Article, Figure, HiddenKind, ListBlock, Paragraph, Span
from newsreader.text.clean import clean

_BULLET = re.compile(r"^\s*(?:[•‣▪●◦·*+–-]|\d{1,3}[.)])\s+")
_FILE_WORD = re.compile(
    r"^\w+[-_](?:\w+[-_])*(?:img|image|icon|logo|pic|thumb|banner|avatar)[-_]?\d*$|^(?:img|image|icon|logo)[-_]\w+$|^\w*_(?:img|icon)\w*$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…。！？।॥۔؟][\"'”’»)\]]*$")
_CUT = re.compile(r"(?:\.{3}|…)[\"'”’]?$")
_LONG = 25
_RULE = re.compile(r"^\W{3,}$")


@dataclass(slots=True)
class _Line:
    text: str
    group: int
    bullet: bool
    place: int

    @property
    def words(self) -> int:
        return count_words(self.text)


def plain_article(text: str, url: str | None = None) -> Article:
    """Make an article of plain text: its long lines are paragraphs, and what stands around them is told by its form."""
    lines = _unwrapped(_lines(text))
    hiding = Hiding()
    prose = {line.place for line in lines if _is_prose(line)}
    title = _title(lines, prose)
    first = next((line.place for line in lines if line.place in prose and (title is None or line.place > title.place)), None)
    last = max((line.place for line in lines if line.place in prose or (line.words > 1 and _ENDED.search(line.text))), default=-1)
    blocks: list[Placed] = []
    image_before = False
    items: list[_Line] = []
    shown = _standfirst(lines, prose, title, hiding)
    alone = {group for group in {line.group for line in lines} if sum(line.group == group for line in lines) == 1}
    for line in lines:
        if (title is not None and line.place == title.place) or line.place in shown:
            continue
        verdict = _verdict(line, lines, title, first, last, prose)
        if verdict is not None:
            hiding.note(line.place, *verdict, line.text)
            image_before = verdict[0] == "icon"
            continue
        if (line.bullet and line.place not in prose) or (line.bullet and items):
            items.append(line)
            continue
        _end_list(items, blocks)
        if image_before and line.words <= 40 and not (line.group in alone and _ENDED.search(line.text)):
            blocks.append((line.place, Figure((), (Span(line.text),))))
        else:
            blocks.append((line.place, Paragraph((Span(line.text),))))
        image_before = False
    _end_list(items, blocks)
    words = sum(line.words for line in lines if any(place == line.place for place, block in blocks if not isinstance(block, Figure)))
    return Article(
        title=title.text if title else "", url=url, words=words, blocks=tuple(block for _, block in blocks), hidden=hiding.hidden(blocks)
    )


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    group = 0
    blank = True
    for place, raw in enumerate(re.split(r"\r\n?|\n|\u2028|\u2029|\f", text)):
        bullet = _BULLET.match(raw)
        line = clean(raw[bullet.end() :] if bullet else raw)
        if not line:
            blank = True
            continue
        group += blank
        blank = False
        lines.append(_Line(line, group, bool(bullet), place))
    return lines


def _unwrapped(lines: list[_Line]) -> list[_Line]:
    """Join lines that were broken at a fixed width: groups whose lines, but for the last, are all nearly as long as the longest."""
    result: list[_Line] = []
    lengths = sorted(len(line.text) for line in lines)
    widest = lengths[-1] if lengths else 0
    if not 40 <= widest <= 100 or sum(length > widest * 0.75 for length in lengths) * 3 < len(lengths):
        return lines
    for line in lines:
        before = result[-1] if result else None
        if before is not None and before.group == line.group and not line.bullet and len(before.text.rpartition("\n")[2]) > widest * 0.6:
            before.text = f"{before.text}\n{line.text}"
        else:
            result.append(line)
    for line in result:
        line.text = line.text.replace("\n", " ")
    return result


def _is_prose(line: _Line) -> bool:
    if line.words >= _LONG:
        return not _looks_like_menu(line.text)
    return line.words >= 8 and bool(_ENDED.search(line.text)) and not line.bullet


def _looks_like_menu(text: str) -> bool:
    """Many words, nearly all capitalised, and no sentence in them."""
    words = text.split()
    capitals = sum(word[:1].isupper() for word in words)
    return not _ENDED.search(text) and ", " not in text and capitals > len(words) * 0.6


def _title(lines: list[_Line], prose: set[int]) -> _Line | None:
    """The line that stands alone before the first paragraph and reads like a headline."""
    first = next((number for number, line in enumerate(lines) if line.place in prose), None)
    if first is None:
        return None
    sizes: dict[int, int] = {}
    for line in lines:
        sizes[line.group] = sizes.get(line.group, 0) + 1
    candidates = [line for line in lines[:first] if 3 <= line.words <= 30 and not line.bullet and _may_be_title(line.text)]
    alone = [line for line in candidates if sizes[line.group] == 1]
    choices = alone or candidates
    return choices[-1] if choices else None


def _may_be_title(text: str) -> bool:
    return not text.endswith((".", "。", "।", ",", ":")) and _icon_words(text) == 0 and not _is_label(text)


def _standfirst(lines: list[_Line], prose: set[int], title: _Line | None, hiding: Hiding) -> set[int]:
    """Hide a teaser that breaks off and that the paragraphs after it say again; returns its place."""
    paragraphs = [line for line in lines if line.place in prose]
    if len(paragraphs) < 2:
        return set()
    first = paragraphs[0]
    start = bare(first.text)
    following = "".join(bare(line.text) for line in paragraphs[1:6])
    if len(start) > 30 and following.startswith(start):
        cut = " and breaks off" if _CUT.search(first.text) else ""
        hiding.note(first.place, "repeat", f"repeats the first paragraph{cut}", first.text)
        return {first.place}
    return set()


def _verdict(
    line: _Line, lines: list[_Line], title: _Line | None, first: int | None, last: int, prose: set[int]
) -> tuple[HiddenKind, str] | None:
    text = line.text
    folded = fold(text)
    if uncounted(folded) in table("ad_label").lines and not line.bullet:
        return "ad", "ad label on a line of its own"
    if _RULE.match(text):
        return "other", "a rule between parts of the page"
    icons = _icon_words(text)
    if icons and icons == len(text.split()):
        return "icon", "names of image files instead of text"
    if icons and line.words <= 30:
        return "navigation", f"menu with the names of {icons} icons in it"
    if line.place in prose:
        return None
    row = [other for other in lines if other.group == line.group]
    share = [other for other in row if _is_share(other.text)]
    if _is_share(text) and (len(share) > 1 or not _ENDED.search(text)):
        bullets = [other for other in row if other.bullet] if line.bullet else share
        return "share", f"share row: {sum(other in share for other in bullets)} of {len(bullets)} name share networks"
    before = first is None or line.place < first
    if before and title is not None and line.place < title.place:
        return "navigation", "stands before the title"
    if line.place > last and first is not None and not _ENDED.search(text):
        return "navigation", "stands after the last paragraph"
    if _is_label(text):
        return "navigation", "label of one of the page's controls"
    if line.words <= 25 and table("related_lead").starts(text) and not _ENDED.search(text):
        return "related", "leads to another article"
    if line.words <= 25 and table("promo_lead").starts(text) and not _ENDED.search(text):
        return "newsletter", "asks to sign up, to follow or to get an app"
    return None


def _is_share(text: str) -> bool:
    folded = fold(text)
    return is_share_row([folded], True)


def _is_label(text: str) -> bool:
    folded = fold(text)
    return any(uncounted(folded) in table(role).lines for role in ("ad_label", "control_label", "related_heading", "comments_heading"))


def _icon_words(text: str) -> int:
    return sum(1 for word in text.split() if _FILE_WORD.match(word))


def _end_list(items: list[_Line], blocks: list[Placed]) -> None:
    if items:
        blocks.append((items[0].place, ListBlock(tuple((Paragraph((Span(item.text),)),) for item in items))))
        items.clear()
