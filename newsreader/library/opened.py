"""An entry as the reader pane shows it, from what the store has. Light: the TUI calls it in its own process."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.model.article import Article
from newsreader.model.entry import Entry
from newsreader.render.kept import read_slices
from newsreader.store.articles import Source, article_slices, page_failure
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.notes import note_of
from newsreader.text.opening import opening


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry and the best article there is of it. `source` None: none was made yet (ask the worker). `page_error`: why its page
    could not be had, in words. `note`: what the user wrote on it."""

    entry: Entry
    article: Article | None
    source: Source | None
    page_error: str | None
    note: str = ""


def opened(store: Store, entry_id: int, prefer: Source = "page") -> Opened | None:
    """What there is of an entry: the article of the source that is preferred, else another one. None where the entry is gone.

    A long article's blocks are made as they are looked at (`model.sliced`)."""
    entry = entry_by_id(store, entry_id)
    if entry is None:
        return None
    others: tuple[Source, ...] = ("page", "feed")
    for source in dict.fromkeys((prefer, *others)):
        kept = article_slices(store, entry_id, source)
        if kept is not None:
            article = read_slices(kept)
            if entry.enclosures:
                from newsreader.library.enclosed import with_enclosures  # few entries bring a file

                article = with_enclosures(article, entry.enclosures, source != "feed")
            return Opened(entry, article, source, page_failure(store, entry_id), note_of(store, entry_id))
    return Opened(entry, None, None, page_failure(store, entry_id), note_of(store, entry_id))


def opened_file(store: Store, entry_id: int) -> str | None:
    """The address of the file that an entry without a page stands for, None where it brings none."""
    entry = entry_by_id(store, entry_id)
    if entry is None or not entry.enclosures:
        return None
    from newsreader.library.enclosed import file_to_open

    return file_to_open(entry.enclosures)


def heading(entry: Entry) -> str:
    """The title over an entry's own text; none where it would say only how that begins (`text.opening`)."""
    title = entry.headline.title
    return "" if title == opening(entry.html) else title
