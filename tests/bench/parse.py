"""Parsing beside feedparser, over real feeds: how much faster, and every field in which we say something else, with the reason.

    python -m tests.bench.parse [../shared/data/feeds] [--rounds 3]

The time is that of `feedparser.parse` as it comes, and of `parse_feed` to the last field. What is compared is what feedparser says with
`sanitize_html=False, resolve_relative_uris=False`, read here by a few lines of their own: titles and names as text without tags, the
longest of contents and summary, all else as it stands. Our fields are those that are kept in the library.
"""

from __future__ import annotations

import argparse
import calendar
import html
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser

from newsreader.feeds.document import prepare
from newsreader.feeds.fast import read_fast
from newsreader.feeds.parse import parse_feed
from newsreader.model.parsed import ParsedEntry

FEEDS = Path(__file__).resolve().parents[3] / "shared" / "data" / "feeds"
URL = "https://feed.example/x/feed.xml"
RELATIVE = "a relative link is resolved against the feed's address"
FIELDS = ("id", "link", "title", "author", "published", "updated", "content", "enclosures", "categories")


@dataclass(frozen=True)
class Difference:
    """An entry's field that is not the same, and why (empty: nobody knows)."""

    file: str
    field: str
    theirs: Any
    ours: Any
    reason: str

    @property
    def adds(self) -> bool:
        """Whether feedparser says nothing, or a link that leads nowhere without its base."""
        return self.theirs in (None, "", []) or self.reason == RELATIVE


def main() -> None:
    """Print speed, counts, fields, differences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FEEDS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    bodies = {path.name: path.read_bytes() for path in sorted(options.folder.iterdir()) if path.suffix in (".xml", ".rss", ".atom", ".rdf")}
    theirs, ours = speed(bodies, options.rounds)
    fast = sum(read_fast(document) is not None for body in bodies.values() if (document := prepare(body, None)) is not None)
    print(f"{len(bodies)} feeds, {sum(map(len, bodies.values())) / 1e6:.1f} MB: feedparser {theirs * 1000:.0f} ms, here {ours * 1000:.0f} ms,"
          f" {theirs / ours:.1f} times as fast; {fast} of them by the fast path")  # fmt: skip
    entries, counts, found = compare(bodies)
    print(f"{entries} entries; counts equal on {len(bodies) - len(counts)} of {len(bodies)} feeds", *counts, sep="\n    ")
    for field in FIELDS:
        added = sum(each.field == field and each.adds for each in found)
        other = sum(each.field == field and not each.adds for each in found)
        print(f"{field:>12} {100 * (entries - other) / entries:6.2f} % as feedparser says; {other} not, {added} where it says nothing that can be used")
    for (file, field, reason), times in sorted(Counter((each.file, each.field, each.reason) for each in found).items()):
        one = next(each for each in found if (each.file, each.field, each.reason) == (file, field, reason))
        print(f"{file}, {field}, {times} ×: {reason or 'NOT EXPLAINED'}\n    feedparser {_short(one.theirs)}\n    here       {_short(one.ours)}")


def speed(bodies: dict[str, bytes], rounds: int) -> tuple[float, float]:
    """CPU seconds of feedparser and of ours over all feeds, the best of some rounds."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        parsers: tuple[Callable[[bytes], object], ...] = (lambda body: feedparser.parse(BytesIO(body)), lambda body: parse_feed(body, None, URL))
        for times, parse in zip(taken, parsers, strict=True):
            started = time.process_time()
            for body in bodies.values():
                parse(body)
            times.append(time.process_time() - started)
    return min(taken[0]), min(taken[1])


def compare(bodies: dict[str, bytes]) -> tuple[int, list[str], list[Difference]]:
    """How many entries there are, the feeds with another number of them, and all differences."""
    entries, counts, found = 0, [], []
    for name, body in bodies.items():
        theirs = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
        ours = parse_feed(body, None, URL)
        if len(theirs.entries) != len(ours.entries) + ours.doubles:
            counts.append(f"{name}: {len(theirs.entries)} and {len(ours.entries)}")
        kept = {entry.identity: entry for entry in ours.entries}
        rest = iter(ours.entries)
        seen: set[str] = set()
        for entry in theirs.entries:
            key = entry.get("id") or entry.get("link")
            if key in seen:
                continue  # one entry an identity: its first
            if key:
                seen.add(key)
            entries += 1
            mine = kept.get(key or "") or next(each for each in rest if each.identity.startswith("sha256:"))
            found += list(differences(name, entry, mine, theirs.feed))
    return entries, counts, found


def differences(file: str, theirs: Any, ours: ParsedEntry, feed: Any) -> Iterator[Difference]:
    """The fields of an entry that are not the same."""
    contents = [*theirs.get("content", []), theirs.get("summary_detail", {})]
    longest: Any = max(contents, key=lambda each: len(each.get("value") or ""), default={})
    title = theirs.get("title_detail", {})
    pairs: dict[str, tuple[Any, Any]] = {
        "id": (theirs.get("id") or theirs.get("link") or "", "" if ours.identity.startswith("sha256:") else ours.identity),
        "link": (theirs.get("link", ""), ours.url or ""),
        "title": (_text(theirs.get("title", ""), title.get("type") != "text/plain"), ours.title),
        "author": (", ".join(dict.fromkeys(_names(theirs))), ours.author or ""),
        "published": (_time(theirs, "published"), ours.published),
        "updated": (_time(theirs, "updated"), ours.updated),
        "content": ((longest.get("value") or "").strip(), ours.html),
        "enclosures": (list(dict.fromkeys(each.get("href", "") for each in theirs.get("enclosures", []))), [each.url for each in ours.enclosures]),
        "categories": ([tag.get("label") or tag.get("term") for tag in theirs.get("tags", [])], list(ours.categories)),
    }
    for field, (theirs_of_it, ours_of_it) in pairs.items():
        if theirs_of_it != ours_of_it:
            yield Difference(file, field, theirs_of_it, ours_of_it, reason(field, theirs_of_it, ours_of_it, theirs, longest, feed))


def reason(field: str, theirs: Any, ours: Any, entry: Any, longest: Any, feed: Any) -> str:
    """Why a field is another one; empty where no rule of ours says it."""
    if field == "content" and longest.get("type") == "text/plain" and html.unescape(re.sub("<[^>]*>", "", ours)).split() == theirs.split():
        return "the feed says that it is plain text, which is kept as HTML"
    if field == "link" and theirs and ours == urljoin(URL, theirs.strip()):
        return RELATIVE
    if field == "link" and not theirs and ours == entry.get("id"):
        return "an entry without a link has an id that is an address"
    if field == "link" and not theirs:
        return "feedparser takes links of HTML alone; the first alternate of any type is better than none"
    if field == "link" and not ours:
        return "no web address"
    if field == "author" and not theirs and ours == ", ".join(_names(feed)):
        return "an entry without an author has its feed's"
    if field == "published" and theirs is None and ours == _time(entry, "updated"):
        return "an entry without a date of publication has the one of its last change"
    if field == "published" and re.match(r"\d{4}/\d{1,2}/\d{1,2} ", entry.get("published", "")):
        return "feedparser takes year/month/day for something else"
    if field == "enclosures" and set(theirs) <= set(ours):
        return "media:content is an enclosure too"
    if field == "enclosures" and list(dict.fromkeys(urljoin(URL, each) for each in theirs)) == ours:
        return "relative addresses are resolved, doubles and empty ones are dropped"
    if field == "categories" and list(dict.fromkeys(_text(each or "", True) for each in theirs if each))[: len(ours)] == ours:
        return "as text without tags, each once"
    if field == "title" and _text(ours, False).replace(" ", "") == theirs.replace(" ", "").replace("\ufeff", ""):
        return "spaces of other kinds stay, a byte order mark goes"
    return ""


def _text(value: str, is_html: bool) -> str:
    if is_html:
        value = html.unescape(re.sub(r"<[a-zA-Z/!][^>]*>", "", value))
    return " ".join(value.split())


def _names(holder: Any) -> list[str]:
    names = [_text(name, True) for each in holder.get("authors", []) if (name := each.get("name") or each.get("email"))]
    return names or [_text(name, True) for name in [holder.get("author")] if name]


def _time(entry: Any, key: str) -> int | None:
    found = dict.get(entry, f"{key}_parsed")  # not `get`, which falls back from one date to another
    return calendar.timegm(found) if found else None


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 150 else f"{text[:150]}…"


if __name__ == "__main__":
    main()
