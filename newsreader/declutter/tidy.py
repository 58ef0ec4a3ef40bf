"""Clutter among the blocks: lines that are labels or links, what repeats, headings left without a text, and the article's tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.ends import (
    hide_author_box,
    hide_disclosure,
    hide_labels_above,
    hide_last_section,
    hide_own_links,
    hide_standfirst,
    hide_tail,
    site_names,
    without_rules_at_ends,
)
from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.inline import plain
from newsreader.declutter.lines import CONTROL, NO_SITE, Verdict, byline_verdict, is_credit, is_share_row, label, line_verdict, list_verdict
from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import fold
from newsreader.model.article import (
    Block,
    Figure,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
)  # fmt: skip

_LONG = 25
_MOST_PULLS = 100  # pull quotes that are looked up in the article
_FEW, _MOST_SPARED = 12, 8  # words and blocks of an entry that may say nothing but "Listen"
_TOP = 2  # the first paragraph may be a standfirst, with the time of publication under it
_SIGNS = re.compile(r"^[_*~#=–—-]{3,}$|^(?:[*·•~–—-] ?){3,}$")


def tidy(
    blocks: list[Placed], hiding: Hiding, title: str, byline: str | None = None, url: str | None = None, is_page: bool = True
) -> list[Placed]:
    """Hide what is clutter among the blocks; returns those that are shown.

    What a feed carries (not `is_page`) has been chosen by somebody: it has no labels of a site around it, and a "Listen" that is all its
    text is no button.
    """
    spared = () if is_page else _only_controls(blocks)
    host = urlsplit(url).hostname if url and is_page else None
    blocks = _sift(blocks, hiding, title, byline, host if is_page else NO_SITE, spared)
    blocks = hide_labels_above(blocks, hiding) if is_page else hide_own_links(blocks, hiding, url)
    blocks = hide_standfirst(blocks, hiding)
    blocks = hide_author_box(hide_disclosure(blocks, hiding), hiding)
    blocks = hide_last_section(blocks, hiding, [*(byline or "").split(","), *site_names(host)])
    blocks = hide_tail(blocks, hiding, byline, is_page)
    return _pull_quotes(_galleries(without_rules_at_ends(blocks)))


def _only_controls(blocks: list[Placed]) -> tuple[Block, ...]:
    """The labels of controls among blocks, where they are all or nearly all that these say."""
    if len(blocks) > _MOST_SPARED:
        return ()
    said = [(block, text) for _, block in blocks if (text := text_of_block(block))]
    words = sum(count_words(text) for _, text in said)
    controls = [(block, text) for block, text in said if _is_control(block)]
    mostly = words <= _FEW and 2 * sum(count_words(text) for _, text in controls) >= words
    return tuple(block for block, _ in controls) if mostly else ()


def _is_control(block: Block) -> bool:
    found = label(plain(block.spans)) if isinstance(block, Paragraph | Heading) else None
    return found is not None and found[1] == CONTROL


def _sift(
    blocks: list[Placed], hiding: Hiding, title: str, byline: str | None, host: str | None, spared: Sequence[Block] = ()
) -> list[Placed]:
    """Hide lines by what they are; a heading that could be a label is hidden when nothing is left of what it heads."""
    kept: list[Placed] = []
    waiting: list[tuple[int, Heading, Verdict]] = []
    orphans: set[int] = set()
    running = 0
    in_row = False
    is_button, next_button = "", _button(blocks[0][1]) if blocks else ""
    for number, (place, block) in enumerate(blocks):
        before = blocks[number - 1][1] if number else None
        after = blocks[number + 1][1] if number + 1 < len(blocks) else None
        was_button, is_button, next_button = is_button, next_button, _button(after)
        in_row = any(button not in ("", is_button) for button in (was_button, next_button)) or (in_row and was_button == is_button != "")
        verdict = _verdict(block, before, title, byline, host, running, in_row)
        if block in spared:
            verdict = None
        elif verdict is None and isinstance(block, Heading) and (named := label(plain(block.spans))):
            waiting.append((place, block, named))
            continue
        if verdict is not None:
            if kept and not waiting and verdict[0] in ("related", "ad", "newsletter"):
                orphans.add(kept[-1][0])
            _give_up(waiting, hiding)
            hiding.note(place, *verdict, _all_text(block))
            continue
        if waiting and isinstance(block, Heading):
            _give_up(waiting, hiding)
        kept += [(at, heading) for at, heading, _ in waiting]
        waiting = []
        by_picture = bool(kept) and isinstance(kept[-1][1], Figure)
        if isinstance(block, Paragraph) and is_credit(plain(block.spans), by_picture):
            block = _with_caption(kept.pop()[1] if by_picture else Figure(()), block)
        elif isinstance(block, Paragraph) and _SIGNS.match(plain(block.spans)):
            block = Rule()
        kept.append((place, block))
        running += isinstance(block, Paragraph) and count_words(plain(block.spans)) > _LONG
    _give_up(waiting, hiding)
    return _without_orphans(kept, orphans, hiding)


def _without_orphans(blocks: list[Placed], before_hidden: set[int], hiding: Hiding) -> list[Placed]:
    """Hide headings, and short lines that end in a colon, when all that they head is hidden."""
    kept: list[Placed] = []
    for number, (place, block) in enumerate(blocks):
        if place not in before_hidden:
            kept.append((place, block))
            continue
        following = blocks[number + 1][1] if number + 1 < len(blocks) else None
        heads = isinstance(block, Heading) and (following is None or (isinstance(following, Heading) and following.level <= block.level))
        announces = isinstance(block, Paragraph) and plain(block.spans).rstrip().endswith(":") and count_words(plain(block.spans)) <= 12
        if heads or announces:
            hiding.note(place, "related", "heads what is hidden", text_of_block(block))
        else:
            kept.append((place, block))
    return kept


def _button(block: Block | None) -> str:
    """The words of a block that is a line that a share row could hold, else nothing; a word said again makes no row."""
    if not isinstance(block, Paragraph) or len(block.spans) > 2:
        return ""
    text = plain(block.spans)
    return folded if len(text) < 40 and is_share_row([folded := fold(text)], True) else ""


def _with_caption(figure: Block, line: Paragraph) -> Figure:
    """A figure with a line added to its caption."""
    if not isinstance(figure, Figure):
        return Figure((), line.spans)
    return replace(figure, caption=(*figure.caption, Span(" "), *line.spans) if figure.caption else line.spans)


def _give_up(waiting: list[tuple[int, Heading, Verdict]], hiding: Hiding) -> None:
    for place, heading, verdict in waiting:
        hiding.note(place, *verdict, plain(heading.spans))
    waiting.clear()


def _verdict(
    block: Block, before: Block | None, title: str, byline: str | None, host: str | None, running: int, in_row: bool
) -> Verdict | None:
    match block:
        case Heading(_, spans):
            if title and bare(plain(spans)) == bare(title):
                return "repeat", "repeats the title"
            return None if label(plain(spans)) else line_verdict(spans, host)
        case Paragraph(spans):
            text = plain(spans)
            if title and running < _TOP and len(text) < 2 * len(title) + 40 and bare(text) == bare(title):
                return "repeat", "repeats the title"
            return (byline_verdict(text, byline, running > 0) if running < _TOP else None) or line_verdict(spans, host, in_row)
        case ListBlock(items):
            return list_verdict(items, before, host)
        case _:
            return None


def _all_text(block: Block) -> str:
    if isinstance(block, Figure):
        return " ".join([plain(block.caption), block.credit])
    return text_of_block(block)


def _galleries(blocks: list[Placed]) -> list[Placed]:
    """Pictures in a row, none but the last with a caption, as one gallery."""
    joined: list[Placed] = []
    images: dict[str, Image] = {}  # those of the last figure
    for place, block in blocks:
        last = joined[-1][1] if joined else None
        if isinstance(block, Figure) and isinstance(last, Figure) and images and block.images and not (last.caption or last.credit):
            images |= {image.url: image for image in block.images}
            joined[-1] = (joined[-1][0], block)
        else:
            joined = _with_images(joined, images)
            images = {image.url: image for image in block.images} if isinstance(block, Figure) else {}
            joined.append((place, block))
    return _with_images(joined, images)


def _with_images(blocks: list[Placed], images: dict[str, Image]) -> list[Placed]:
    """The blocks, the last of them with these images if it has fewer."""
    place, last = blocks[-1] if blocks else (0, None)
    if isinstance(last, Figure) and len(images) > len(last.images):
        blocks[-1] = (place, replace(last, images=tuple(images.values())))
    return blocks


def _pull_quotes(blocks: list[Placed]) -> list[Placed]:
    """Pull quotes that say nothing of the article again, whatever the page calls them, as quotations."""
    if not any(isinstance(block, Quote) and block.pull for _, block in blocks):
        return blocks
    told = "".join(bare(text_of_block(block)) for _, block in blocks if not (isinstance(block, Quote) and block.pull))
    left = _MOST_PULLS
    made: list[Placed] = []
    for place, block in blocks:
        if isinstance(block, Quote) and block.pull:
            left -= 1
            block = replace(block, pull=left >= 0 and bare(text_of_block(block)) in told)
        made.append((place, block))
    return made
