"""What every command is handed: paths, settings, the store and the HTTP client, made once and when they are first wanted."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from newsreader.cli.output import warn
from newsreader.config.paths import Paths, find_paths
from newsreader.config.settings import Settings, read_settings
from newsreader.model.query import Query, QueryError, parse_query
from newsreader.store.connection import Store

if TYPE_CHECKING:
    from newsreader.fetch.exchange import Fetcher
    from newsreader.library.caches import Caches


class Context:
    """One command's surroundings."""

    def __init__(self, profile: str | None, offline: bool, demo: bool) -> None:
        self.paths: Paths = find_paths(os.environ, "demo" if demo else profile)
        self.demo = demo
        self._offline = offline

    @cached_property
    def settings(self) -> Settings:
        """The user's settings; what is wrong with them is said once on stderr."""
        settings, problems = read_settings(self.paths.config_file)
        for problem in problems:
            warn(str(problem))
        return settings

    @property
    def offline(self) -> bool:
        """Whether no socket may be opened."""
        return self._offline or self.settings.offline

    @cached_property
    def store(self) -> Store:
        """The library; what a command changed is on the disk when it ends. The demo's is filled when it is first opened."""
        store = Store(self.paths.library, durable=True, tell=warn)
        if self.demo:
            from newsreader.library.demo import set_up_demo  # parsers and all: wanted here alone

            set_up_demo(store, self.fetcher)
        return store

    @cached_property
    def bulk_store(self) -> Store:
        """The library for many small commits; whoever used it calls `settle` at the end, which brings them all onto the disk."""
        if self.demo or "store" in self.__dict__:  # opened already, or to be filled first
            self.store.close()
        return Store(self.paths.library, bulk=True, tell=warn)

    def caches(self, sync: bool = True) -> Caches:
        """The profile's cache, and the sites' rules for what goes into it; without `sync` many files are written fast."""
        from newsreader.library.caches import open_caches  # for those commands that look at pages and pictures

        return open_caches(self.paths, sync, self.settings.share_cache)

    def command(self, text: str) -> str:
        """A text with this program's commands in it (`newsreader feeds`) as they have to be typed for this library."""
        return self.paths.as_typed(text, self.demo)

    def end(self) -> None:
        """What is left to do when a command is over: the hosts that it asked go into the log, and the library is closed."""
        made = self.__dict__  # where `cached_property` keeps what was wanted
        try:
            if "fetcher" in made and not self.demo:
                from newsreader.library.fetching import log_contacts

                log_contacts(self.bulk_store if "bulk_store" in made else self.store, self.fetcher)
        finally:
            for store in (made.get("store"), made.get("bulk_store")):
                if store is not None:
                    store.close()

    @cached_property
    def fetcher(self) -> Fetcher:
        """The HTTP client."""
        from newsreader.library.fetching import open_fetcher  # the client is slow to import, and most commands need none

        return open_fetcher(self.settings, demo=self.demo, offline=lambda: self.offline)


def query_of(words: tuple[str, ...]) -> Query:
    """A command's QUERY argument; raises CommandFailed with the place that is wrong."""
    from newsreader.cli.output import fail

    text = " ".join(words)
    try:
        return parse_query(text)
    except QueryError as error:
        fail(f"{error}\n  {text}\n  {' ' * error.position}^")


def entries_of(words: tuple[str, ...]) -> Query:
    """The QUERY of a command that changes what it finds: an empty one, as an unset variable of a script makes it, is refused."""
    from newsreader.cli.output import fail

    if not " ".join(words).strip():
        fail("an empty query would be every entry; say which, as in is:unread")
    return query_of(words)


def settings_of(words: tuple[str, ...]) -> dict[str, str]:
    """KEY=VALUE arguments by their keys; raises CommandFailed for one that is none."""
    from newsreader.cli.output import fail

    for word in words:
        if "=" not in word:
            fail(f"{word} is no setting: they are written as in every=2h")
    return {key.strip(): value for key, _, value in (word.partition("=") for word in words)}
