"""What the table of known sites says of an address. Pure: pages that have to be looked at are handed in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from newsreader.feeds.fields import web_address
from newsreader.feeds.knownsites import SHAPES, SITES, Rule

_MOST_CHARACTERS = 4 << 20
_FEED = re.compile(r"\.(?:atom|rss|xml|rdf)\?|\?(?:.*&)?(?:format|feed)=(?:atom|rss)")
"""What is a feed's own address already."""


@dataclass(frozen=True, slots=True)
class SiteFeeds:
    """What a known site has for an address: feeds as title and address, the main one first, and what to say of it.

    `look_at` are pages, one after the other, in which `in_page` finds the feeds, where the address alone doesn't tell.
    """

    site: str
    feeds: tuple[tuple[str, str], ...] = ()
    note: str = ""
    look_at: tuple[str, ...] = ()
    rule: Rule | None = None
    known: tuple[tuple[str, str], ...] = ()

    def in_page(self, text: str) -> tuple[tuple[str, str], ...]:
        """The feeds that one of the pages tells of, none if it doesn't."""
        found = _pattern(self.rule.page).search(text[:_MOST_CHARACTERS]) if self.rule is not None else None
        if self.rule is None or found is None:
            return ()
        values = {**dict(self.known), **{name: _plain(value) for name, value in found.groupdict().items() if value}}
        return _filled(self.rule, values)


def known_site(url: str) -> SiteFeeds | None:
    """What the table says of an address on a site that it knows by its host; None where it says nothing."""
    return _first(SITES, url)


def usual_shape(url: str) -> SiteFeeds | None:
    """The feed of an address that looks like those of a program which runs on many hosts, such as Mastodon; a guess."""
    return _first(SHAPES, url)


def _first(rules: tuple[Rule, ...], url: str) -> SiteFeeds | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        at = parts.netloc.rpartition("@")[2]
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path = parts.path.rstrip("/")
    if _FEED.search(f"{path}?{parts.query}"):
        return None
    for rule in rules:
        on = _pattern(rule.hosts).fullmatch(host)
        here = f"{path}?{parts.query}" if parts.query and r"\?" in rule.path else path
        match = _pattern(rule.path).fullmatch(here) if on else None
        if on is None or match is None:
            continue
        values = {"host": host, "base": f"{parts.scheme}://{at}", **_given(on), **_given(match)}
        if not rule.page:
            return SiteFeeds(rule.site, _filled(rule, values), rule.note)
        pages = ([rule.lookup.format_map(values)] if rule.lookup else []) + [url]
        return SiteFeeds(rule.site, (), rule.note, tuple(pages), rule, tuple(values.items()))
    return None


def _filled(rule: Rule, values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    feeds = ((f"{rule.site}: {title.format_map(values)}", web_address(address.format_map(values), None)) for title, address in rule.feeds)
    return tuple((title, address) for title, address in feeds if address)


def _given(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value is not None}


def _plain(value: str) -> str:
    """A value of a page: a string of JSON with its quotes is decoded."""
    if not value.startswith('"'):
        return value
    try:
        return str(json.loads(value))
    except ValueError:
        return ""


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
