"""Commands about entries: list, show, search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from newsreader.cli.articles import FORMATS, print_article
from newsreader.cli.context import Context, query_of
from newsreader.cli.feednames import NO_FEEDS
from newsreader.cli.output import fail, iso, print_json, say, warn
from newsreader.library.lists import entry_ids, headlines, in_order
from newsreader.library.opened import opened
from newsreader.library.search import search_ids, snippet
from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.model.sorting import SortError, parse_sorting
from newsreader.store.connection import Store
from newsreader.store.refreshes import refresh_states

_DOCUMENTS = ("markdown", "html", "json")
"""Forms that want a title, if need be of the text's first words, which the others needn't say twice."""


@click.command("list")
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(min=0), default=None, help="At most so many.")
@click.option("--sort", metavar="KEYS", default="", help="As in unread,-date: date, unread, starred, feed, title, author, length.")
@click.option("--once", is_flag=True, help="A story that several feeds tell is one headline, with the others' feeds beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def list_command(context: Context, query: tuple[str, ...], limit: int | None, sort: str, once: bool, as_json: bool) -> None:
    """List headlines, newest first. QUERY: words, "phrases", is:unread, is:starred, feed:ID, folder:A/B, id:ID."""
    ids, others = _taken(context.store, query_of(query), limit, sort, once)
    found = headlines(context.store, ids)
    rows = [found[entry_id] for entry_id in ids if entry_id in found]
    if as_json:
        also = {row.id: {"also_in": [_also(other) for other in others.get(row.id, ())]} if once else {} for row in rows}
        print_json([{**_fields(row), **also[row.id]} for row in rows])
        return
    for row in rows:
        told = ", ".join(dict.fromkeys(other.feed for other in others.get(row.id, ())))
        say(_line(row) + (f" · also in {told}" if told else ""))
    if not rows and refresh_states(context.store):
        warn("nothing has that")
    elif not rows:
        warn(NO_FEEDS)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def search_command(context: Context, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search titles, authors and texts; the best come first. Takes what `list` takes, too."""
    from newsreader.library.indexing import entry_text

    query = query_of(words)
    if not query.needs_text:
        fail("search wants words to look for; `newsreader list` takes a query without any")
    ids = search_ids(context.store, query, limit)
    found = headlines(context.store, ids)
    rows = [(found[entry_id], snippet(entry_text(context.store, entry_id), query)) for entry_id in ids if entry_id in found]
    if as_json:
        print_json([{**_fields(row), "snippet": text} for row, text in rows])
        return
    if not rows:
        warn("nothing found")
    for row, text in rows:
        say(_line(row))
        say(f"         {text}")


@click.command("show")
@click.argument("entry", type=int)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--fetch", is_flag=True, help="Get the page first, if it isn't kept.")
@click.pass_obj
def show_command(context: Context, entry: int, form: str, fetch: bool) -> None:
    """Show an entry: the kept article, else the feed's own text. A page that is wanted offline is put on a list."""
    from newsreader.library.outbox import is_offline, later_fetch
    from newsreader.library.reading import NoArticle, fetch_article, make_feed_article

    if fetch:
        try:
            caches = context.caches()
            fetch_article(context.store, caches.pages, context.fetcher, entry, sites=caches.sites)
        except NoArticle as error:
            warn(str(error))
            if is_offline(error):
                later_fetch(context.store, entry)
                warn("the page is on the list, and is fetched when the network is back")
    found = opened(context.store, entry)
    if found is None:
        fail(f"there is no entry {entry}; `newsreader list` shows their numbers")
    article = found.article or make_feed_article(context.store, entry)
    if form in _DOCUMENTS:
        article = replace(article, title=article.title or found.entry.headline.title)
    print_article(article, form, captions=True, heading=True, note=found.note)


def _taken(
    store: Store, query: Query, limit: int | None, sort: str, once: bool
) -> tuple[Sequence[int], Mapping[int, tuple[Headline, ...]]]:
    """The entries of a list in their order, and the other headlines of their stories."""
    if not sort and not once:
        return entry_ids(store, query, limit), {}
    from newsreader.library.folding import fold
    from newsreader.library.stories import also_in

    try:
        sorting = parse_sorting(sort) if sort else None
    except SortError as error:
        fail(f"{error}\n  {sort}\n  {' ' * error.position}^")
    ids = entry_ids(store, query)
    if once:
        ids = fold(store, ids).ids
    if sorting is not None:
        ids = in_order(store, ids, sorting)
    ids = ids[:limit]
    return ids, also_in(store, ids) if once else {}


def _also(row: Headline) -> dict[str, object]:
    return {"id": row.id, "feed_id": row.feed_id, "feed": row.feed, "url": row.url, "read": row.read}


def _line(row: Headline) -> str:
    mark = ("*" if row.starred else " ") + (" " if row.read else "●")
    return f"{row.id:>6} {mark} {(iso(row.published) or '')[:10]}  {row.title or '(no title)'}  · {row.feed}"


def _fields(row: Headline) -> dict[str, object]:
    return {
        "id": row.id,
        "feed_id": row.feed_id,
        "feed": row.feed,
        "title": row.title,
        "url": row.url,
        "author": row.author,
        "published": iso(row.published),
        "read": row.read,
        "starred": row.starred,
        "tags": row.tags,
    }
