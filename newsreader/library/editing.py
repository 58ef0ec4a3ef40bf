"""Changing feeds: names, folders, tags, addresses, pausing, merging; each undoable. Light: the TUI calls it in its own process."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsreader.library.marks import Change
from newsreader.library.tagging import CannotTag, tag_name
from newsreader.model.feed import Feed
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds, feed_by_id
from newsreader.store.parts import Hidden, Marked, Moved, Part, Row, Tagged
from newsreader.store.schema import FEED_REMOVED
from newsreader.store.schema_stories import MERGED
from newsreader.text.clean import clean

_LONGEST = 8_192
_FRESH = ("etag", "last_modified", "error", "next_refresh", "retry_after", "retired_at", "moved_to")
_OWN = "newsreader:"


class CannotEdit(Exception):
    """A feed that can't become what was asked for; the message says why and what would fit."""


@dataclass(frozen=True, slots=True)
class FeedEdit:
    """What a feed should be: its title (empty: its own), address, folder (empty: at the top), tags, and whether it rests."""

    title: str
    url: str
    folder: str
    tags: tuple[str, ...]
    paused: bool


def edit_feed(store: Store, feed_id: int, edit: FeedEdit) -> Change:
    """Make a feed what a form says, in one undoable step. Raises CannotEdit, and changes nothing then."""
    feed = _known(store, feed_id)
    parts = [
        *(renaming(store, feed_id, edit.title) if clean(edit.title) != feed.title else []),
        *addressing(store, feed, edit.url),
        *moving(feed, folder_name(edit.folder)),
        *tagging(feed, edit.tags),
        *pausing(feed, edit.paused),
    ]
    return _made(store, parts, f"{feed.title} changed")


def rename_feed(store: Store, feed_id: int, title: str) -> Change:
    """Give a feed a name of the user's; an empty one gives the feed's own back. Raises CannotEdit."""
    feed = _known(store, feed_id)
    words = f"{feed.title} is now called {clean(title)}" if clean(title) else f"{feed.title} is called as it calls itself"
    return _made(store, renaming(store, feed_id, title), words)


def move_feeds(store: Store, ids: Sequence[int], folder: str | None) -> Change:
    """Put feeds into a folder (`A/B`), or at the top. Raises CannotEdit."""
    name = folder_name(folder)
    parts = [part for feed_id in ids for part in moving(_known(store, feed_id), name)]
    moved = _known(store, ids[0]).title if len(ids) == 1 else f"{len(parts)} feeds"
    return _made(store, parts, f"{moved} moved {'into ' + name if name else 'to the top'}", len(parts))


def rename_folder(store: Store, folder: str, new: str) -> Change:
    """Give a folder another name or place, with all that is in it; where that one is there, they become one. Raises CannotEdit."""
    old, name = folder_name(folder), folder_name(new)
    inside = [feed for feed in all_feeds(store) if feed.folder == old or (feed.folder or "").startswith(old + "/")]
    if not old or not inside:
        raise CannotEdit(f"there is no folder {old or '(none)'}")
    if name.startswith(old + "/"):
        raise CannotEdit(f"{old} can't be put into itself")
    parts = [part for feed in inside for part in moving(feed, (name + (feed.folder or "")[len(old) :]).strip("/"))]
    return _made(store, parts, f"the folder {old} is now {name or 'gone, its feeds at the top'}, {len(inside)} feeds", len(inside))


def tag_feed(store: Store, feed_id: int, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Change:
    """Change a feed's tags. Raises CannotEdit."""
    feed = _known(store, feed_id)
    wanted = [tag for tag in feed.tags if tag not in remove] + [tag for tag in add if tag not in feed.tags]
    parts = tagging(feed, wanted)
    return _made(store, parts, f"{feed.title} is tagged {', '.join(sorted(wanted)) or 'with nothing'}")


def change_address(store: Store, feed_id: int, url: str) -> Change:
    """Fetch a feed from another address from now on; its entries stay. Raises CannotEdit."""
    feed = _known(store, feed_id)
    return _made(store, addressing(store, feed, url), f"{feed.title} is now fetched from {clean(url)}")


def pause_feed(store: Store, feed_id: int, paused: bool) -> Change:
    """Let a feed rest: it is only refreshed when it is named. Raises CannotEdit."""
    feed = _known(store, feed_id)
    return _made(store, pausing(feed, paused), f"{feed.title} {'paused' if paused else 'is refreshed again'}")


def merge_feeds(store: Store, source: int, target: int) -> Change:
    """Put a feed's entries into another feed and unsubscribe from it. What both have is kept once, read or starred if one of them was, with
    the tags of both. Raises CannotEdit. Costs some 10 µs an entry."""
    if source == target:
        raise CannotEdit("a feed can't be merged into itself")
    one, other = _known(store, source), _known(store, target)
    with store.writing():
        doubles = store.rows(
            """SELECT s.id, t.id, s.read, s.starred, t.read, t.starred FROM entries s
                JOIN entries t ON t.feed_id = ? AND t.identity = s.identity WHERE s.feed_id = ?""",
            (target, source),
        )
        left = {row[0] for row in doubles}
        moved = [row[0] for row in store.rows("SELECT id FROM entries WHERE feed_id = ?", (source,)) if row[0] not in left]
        parts: list[Part] = [
            Moved(source, target, moved),
            Hidden(MERGED, True, sorted(left)),
            Marked("read", True, [row[1] for row in doubles if row[2] and not row[4]]),
            Marked("starred", True, [row[1] for row in doubles if row[3] and not row[5]]),
            *_tags_of_both(store, [(row[0], row[1]) for row in doubles]),
            Row("feeds", (source,), {"removed_at": None}, {"removed_at": int(time.time())}),
        ]
        words = f"{one.title} merged into {other.title}, {len(moved)} entries"
        journal.change(store, parts, words, len(moved), int(time.time()))
    return Change(words, len(moved))


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
        wanted = {tag_name(tag) for tag in tags}
    except CannotTag as error:
        raise CannotEdit(str(error)) from error
    gone: list[Part] = [Row("feed_tags", (feed.id, tag), {}, None) for tag in feed.tags if tag not in wanted]
    return gone + [Row("feed_tags", (feed.id, tag), None, {}) for tag in sorted(wanted - set(feed.tags))]


def addressing(store: Store, feed: Feed, url: str) -> list[Part]:
    """The parts of fetching a feed from another address; raises CannotEdit."""
    url = clean(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise CannotEdit(f"{url} is no address") from None
    if url == feed.url:
        return []
    if len(url) > _LONGEST or parts.scheme not in ("http", "https", "file") or not (parts.netloc or parts.path) or " " in url:
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


def _tags_of_both(store: Store, doubles: list[tuple[int, int]]) -> list[Part]:
    rows = store.rows(
        """SELECT x.tag_id, json_extract(j.value, '$[1]') FROM json_each(?) j
            JOIN entry_tags x ON x.entry_id = json_extract(j.value, '$[0]')
            WHERE NOT EXISTS (SELECT 1 FROM entry_tags WHERE entry_id = json_extract(j.value, '$[1]') AND tag_id = x.tag_id)""",
        (json.dumps(doubles),),
    )
    return [Tagged(tag, True, [entry_id for each, entry_id in rows if each == tag]) for tag in sorted({row[0] for row in rows})]


def _made(store: Store, parts: Sequence[Part], words: str, count: int = 1) -> Change:
    journal.change(store, parts, words, count, int(time.time()))
    return Change(words if parts else "it is so already", count if parts else 0)


def _known(store: Store, feed_id: int) -> Feed:
    feed = feed_by_id(store, feed_id)
    if feed is None:
        raise CannotEdit(f"there is no feed {feed_id}; `newsreader feeds` lists them")
    return feed
