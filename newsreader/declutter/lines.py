"""What one short line is: a label, a share row, a link to another article, a promotion. The tables' words count only with their context."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsreader.declutter.inline import linked, plain
from newsreader.declutter.sharelinks import is_share_link
from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import fold, table, uncounted
from newsreader.model.article import Block, Figure, Heading, HiddenKind, ListBlock, Paragraph, Spans

Verdict = tuple[HiddenKind, str]
_PARTS = re.compile(r"\s*[|·•,/\n]\s*|\s{2,}")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}:\d{2}\b")
_COUNTER = re.compile(r"^(?:\w{1,12} )?(\d{1,3}) ?(?:/|of(?: /)?|von|de|sur|di|van|z|из|із)\s?(\d{1,3})$", re.IGNORECASE)
_CREDIT = re.compile(
    r"[©]|\b(?:Getty Images?|Reuters|AFP|iStock|Shutterstock|picture[- ]alliance|Unsplash|Pixabay|imago|Alamy|Wikimedia|Flickr|"
    r"AP Photo|Keystone|dpa)\b"
)
_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]{3,60})[)\]）]\.?$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?!\d)")
_BRIEF = 6
_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=[:/?#]|$)")
CONTROL = "label of one of the page's controls"
NO_SITE = "."
"""The host of what has no site around it, so that no link leads to other pages of it: a feed's author chose every one."""
_DASHES = frozenset("—–-")
_OPENINGS = frozenset("\"“„«‘'「『—–-")
_SHORTCODE = re.compile(r"\[(\w+)(?: [^\]]*=[^\]]*)?\][^\[]*\[/\1\]$|\[\w+ [^\]]*=[^\]]*\]$")
_SPOKEN = re.compile(r"(?<!\.\.)[.!?。！？।][\"”»’]?$")


def is_spoken(text: str) -> bool:
    """Whether a line opens as speech does, or ends as a sentence."""
    opened = text[:1] in _OPENINGS and not (text[:1] in _DASHES and text.rstrip()[-1:] in _DASHES)
    return opened or _SPOKEN.search(text[-5:]) is not None


def line_verdict(spans: Spans, host: str | None, in_row: bool = False) -> Verdict | None:
    """What a paragraph that is one short line is, if it is clutter."""
    text = plain(spans)
    if len(text) > 400:
        return None
    words = count_words(text)
    share = linked(spans) / max(1, len(text))
    found = label(text, in_row) if share > 0.5 or not is_spoken(text) else None
    if found:
        return found
    if words <= 8 and table("ad_lead").starts(text) and not is_spoken(text) and not (host == NO_SITE and text.endswith(":")):
        return "ad", "tells where the text goes on after an ad"
    if words <= 14 and table("share_lead").starts(text) and (share > 0.3 or not is_spoken(text)):
        return "share", "asks to share the page"
    if words <= 60 and table("placeholder").within(text):
        return "other", "stands in place of what the page doesn't load by itself"
    if words <= 40 and share > 0.1 and table("filed_lead").starts(text):
        return "related", "says where the site files the page"
    if _SHORTCODE.match(text):
        return "other", "an instruction to the site's own program"
    return _link_verdict(spans, text, words, share, host)


def _link_verdict(spans: Spans, text: str, words: int, share: float, host: str | None) -> Verdict | None:
    """Lines that are links, or that say so."""
    lead = table("related_lead").starts(text)
    if lead and (share > 0.4 or (words <= 25 and text[len(lead) : len(lead) + 2].lstrip()[:1] in (":", "|", "–", "-", "："))):
        return "related", f"leads to another article (“{lead}”)"
    links = [span.link for span in spans if span.link]
    own = sum(is_own(link, host) for link in links)
    if share > 0.8 and all(is_share_link(link) for link in links):
        return "share", f"share links: {len(links)} of {len(links)} lead to share pages"
    if share > 0.9 and words <= 40 and own * 2 > len(links) and not text.rstrip().endswith((".", "…", "”")):
        return "related", "nothing but a link to another page of the site"
    if share > 0.6 and "\n" in text and len(links) > 1 and own == len(links):
        return "related", "lines of links to other pages of the site"
    if words <= 40 and share > 0.15 and table("promo_lead").starts(text):
        return "newsletter", "asks to sign up, to follow or to get an app"
    return None


def label(text: str, in_row: bool = False) -> Verdict | None:
    """What a line is that is nothing but a label; `in_row`: labels stand around it, so that the weak words count too."""
    if len(text) > 80:
        return None
    folded = fold(text)
    if not folded or not any(c.isalnum() for c in folded):
        return ("other", "nothing but signs") if 0 < len(text.strip()) < 3 else None
    counter = _COUNTER.match(folded)
    if counter and int(counter[1]) <= int(counter[2]):
        return "navigation", "counter of a gallery"
    names = {folded, uncounted(folded)}
    if names & table("ad_label").lines:
        return "ad", "ad label"
    parts = [part for part in _PARTS.split(folded) if part]
    if is_share_row(parts, in_row):
        return "share", f"share row: {len(parts)} of {len(parts)} are share buttons"
    if names & table("control_label").lines:
        return "navigation", CONTROL
    if names & table("related_heading").lines:
        return "related", "heads a box of other articles"
    if names & table("comments_heading").lines:
        return "comments", "heads the comments"
    return None


def is_credit(text: str, by_picture: bool) -> bool:
    """Whether a line is a picture's credit: it begins as one, or stands by a picture and names an agency."""
    if len(text) > 240 or count_words(text) > 30:
        return False
    lead = table("credit_lead").starts(text)
    if lead and text.lstrip(" ([")[len(lead) :].lstrip()[:1] in (":", "©", "/", "："):
        return True
    closing = _BRACKETED.search(text) if by_picture else None
    if closing and table("credit_lead").starts(closing[1]):
        return True
    return by_picture and (lead is not None or _CREDIT.search(text) is not None) and not text.rstrip().endswith((".", "!", "?"))


def is_share_row(parts: list[str], in_row: bool = False) -> bool:
    """Whether folded words are all networks and share buttons, and not a single one that could be a word of its own."""
    networks, buttons, weak = table("network").lines, table("share_label").lines, table("share_weak").lines
    strong = False
    for part in parts:
        bare_part = uncounted(part)
        if part in buttons or bare_part in buttons:
            strong = True
        elif part not in networks and part not in weak and bare_part not in weak:
            return False
    return in_row or len(parts) > 1 or strong


def byline_verdict(text: str, byline: str | None, brief: bool = False) -> Verdict | None:
    """Whether a line at the top only says who wrote the article, and when; a `brief` one stands under the first paragraph already."""
    if len(text) > 120:
        return None
    names = [bare(name) for name in re.split(r",| and | & |;", byline or "") if len(bare(name)) > 3]
    own = bare(text)
    if names and any(name in own for name in names) and len(own) <= sum(map(len, names)) + 40:
        return "repeat", "byline, shown with the title"
    timed = table("time_lead").starts(text) is not None
    if timed and _CLOCK.search(text) and count_words(text) <= 14 and not text.rstrip().endswith((".", "?", "!")):
        return "repeat", "time of publication, shown with the title"
    if brief and count_words(text) > _BRIEF:
        return None
    if _DATE.search(text) and (timed or (count_words(text) <= 8 and not text.rstrip().endswith("."))):
        return "repeat", "time of publication, shown with the title"
    if table("byline_lead").starts(text) and count_words(text) <= 7 and not text.rstrip().endswith((".", "?", "!", ":")):
        return "repeat", "byline, shown with the title"
    return None


def list_verdict(items: tuple[tuple[Block, ...], ...], before: Block | None, host: str | None) -> Verdict | None:
    """A list all of whose items are links to elsewhere on the site, or share buttons."""
    lines = list_lines(items)
    if not lines:
        return None
    texts = [plain(spans) for spans in lines]
    buttons = [text for text in texts if is_share_row([fold(text)], True)]
    if len(texts) > 1 and buttons and all(text in buttons or label(text, True) or _is_time(text) for text in texts):
        return "share", f"share row: {len(buttons)} of {len(texts)} are share buttons"
    share = sum(linked(spans) for spans in lines) / max(1, sum(map(len, texts)))
    headed = isinstance(before, Heading | Paragraph) and bool(table("related_lead").starts(plain(before.spans)))
    own = [is_own(span.link, host) for spans in lines for span in spans if span.link]
    if share > 0.85 and (headed or sum(own) * 2 > len(own)):
        return "related", f"list of links: {sum(own)} of {len(own)} lead to other pages of the site"
    return None


def _is_time(text: str) -> bool:
    return len(text) < 60 and _DATE.search(text) is not None and not is_spoken(text)


def list_lines(items: tuple[tuple[Block, ...], ...]) -> list[Spans] | None:
    """The lines of a list of nothing but lines, however nested; None where an item holds something else."""
    lines: list[Spans] = []
    for block in (block for item in items for block in item):
        if isinstance(block, Paragraph | Heading):
            lines.append(block.spans)
        elif isinstance(block, ListBlock):
            inner = list_lines(block.items)
            if inner is None:
                return None
            lines += inner
        elif not isinstance(block, Figure):
            return None
    return lines


def is_own(link: str | None, host: str | None) -> bool:
    """Whether a link leads to the page's own site, as far as its host tells; without a page's address every link counts."""
    if not link:
        return False
    if not host or host == NO_SITE:
        return not host
    own = host.removeprefix("www.")
    found = _HOST.match(link)
    if found is not None:
        other = found[1].removeprefix("www.")
    else:
        try:
            other = (urlsplit(link).hostname or "").removeprefix("www.")
        except ValueError:
            return False
    return other == own or other.endswith("." + own) or own.endswith("." + other)
