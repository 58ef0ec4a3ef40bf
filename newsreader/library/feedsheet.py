"""Every feed on a sheet of text that says what it means, to be changed in an editor. Light: the TUI calls it in its own process."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

from newsreader.library.feedoptions import remaking
from newsreader.library.feedparts import CannotEdit, addressing, folder_name, leaving, moving, renaming, tagging, tags_of
from newsreader.library.logins import without_login
from newsreader.library.marks import Change
from newsreader.model.feed import Feed
from newsreader.model.options import OPTIONS, BadOption, checked
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.options import all_options
from newsreader.store.parts import Part
from newsreader.text.counted import counted

_OWN = ("title", "address", "folder", "tags", "paused")
_MORE = {name: option for name, option in OPTIONS.items() if name not in _OWN}
HEAD = """\
# Your feeds, a block each. Change what stands after a colon, save, and leave the editor.
#   title    what it is called here; empty: what it calls itself
#   address  where it is fetched
#   folder   News, or News/Asia for a folder in a folder; empty: at the top
#   tags     with commas between them
#   paused   yes or no; yes: refreshed only when you ask for this feed
# Where it differs from what its folder says, or everybody else, a feed may also have (a line without a value takes that back):
""" + "".join(f"#   {name:9} {option.words}: {option.allowed}\n" for name, option in _MORE.items()) + """\
# A block that is taken away unsubscribes. One `undo` takes back everything that this sheet did.
"""
_HERE = "# On this sheet are the feeds "
_BLOCK = re.compile(r"\[(\d{1,18})\]")
_KEYS = (*_OWN, *_MORE)
_Lines = dict[str, tuple[str, int]]


def feed_sheet(store: Store) -> str:
    """The sheet of all feeds."""
    options, feeds = all_options(store), _feeds(store)
    here = f"{_HERE}{' '.join(str(each) for each in feeds)}; those that came later stay as they are.\n"
    return HEAD + here + "".join(_block(feed, options.own(f"feed:{feed.id}")) for feed in feeds.values())


def apply_sheet(store: Store, text: str) -> Change:
    """Make the feeds what a sheet says, in one undoable step. Raises CannotEdit with the line, and changes nothing then."""
    blocks = _read(text)
    with store.writing():
        feeds = _feeds(store)
        parts: list[Part] = []
        changed = 0
        for feed_id, (lines, at) in blocks.items():
            if feed_id not in feeds:
                raise CannotEdit(f"line {at}: there is no feed {feed_id}; feeds are added with `newsreader add`")
            made = _parts(store, feeds[feed_id], lines)
            parts += made
            changed += bool(made)
        here = _here(text)
        gone = [feed for feed_id, feed in feeds.items() if feed_id not in blocks and (here is None or feed_id in here)]
        if gone and not blocks:
            raise CannotEdit("the sheet is empty, which would unsubscribe from everything; nothing was changed")
        parts += [part for feed in gone for part in leaving(store, feed, int(time.time()))]
        said = [f"{counted(changed, 'feed')} changed"] if changed else []
        said += [f"unsubscribed from {gone[0].title if len(gone) == 1 else counted(len(gone), 'feed')}"] if gone else []
        words = ", ".join(said) or "nothing was changed"
        journal.change(store, parts, words, changed + len(gone), int(time.time()))
    return Change(words, changed + len(gone))


def _feeds(store: Store) -> dict[int, Feed]:
    return {feed.id: feed for feed in all_feeds(store) if not feed.url.startswith("newsreader:")}


def _block(feed: Feed, options: Mapping[str, str]) -> str:
    values = (feed.title, feed.url, feed.folder or "", ", ".join(feed.tags), "yes" if feed.paused else "no")
    lines = [*zip(_OWN, values, strict=True), *((name, options[name]) for name in _MORE if name in options)]
    return f"\n[{feed.id}]\n" + "".join(f"{key}: {value}".rstrip() + "\n" for key, value in lines)


def _here(text: str) -> frozenset[int] | None:
    """The feeds that were on the sheet when it was written; None where it doesn't say so any more."""
    line = next((line for line in text.splitlines() if line.startswith(_HERE)), None)
    return frozenset(int(each) for each in re.findall(r"\d{1,18}", line)) if line is not None else None


def _read(text: str) -> dict[int, tuple[_Lines, int]]:
    blocks: dict[int, tuple[_Lines, int]] = {}
    lines: _Lines | None = None
    for at, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if head := _BLOCK.fullmatch(line):
            if int(head[1]) in blocks:
                raise CannotEdit(f"line {at}: the feed {head[1]} stands there twice")
            lines = {}
            blocks[int(head[1])] = (lines, at)
            continue
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if lines is None or not colon or key not in _KEYS:
            wanted = ", ".join(f"{each}:" for each in _KEYS)
            raise CannotEdit(f"line {at}: {wanted} or a feed's number as in [12] is wanted, not {line[:60]}")
        lines[key] = (value.strip(), at)
    return blocks


def _parts(store: Store, feed: Feed, lines: _Lines) -> list[Part]:
    make: dict[str, Callable[[str], list[Part]]] = {
        "title": lambda value: renaming(store, feed.id, value) if value != feed.title else [],
        "address": lambda value: addressing(store, feed, without_login(value)),
        "folder": lambda value: moving(feed, folder_name(value)) if value != (feed.folder or "") else [],
        "tags": lambda value: tagging(feed, tags_of(feed, value)),
    }
    parts: list[Part] = []
    options: dict[str, str] = {}
    for key, (value, at) in lines.items():
        try:
            made = make[key](value) if key in make else []
            options |= {} if key in make else checked({key: value or ("no" if key == "paused" else "")})
        except (CannotEdit, BadOption) as error:
            raise CannotEdit(f"line {at}: {error}") from error
        parts += made if key != "address" else []
    return parts + remaking(store, feed, lines.get("address", (feed.url, 0))[0], options)[0]
