"""Reads the edition with public parsers (feedparser, json, lxml), so that its tests don't lean on the reader's own."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

import feedparser
from lxml import html

from newsreader.demo import edition


@dataclass(frozen=True)
class Entry:
    """An entry as its feed gives it; `date` is the feed's own, as ISO 8601."""

    identity: str
    url: str
    title: str
    author: str
    date: str
    html: str


@dataclass(frozen=True)
class Feed:
    """A feed of the edition; `version` in feedparser's words, or `json`."""

    title: str
    language: str
    version: str
    entries: tuple[Entry, ...]


@cache
def index() -> dict[str, tuple[str, str]]:
    """The file and the content type of every address."""
    raw = json.loads(edition().joinpath("index.json").read_text("utf-8"))
    return {address: (value["file"], value["type"]) for address, value in raw.items()}


@cache
def feeds() -> dict[str, Feed]:
    """Every feed by its address."""
    return {address: _feed(file) for address, (file, _) in index().items() if file.startswith("feeds/")}


def entries() -> list[Entry]:
    """Every entry of every feed."""
    return [entry for feed in feeds().values() for entry in feed.entries]


def pages() -> dict[str, html.HtmlElement]:
    """The pages of entries, by address."""
    return {entry.url: page(entry.url) for entry in entries() if entry.url in index()}


@cache
def page(address: str) -> html.HtmlElement:
    """The page at an address, as a tree."""
    body = edition().joinpath(index()[address][0]).read_bytes()
    return html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))


def text(markup: str) -> str:
    """What is left of markup without its tags, spaces folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def _feed(file: str) -> Feed:
    body = edition().joinpath(file).read_bytes()
    if file.endswith(".json"):
        raw = json.loads(body)
        items = tuple(
            Entry(i["id"], i["url"], i["title"], i["authors"][0]["name"], i["date_published"], i.get("content_html") or i["content_text"])
            for i in raw["items"]
        )
        return Feed(raw["title"], raw["language"], "json", items)
    parsed = feedparser.parse(body)
    if parsed.bozo:
        raise ValueError(f"{file}: {parsed.bozo_exception}")
    return Feed(parsed.feed.title, parsed.feed.language, parsed.version, tuple(_entry(e) for e in parsed.entries))


def _entry(entry: feedparser.FeedParserDict) -> Entry:
    body = entry.content[0].value if "content" in entry else entry.summary
    day = entry.get("published_parsed") or entry.updated_parsed
    date = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*day[:6])
    return Entry(entry.get("id") or entry.link, entry.link, entry.title, entry.author, date, body)
