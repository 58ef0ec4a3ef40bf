"""Where a page's entries are, guessed: blocks that repeat, each with a link of its own, and what tells a list of stories from a menu."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

from newsreader.feeds.fields import web_address
from newsreader.feeds.loosedates import read_loose_date
from newsreader.feeds.pagefeed import link_of, title_of
from newsreader.feeds.pagetree import HEADINGS, Element, one_line, select
from newsreader.model.pageselectors import PageSelectors
from newsreader.text.width import most

FEWEST = 3
_MOST_LINKS = 3000
_MOST_GUESSES = 3
_MOST_GROUPS = 40
_SAMPLE = 60
"""So many entries of a list tell what the others are like."""
_CLUTTER_WORDS = (
    r"nav|navbar|navigation|menu|footer|header|topbar|sidebar|aside|breadcrumbs?|related|share|social|tags?|categor\w*|archives?|comments?|"
    r"cookie|pagination|pager|widget|popular|trending|promo|banner|lang\w*|login|toolbar|partners?|sponsors?"
)
_CLUTTER = re.compile(rf"(?:^|[-_ ])(?:{_CLUTTER_WORDS})(?:$|[-_ ])", re.IGNORECASE)
_CLUTTER_TAGS = ("nav", "footer", "aside", "header", "form")
_UNSTABLE = re.compile(
    r"\d{2,}|^(?:css|sc|jsx|svelte|_)[-_]?|[A-Za-z0-9]*[A-Z][a-z]*[A-Z0-9]{2,}|^[a-z]{1,2}$|--?[a-f0-9]{5,}$|post-\d|^(?:is|has|js)-"
)
_LAYOUT = re.compile(
    r"^(?:row|col|column|container|wrapper|flex|grid|[mp][trblxy]?-.*|w-.*|h-.*|text-.*|bg-.*|gap-.*|items-.*|justify-.*|odd|even|first|last"
    r"|active)$"
)
_SIMPLE = re.compile(r"[A-Za-z][\w-]{0,60}")  # longer names are no person's, and `_UNSTABLE` would look at their letters again and again
Group = list[tuple[Element, Element]]
"""Entries of one list: the place of each, and the link in it."""


def guess_selectors(root: Element, url: str) -> tuple[PageSelectors, ...]:
    """What may be the page's list of entries, the likeliest first; none where nothing repeats."""
    found: list[tuple[float, PageSelectors]] = []
    for group in sorted(_groups(root, url), key=len, reverse=True)[:_MOST_GROUPS]:
        score = _score(group, url)
        if score > 0 and (selectors := _selectors(root, group)) is not None:
            found.append((score, selectors))
    found.sort(key=lambda each: -each[0])
    return tuple(dict.fromkeys(selectors for _, selectors in found))[:_MOST_GUESSES]


def _groups(root: Element, url: str) -> Iterable[Group]:
    """Links of one shape, each with the largest block that holds no other link of that shape."""
    shapes: dict[str, list[Element]] = defaultdict(list)
    here = url.partition("#")[0]
    for link in list(root.iter("a"))[:_MOST_LINKS]:
        address = web_address(link.get("href"), url)
        if address is not None and address.partition("#")[0] != here and (one_line(link) or link.find(".//img") is not None):
            shapes["/".join(str(up.tag) for up in [link, *link.iterancestors()])].append(link)
    for links in shapes.values():
        hrefs = {link: link.get("href") for link in links}
        if len(set(hrefs.values())) < FEWEST:
            continue
        below: dict[Element, set[str | None]] = defaultdict(set)
        for link in links:
            for up in [link, *link.iterancestors()]:
                below[up].add(hrefs[link])
        places: dict[Element | None, dict[Element, Element]] = defaultdict(dict)
        for link in links:
            place = link
            while (parent := place.getparent()) is not None and len(below[parent]) == 1:
                place = parent
            places[place.getparent()].setdefault(place, link)
        by_parent = {parent: list(found.items()) for parent, found in places.items()}
        groups = [group for group in by_parent.values() if len(group) >= FEWEST]
        yield from groups
        if len(by_parent) > 1:  # one list in several parts, as by month
            alike: dict[tuple[str, str | None], Group] = defaultdict(list)
            for parent, group in by_parent.items():
                if parent is not None:
                    alike[str(parent.tag), parent.get("class")] += group
            yield from (group for group in alike.values() if len(group) >= FEWEST and group not in groups)


def _score(group: Group, url: str) -> float:
    """How much a group looks like entries: long titles of their own, headings, dates; not a menu, not a footer."""
    group = group[:_SAMPLE]
    titles = [title_of(place, link) for place, link in group]
    widths = sorted(most(title) for title in titles)
    middle = widths[len(widths) // 2]
    if middle < 8 or len(set(titles)) < len(titles) * 0.6:
        return 0
    count = len(group)
    headed = sum(any(place.tag in HEADINGS or place.find(f".//{h}") is not None for h in HEADINGS) for place, _ in group) / count
    dated = sum(bool(_dates_in(place)) for place, _ in group) / count
    told = sum(len(one_line(place)) > len(title) + 60 for (place, _), title in zip(group, titles, strict=True)) / count
    deep = sum(len(urlsplit(link.get("href") or "").path) > 12 for _, link in group) / count
    score = min(4.0, math.log2(count)) + min(middle, 80) / 16 + 2 * headed + 3 * dated + told + deep
    place = group[0][0]
    for up in [place, *place.iterancestors()]:
        words = f"{up.get('class') or ''} {up.get('id') or ''}"
        if up.tag in _CLUTTER_TAGS and not (up.tag == "header" and up.getparent() is not None and up.getparent().tag == "article"):
            score -= 5
        elif up.tag not in ("body", "html", "main") and _CLUTTER.search(words):
            score -= 3
    return score - (4 if middle < 14 and not dated else 0)


def _dates_in(place: Element) -> list[Element]:
    """What in an entry is a date and little else, the deepest elements of all."""
    found = [time for time in place.iter("time") if time.get("datetime") or read_loose_date(one_line(time)) is not None]
    return found or [
        each
        for each in place.iter("span", "p", "div", "small", "td", "dd", "em", "i", "b", "abbr", "li", "dt", "font")
        if each is not place and len(text := one_line(each)) <= 60 and not each.findall(".//a") and read_loose_date(text) is not None
        and not any(read_loose_date(one_line(child)) is not None for child in each)
    ]  # fmt: skip


def _selectors(root: Element, group: Group) -> PageSelectors | None:
    places = [place for place, _ in group]
    item = _naming(root, places)
    if item is None:
        return None
    places = places[:_SAMPLE]
    links = dict(group[:_SAMPLE])
    link = ""
    if not _agrees(places, lambda place: link_of(place), links):
        link = _inside(places, links) or ""
    dates = {place: dates[0] for place in places if (dates := _dates_in(place))}
    date = ""
    if len(dates) * 2 >= len(places) and not _agrees(list(dates), lambda place: next(place.iter("time"), None), dates):
        date = _inside(list(dates), dates) or ""
    told = {place: best for place in places if (best := _summary_in(place, links[place])) is not None}
    summary = (_inside(list(told), told) or "") if len(told) * 2 >= len(places) else ""
    return PageSelectors(item, link, "", date, summary)


def _summary_in(place: Element, link: Element) -> Element | None:
    """The longest paragraph of an entry that isn't its title."""
    title = title_of(place, link)
    found = [
        each
        for each in place.iter("p", "div", "span", "dd", "td")
        if each is not place and len(text := one_line(each)) > 40 and title not in text and not each.findall(".//p")
        and link not in list(each.iter("a"))
    ]  # fmt: skip
    return max(found, key=lambda each: len(one_line(each)), default=None)


def _agrees(places: Sequence[Element], find: Callable[[Element], Element | None], wanted: dict[Element, Element]) -> bool:
    """Whether a way of finding something in entries finds what is wanted in most of them."""
    return sum(find(place) is wanted[place] for place in places) >= 0.8 * len(places)


def _inside(places: Sequence[Element], wanted: dict[Element, Element]) -> str | None:
    """The shortest selector that finds what is wanted in most entries, first of all that it finds."""
    for selector in _names_of([wanted[place] for place in places]):
        if _agrees(places, lambda place, by=selector: next(iter(select(place, by)), None), wanted):  # type: ignore[misc]
            return selector
    return None


def _naming(root: Element, places: Sequence[Element]) -> str | None:
    """The shortest selector of the page that finds the entries and hardly anything else."""
    wanted = set(places)
    best: tuple[float, str] | None = None
    for selector in _paths(root, places):
        found = set(select(root, selector))
        shared = len(found & wanted) / max(1, len(found | wanted))
        if shared >= 0.97:
            return selector
        if shared >= 0.6 and (best is None or shared > best[0]):
            best = shared, selector
    return best[1] if best is not None else None


def _paths(root: Element, places: Sequence[Element]) -> Iterable[str]:
    """Selectors for some elements, from short ones to their whole path."""
    own = _names_of(places)
    yield from (name for name in own if "." in name)
    chain = ""
    level: list[Element] = list(places)
    for _ in range(6):
        parents = [parent for each in level if (parent := each.getparent()) is not None]
        if not parents or len({parent.tag for parent in parents}) > 1:
            return
        level = list(dict.fromkeys(parents))
        ids = {up.get("id") for up in level}
        identifier = next(iter(ids)) if len(ids) == 1 else None
        above = [f"#{identifier}"] if identifier and _SIMPLE.fullmatch(identifier) and not _UNSTABLE.search(identifier) else []
        for parent in [*above, *_names_of(level)]:
            for name in own:
                yield f"{parent} > {chain}{name}"
        chain = f"{level[0].tag} > {chain}"


def _names_of(elements: Sequence[Element]) -> list[str]:
    """Names that all of some elements have: tag and class, two classes, the tag alone; those that look made by a machine last."""
    tags = {str(each.tag) for each in elements}
    if len(tags) != 1:
        return []
    tag = tags.pop()
    shared = set.intersection(*({name for name in (each.get("class") or "").split() if _SIMPLE.fullmatch(name)} for each in elements))
    stable = sorted((name for name in shared if not _UNSTABLE.search(name) and not _LAYOUT.match(name)), key=lambda name: (len(name), name))
    weak = sorted(name for name in shared if name not in stable and not _UNSTABLE.search(name))
    return [*(f"{tag}.{name}" for name in stable), tag, *(f"{tag}.{name}" for name in weak)]
