"""Subscriptions in and out: OPML, and newsboat's `urls` file."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsreader.feeds.newsboat import read_newsboat_urls
from newsreader.feeds.opml import BadOpml, read_folders, read_left_out, read_opml, write_opml
from newsreader.library.archives import CACHE, cache_beside, move_in
from newsreader.library.confirming import waiting, waits_for_word
from newsreader.library.feedoptions import given_away, taken_over
from newsreader.library.keptqueries import LONGEST_NAME, keeping, kept_queries
from newsreader.library.logins import put_away, without_login
from newsreader.model.query import QueryError, parse_query
from newsreader.model.query_newsboat import starts
from newsreader.model.subscription import Subscription
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds, all_feeds
from newsreader.store.options import all_options
from newsreader.text.counted import counted

_MOST_BYTES = 64 << 20
_NO_ADDRESS = "no address of a feed, which starts with https:// or the like"


class CannotImport(Exception):
    """A file that could not be read as subscriptions; the message says why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: ids of the feeds that were added, how many were there already, and in words the lines that were left out
    (`skipped`), what else is to be known (`notes`), which feeds wait for the user's word (`waiting`), and the names of the query feeds
    that are lists now (`queries`), what entries came with them, in words (`archive`), and the journal's record of it all."""

    added: tuple[int, ...]
    known: int
    skipped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    archive: str = ""
    record: int = 0

    @property
    def summary(self) -> str:
        """The import in a sentence."""
        left_out = f", {counted(len(self.skipped), 'line')} left out" if self.skipped else ""
        waits = "waits" if len(self.waiting) == 1 else "wait"
        wait = f", {len(self.waiting)} {waits} for your word (`doctor` says what for)" if self.waiting else ""
        lists = "a list" if len(self.queries) == 1 else "lists"
        kept = f", {counted(len(self.queries), 'query feed')} kept as {lists}" if self.queries else ""
        archive = f", {self.archive}" if self.archive else ""
        were = "was" if self.known == 1 else "were"
        return f"{counted(len(self.added), 'feed')} added, {self.known} {were} there already{archive}{kept}{left_out}{wait}"


def import_file(store: Store, path: Path, stop: Callable[[], bool] = lambda: False) -> Imported:
    """Import a file that the user named: OPML, newsboat's `urls`, or newsboat's directory, the latter with what newsboat has kept (see
    `library.archives`). Raises CannotImport in words."""
    if path.is_dir():
        path = path / "urls"
    elif path.name == CACHE:
        path = path.with_name("urls")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CannotImport(f"{path} is larger than {_MOST_BYTES >> 20} MB: that is no list of subscriptions")
        data = path.read_bytes()
    except OSError as error:
        raise CannotImport(f"{path} can't be read: {error.strerror or error}") from error
    imported = import_bytes(store, data, str(path), typed=True)
    cache = cache_beside(path) if path.name == "urls" and not _is_xml(data) else None
    if cache is None:
        return imported
    moved = move_in(store, cache, imported.added, imported.record, stop)
    return replace(imported, archive=moved.words, notes=(*imported.notes, *moved.notes))


def _is_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def import_bytes(store: Store, data: bytes, name: str, typed: bool) -> Imported:
    """Import subscriptions; `typed`: the user has the file, so its addresses count as typed (private hosts may be asked)."""
    skipped: tuple[str, ...] = ()
    folders: dict[str, dict[str, str]] = {}
    queries: dict[str, str] = {}
    there = False
    if _is_xml(data):
        try:
            subscriptions, folders = read_opml(data), read_folders(data)
            left = read_left_out(data)
        except BadOpml as error:
            raise CannotImport(f"{name}: {error}") from error
        skipped = tuple(f"{name}, line {number}: {_NO_ADDRESS}: {url}" for number, url in left)
    else:
        read = read_newsboat_urls(data.decode("utf-8-sig", "replace"))
        subscriptions = read.subscriptions
        queries, unread = _queries(store, read.queries)
        there = len(read.queries) > len(unread)
        left_out = sorted((*read.skipped, *unread))
        skipped = tuple(f"{name}, line {number}: {reason}: {line}" for number, line, reason in left_out)
    if not subscriptions and not there:
        why = f" ({skipped[0]})" if skipped else ""
        raise CannotImport(f"{name} names no feed: OPML or newsboat's urls file is wanted{why}")
    return import_subscriptions(store, subscriptions, typed, skipped, folders, queries)


def _queries(store: Store, found: Sequence[tuple[int, str, str, str]]) -> tuple[dict[str, str], list[tuple[int, str, str]]]:
    """The query feeds that can be lists here, by name, and those that can't: (line number, line, reason)."""
    there, taken, left = kept_queries(store), dict[str, str](), list[tuple[int, str, str]]()
    for number, line, name, text in found:
        name = name[:LONGEST_NAME]
        if {**there, **taken}.get(name, text) != text:
            left.append((number, line, f"a list {name} is there already, with another query"))
        elif reason := "" if name else "a query feed without a name":
            left.append((number, line, reason))
        elif reason := _unreadable(text):
            left.append((number, line, f"a query feed whose filter can't be read ({reason})"))
        elif name not in there:
            taken[name] = text
    return taken, left


def _unreadable(text: str) -> str:
    """Why a filter of newsboat's can't be read, or ""."""
    if not starts(text, 0):
        return "it starts with no attribute, as in unread = \"yes\""
    try:
        parse_query(text)
    except QueryError as error:
        return str(error)
    return ""


def import_subscriptions(
    store: Store,
    wanted: tuple[Subscription, ...],
    typed: bool,
    skipped: tuple[str, ...] = (),
    folders: Mapping[str, Mapping[str, str]] | None = None,
    queries: Mapping[str, str] | None = None,
) -> Imported:
    """Add subscriptions in one undoable step, with the settings of those that are new, and of folders that had none; and keep queries."""
    notes: tuple[str, ...] = ()
    wait: tuple[str, ...] = ()
    record = 0
    with store.writing():
        away = {each.url: put_away(store, each.url) for each in wanted}
        wanted = tuple(replace(each, url=away[each.url].url) for each in wanted)
        logins = {each.url: each.options for each in away.values()}
        added, known = add_feeds(store, wanted, typed)
        lists = keeping(store, queries or {})
        journal.make(store, lists)
        if added or lists:
            wrong, rows = taken_over(store, {each.url: each.options for each in wanted}, added, folders or {}, logins)
            notes = (*(each.words for each in away.values() if each.words), *wrong)
            words = " and ".join(counted(len(each), what) for each, what in ((added, "feed"), (lists, "query feed")) if each)
            record = journal.record_feeds(store, "subscribe", added, f"imported {words}", int(time.time()), [*rows, *lists])
            wait = _told(store, added)
    return Imported(tuple(added), len(known), skipped, notes, wait, tuple(queries or ()), record=record)


def _told(store: Store, added: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"{feed.title} {waits_for_word(feed.id, feed.url, own)}" for feed, own in waiting(store) if feed.id in added)


def export_opml(store: Store) -> bytes:
    """Every subscription as OPML, with folders, titles, tags and settings."""
    options = all_options(store)
    feeds = [
        Subscription(
            without_login(feed.url), feed.title, feed.site_url, feed.folder, feed.tags, given_away(options.own(f"feed:{feed.id}"), feed)
        )
        for feed in all_feeds(store)
        if not feed.url.startswith("newsreader:")
    ]
    of_folders = {scope[7:]: dict(given_away(own)) for scope, own in options.by_scope.items() if scope.startswith("folder:")}
    return write_opml(feeds, "newsreader", of_folders)
