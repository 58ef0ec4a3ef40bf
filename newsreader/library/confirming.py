"""What a feed may do only on the user's own word: run a command, or prove to its server who asks. Light.

A list of feeds from somebody else may hold both. So a feed that wants either is asked only where the user's word stands beside it: a seal
over the very command, or over the host and the settings in question. Whatever changes one of them breaks the seal, and the feed waits.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import urlsplit

from newsreader.library.feedparts import CannotEdit
from newsreader.library.marks import Change
from newsreader.model.feed import Feed
from newsreader.model.options import OPTIONS
from newsreader.model.sources import command_of
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds, feed_by_id
from newsreader.store.options import all_options, own_options
from newsreader.store.parts import Part, Row

CONFIRMED = "confirmed"
"""The name under which the seal lies among a feed's settings; none of `OPTIONS`, so it never comes in with a list."""


def wants(url: str, options: Mapping[str, str]) -> str:
    """What a feed wants to do that needs the user's word, in words; empty where it is nothing."""
    command = command_of(url)
    if command is not None:
        return f"runs {command.line!r}" + (f" over {command.url}" if command.url else "") + " on this machine"
    proofs = _proofs(options) if options else {}
    return f"reaches {urlsplit(url).hostname} with {', '.join(f'{name} {value}' for name, value in proofs.items())}" if proofs else ""


def is_confirmed(url: str, options: Mapping[str, str]) -> bool:
    """Whether a feed may do what it wants; a host's http address may become its https one."""
    if not wants(url, options):
        return True
    kept = options.get(CONFIRMED, "")
    return kept == seal(url, options) or (url.startswith("https://") and kept == seal("http" + url[5:], options))


def seal(url: str, options: Mapping[str, str]) -> str:
    """What stands for the user's word over a command, or a host with what it is shown."""
    subject = url if command_of(url) is not None else "{0.scheme}://{0.netloc}".format(urlsplit(url))
    facts = json.dumps([subject, sorted(_proofs(options).items())])
    return blake2b(facts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def sealing(feed: Feed, url: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Part]:
    """The parts of keeping the user's word over a change that the user makes by hand. A command is confirmed by itself alone, and
    who never confirmed what there was hasn't confirmed what becomes of it."""
    old = before.get(CONFIRMED)
    if command_of(url) is not None and url != feed.url:
        new = None
    elif wants(url, after) and is_confirmed(feed.url, before):
        new = seal(url, after)
    else:
        new = old
    if new == old:
        return []
    return [Row("options", (f"feed:{feed.id}", CONFIRMED), {"value": old} if old else None, {"value": new} if new else None)]


def confirm_feed(store: Store, feed_id: int) -> Change:
    """Let a feed do what it wants, undoably. Raises CannotEdit."""
    feed = feed_by_id(store, feed_id)
    if feed is None:
        raise CannotEdit(f"there is no feed {feed_id}; `newsreader feeds` lists them")
    with store.writing():
        own = own_options(store, f"feed:{feed_id}")
        said = wants(feed.url, own)
        if not said or is_confirmed(feed.url, own):
            return Change(f"{feed.title} waits for nothing", 0)
        before = {"value": own[CONFIRMED]} if CONFIRMED in own else None
        row = Row("options", (f"feed:{feed_id}", CONFIRMED), before, {"value": seal(feed.url, own)})
        due = Row("feeds", (feed_id,), {"next_refresh": feed.next_refresh, "error": feed.error}, {"next_refresh": None, "error": None})
        words = f"confirmed: {feed.title} {said}"
        journal.change(store, [row, due], words, 1, int(time.time()))
    return Change(words, 1)


def waiting(store: Store) -> list[tuple[Feed, Mapping[str, str]]]:
    """The feeds that wait for the user's word, with their own settings."""
    options = all_options(store)
    found = []
    for feed in all_feeds(store):
        own = options.own(f"feed:{feed.id}")
        if not is_confirmed(feed.url, own):
            found.append((feed, own))
    return found


def wishes(store: Store) -> dict[int, str]:
    """What the feeds want that wait, by feed."""
    return {feed.id: wants(feed.url, own) for feed, own in waiting(store)}


def waits_for_word(feed_id: int, url: str, options: Mapping[str, str]) -> str:
    """Why a feed is not asked, in words: it waits for the user's."""
    return f"waits for your word: it {wants(url, options)} (newsreader feed confirm {feed_id})"


def _proofs(options: Mapping[str, str]) -> dict[str, str]:
    return {name: options[name] for name, option in OPTIONS.items() if option.sealed and name in options}
