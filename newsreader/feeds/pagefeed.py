"""A feed made of a page that has none: its entries are where selectors say. Nothing of the page is ever run."""

from __future__ import annotations

from lxml import etree

from newsreader.feeds.assemble import RawEntry, RawFeed, Text, assemble
from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.fields import web_address
from newsreader.feeds.loosedates import is_month_first, read_loose_date
from newsreader.feeds.pagetree import HEADINGS, Element, one_line, page_tree, select
from newsreader.model.pageselectors import PageSelectors
from newsreader.model.parsed import ParsedFeed

MOST_ENTRIES = 500
_NOTHING = "the selectors find nothing any more: the page looks different now, or has no entries; `item` found nothing for {item!r}"
_NO_LINKS = "`item` finds {count} places for {item!r}, but no link or title in them; say where they are with `link` and `title`"


def read_page(body: bytes, content_type: str | None, url: str, selectors: PageSelectors) -> ParsedFeed:
    """The page's entries as a feed: known by their links, one for each. Raises NotAFeed in words where the selectors find nothing."""
    root = page_tree(body, content_type)
    return entries_of(root, url, selectors)


def entries_of(root: Element, url: str, selectors: PageSelectors) -> ParsedFeed:
    """The entries of a page that is parsed already."""
    items = select(root, selectors.item)[:MOST_ENTRIES]
    if not items:
        raise NotAFeed(_NOTHING.format(item=selectors.item))
    dates = [date_text(item, selectors.date) for item in items]
    month_first = is_month_first(dates)
    base = next((href for each in root.findall(".//base") if (href := web_address(each.get("href"), url))), url)
    raw = [_entry(item, base, selectors, when, month_first) for item, when in zip(items, dates, strict=True)]
    linked: dict[str, RawEntry] = {}
    for entry in raw:
        if entry.link:
            linked.setdefault(entry.id, entry)
    feed = RawFeed(
        title=Text(_title_of(root), False),
        link=url,
        language=root.get("lang"),
        entries=list(linked.values()) or [entry for entry in raw if entry.title and entry.title.value],
    )
    if not feed.entries:
        raise NotAFeed(_NO_LINKS.format(count=len(items), item=selectors.item))
    return assemble(feed, base)


def link_of(item: Element, selector: str = "") -> Element | None:
    """An entry's link: what the selector finds, else the item itself, a link in its heading, or its first link with words."""
    if selector:
        found = _first(item, selector)
        return found if found is None or found.get("href") else next(iter(found.xpath("descendant-or-self::a[@href]")), None)
    if item.tag == "a" and item.get("href"):
        return item
    links = [a for a in item.iter("a") if a.get("href")]
    in_heading = [a for a in links if any(up.tag in HEADINGS for up in _up(a, item))]
    return next(iter(in_heading or [a for a in links if one_line(a)] or links), None)


def title_of(item: Element, link: Element | None, selector: str = "") -> str:
    """An entry's title: what the selector finds, else its heading, else its link's words."""
    if selector:
        return one_line(_first(item, selector))
    heading = item if item.tag in HEADINGS else next(item.iter(*HEADINGS), None)
    if words := one_line(heading):
        return words
    if link is None:
        return one_line(item)[:200]
    images = [alt for image in link.iter("img") if (alt := image.get("alt"))]
    return one_line(link) or link.get("title") or link.get("aria-label") or next(iter(images), "")


def date_text(item: Element, selector: str = "") -> str:
    """What an entry's place says of its date, as it stands there."""
    found = _first(item, selector) if selector else next(item.iter("time"), None)
    if found is None:
        return ""
    return found.get("datetime") or found.get("content") or found.get("data-date") or one_line(found) or found.get("title") or ""


def _entry(item: Element, base: str, selectors: PageSelectors, when: str, month_first: bool) -> RawEntry:
    link = link_of(item, selectors.link)
    title = title_of(item, link, selectors.title)
    summary = _first(item, selectors.summary) if selectors.summary else None
    href = (link.get("href") or "").strip() if link is not None else ""
    address = "" if href.startswith("#") else web_address(href, base) or ""
    return RawEntry(
        id=address.partition("#")[0],
        link=address,
        title=Text(title, False),
        bodies=[Text(etree.tostring(summary, encoding="unicode", method="html", with_tail=False), True)] if summary is not None else [],
        published=read_loose_date(when, month_first),
    )


def _first(item: Element, selector: str) -> Element | None:
    return next(iter(select(item, selector)), None)


def _up(element: Element, top: Element) -> list[Element]:
    found = [element]
    while found[-1] is not top and (parent := found[-1].getparent()) is not None:
        found.append(parent)
    return found


def _title_of(root: Element) -> str:
    """What the page calls itself."""
    site = root.xpath("//meta[@property='og:site_name']/@content")
    return one_line(root.find(".//title")) or (str(site[0]) if isinstance(site, list) and site else "") or one_line(root.find(".//h1"))
