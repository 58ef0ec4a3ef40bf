"""A rule for a site's pages: found for what was pointed at, and tried on the pages that are kept. For the worker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from newsreader.config.sites import host_of_rules
from newsreader.declutter.likeness import rule_for_block, rule_for_piece
from newsreader.declutter.page import PageRefused, declutter
from newsreader.declutter.siterules import words_of_block
from newsreader.library.sitechanges import NoRule, RuleKey
from newsreader.library.sitefiles import Sites
from newsreader.library.siterules import rules_for
from newsreader.model.article import Article, Block, Figure
from newsreader.model.sites import SiteRule, SiteRules
from newsreader.render.json import from_json
from newsreader.store.articles import KeptPage, article_json, kept_page, pages_of_host
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.files import Files

LAST_PAGES = 10
_SAMPLES = 6


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that would hide a block (or show a piece) for a host, and what else it would do there.

    `elsewhere` counts what it would change on the last pages of the site beside what was pointed at, `samples` are some of it, `pages`
    says on how many pages it was tried, `halved` on how many of them half of the article or more would go.
    """

    host: str
    key: RuleKey
    rule: SiteRule
    pages: int
    elsewhere: int
    samples: tuple[str, ...]
    halved: int


def try_rule(
    store: Store, files: Files, sites: Sites, entry_id: int, key: RuleKey, index: int = -1, kind: str = "", reason: str = "", text: str = ""
) -> Tried:
    """Find the rule for what was pointed at in an entry's page, and try it on the last pages of its site. Raises NoRule, in words."""
    entry = entry_by_id(store, entry_id)
    page = kept_page(store, entry.headline.url) if entry is not None and entry.headline.url else None
    body = files.get(page.digest) if page is not None else None
    host = host_of_rules(urlsplit(page.final_url).netloc) if page is not None else None
    if entry is None or page is None or body is None or host is None:
        raise NoRule("the page isn't in the cache any more: rules are made from it")
    rules = rules_for(sites, page.final_url) or SiteRules(host)
    told = text
    if key == "hide":
        block = _block(store, entry_id, index)
        text, told = words_of_block(block), _told(block)
    known = page.final_url, page.content_type, entry.html or None, rules
    rule = rule_for_block(body, *known, index, text) if key == "hide" else rule_for_piece(body, *known, kind, reason, text)
    if rule is None:
        raise NoRule("the page has no such piece any more")
    others = [found for found in _bodies(store, files, host) if found[0].url != page.url]
    changed: list[str] = []
    halved = 0
    for at, (found, raw) in enumerate([(page, body), *others]):
        before, after = (_article(found, raw, each) for each in (rules, _with(rules, key, rule)))
        if before is None or after is None:
            continue
        there, here = _texts(before), _texts(after)
        moved = [each for each in there if each not in here] if key == "hide" else [each for each in here if each not in there]
        changed += [each for each in moved if at or each != told]
        halved += after.words * 2 < before.words
    return Tried(host, key, rule, len(others) + 1, len(changed), tuple(dict.fromkeys(changed))[:_SAMPLES], halved)


def _block(store: Store, entry_id: int, index: int) -> Block:
    """A block of the kept article, as it was seen."""
    kept = article_json(store, entry_id, "page")
    blocks = from_json(json.loads(kept)).blocks if kept is not None else ()
    if not 0 <= index < len(blocks):
        raise NoRule("the article has no such block any more")
    return blocks[index]


def _with(rules: SiteRules, key: RuleKey, rule: SiteRule) -> SiteRules:
    return replace(rules, hide=(*rules.hide, rule)) if key == "hide" else replace(rules, show=(*rules.show, rule))


def _article(page: KeptPage, body: bytes, rules: SiteRules) -> Article | None:
    try:
        return declutter(body, page.final_url, page.content_type, rules=rules)
    except PageRefused:
        return None


def _texts(article: Article) -> list[str]:
    return [told for block in article.blocks if (told := _told(block))]


def _told(block: Block) -> str:
    """A block in words: a picture without any by its own, or by its file's name."""
    words = words_of_block(block)
    if words or not isinstance(block, Figure):
        return words
    return " ".join(f"[picture: {image.alt or urlsplit(image.url).path.rpartition('/')[2]}]" for image in block.images)


def _bodies(store: Store, files: Files, host: str) -> Iterator[tuple[KeptPage, bytes]]:
    """The last pages of a site that are in the cache."""
    for page in pages_of_host(store, host, LAST_PAGES):
        body = files.get(page.digest)
        if body is not None:
            yield page, body
