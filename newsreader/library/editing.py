"""Changing feeds: names, folders, tags, addresses, pausing, merging; each undoable. Light: the TUI calls it in its own process."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsreader.library.feedoptions import moving_options, remaking, setting_folder
from newsreader.library.feedparts import CannotEdit, folder_name, moving, pausing, renaming, tagging
from newsreader.library.logins import without_login
from newsreader.library.marks import Change
from newsreader.model.feed import Feed, is_inside
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds, feed_by_id
from newsreader.store.hidden import MERGED
from newsreader.store.parts import Hidden, Marked, Moved, Part, Row, Tagged
from newsreader.text.clean import clean
from newsreader.text.counted import counted


@dataclass(frozen=True, slots=True)
class FeedEdit:
    """What a feed should be: its title (empty: its own), address, folder (empty: at the top), tags, and its own settings by name."""

    title: str
    url: str
    folder: str
    tags: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)


def edit_feed(store: Store, feed_id: int, edit: FeedEdit) -> Change:
    """Make a feed what a form says, in one undoable step. Raises CannotEdit, and changes nothing then."""
    feed = _known(store, feed_id)
    remade, said = remaking(store, feed, edit.url, edit.options)
    parts = [
        *(renaming(store, feed_id, edit.title) if clean(edit.title) != feed.title else []),
        *moving(feed, folder_name(edit.folder)),
        *tagging(feed, edit.tags),
        *remade,
    ]
    return _made(store, parts, f"{feed.title} changed" + (f"; {said}" if said else ""))


def rename_feed(store: Store, feed_id: int, title: str) -> Change:
    """Give a feed a name of the user's; an empty one gives the feed's own back. Raises CannotEdit."""
    feed = _known(store, feed_id)
    words = f"{feed.title} is now called {clean(title)}" if clean(title) else f"{feed.title} is called as it calls itself"
    return _made(store, renaming(store, feed_id, title), words)


def move_feeds(store: Store, ids: Sequence[int], folder: str | None) -> Change:
    """Put feeds into a folder (`A/B`), or at the top. Raises CannotEdit."""
    name = folder_name(folder)
    parts = [part for feed_id in ids for part in moving(_known(store, feed_id), name)]
    moved = _known(store, ids[0]).title if len(ids) == 1 else counted(len(parts), "feed")
    return _made(store, parts, f"{moved} moved {'into ' + name if name else 'to the top'}", len(parts))


def edit_folder(store: Store, folder: str, new: str, options: Mapping[str, str]) -> Change:
    """Make a folder what a form says, its name and its settings, in one undoable step. Raises CannotEdit."""
    old, name = folder_name(folder), folder_name(new)
    parts = _renaming_folder(store, old, name)
    if name:
        parts += setting_folder(store, old, name, options, parts)
    return _made(store, parts, f"the folder {old} changed" if name else f"the folder {old} is gone, its feeds at the top")


def rename_folder(store: Store, folder: str, new: str) -> Change:
    """Give a folder another name or place, with all that is in it; where that one is there, they become one. Raises CannotEdit."""
    old, name = folder_name(folder), folder_name(new)
    parts = _renaming_folder(store, old, name)
    count = sum(isinstance(part, Row) and part.table == "feeds" for part in parts)
    return _made(store, parts, f"the folder {old} is now {name or 'gone, its feeds at the top'}, {counted(count, 'feed')}", count)


def tag_feed(store: Store, feed_id: int, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Change:
    """Change a feed's tags. Raises CannotEdit."""
    feed = _known(store, feed_id)
    wanted = [tag for tag in feed.tags if tag not in remove] + [tag for tag in add if tag not in feed.tags]
    parts = tagging(feed, wanted)
    return _made(store, parts, f"{feed.title} is tagged {', '.join(sorted(wanted)) or 'with nothing'}")


def change_address(store: Store, feed_id: int, url: str) -> Change:
    """Fetch a feed from another address from now on; its entries stay. Raises CannotEdit."""
    feed = _known(store, feed_id)
    parts, said = remaking(store, feed, url, {})
    return _made(store, parts, f"{feed.title} is now fetched from {without_login(clean(url))}" + (f"; {said}" if said else ""))


def pause_feed(store: Store, feed_id: int, paused: bool) -> Change:
    """Let a feed rest: it is only refreshed when it is named. Raises CannotEdit."""
    feed = _known(store, feed_id)
    return _made(store, pausing(feed, paused), f"{feed.title} {'paused' if paused else 'is refreshed again'}")


def merge_feeds(store: Store, source: int, target: int) -> Change:
    """Put a feed's entries into another feed and unsubscribe from it. What both have is kept once, read or starred if one of them was, with
    the tags and notes of both. Raises CannotEdit. Costs some 10 µs an entry."""
    if source == target:
        raise CannotEdit("a feed can't be merged into itself")
    one, other = _known(store, source), _known(store, target)
    with store.writing():
        doubles = store.rows(
            """SELECT s.id, t.id, s.read, s.starred, t.read, t.starred FROM headings x
                CROSS JOIN headings y ON y.feed_id = ? AND y.identity = x.identity
                CROSS JOIN entries s ON s.id = x.entry_id CROSS JOIN entries t ON t.id = y.entry_id WHERE x.feed_id = ?""",
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
            *_notes_of_both(store, [(row[0], row[1]) for row in doubles]),
            Row("feeds", (source,), {"removed_at": None}, {"removed_at": int(time.time())}),
        ]
        words = f"{one.title} merged into {other.title}, {counted(len(moved), 'entry')}"
        journal.change(store, parts, words, len(moved), int(time.time()))
    return Change(words, len(moved))


def _tags_of_both(store: Store, doubles: list[tuple[int, int]]) -> list[Part]:
    rows = store.rows(
        """SELECT x.tag_id, json_extract(j.value, '$[1]') FROM json_each(?) j
            JOIN entry_tags x ON x.entry_id = json_extract(j.value, '$[0]')
            WHERE NOT EXISTS (SELECT 1 FROM entry_tags WHERE entry_id = json_extract(j.value, '$[1]') AND tag_id = x.tag_id)""",
        (json.dumps(doubles),),
    )
    return [Tagged(tag, True, [entry_id for each, entry_id in rows if each == tag]) for tag in sorted({row[0] for row in rows})]


def _notes_of_both(store: Store, doubles: list[tuple[int, int]]) -> list[Part]:
    rows = store.rows(
        """SELECT json_extract(j.value, '$[1]'), s.text, s.at, t.text, t.at FROM json_each(?) j
            JOIN notes s ON s.entry_id = json_extract(j.value, '$[0]')
            LEFT JOIN notes t ON t.entry_id = json_extract(j.value, '$[1]') WHERE s.text IS NOT t.text""",
        (json.dumps(doubles),),
    )
    return [
        Row(
            "notes", (entry_id,), {"text": there, "at": at} if there else None,
            {"text": f"{there}\n\n{text}" if there else text, "at": max(when, at or 0)},
        )
        for entry_id, text, when, there, at in rows
    ]  # fmt: skip


def _renaming_folder(store: Store, old: str, new: str) -> list[Part]:
    inside = [feed for feed in all_feeds(store) if is_inside(feed.folder, old)]
    if not old or not inside:
        raise CannotEdit(f"there is no folder {old or '(none)'}")
    if new.startswith(old + "/"):
        raise CannotEdit(f"{old} can't be put into itself")
    parts = [part for feed in inside for part in moving(feed, (new + (feed.folder or "")[len(old) :]).strip("/"))]
    return parts + (moving_options(store, old, new) if new != old else [])


def _made(store: Store, parts: Sequence[Part], words: str, count: int = 1) -> Change:
    journal.change(store, parts, words, count, int(time.time()))
    return Change(words if parts else "it is so already", count if parts else 0)


def _known(store: Store, feed_id: int) -> Feed:
    feed = feed_by_id(store, feed_id)
    if feed is None:
        raise CannotEdit(f"there is no feed {feed_id}; `newsreader feeds` lists them")
    return feed
