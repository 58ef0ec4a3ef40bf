"""The two ends of an article: what stands above its text (labels, a repeated standfirst) and what stands after its end."""

from __future__ import annotations

from itertools import islice

from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.inline import linked, plain
from newsreader.declutter.lines import Verdict, is_spoken
from newsreader.declutter.tree import bare, count_words
from newsreader.declutter.words import table
from newsreader.model.article import Block, Figure, Heading, Paragraph, Rule
from newsreader.text.trackers import without_trackers

_TAIL = 6
_LONG = 25
_STUB_WORDS = 6
_MOST_STUBS = 3
_HEADING_WORDS = 8
_STUB: Verdict = ("other", "a line with nothing after it")
_TEXT = 80
_LABEL_WORDS = 3
_LABEL_SIGNS = 12
_PAUSES = frozenset(",:;…，：、،")


def hide_labels_above(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
    """Hide the short lines above the text that only say which part of the site it belongs to."""
    start = next((number for number, (_, block) in enumerate(blocks) if not _is_above(block)), len(blocks))
    first = blocks[start][1] if start < len(blocks) else None
    if not isinstance(first, Paragraph) or count_words(plain(first.spans)) < 16:
        return blocks
    kept: list[Placed] = []
    for place, block in blocks[:start]:
        if isinstance(block, Paragraph) and _is_label(plain(block.spans)):
            hiding.note(place, "navigation", "a label above the text", plain(block.spans))
        else:
            kept.append((place, block))
    return kept + blocks[start:]


def _is_above(block: Block) -> bool:
    return isinstance(block, Figure | Rule) or (isinstance(block, Paragraph) and count_words(plain(block.spans)) < 16)


def _is_label(text: str) -> bool:
    """Whether a line is a word or three, neither spoken nor the start of something (a salutation, an address)."""
    if "\n" in text or is_spoken(text) or any(sign.isdigit() or sign in _PAUSES for sign in text):
        return False
    return len(text.split()) <= _LABEL_WORDS if text.isascii() or " " in text else len(text) <= _LABEL_SIGNS


def hide_standfirst(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
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


def hide_tail(blocks: list[Placed], hiding: Hiding, byline: str | None, is_page: bool = True) -> list[Placed]:
    """Hide what stands after the article's last paragraph: promotions, legal notes, who the author is, lines and headings of nothing."""
    pictures: list[Placed] = []
    stubs = _trailing_stubs(blocks) if is_page else set()
    for _ in range(_TAIL):
        if len(blocks) < 2:
            break
        place, block = blocks[-1]
        verdict = _STUB if len(blocks) in stubs else _tail_verdict(block, byline)
        if isinstance(block, Figure):
            pictures.insert(0, blocks[-1])
        elif verdict is None:
            break
        else:
            hiding.note(place, *verdict, text_of_block(block))
        blocks = blocks[:-1]
    return blocks + pictures


def _trailing_stubs(blocks: list[Placed]) -> set[int]:
    """The lines at the end of a long text that only name or announce something, by how many blocks there are up to each.

    Where there are many of them they are verses or a list, and where the text is short they may be half of it.
    """
    stubs: set[int] = set()
    for number in range(len(blocks), max(0, len(blocks) - 2 * _TAIL), -1):
        block = blocks[number - 1][1]
        if isinstance(block, Paragraph) and _is_stub(plain(block.spans)):
            stubs.add(number)
        elif isinstance(block, Paragraph) and count_words(plain(block.spans)) > _LONG:
            break
    if not 0 < len(stubs) <= _MOST_STUBS:
        return set()
    text = sum(count_words(plain(block.spans)) for _, block in blocks[: min(stubs) - 1] if isinstance(block, Paragraph))
    return stubs if text >= _TEXT else set()


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


def hide_own_links(blocks: list[Placed], hiding: Hiding, url: str | None) -> list[Placed]:
    """Hide the lines at the end of a feed's entry that are nothing but links to it ("Permalink", "Read it on the site")."""
    kept = list(blocks)
    while url and len(kept) > 1 and isinstance(block := kept[-1][1], Paragraph) and _is_link_to(block, url):
        place, _ = kept.pop()
        hiding.note(place, "related", "nothing but a link to the entry itself", plain(block.spans))
    return kept


def _is_link_to(line: Paragraph, url: str) -> bool:
    links = [span.link for span in line.spans if span.text.strip()]
    return bool(links) and all(link is not None and _address(link) == _address(url) for link in links)


def _address(url: str) -> str:
    """What two addresses of the same page have in common."""
    return without_trackers(url).partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def hide_author_box(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
    """Hide what is said of the author at the article's end, under a heading that says so."""
    for number in range(max(1, len(blocks) - _TAIL), len(blocks)):
        block = blocks[number][1]
        if not isinstance(block, Heading | Paragraph) or not table("author_heading").is_line(plain(block.spans)):
            continue
        if sum(count_words(text_of_block(inner)) for _, inner in blocks[number:]) <= 200:
            for place, inner in blocks[number:]:
                hiding.note(place, "other", "about the author, after the article's end", text_of_block(inner))
            return blocks[:number]
    return blocks


def hide_disclosure(blocks: list[Placed], hiding: Hiding) -> list[Placed]:
    """Hide the note that the publisher earns by the page's links; where many paragraphs speak of it, it is what the article is about."""
    notes = [
        (number, placed[0], text)
        for number, placed in enumerate(blocks)
        if isinstance(placed[1], Paragraph) and len(text := plain(placed[1].spans)) < 500 and table("disclosure").within(text)
    ]
    if not 0 < len(notes) <= 2 or sum(count_words(text) for _, _, text in notes) > 100:
        return blocks
    for _, place, text in notes:
        hiding.note(place, "ad", "says that the publisher earns by its links", text)
    hidden = {number for number, _, _ in notes}
    return [placed for number, placed in enumerate(blocks) if number not in hidden]


def hide_last_section(blocks: list[Placed], hiding: Hiding, names: list[str]) -> list[Placed]:
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


def site_names(host: str | None) -> list[str]:
    """The part of a host that is the site's name."""
    parts = (host or "").removeprefix("www.").split(".")
    return [max(parts[:-1], key=len)] if len(parts) > 1 else []


def _tail_verdict(block: Block, byline: str | None) -> Verdict | None:
    if isinstance(block, Heading):
        said = plain(block.spans)
        spoken = said.endswith(".") or (said.endswith(("!", "?")) and count_words(said) > _HEADING_WORDS)
        return None if spoken else ("other", "a heading with nothing after it")
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


def without_rules_at_ends(blocks: list[Placed]) -> list[Placed]:
    start, end = 0, len(blocks)
    while start < end and isinstance(blocks[start][1], Rule):
        start += 1
    while end > start and isinstance(blocks[end - 1][1], Rule):
        end -= 1
    return blocks[start:end]


def _is_stub(text: str) -> bool:
    """Whether a line announces or names something, and is no sentence: at the end of an article it leads nowhere."""
    if len(text) > 100 or "\n" in text or count_words(text) > _STUB_WORDS or not any(c.isalpha() for c in text):
        return False
    if text.rstrip().endswith((":", "：")):
        return True
    return not (is_spoken(text) or text.rstrip()[-1:] in ",;…)]”»\"'" or any(c.isdigit() for c in text))
