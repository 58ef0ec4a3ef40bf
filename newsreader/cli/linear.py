"""Reading line by line, for screen readers, braille and pipes: what is typed is a word or a number, what comes back is text."""

from __future__ import annotations

import sys
import time
from array import array
from collections.abc import Callable

import click

from newsreader.cli.context import Context, query_of
from newsreader.cli.output import say_wrapped, warn
from newsreader.library.lists import entry_ids, headlines
from newsreader.library.marks import mark
from newsreader.library.notes import note_of
from newsreader.library.opened import opened, opened_file
from newsreader.library.undo import ago, undo
from newsreader.model.article import Article
from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.render.linear import to_linear
from newsreader.text.clean import clean
from newsreader.text.counted import counted

_PAGE = 10
_MOST_PIPED = 50
_HELP = """A number reads that headline; Enter reads on: the next article, or more headlines.
l lists again, a all entries, u unread ones, s stars the last article, m marks it unread, o opens it in the browser,
z undoes the last change, r refreshes, q quits."""


@click.command("linear")
@click.argument("query", nargs=-1)
@click.pass_obj
def linear_command(context: Context, query: tuple[str, ...]) -> None:
    """Read line by line, without a screen; also as `newsreader --linear`. Into a pipe: what is unread, one article after the other."""
    wanted = query_of(query) if query else Query(unread=True)
    if sys.stdout.isatty():
        Linear(context, wanted).run(input)
        return
    ids = entry_ids(context.store, wanted, _MOST_PIPED)
    for entry_id in ids:
        article = _article(context, entry_id, fetch=False)
        if article is not None:
            say_wrapped(to_linear(article, note_of(context.store, entry_id)))


class Linear:
    """One session: a list of headlines and the place in it."""

    def __init__(self, context: Context, query: Query) -> None:
        self._context = context
        self._query = query
        self._ids: array[int] = array("q")
        self._shown = 0  # headlines that were told so far
        self._at = -1  # the one that was read last

    def run(self, ask: Callable[[str], str]) -> None:
        """Tell the headlines, then do what is typed until `q` or the end of the input."""
        self.list()
        while True:
            try:
                typed = ask("> ").strip().casefold()
            except EOFError:
                return
            if typed in ("q", "quit"):
                return
            self.do(typed)

    def do(self, typed: str) -> None:
        """Do what a word means."""
        deeds: dict[str, Callable[[], None]] = {
            "": self.on, "n": self.on, "l": self.list, "s": lambda: self._mark("star"), "m": lambda: self._mark("unread"),
            "o": self._browse, "a": lambda: self._choose(Query()), "u": lambda: self._choose(Query(unread=True)), "r": self._refresh,
            "z": self._undo, "?": lambda: say_wrapped(_HELP), "h": lambda: say_wrapped(_HELP),
        }  # fmt: skip
        if typed.isdecimal() and 0 < int(typed[:9]) <= len(self._ids):
            self.read(int(typed[:9]) - 1)
        elif typed in deeds:
            deeds[typed]()
        else:
            unknown = "A number reads a headline; ? tells what else can be typed."
            say_wrapped(f"There is no headline {typed}." if typed.isdecimal() else unknown)

    def list(self) -> None:
        """Tell the first headlines, taken anew."""
        self._ids = entry_ids(self._context.store, self._query)
        self._shown, self._at = 0, -1
        count = len(self._ids)
        what = "unread " if self._query.unread else ""
        told = f"{counted(count, f'{what}headline')}, newest first. ? tells what can be typed."
        say_wrapped(told if count else f"No {what}headlines.")
        self._more()

    def on(self) -> None:
        """The article after the last one; before any was read, more headlines."""
        if self._at >= 0 and self._at + 1 < len(self._ids):
            self.read(self._at + 1)
        elif self._at < 0 and self._shown < len(self._ids):
            self._more()
        else:
            say_wrapped("That was the last one.")

    def read(self, index: int) -> None:
        """Tell an article from its start to its end, and mark it read as the settings say."""
        self._at = index
        entry_id = self._ids[index]
        article = _article(self._context, entry_id)
        if article is None:
            say_wrapped("This entry is gone.")
            return
        say_wrapped(to_linear(article, note_of(self._context.store, entry_id)))
        if self._context.settings.mark_read != "hand":
            mark(self._context.store, [entry_id], "read")
        say_wrapped(f"End of headline {index + 1} of {len(self._ids)}.")

    def _more(self) -> None:
        part = self._ids[self._shown : self._shown + _PAGE]
        rows = headlines(self._context.store, part)
        for number, entry_id in enumerate(part, self._shown + 1):
            if entry_id in rows:
                say_wrapped(f"{number}. {_told(rows[entry_id])}")
        self._shown += len(part)
        if self._shown < len(self._ids):
            say_wrapped(f"{len(self._ids) - self._shown} more: Enter tells them.")

    def _choose(self, query: Query) -> None:
        self._query = query
        self.list()

    def _current(self) -> int | None:
        if self._at < 0:
            say_wrapped("No article was read yet.")
            return None
        return self._ids[self._at]

    def _mark(self, what: str) -> None:
        entry_id = self._current()
        if entry_id is not None:
            say_wrapped(mark(self._context.store, [entry_id], "star" if what == "star" else "unread").words + ".")

    def _undo(self) -> None:
        change = undo(self._context.store)
        say_wrapped(change.words if change is not None else "There is nothing to undo.")

    def _browse(self) -> None:
        from newsreader.programs.browser import open_in_browser
        from newsreader.programs.run import ProgramError
        from newsreader.text.hosts import host_shown
        from newsreader.text.trackers import without_trackers

        entry_id = self._current()
        row = headlines(self._context.store, [entry_id]).get(entry_id) if entry_id is not None else None
        if row is None:
            return
        address = row.url or opened_file(self._context.store, row.id)
        if not address:
            say_wrapped("This entry has no link.")
            return
        url = without_trackers(address)
        try:
            open_in_browser(url, self._context.settings.browser)
        except ProgramError as error:
            warn(str(error))
        else:
            say_wrapped(f"Opened {host_shown(url)}.")

    def _refresh(self) -> None:
        from newsreader.library.refresh import refresh

        say_wrapped(refresh(self._context.store, self._context.fetcher).summary)
        self.list()


def _told(row: Headline) -> str:
    parts = [clean(row.title) or "no title", clean(row.feed), ago(int(time.time()) - row.published)]
    told = ("starred" * row.starred, "with a note of yours" if row.note else "", "unread" * (not row.read))
    return ", ".join([*parts, *filter(None, told)])


def _article(context: Context, entry_id: int, fetch: bool = True) -> Article | None:
    """The kept article, else what can be made of the entry now; `fetch`: from its page, where the settings and the feed's own say so."""
    from newsreader.library.fulltext import fetched_on_opening
    from newsreader.library.reading import NoArticle, fetch_article, make_feed_article

    found = opened(context.store, entry_id)
    page_wanted = context.settings.fetch_page
    row = found.entry.headline if found is not None and found.source != "page" else None
    if fetch and row is not None and row.url and not context.offline and fetched_on_opening(context.store, row.feed_id, page_wanted):
        try:
            caches = context.caches()
            fetch_article(context.store, caches.pages, context.fetcher, entry_id, sites=caches.sites)
        except NoArticle as error:
            say_wrapped(f"{error}; this is the feed's own text.")
        found = opened(context.store, entry_id)
    if found is None:
        return None
    return found.article or make_feed_article(context.store, entry_id)
