"""What changing a feed is made of: the parts of a new name, address, folder, tags, or of leaving; `editing` makes steps of them. Light."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from newsreader.library.tagging import CannotTag, tag_name
from newsreader.model.feed import Feed
from newsreader.model.sources import command_of
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.hidden import FEED_REMOVED
from newsreader.store.parts import Hidden, Part, Row
from newsreader.text.clean import clean

_LONGEST = 8_192
_FRESH = ("etag", "last_modified", "error", "next_refresh", "retry_after", "retired_at", "moved_to")
_OWN = "newsreader:"


class CannotEdit(Exception):
    """A feed that can't become what was asked for; the message says why and what would fit."""


def feed_named(store: Store, text: str) -> Feed:
    """The feed that somebody means: by number (`12`, `feed:12`), title, or a part of the title that no other has. Raises CannotEdit."""
    name = text.strip().removeprefix("feed:").strip()
    feeds, wanted = all_feeds(store), name.casefold()
    found = [feed for feed in feeds if str(feed.id) == name] or [feed for feed in feeds if feed.title.casefold() == wanted]
    if not found and wanted and not wanted.isdecimal():
        found = [feed for feed in feeds if wanted in feed.title.casefold()]
    if len(found) > 1:
        which = ", ".join(f"{feed.id} ({feed.title})" for feed in found[:5]) + (" …" if len(found) > 5 else "")
        raise CannotEdit(f"{name} may be {which}; say the number")
    if not found:
        raise CannotEdit(f"there is no feed {name[:60]}; `newsreader feeds` lists them")
    return found[0]


def renaming(store: Store, feed_id: int, title: str) -> list[Part]:
    """The parts of giving a feed a name."""
    before, after = store.value("SELECT given_title FROM feeds WHERE id = ?", (feed_id,)), clean(title)[:500] or None
    return [Row("feeds", (feed_id,), {"given_title": before}, {"given_title": after})] if before != after else []


def moving(feed: Feed, folder: str) -> list[Part]:
    """The parts of putting a feed into a folder."""
    before = feed.folder or ""
    return [Row("feeds", (feed.id,), {"folder": before}, {"folder": folder})] if before != folder else []


def tagging(feed: Feed, tags: Sequence[str]) -> list[Part]:
    """The parts of giving a feed these tags and no others; raises CannotEdit."""
    try:
        wanted = {tag if tag in feed.tags else tag_name(tag) for tag in tags}  # a list may bring longer ones than are made here
    except CannotTag as error:
        raise CannotEdit(str(error)) from error
    gone: list[Part] = [Row("feed_tags", (feed.id, tag), {}, None) for tag in feed.tags if tag not in wanted]
    return gone + [Row("feed_tags", (feed.id, tag), None, {}) for tag in sorted(wanted - set(feed.tags))]


def tags_of(feed: Feed, written: str) -> tuple[str, ...]:
    """The tags that somebody wrote with commas between them; what reads as before is as before, since a tag may have a comma in it."""
    if written.strip() == ", ".join(feed.tags):
        return feed.tags
    return tuple(tag.strip() for tag in written.split(",") if tag.strip())


def addressing(store: Store, feed: Feed, url: str) -> list[Part]:
    """The parts of fetching a feed from another address; raises CannotEdit."""
    url = clean(url)
    if url == feed.url:
        return []
    command = command_of(url)
    try:
        parts = urlsplit(url if command is None else command.url or "file:///")
    except ValueError:
        raise CannotEdit(f"{url} is no address") from None
    if command is not None and not command.line:
        raise CannotEdit(f"{url[:80]} names no command, as in exec:~/bin/feed or filter:~/bin/shorter:https://example.org/feed")
    asked = url if command is None else command.url
    if len(url) > _LONGEST or parts.scheme not in ("http", "https", "file") or not (parts.netloc or parts.path) or " " in asked:
        raise CannotEdit(f"{url[:80] or 'nothing'} is no address of a feed; one starts with https://, http:// or file://")
    if feed.url.startswith(_OWN):
        raise CannotEdit(f"{feed.title} is this program's own and has no address")
    other = store.row("SELECT coalesce(given_title, title), removed_at FROM feeds WHERE url = ?", (url,))
    if other is not None:
        left = "" if other[1] is None else ", though you unsubscribed from it"
        raise CannotEdit(f"{other[0]} has that address{left}; merge the two instead")
    columns = ("url", "typed", *_FRESH, "failures")
    row = store.row(f"SELECT {', '.join(columns)} FROM feeds WHERE id = ?", (feed.id,))  # noqa: S608
    before = dict(zip(columns, row or (), strict=True))
    return [Row("feeds", (feed.id,), before, {**dict.fromkeys(_FRESH), "url": url, "typed": 1, "failures": 0})]


def pausing(feed: Feed, paused: bool) -> list[Part]:
    """The parts of letting a feed rest, or waking it."""
    return [Row("feeds", (feed.id,), {"paused": int(feed.paused)}, {"paused": int(paused)})] if feed.paused != paused else []


def leaving(store: Store, feed: Feed, now: int) -> list[Part]:
    """The parts of unsubscribing."""
    ids = [row[0] for row in store.rows("SELECT id FROM entries WHERE feed_id = ? AND NOT hidden & ?", (feed.id, FEED_REMOVED))]
    return [Hidden(FEED_REMOVED, True, ids), Row("feeds", (feed.id,), {"removed_at": None}, {"removed_at": now})]


def folder_name(folder: str | None) -> str:
    """A folder's name made clean: no empty parts, no spaces around the slashes; raises CannotEdit for one that is too long."""
    name = "/".join(part for part in (clean(each) for each in (folder or "").split("/")) if part)
    if len(name) > 500:
        raise CannotEdit("a folder's name has 500 characters at the most")
    return name
