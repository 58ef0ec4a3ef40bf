"""Clutter among the blocks: lines that are labels or links, what repeats, headings left without a text, and the article's tail."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.inline import linked, plain
from newsreader.declutter.lines import Verdict, byline_verdict, is_credit, is_share_row, label, line_verdict, list_verdict
from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import fold, table
from newsreader.model.article import (
    Block,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)  # fmt: skip

_LONG = 25
_TAIL = 6
_SIGNS = re.compile(r"^[_*~#=–—-]{3,}$|^(?:[*·•~–—-] ?){3,}$")


def text_of_block(block: Block) -> str:
    """A block's text on one line, captions apart."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return plain(spans)
        case ListBlock(items):
            return " ".join(text_of_block(inner) for item in items for inner in item)
        case Quote(blocks) | Footnote(_, blocks) | Embed(_, _, blocks):
            return " ".join(text_of_block(inner) for inner in blocks)
        case Definitions(items):
            return " ".join(" ".join([plain(item.term), *(text_of_block(inner) for inner in item.blocks)]) for item in items)
        case Table(rows):
            return " ".join(plain(cell.spans) for row in rows for cell in row)
        case Code(text) | Formula(text):
            return text
        case _:
            return ""


def tidy(blocks: list[Placed], hiding: Hiding, title: str, byline: str | None = None, url: str | None = None) -> list[Placed]:
    """Hide what is clutter among the blocks; returns those that are shown."""
    host = urlsplit(url).hostname if url else None
    blocks = _sift(blocks, hiding, title, byline, host)
    blocks = _hide_standfirst(blocks, hiding)
    blocks = _hide_last_section(blocks, hiding, [*(byline or "").split(","), *_site_names(host)])
    blocks = _hide_tail(blocks, hiding, byline)
    return _pull_quotes(_galleries(_without_rules_at_ends(blocks)))


def _sift(blocks: list[Placed], hiding: Hiding, title: str, byline: str | None, host: str | None) -> list[Placed]:
    """Hide lines by what they are; a heading that could be a label is hidden when nothing is left of what it heads."""
    kept: list[Placed] = []
    waiting: list[tuple[int, Heading, Verdict]] = []
    orphans: set[int] = set()
    at_top = True
    is_button, next_button = False, bool(blocks) and _is_button(blocks[0][1])
    for number, (place, block) in enumerate(blocks):
        before = blocks[number - 1][1] if number else None
        after = blocks[number + 1][1] if number + 1 < len(blocks) else None
        was_button, is_button, next_button = is_button, next_button, _is_button(after)
        verdict = _verdict(block, before, title, byline, host, at_top, was_button or next_button)
        if verdict is None and isinstance(block, Heading) and (named := label(plain(block.spans))):
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
        at_top = at_top and not (isinstance(block, Paragraph) and count_words(plain(block.spans)) > _LONG)
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


def _is_button(block: Block | None) -> bool:
    """Whether a block is a line that a share row could hold."""
    if not isinstance(block, Paragraph) or len(block.spans) > 2:
        return False
    text = plain(block.spans)
    return len(text) < 40 and is_share_row([fold(text)], True)


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
    block: Block, before: Block | None, title: str, byline: str | None, host: str | None, at_top: bool, in_row: bool
) -> Verdict | None:
    match block:
        case Heading(_, spans):
            if title and bare(plain(spans)) == bare(title):
                return "repeat", "repeats the title"
            return None if label(plain(spans)) else line_verdict(spans, host)
        case Paragraph(spans):
            text = plain(spans)
            if title and at_top and len(text) < 2 * len(title) + 40 and bare(text) == bare(title):
                return "repeat", "repeats the title"
            return (byline_verdict(text, byline) if at_top else None) or line_verdict(spans, host, in_row)
        case ListBlock(items):
            return list_verdict(items, before, host)
        case _:
            return None


def _all_text(block: Block) -> str:
    if isinstance(block, Figure):
        return " ".join([plain(block.caption), block.credit])
    return text_of_block(block)


def _hide_standfirst(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
    """Hide a first paragraph that the paragraphs after it say again."""
    lines = ((number, block) for number, (_, block) in enumerate(blocks) if isinstance(block, Paragraph | Heading))
    texts = [(number, plain(block.spans)) for number, block in islice(lines, 5)]
    if len(texts) < 2:
        return blocks
    number, first = texts[0]
    start = bare(first)
    following = "".join(bare(text) for _, text in texts[1:5])
    if len(start) >= 40 and following.startswith(start) and (len(texts) > 2 or len(start) < len(following)):
        hiding.note(blocks[number][0], "repeat", "repeats the first paragraph", first)
        return blocks[:number] + blocks[number + 1 :]
    return blocks


def _hide_tail(blocks: list[Placed], hiding: Hiding, byline: str | None) -> list[Placed]:
    """Hide what stands after the article's last paragraph: promotions, legal notes, who the author is, headings of nothing."""
    pictures: list[Placed] = []
    for _ in range(_TAIL):
        if len(blocks) < 2:
            break
        place, block = blocks[-1]
        verdict = _tail_verdict(block, byline)
        if isinstance(block, Figure):
            pictures.insert(0, blocks[-1])
        elif verdict is None:
            break
        else:
            hiding.note(place, *verdict, text_of_block(block))
        blocks = blocks[:-1]
    return blocks + pictures


def _galleries(blocks: list[Placed]) -> list[Placed]:
    """Pictures in a row, none but the last with a caption, as one gallery."""
    joined: list[Placed] = []
    for place, block in blocks:
        last = joined[-1][1] if joined else None
        if isinstance(block, Figure) and isinstance(last, Figure) and last.images and block.images and not (last.caption or last.credit):
            images = tuple({image.url: image for image in (*last.images, *block.images)}.values())
            joined[-1] = (joined[-1][0], replace(block, images=images))
        else:
            joined.append((place, block))
    return joined


def _pull_quotes(blocks: list[Placed]) -> list[Placed]:
    """Pull quotes that say nothing of the article again, whatever the page calls them, as quotations."""
    if not any(isinstance(block, Quote) and block.pull for _, block in blocks):
        return blocks
    told = "".join(bare(text_of_block(block)) for _, block in blocks if not (isinstance(block, Quote) and block.pull))
    return [
        (place, replace(block, pull=bare(text_of_block(block)) in told) if isinstance(block, Quote) and block.pull else block)
        for place, block in blocks
    ]


def hide_feed_tail(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
    """Hide the last paragraph of a feed's entry where it only says where the entry appeared first."""
    texts = [number for number, (_, block) in enumerate(blocks) if isinstance(block, Paragraph)]
    if len(texts) < 2:
        return blocks
    place, block = blocks[texts[-1]]
    text = text_of_block(block)
    if count_words(text) > 50 or not table("feed_tail").within(text):
        return blocks
    hiding.note(place, "promo", "appended by the feed: where the entry appeared first", text)
    return blocks[: texts[-1]] + blocks[texts[-1] + 1 :]


def _hide_last_section(blocks: list[Placed], hiding: Hiding, names: list[str]) -> list[Placed]:
    """Hide what follows the article's last rule when it tells who the author or the publisher is."""
    last = max((number for number, (_, block) in enumerate(blocks) if isinstance(block, Rule)), default=0)
    section = blocks[last + 1 :]
    if not last or not 0 < len(section) <= _TAIL or sum(count_words(text_of_block(block)) for _, block in section) > 250:
        return blocks
    first = text_of_block(section[0][1]).casefold()
    if not any(first.removeprefix("about ").startswith(name.strip().casefold()) for name in names if len(name.strip()) > 3):
        return blocks
    for place, block in section:
        hiding.note(place, "other", "about the author or the publisher, after the article's end", text_of_block(block))
    return blocks[:last]


def _site_names(host: str | None) -> list[str]:
    """The part of a host that is the site's name."""
    parts = (host or "").removeprefix("www.").split(".")
    return [max(parts[:-1], key=len)] if len(parts) > 1 else []


def _tail_verdict(block: Block, byline: str | None) -> Verdict | None:
    if isinstance(block, Heading):
        return None if plain(block.spans).endswith((".", "!", "?")) else ("other", "a heading with nothing after it")
    if isinstance(block, Rule):
        return "other", "a rule with nothing after it"
    if not isinstance(block, Paragraph):
        return None
    text = plain(block.spans)
    words = count_words(text)
    if words <= 60 and table("promo_lead").starts(text) and (linked(block.spans) or words <= 30):
        return "promo", "promotion after the article's end"
    if words <= 60 and table("legal_lead").starts(text):
        return "other", "legal note after the article's end"
    names = [name.strip() for name in (byline or "").replace(" and ", ",").split(",") if len(name.strip()) > 4]
    if words <= 80 and any(text.startswith(name) for name in names):
        return "other", "about the author, after the article's end"
    return None


def _without_rules_at_ends(blocks: list[Placed]) -> list[Placed]:
    start, end = 0, len(blocks)
    while start < end and isinstance(blocks[start][1], Rule):
        start += 1
    while end > start and isinstance(blocks[end - 1][1], Rule):
        end -= 1
    return blocks[start:end]
