"""Clutter among the blocks, where a line's words and its place tell: labels, share rows, links elsewhere, promos, repeats."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.inline import linked, plain
from newsreader.declutter.tree import count_words
from newsreader.declutter.words import fold, table, uncounted
from newsreader.model.article import Block, Figure, Heading, HiddenKind, ListBlock, Paragraph, Quote, Rule, Spans

Verdict = tuple[HiddenKind, str]
_PARTS = re.compile(r"\s*[|·•,/\n]\s*|\s{2,}")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}:\d{2}\b")
_BARE = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """A text's letters and digits alone, for comparing."""
    return _BARE.sub("", text).casefold()


def text_of_block(block: Block) -> str:
    """A block's text on one line."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return plain(spans)
        case ListBlock(items):
            return " ".join(text_of_block(inner) for item in items for inner in item)
        case Quote(blocks):
            return " ".join(text_of_block(inner) for inner in blocks)
        case Figure(_, caption):
            return plain(caption)
        case _:
            return ""


def tidy(blocks: list[Placed], hiding: Hiding, title: str, byline: str | None = None, url: str | None = None) -> list[Placed]:
    """Hide what is clutter among the blocks; returns those that are shown."""
    host = urlsplit(url).hostname if url else None
    blocks = _sift(blocks, hiding, title, byline, host)
    blocks = _hide_standfirst(blocks, hiding)
    blocks = _hide_tail(blocks, hiding)
    return _without_first_rules(blocks)


def _sift(blocks: list[Placed], hiding: Hiding, title: str, byline: str | None, host: str | None) -> list[Placed]:
    kept: list[Placed] = []
    for number, (place, block) in enumerate(blocks):
        before = blocks[number - 1][1] if number else None
        verdict = _verdict(
            block, before, host, title, byline, not any(isinstance(b, Paragraph) and count_words(plain(b.spans)) > 25 for _, b in kept)
        )
        if verdict is None:
            kept.append((place, block))
        else:
            hiding.note(place, *verdict, text_of_block(block))
    return kept


def _verdict(block: Block, before: Block | None, host: str | None, title: str, byline: str | None, at_top: bool) -> Verdict | None:
    match block:
        case Heading(_, spans):
            text = plain(spans)
            if title and bare(text) == bare(title):
                return "repeat", "repeats the title"
            return _label(text) or line_verdict(spans)
        case Paragraph(spans):
            text = plain(spans)
            if title and at_top and bare(text) == bare(title):
                return "repeat", "repeats the title"
            if at_top and (found := _byline(text, byline)):
                return found
            return line_verdict(spans)
        case ListBlock(items):
            return _list_verdict(items, before, host)
        case _:
            return None


def line_verdict(spans: Spans) -> Verdict | None:
    """What a paragraph that is one short line is, if it is clutter."""
    text = plain(spans)
    if len(text) > 300:
        return None
    words = count_words(text)
    share = linked(spans) / max(1, len(text.replace(" ", "")) or 1)
    share = linked(spans) / max(1, len(text))
    found = _label(text)
    if found:
        return found
    if words <= 25 and table("ad_lead").starts(text) and words <= 8:
        return "ad", "tells where the text goes on after an ad"
    if words <= 14 and table("share_lead").starts(text):
        return "share", "asks to share the page"
    lead = table("related_lead").starts(text)
    if lead and (share > 0.4 or (words <= 25 and text[len(lead) : len(lead) + 2].lstrip().startswith((":", "|", "–", "-")))):
        return "related", f"leads to another article (“{lead}”)"
    if share > 0.9 and words <= 40 and not text.rstrip().endswith((".", "…", "”")):
        return "related", "nothing but a link"
    if words <= 40 and table("promo_lead").starts(text) and (share > 0.15 or words <= 12):
        return "newsletter", "asks to sign up, to follow or to get an app"
    return None


def _label(text: str) -> Verdict | None:
    if len(text) > 80:
        return None
    folded = fold(text)
    if not folded:
        return ("other", "nothing but signs") if text.strip() and len(text) < 4 else None
    short = uncounted(folded)
    if {folded, short} & table("ad_label").lines:
        return "ad", "ad label"
    parts = [part for part in _PARTS.split(folded) if part]
    networks = table("network").lines
    buttons = table("share_label").lines
    if all(part in networks or uncounted(part) in buttons for part in parts):
        return "share", f"share row: {len(parts)} of {len(parts)} are share buttons"
    if {folded, short} & table("control_label").lines:
        return "navigation", "label of one of the page's controls"
    if {folded, short} & table("related_heading").lines:
        return "related", "heads a box of other articles"
    if {folded, short} & table("comments_heading").lines:
        return "comments", "heads the comments"
    return None


def _byline(text: str, byline: str | None) -> Verdict | None:
    if len(text) > 120:
        return None
    names = [bare(name) for name in re.split(r",| and | & |;", byline or "") if bare(name)]
    own = bare(text)
    if names and any(name in own for name in names) and len(own) <= sum(map(len, names)) + 40:
        return "repeat", "byline, shown with the title"
    if table("time_lead").starts(text) and _DATE.search(text):
        return "repeat", "time of publication, shown with the title"
    if _DATE.search(text) and count_words(text) <= 8 and not text.rstrip().endswith("."):
        return "repeat", "time of publication, shown with the title"
    if table("byline_lead").starts(text) and count_words(text) <= 7 and not text.rstrip().endswith((".", "?", "!", ":")):
        return "repeat", "byline, shown with the title"
    return None


def _list_verdict(items: tuple[tuple[Block, ...], ...], before: Block | None, host: str | None) -> Verdict | None:
    """A list all of whose items are links to elsewhere on the site, or share buttons."""
    lines = [block.spans for item in items for block in item if isinstance(block, Paragraph | Heading)]
    if not lines or any(not isinstance(block, Paragraph | Figure | Heading) for item in items for block in item):
        return None
    texts = [plain(spans) for spans in lines]
    buttons = [text for text in texts if fold(text) in table("network").lines or uncounted(fold(text)) in table("share_label").lines]
    if len(buttons) == len(texts) and len(texts) > 1:
        return "share", f"share row: {len(buttons)} of {len(texts)} are share buttons"
    share = sum(linked(spans) for spans in lines) / max(1, sum(map(len, texts)))
    headed = isinstance(before, Heading | Paragraph) and bool(table("related_lead").starts(plain(before.spans)))
    own = [is_own(span.link, host) for spans in lines for span in spans if span.link]
    if share > 0.85 and (headed or sum(own) * 2 > len(own)):
        return "related", f"list of links: {sum(own)} of {len(own)} lead to other pages of the site"
    return None


def is_own(link: str | None, host: str | None) -> bool:
    """Whether a link leads to the page's own site, as far as its host tells; without a page's address every link counts."""
    if not link:
        return False
    if not host:
        return True
    other = (urlsplit(link).hostname or "").removeprefix("www.")
    own = host.removeprefix("www.")
    return other == own or other.endswith("." + own) or own.endswith("." + other)


def _hide_standfirst(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
    """Hide a first paragraph that the paragraphs after it say again."""
    texts = [(number, plain(block.spans)) for number, (_, block) in enumerate(blocks) if isinstance(block, Paragraph | Heading)]
    if len(texts) < 2:
        return blocks
    number, first = texts[0]
    start = bare(first)
    following = "".join(bare(text) for _, text in texts[1:5])
    if len(start) >= 40 and following.startswith(start) and (len(texts) > 2 or len(start) < len(following)):
        hiding.note(blocks[number][0], "repeat", "repeats the first paragraph", first)
        return blocks[:number] + blocks[number + 1 :]
    return blocks


def _hide_tail(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
    """Hide promos and signatures after the last real paragraph."""
    while blocks:
        place, block = blocks[-1]
        if isinstance(block, Rule | Heading):
            text = text_of_block(block)
            if text:
                hiding.note(place, "other", "a heading with nothing after it", text)
            blocks = blocks[:-1]
            continue
        if isinstance(block, Paragraph):
            text = plain(block.spans)
            if count_words(text) <= 60 and table("promo_lead").starts(text) and (linked(block.spans) or count_words(text) <= 30):
                hiding.note(place, "promo", "promotion after the article's end", text)
                blocks = blocks[:-1]
                continue
        break
    return blocks


def _without_first_rules(blocks: list[Placed]) -> list[Placed]:
    while blocks and isinstance(blocks[0][1], Rule):
        blocks = blocks[1:]
    return blocks


def without_empty(figure: Figure) -> Figure:
    """A figure whose credit isn't said twice."""
    return replace(figure, credit="") if figure.credit and figure.credit in plain(figure.caption) else figure
