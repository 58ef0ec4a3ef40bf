"""An article's other pages: which one is next, which tell the same in another form, and all of them as one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urldefrag, urlsplit

from lxml.html import HtmlElement

from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.inline import absolute
from newsreader.declutter.lines import is_own
from newsreader.declutter.page import PageRefused, readable
from newsreader.declutter.siterules import link_by_rules, replaced
from newsreader.declutter.tree import bare, looks_like_html, parse
from newsreader.model.article import Article, Block, Figure, Hidden, Rule
from newsreader.model.sites import SiteRules
from newsreader.text.count import count_words

_WORTH_A_LOOK = re.compile(r"""\brel\s{0,9}=\s{0,9}["']?[^"'<>]{0,99}\b(?:next|amphtml|alternate)\b|<frame\b""", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:/(?:page|seite|pagina|p)?[-/]?(\d{1,2})|[-_,.](?:page|seite|pagina|p|s)?[-_]?(\d{1,2})(?=\.\w{3,5}$))/?(?=\.\w{3,5}$|$)"
)
_QUERY = re.compile(r"(?:^|&)(?:page|paged|pg|p|seite|pagina|pag)=(\d{1,2})(?=&|$)")
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class OtherPages:
    """Addresses that a page gives: where its article goes on, and where the same stands in another form (AMP, print, frames)."""

    following: str | None = None
    versions: tuple[str, ...] = ()
    single: str | None = None
    ruled: bool = False
    """Whether it is the site's rules that say where the article goes on."""


def other_pages(page: bytes | str, url: str, content_type: str | None = None, rules: SiteRules | None = None) -> OtherPages:
    """The other pages of an article, all on its own host; none where the page can't be read. What the site's rules name comes first."""
    asked = rules is not None and bool(rules.next or rules.single)
    try:
        text = replaced(readable(page, content_type), rules)
        if not looks_like_html(text) or not (asked or _WORTH_A_LOOK.search(text)):
            return OtherPages()
        root = parse(text)
    except PageRefused:
        return OtherPages()
    following: list[str] = []
    versions: list[str] = []
    for element in root.iter("link", "a", "frame"):
        words = (element.get("rel") or "").lower().split()
        found = absolute(element.get("src" if element.tag == "frame" else "href"), url)
        if found is None or not is_own(found, urlsplit(url).hostname):
            continue
        if "next" in words and follows(url, found):  # of several, the first: `link` comes before `a`
            following.append(found)
        elif element.tag == "frame" or "amphtml" in words or ("alternate" in words and element.get("media") == "print"):
            versions.append(found)
    ruled = _ruled(root, rules.next, url) if rules is not None else None
    single = _ruled(root, rules.single, url) if rules is not None else None
    return OtherPages(ruled or next(iter(following), None), tuple(dict.fromkeys(versions))[:3], single, ruled is not None)


def _ruled(root: HtmlElement, selectors: tuple[str, ...], url: str) -> str | None:
    """The page that a site's rules name: on the site's own host, and another one than this."""
    found = link_by_rules(root, selectors, url)
    found = urldefrag(found)[0] if found is not None else None
    return found if found and found.startswith("http") and is_own(found, urlsplit(url).hostname) and found != urldefrag(url)[0] else None


def follows(url: str, other: str) -> bool:
    """Whether an address is that of the next page of the same article: nothing but the page's number differs, and by one.

    `rel=next` alone doesn't tell: many sites link the next story so.
    """
    (place, number), (other_place, other_number) = _numbered(url), _numbered(other)
    return place == other_place and other_number == number + 1 and _same_host(url, other)


def is_first(url: str) -> bool:
    """Whether an address is that of an article's first page; one that ends in another number may be any story's."""
    return _numbered(url)[1] == 1


def _numbered(url: str) -> tuple[tuple[str, str], int]:
    """An address without its page number, and the number; 1 where there is none."""
    parts = urlsplit(url)
    path, query, number = parts.path, parts.query, 1
    if match := _QUERY.search(query):
        number = int(match[1])
        query = query[: match.start()] + query[match.end() :]
    elif match := _NUMBER.search(path):
        number = int(match[1] or match[2])
        path = path[: match.start()] + path[match.end() :]
    return (path.rstrip("/"), query.strip("&")), number


def _same_host(one: str, other: str) -> bool:
    try:
        hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    except ValueError:
        return False
    return hosts[0] == hosts[1] != ""


def joined_pages(articles: Sequence[Article]) -> Article:
    """The pages of one article as one: what a page repeats of the ones before (introduction, author, notes) is hidden."""
    first = articles[0]
    blocks: list[Block] = list(first.blocks)
    hidden = list(first.hidden)
    seen = {_key(block) for block in blocks}
    words = sum(article.words for article in articles)
    for article in articles[1:]:
        before: list[int] = []  # for each block of this page, how many stand before it in the whole
        for block in article.blocks:
            before.append(len(blocks))
            key = _key(block)
            if key is None or key not in seen:
                blocks.append(block)
                seen.add(key)
                continue
            text = text_of_block(block)
            words -= count_words(text)
            if text:
                hidden.append(Hidden("repeat", "stands on an earlier page of the article", text, len(blocks) - 1))
        before.append(len(blocks))
        hidden += [replace(piece, after=before[piece.after + 1] - 1) for piece in article.hidden]
    hidden.sort(key=lambda piece: piece.after)
    return replace(first, blocks=tuple(blocks), hidden=tuple(hidden), words=words, notice=articles[-1].notice)


def _key(block: Block) -> tuple[str, ...] | None:
    """What makes two blocks the same; None for what may well occur twice (short lines, rules)."""
    if isinstance(block, Rule):
        return None
    if isinstance(block, Figure):
        return tuple(image.url for image in block.images) or None
    text = bare(text_of_block(block))
    return (text,) if len(text) >= _SHORTEST else None
